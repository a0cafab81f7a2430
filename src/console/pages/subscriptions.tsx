/** What sources are subscribed to at their providers, beside what the configuration declares: plan, then apply; and one by one. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type SourceSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { ShowAddresses } from '../parts/addresses.tsx';
import { Command, Empty, Fault, Page, Waiting } from '../parts/frame.tsx';
import { Credentials } from './subscriptions/credentials.tsx';
import { CreateSubscription, Subscribed } from './subscriptions/one.tsx';
import { Sync } from './subscriptions/sync.tsx';

export function Subscriptions() {
  const [shown, show] = useState(false);
  const { data, error } = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 0);
  const managed = data?.items.filter(({ offers }) => offers?.includes('subscriptions'));
  return (
    <Page
      title="Subscriptions"
      intro="What the configuration declares, beside what is at the provider."
      actions={<ShowAddresses shown={shown} show={show} />}
    >
      <Fault error={error} />
      {managed === undefined && error === undefined && <Waiting />}
      {managed?.length === 0 && <Empty>No source has subscriptions that Pushdock manages.</Empty>}
      {(managed ?? []).map((source) => (
        <Source key={source.name} source={source} masked={!shown} />
      ))}
    </Page>
  );
}

function Source({ source, masked }: { readonly source: SourceSummary; readonly masked: boolean }) {
  const [prune, setPrune] = useState(false);
  const { name } = source;
  const path = { source: name };
  // Each look asks the provider, so it is not repeated by itself.
  const listed = useLive(
    `subscriptions ${name} ${masked}`,
    (signal) => bodyOf(api.listSubscriptions({ path, query: { masked } }, { signal })),
    0,
  );
  const planned = useLive(
    `plan ${name} ${masked} ${prune}`,
    (signal) => bodyOf(api.planSync({ path, query: { masked, prune } }, { signal })),
    0,
  );
  const events = useLive(
    `subscribable ${name}`,
    (signal) => bodyOf(api.listSubscribableEvents({ path }, { signal })),
    0,
  );
  const again = () => {
    listed.again();
    planned.again();
  };
  return (
    <section>
      <div class="title">
        <h2>{name}</h2>
        <div class="actions">
          <button type="button" class="small" onClick={again}>
            Look again
          </button>
        </div>
      </div>
      <Fault error={listed.error ?? planned.error ?? events.error} />
      {listed.data === undefined && listed.error === undefined && <Waiting />}
      {listed.data?.items.length === 0 && <Empty>There is no subscription at the provider.</Empty>}
      {(listed.data?.items ?? []).map((one) => (
        <Subscribed key={one.uuid} source={source} subscription={one} events={events.data?.items ?? []} again={again} />
      ))}
      {planned.data !== undefined && (
        <Sync source={source} plan={planned.data} prune={prune} setPrune={setPrune} again={again} />
      )}
      <CreateSubscription source={source} events={events.data?.items ?? []} again={again} />
      <Credentials source={source} />
      <Command>
        {[
          `pushdock ${source.provider} subscriptions list --source ${name}`,
          `pushdock ${source.provider} events --source ${name}`,
        ]}
      </Command>
    </section>
  );
}
