/** One message: when what happened to it, what it says, what became of it, and what can be done. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type Message } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { TextField } from '../parts/fields.tsx';
import { Badge, Command, Copy, Fault, Page, Waiting } from '../parts/frame.tsx';
import { DeadLetters, MessageState, VerdictBadge } from '../parts/states.tsx';
import { At } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { Content } from './message/content.tsx';
import { Deliveries } from './message/deliveries.tsx';
import { Findings } from './message/findings.tsx';
import { loadMessage, type Shown } from './message/load.ts';
import { TimeLine } from './message/time-line.tsx';
import { EditCopy, Try } from './message/try.tsx';

export function MessagePage({ id }: { readonly id: string }) {
  const [revealed, setRevealed] = useState('');
  const masked = revealed !== id;
  // What was revealed is not asked for again by itself: each reading is in the audit log.
  const { data, error, again } = useLive(
    `message ${id} ${masked}`,
    (signal) => loadMessage(id, masked, signal),
    masked ? undefined : 0,
  );
  return (
    <Page title={data === undefined ? 'Message' : `Message ${id.slice(-6)}`}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <Head shown={data} />
          <Actions shown={data} again={again} />
          <TimeLine shown={data} />
          <Deliveries events={data.events} again={again} />
          <Findings items={data.message.findings} />
          <Content shown={data} masked={masked} reveal={() => setRevealed(id)} />
          {!masked && <EditCopy key={id} message={data.message} />}
          {data.message.legalHold === undefined && <LegalHold message={data.message} again={again} />}
          <Command>{commandsOf(data.message)}</Command>
        </>
      )}
    </Page>
  );
}

/** What the page shows, then what its buttons do. */
const commandsOf = ({ id, state, legalHold, bodyForgotten }: Message): readonly string[] => [
  `pushdock messages show ${id}`,
  `pushdock replay ${id}`,
  ...(state === 'processed' || state === 'recorded' ? [] : [`pushdock messages retry ${id}`]),
  ...(bodyForgotten ? [] : [`pushdock messages try ${id}`]),
  ...(legalHold === undefined ? [] : [`pushdock messages release ${id}`]),
];

function Head({ shown: { message, asksForResult } }: { readonly shown: Shown }) {
  const { id, state, verdict, reason, source, provider, credentials, receipts, legalHold, deadLetters } = message;
  return (
    <>
      <p class="line">
        <MessageState state={state} /> <VerdictBadge verdict={verdict} /> <DeadLetters count={deadLetters} />{' '}
        {verdict === 'match' && <Badge tone="good">as its contract says</Badge>}
        {legalHold !== undefined && <Badge tone="news">legal hold: {legalHold}</Badge>}
      </p>
      {reason !== undefined && <p class="note">{reason}</p>}
      <dl class="facts">
        <dt>Id</dt>
        <dd>
          <code>{id}</code> <Copy text={id} />
        </dd>
        <dt>Source</dt>
        <dd>
          <a href={href(['sources', source])}>{source}</a> <span class="quiet">{provider}</span>
        </dd>
        <dt>Received</dt>
        <dd>
          <At at={message.receivedAt} />
          {receipts > 1 && `, ${receipts} times in all`}
        </dd>
        <dt>Proven by</dt>
        <dd>
          {credentials.length === 0
            ? 'not noted'
            : credentials.map(({ label, belongsTo }) => (
                <span key={label}>
                  <code>{label}</code> {belongsTo}
                </span>
              ))}
        </dd>
        {asksForResult && (
          <>
            <dt>Result</dt>
            <dd>
              <a href={href(['results', id])}>What the business says of it</a>
            </dd>
          </>
        )}
        {message.possibleRepeatOf !== undefined && <Related label="May be a repeat of" id={message.possibleRepeatOf} />}
        {message.conflictsWith !== undefined && <Related label="Conflicts with" id={message.conflictsWith} />}
      </dl>
    </>
  );
}

const Related = ({ label, id }: { readonly label: string; readonly id: string }) => (
  <>
    <dt>{label}</dt>
    <dd>
      <a href={href(['messages', id])}>
        <code>{id}</code>
      </a>
    </dd>
  </>
);

function Actions({ shown: { message }, again }: { readonly shown: Shown; readonly again: () => void }) {
  const retry = async () => {
    const { outcome } = await bodyOf(api.retryMessage({ path: { id: message.id } }));
    again();
    return outcome === 'due' ? 'It is processed again now.' : `Nothing to do: ${outcome.replaceAll('_', ' ')}.`;
  };
  const release = async () => {
    await bodyOf(api.releaseMessage({ path: { id: message.id } }));
    again();
    return '';
  };
  const replay = async () => {
    const { id } = await bodyOf(api.startReplay({ query: { message: [message.id] } }));
    again();
    return <a href={href(['replays', id])}>Replay {id} began</a>;
  };
  return (
    <p class="actions">
      <span data-key="r">
        <Act label="Replay" act={replay} tone="primary" />
      </span>
      {message.state !== 'processed' && message.state !== 'recorded' && <Act label="Process again" act={retry} />}
      {!message.bodyForgotten && <Try message={message} />}
      {message.legalHold !== undefined && <Act label="End the legal hold" act={release} />}
    </p>
  );
}

function LegalHold({ message: { id }, again }: { readonly message: Message; readonly again: () => void }) {
  const mayAct = useMayAct();
  const [reason, setReason] = useState('');
  if (!mayAct) return null;
  return (
    <details>
      <summary>Legal hold</summary>
      <TextField
        label="Keep it with its bytes and events, whatever its age. Why, for the next person who looks"
        value={reason}
        set={setReason}
      />
      <Act
        label="Put it under legal hold"
        disabled={reason.trim() === ''}
        act={async () => {
          await bodyOf(api.holdMessage({ path: { id }, query: { reason: reason.trim() } }));
          again();
          return '';
        }}
      />
      <Command>{`pushdock messages hold ${id} --reason '…'`}</Command>
    </details>
  );
}
