/** One subscription at the provider: as it is, changed, deleted, or created. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type SourceSummary, type SubscribableEvent, type Subscription } from '../../api.ts';
import { Act } from '../../parts/act.tsx';
import { TextField } from '../../parts/fields.tsx';
import { flags } from '../../parts/flags.ts';
import { Badge, Command } from '../../parts/frame.tsx';
import { At } from '../../parts/time.tsx';
import { useMayAct } from '../../session.tsx';

type Events = readonly SubscribableEvent[];

const eventText = (events: readonly string[]) => (events.length === 0 ? 'every event' : events.join(', '));

export function Subscribed({
  source,
  subscription,
  events,
  again,
}: {
  readonly source: SourceSummary;
  readonly subscription: Subscription;
  readonly events: Events;
  readonly again: () => void;
}) {
  const mayAct = useMayAct();
  const { uuid, status, name, destination, contactEmail, pushesHere, keys, updated } = subscription;
  return (
    <div class="card subscription">
      <div class="head">
        <strong>{name ?? 'not declared'}</strong>
        <Badge tone={status === 'ACTIVE' ? 'good' : 'bad'}>{status}</Badge>
        {!pushesHere && <Badge tone="warn">not this source</Badge>}
      </div>
      <dl class="facts">
        <dt>UUID</dt>
        <dd>
          <code>{uuid}</code>
        </dd>
        <dt>Events</dt>
        <dd>{eventText(subscription.events)}</dd>
        <dt>Destination</dt>
        <dd>{destination}</dd>
        <dt>Contact</dt>
        <dd>{contactEmail}</dd>
        <dt>Changed</dt>
        <dd>
          <At at={updated} />
        </dd>
        <dt>Keys</dt>
        <dd>{keys.length === 0 ? 'none is stored' : keys.map(({ label }) => <code key={label}>{label} </code>)}</dd>
      </dl>
      {mayAct && (
        <>
          <details>
            <summary>Change</summary>
            {name !== undefined && (
              <p class="note">It is declared: change the configuration too, or a sync takes this back.</p>
            )}
            <Fields
              from={subscription}
              events={events}
              label="Change the subscription"
              command={`pushdock ${source.provider} subscriptions update ${uuid} --source ${source.name}`}
              save={async (body) => {
                await bodyOf(api.updateSubscription({ path: { source: source.name, uuid }, body }));
                again();
                return 'Changed.';
              }}
            />
          </details>
          <details>
            <summary>Delete</summary>
            <p>
              The provider sends nothing of it from then on. Its keys stay good for some days, for pushes that are
              repeated.
            </p>
            <Act
              label="Delete the subscription"
              tone="danger"
              act={async () => {
                await bodyOf(api.deleteSubscription({ path: { source: source.name, uuid } }));
                again();
                return 'Deleted.';
              }}
            />
            <Command>{`pushdock ${source.provider} subscriptions delete ${uuid} --source ${source.name}`}</Command>
          </details>
        </>
      )}
    </div>
  );
}

export function CreateSubscription({
  source,
  events,
  again,
}: {
  readonly source: SourceSummary;
  readonly events: Events;
  readonly again: () => void;
}) {
  const mayAct = useMayAct();
  if (!mayAct) return null;
  return (
    <details>
      <summary>Create a subscription</summary>
      <p>To keep it, declare it in the configuration and sync. The provider posts a test to the destination first.</p>
      <Fields
        events={events}
        label="Create the subscription"
        command={`pushdock ${source.provider} subscriptions create --source ${source.name}`}
        save={async ({ events: names = [], contactEmail = '', ...rest }) => {
          await bodyOf(
            api.createSubscription({ path: { source: source.name }, body: { events: names, contactEmail, ...rest } }),
          );
          again();
          return 'Created. Its signing key is stored.';
        }}
      />
    </details>
  );
}

type Body = { readonly events?: string[]; readonly destination?: string; readonly contactEmail?: string };

/** `from`: of an existing one; what is left as it is is not sent. */
function Fields({
  from,
  events,
  label,
  command,
  save,
}: {
  readonly from?: Subscription;
  readonly events: Events;
  readonly label: string;
  readonly command: string;
  readonly save: (body: Body) => Promise<string>;
}) {
  const [names, setNames] = useState<readonly string[]>(from?.events ?? []);
  const [destination, setDestination] = useState('');
  const [email, setEmail] = useState('');
  const isChosen = from === undefined || [...names].sort().join() !== [...from.events].sort().join();
  const body = {
    ...(isChosen && { events: [...names] }),
    ...(destination.trim() !== '' && { destination: destination.trim() }),
    ...(email.trim() !== '' && { contactEmail: email.trim() }),
  };
  const missing = from === undefined ? body.contactEmail === undefined : Object.keys(body).length === 0;
  const toggle = (name: string) =>
    setNames(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  return (
    <>
      <fieldset class="tabs">
        <legend class="small quiet">
          {names.length === 0 ? 'Events: every one, unless some are chosen' : 'Events'}
        </legend>
        {events.map(({ event, scope, retired }) => (
          <button
            key={event}
            type="button"
            class="small"
            aria-pressed={names.includes(event)}
            title={`needs ${scope}${retired ? "; the provider's list no longer has it" : ''}`}
            onClick={() => toggle(event)}
          >
            {event}
          </button>
        ))}
      </fieldset>
      <TextField
        label="Destination"
        mode="url"
        charactersMax={2_048}
        value={destination}
        hint={from?.destination ?? 'the push URL of this source'}
        set={setDestination}
      />
      <TextField
        label="Contact: where the provider writes if the destination fails"
        mode="email"
        charactersMax={1_024}
        value={email}
        hint={from === undefined ? 'operations@example.com' : 'as it is'}
        set={setEmail}
      />
      <Act label={label} tone="primary" disabled={missing} act={() => save(body)} />
      <Command>
        {command +
          flags({
            events: body.events && (body.events.join(',') || 'all'),
            destination: body.destination,
            email: body.contactEmail,
          })}
      </Command>
    </>
  );
}
