/** The first page: does every provider reach us, and what needs a person? */
import { api, bodyOf, type Condition, type SourceSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { Command, Empty, Fault, Page, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';

export function Health() {
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })));
  const conditions = useLive('conditions', (signal) => bodyOf(api.listConditions({}, { signal })));
  return (
    <Page title="Health" intro="Every source with its provider, and what needs a person.">
      <Fault error={sources.error ?? conditions.error} />
      {conditions.data && <Conditions items={conditions.data.items} />}
      <h2>Sources</h2>
      {sources.data === undefined ? <Waiting /> : <Sources items={sources.data.items} />}
      <Command>pushdock sources list</Command>
    </Page>
  );
}

function Sources({ items }: { readonly items: readonly SourceSummary[] }) {
  return (
    <ul class="sources">
      {items.map(({ name, provider, pushUrl }) => (
        <li key={name} class="source">
          <div class="head">
            <h3>
              <a href={href(['messages'], { source: name })}>{name}</a>
            </h3>
            <span class="quiet">{provider}</span>
          </div>
          <p class="quiet small">
            <code>{pushUrl}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Conditions({ items }: { readonly items: readonly Condition[] }) {
  if (items.length === 0) return <Empty>Nothing else needs a person now.</Empty>;
  return (
    <section aria-label="Conditions">
      <h2>Needs a person</h2>
      <ul class="conditions">
        {items.map(({ kind, about, detail, since }) => (
          <li key={`${kind} ${about}`}>
            <strong>{kind.replaceAll('-', ' ')}</strong>: {about} · since <Ago at={since} />
            <p>{detail}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
