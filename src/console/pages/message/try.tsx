/** What the contract of now says of a message, and edited copies of it for a sandbox or a sink. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { api, bodyOf, type EditedCopy, type Message, type MessageTrial } from '../../api.ts';
import { pretty } from '../../bytes.ts';
import { useLive } from '../../live.ts';
import { Act } from '../../parts/act.tsx';
import { Command } from '../../parts/frame.tsx';
import { useMayAct } from '../../session.tsx';

export const Try = ({ message }: { readonly message: Message }) => (
  <Act
    label="Try under the contract of now"
    act={async () => told(await bodyOf(api.judgeMessage({ path: { id: message.id } })))}
  />
);

/** Editing needs the message as it came, so it is offered once that was revealed. */
export function EditCopy({ message }: { readonly message: Message }) {
  const mayAct = useMayAct();
  const sinks = useLive('sinks', (signal) => bodyOf(api.listSinks({}, { signal })), 60_000);
  const [content, setContent] = useState(() => pretty(message.body.content));
  const [to, setTo] = useState('');
  if (!mayAct || message.body.encoding !== 'text') return null;
  const send = async () => {
    const query = to === '' ? {} : { sink: to };
    return told(await bodyOf(api.sendEditedCopy({ path: { id: message.id }, query, body: { content } })));
  };
  return (
    <details class="edit-copy">
      <summary>Edit a copy</summary>
      <label class="stacked">
        <span>Its body. The message itself stays as it is.</span>
        <textarea
          rows={14}
          spellcheck={false}
          value={content}
          onInput={(event) => setContent(event.currentTarget.value)}
        />
      </label>
      <label class="stacked">
        <span>Send its events to</span>
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">nobody: only judge it</option>
          {(sinks.data?.items ?? [])
            .filter(({ configured }) => configured)
            .map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <p class="quiet small">
        Events of the copy are marked with pushdockedited and have ids of their own. They are sent once, and who sent
        them is in the audit log.
      </p>
      <Act label={to === '' ? 'Judge the copy' : `Send the copy to ${to}`} tone="primary" act={send} />
      <Command>{`pushdock messages try ${message.id} --edited body.json${to === '' ? '' : ` --sink ${to}`}`}</Command>
    </details>
  );
}

function told(tried: MessageTrial | EditedCopy): ComponentChildren {
  const { verdict, findings, events } = tried;
  const sent = 'sent' in tried ? tried.sent : [];
  return (
    <>
      The contract says {verdict}.
      {findings.map(({ path, rule, expected, seen }) => (
        <span key={`${path} ${rule}`}>
          {' '}
          {path || 'The message'}: expected {expected}; seen {seen}.
        </span>
      ))}
      {events.map(({ type, subject }) => (
        <span key={`${type} ${subject}`}>
          {' '}
          Event {type} {subject}.
        </span>
      ))}
      {sent.map(({ event, sink, outcome, detail }) => (
        <span key={event}>
          {' '}
          {sink}: {outcome}, {detail}.
        </span>
      ))}
    </>
  );
}
