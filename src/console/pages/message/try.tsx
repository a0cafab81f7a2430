/** What the contract of now says of a message, and edited copies of it for a sandbox or a sink. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { api, bodyOf, type EditedCopy, type Message, type MessageTrial } from '../../api.ts';
import { pretty } from '../../bytes.ts';
import { useLive } from '../../live.ts';
import { Act } from '../../parts/act.tsx';
import { Brief } from '../../parts/brief.tsx';
import { flags } from '../../parts/flags.ts';
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
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const [content, setContent] = useState(() => pretty(message.body.content));
  const [to, setTo] = useState('');
  if (!mayAct || message.body.encoding !== 'text') return null;
  const takers = (sinks.data?.items ?? []).filter(({ configured }) => configured);
  const sandboxes = (sources.data?.items ?? []).filter(
    ({ sandbox, provider }) => sandbox === true && provider === message.provider,
  );
  const receiver = receiverOf(to);
  const name = receiver.sink ?? receiver.sandbox;
  const send = async () => {
    return told(await bodyOf(api.sendEditedCopy({ path: { id: message.id }, query: receiver, body: { content } })));
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
        <span>Send it to</span>
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">nobody: only judge it</option>
          {sandboxes.length > 0 && (
            <optgroup label="A sandbox, which judges it by its own rules">
              {sandboxes.map(({ name }) => (
                <option key={name} value={`sandbox ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {takers.length > 0 && (
            <optgroup label="A sink, which gets its events">
              {takers.map(({ name }) => (
                <option key={name} value={`sink ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      <p class="quiet small">
        Nothing of the copy is stored. A sink gets its events once, marked with pushdockedited and with ids of their
        own. Who sent the copy where is in the audit log.
      </p>
      <Act label={name === undefined ? 'Judge the copy' : `Send the copy to ${name}`} tone="primary" act={send} />
      <Command>{`pushdock messages try ${message.id} --edited body.json${flags(receiver)}`}</Command>
    </details>
  );
}

/** What was chosen, as the operation and the command take it. */
function receiverOf(chosen: string): { readonly sink?: string; readonly sandbox?: string } {
  const name = chosen.slice(chosen.indexOf(' ') + 1);
  if (chosen === '') return {};
  return chosen.startsWith('sink ') ? { sink: name } : { sandbox: name };
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
          Event {type} {subject !== undefined && <Brief text={subject} />}.
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
