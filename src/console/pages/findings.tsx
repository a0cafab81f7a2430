/** Where messages depart from their contracts: each place once, with the change of the contract that would know it. */
import { api, bodyOf, type DriftEntry } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Brief } from '../parts/brief.tsx';
import { chosen, chosenOf, Filters, Older } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Badge, Command, Copy, Empty, Fault, Page, type Tone, Waiting } from '../parts/frame.tsx';
import { Ago, At } from '../parts/time.tsx';
import { href } from '../route.ts';

const states = ['new', 'acknowledged', 'resolved'] as const;
const tones: Readonly<Record<DriftEntry['state'], Tone>> = { new: 'warn', acknowledged: 'plain', resolved: 'good' };

export function Findings({ query }: { readonly query: URLSearchParams }) {
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const state = chosenOf(query, 'state', states);
  const { provider, cursor } = chosen(query, ['provider', 'cursor']);
  const filter = { ...(provider && { provider }), ...(state && { state }) };
  const asked = { limit: 50, ...filter, ...(cursor && { cursor }) };
  const { data, error, again } = useLive(`findings ${query}`, (signal) =>
    bodyOf(api.listDrift({ query: asked }, { signal })),
  );
  return (
    <Page title="Findings" intro="Places where messages depart from their contracts. Nothing was refused for it.">
      <Filters
        page="findings"
        query={query}
        fields={[
          { name: 'state', label: 'State', options: states },
          {
            name: 'provider',
            label: 'Provider',
            options: [...new Set((sources.data?.items ?? []).map((source) => source.provider))],
          },
        ]}
      />
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>Every message is as its contract says.</Empty>}
      {(data?.overflow ?? []).map(({ provider: name, count }) => (
        <p class="note" key={name}>
          {name} departs in more places than are kept; {count} findings found no room.
        </p>
      ))}
      {(data?.items ?? []).map((entry) => (
        <Entry key={entry.id} entry={entry} again={again} />
      ))}
      <Older page="findings" query={query} cursor={data?.nextCursor} />
      <Command>
        {[`pushdock drift list${flags(filter)}`, 'pushdock drift accept <id> …', 'pushdock drift resolve <id> …']}
      </Command>
    </Page>
  );
}

/** One finding, as its latest message has it. */
export function FindingPage({ id }: { readonly id: string }) {
  const { data, error, again } = useLive(`finding ${id}`, (signal) =>
    bodyOf(api.getDrift({ path: { id } }, { signal })),
  );
  return (
    <Page title={`Finding ${id}`}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <Entry entry={data} again={again} />
          <dl class="facts">
            <dt>State</dt>
            <dd>
              {data.state} since <At at={data.stateSince} />
              {data.alert && ' (a condition for somebody to look at)'}
            </dd>
            {data.finding.contract !== undefined && (
              <>
                <dt>Contract</dt>
                <dd>
                  {data.finding.contract.name} {data.finding.contract.version}, {data.finding.contract.schema}
                </dd>
              </>
            )}
          </dl>
        </>
      )}
      <Command>{[`pushdock drift show ${id}`, `pushdock drift accept ${id}`, `pushdock drift resolve ${id}`]}</Command>
    </Page>
  );
}

function Entry({ entry, again }: { readonly entry: DriftEntry; readonly again: () => void }) {
  const { id, source, event, path, rule, severity, state, count, firstSeenAt, lastSeenAt, messageId, finding } = entry;
  const settle = async (how: 'accept' | 'resolve') => {
    await bodyOf(how === 'accept' ? api.acceptDrift({ path: { id } }) : api.resolveDrift({ path: { id } }));
    again();
    return '';
  };
  const diff = sketch(entry);
  return (
    <section class="card finding">
      <div class="head">
        <a href={href(['findings', id])}>
          <code>{path === '' ? '/' : <Brief text={path} />}</code>
        </a>
        <Badge tone={severity === 'violation' ? 'bad' : 'warn'}>{rule.replaceAll('_', ' ')}</Badge>
        <Badge tone={tones[state]}>{state}</Badge>
        <span class="quiet small">
          {source} · {event}
        </span>
      </div>
      <p>
        The contract says <strong>{finding.expected}</strong>; seen was <code>{finding.seen}</code>.
      </p>
      <p class="quiet small">
        {count === 1 ? 'Once' : `${count} times`} since <Ago at={firstSeenAt} />, last <Ago at={lastSeenAt} /> in{' '}
        <a href={href(['messages', messageId])}>this message</a>
      </p>
      {diff !== undefined && (
        <details>
          <summary>Proposed change of the contract</summary>
          <section class="code" aria-label="Proposed change">
            <pre>
              {diff.map((line) =>
                line.startsWith('+') ? <ins key={line}>{`${line}\n`}</ins> : <span key={line}>{`${line}\n`}</span>,
              )}
            </pre>
          </section>
          <p class="small">
            <code>{`pushdock drift propose ${id}`}</code> <Copy text={`pushdock drift propose ${id}`} /> writes the
            whole patch in a checkout.
          </p>
        </details>
      )}
      <p class="actions">
        {state === 'new' && <Act label="Known: accept" act={() => settle('accept')} />}
        {state !== 'resolved' && <Act label="Resolved" act={() => settle('resolve')} />}
      </p>
    </section>
  );
}

/** What would change in the contract's document, as a diff; only where the finding says it: a field or a value that it does not know. */
function sketch({ rule, path, finding }: DriftEntry): readonly string[] | undefined {
  const { contract, seen, expected } = finding;
  if (contract?.schema === undefined) return undefined;
  const name = path.split('/').at(-1) ?? '';
  const place = [`@@ ${contract.name} ${contract.version}: components/schemas/${contract.schema} @@`];
  if (/unknown.field/.test(rule))
    return [
      ...place,
      '   properties:',
      `+    ${name}:`,
      '+      description: (what it means)',
      '+      type: (its type)',
    ];
  if (/unknown.value/.test(rule)) {
    const known = expected.replace(/^one of /, '').split(', ');
    return [
      ...place,
      `   ${name}:`,
      '     enum:',
      ...known.slice(-3).map((value) => `       - ${value}`),
      `+      - ${seen}`,
    ];
  }
  return undefined;
}
