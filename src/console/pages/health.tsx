/** The first page: does every provider reach us, until when, and what needs a person? */
import {
  api,
  bodyOf,
  type Condition,
  type FailingPush,
  type HealthState,
  type SourceHealth,
  type SourceSummary,
} from '../api.ts';
import { perStep } from '../counts.ts';
import { useLive } from '../live.ts';
import { Badge, Command, Fault, Page, type Tone, Waiting } from '../parts/frame.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { durationText } from '../time.ts';

export function Health() {
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })));
  const health = useLive('health', (signal) => bodyOf(api.getHealth({}, { signal })));
  const conditions = useLive('conditions', (signal) => bodyOf(api.listConditions({}, { signal })));
  const counts = useLive('counts', (signal) => bodyOf(api.countMessages({}, { signal })));
  const known = new Map((health.data?.items ?? []).map((item) => [item.name, item]));
  // What is worst stands first; the rest in the order of the configuration.
  const items = [...(sources.data?.items ?? [])].sort(
    (one, other) => rank(known.get(other.name)?.state) - rank(known.get(one.name)?.state),
  );
  return (
    <Page title="Health" intro={heading(health.data?.items)}>
      <Fault error={sources.error ?? health.error ?? conditions.error} />
      {conditions.data && <Conditions items={conditions.data.items} />}
      {sources.data === undefined ? (
        <Waiting />
      ) : (
        <ul class="sources">
          {items.map((source) => (
            <SourceCard
              key={source.name}
              source={source}
              health={known.get(source.name)}
              guide={conditions.data?.items.find(({ about }) => about === `source ${source.name}`)?.link}
              arrived={counts.data && { perHour: perStep(counts.data, source.name), since: counts.data.from }}
            />
          ))}
        </ul>
      )}
      <Command>pushdock health</Command>
    </Page>
  );
}

const tones: Readonly<Record<HealthState, Tone>> = {
  healthy: 'good',
  quiet: 'news',
  refusing: 'bad',
  failing: 'bad',
  'at risk': 'bad',
  'probably switched off': 'bad',
};
const order: readonly HealthState[] = ['healthy', 'quiet', 'refusing', 'failing', 'at risk', 'probably switched off'];
const rank = (state: HealthState | undefined) => (state === undefined ? 0 : order.indexOf(state));

function heading(items: readonly SourceHealth[] | undefined): string {
  if (items === undefined) return 'How every source stands with its provider.';
  const ill = items.filter(({ state }) => tones[state] === 'bad');
  if (ill.length === 0) return 'No provider is refused, and none fails.';
  return `${ill.map(({ name }) => name).join(', ')}: ${ill.length === 1 ? 'needs' : 'need'} somebody now.`;
}

type Arrived = { readonly perHour: readonly number[]; readonly since: string } | undefined;

function SourceCard({
  source,
  health,
  arrived,
  guide,
}: {
  readonly source: SourceSummary;
  readonly health: SourceHealth | undefined;
  readonly arrived: Arrived;
  /** Where its condition is explained. */
  readonly guide: string | undefined;
}) {
  const { name, provider } = source;
  return (
    <li class={health !== undefined && tones[health.state] === 'bad' ? 'source ill' : 'source'}>
      <div class="head">
        <h2>
          <a href={href(['messages'], { source: name })}>{name}</a>
        </h2>
        <span class="quiet small">{provider}</span>
        {health === undefined ? <Badge>sandbox</Badge> : <Badge tone={tones[health.state]}>{health.state}</Badge>}
      </div>
      {health === undefined ? (
        <p class="quiet">Partners try messages here. Nothing is kept, and no provider pushes to it.</p>
      ) : (
        <Standing health={health} arrived={arrived} guide={guide} />
      )}
    </li>
  );
}

function Standing({
  health,
  arrived,
  guide,
}: {
  readonly health: SourceHealth;
  readonly arrived: Arrived;
  readonly guide: string | undefined;
}) {
  const { summary, since, givesUp, oldest, lost, todo, unknowns, strangers, ack, silence } = health;
  const ill = tones[health.state] === 'bad';
  return (
    <>
      <p class="summary">{summary}</p>
      <dl class="facts">
        <dt>Since</dt>
        <dd>
          <Ago at={since} />
        </dd>
        {silence.lastAt !== undefined && (
          <>
            <dt>Last push</dt>
            <dd>
              <Ago at={silence.lastAt} />
              {silence.usualSeconds !== undefined && (
                <span class="quiet"> (usual gap {durationText(silence.usualSeconds * 1_000)})</span>
              )}
            </dd>
          </>
        )}
        {oldest !== undefined && (
          <>
            <dt>Oldest failing push</dt>
            <dd>
              {triesText(oldest)}, first <Ago at={oldest.firstAt} />
            </dd>
          </>
        )}
        {givesUp.at !== undefined && (
          <>
            <dt>Provider gives up</dt>
            <dd>
              <strong>
                <Ago at={givesUp.at} />
              </strong>
            </dd>
          </>
        )}
        {ack.count > 0 && (
          <>
            <dt>Answers, last hour</dt>
            <dd>
              {ack.count}; p99 {durationText(ack.p99Ms ?? 0)}
              {ack.timeoutMs !== undefined && <span class="quiet"> of {durationText(ack.timeoutMs)} allowed</span>}{' '}
              {ack.warning && <Badge tone="warn">slow</Badge>}
            </dd>
          </>
        )}
        {strangers.count > 0 && (
          <>
            <dt>Strangers</dt>
            <dd>
              <a href={href(['refused'])}>{strangers.count} refused in the last hour</a>
            </dd>
          </>
        )}
      </dl>
      {arrived !== undefined && (
        <Sparkline counts={arrived.perHour} label={`Messages of ${health.name} by the hour`} since={arrived.since} />
      )}
      {ill && <p>{lost}</p>}
      {todo.length > 0 && (
        <>
          <h3>What to do</h3>
          <ul class="todo">
            {todo.map((step) => (
              <li key={step}>
                <Marked text={step} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small">
        {guide !== undefined && (
          <>
            <a href={guide} rel="noreferrer">
              What this means
            </a>{' '}
            ·{' '}
          </>
        )}
        {(ill || silence.lastAt !== undefined) && (
          <>
            <a href={href(['gap', health.name])}>What the latest outage cost</a> ·{' '}
          </>
        )}
        <a href={href(['sources', health.name])}>Set-up and credentials</a>
      </p>
      {unknowns.length > 0 && (
        <details>
          <summary class="quiet small">What cannot be known</summary>
          <ul class="todo quiet small">
            {unknowns.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Of a provider whose retries end nowhere only their number is known. */
function triesText(push: FailingPush): string {
  return push.retriesMax === undefined
    ? `${push.tries} tries`
    : `${push.retriesUsed} of ${push.retriesMax} retries used`;
}

/** What stands between backticks is a command. */
const Marked = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</>
);

const Look = ({ at }: { readonly at: string | undefined }) =>
  at === undefined ? null : (
    <>
      {' '}
      · <a href={at}>Look</a>
    </>
  );

/** Where the console shows what a condition is about. */
function pageOf(kind: string, about: string): string | undefined {
  const name = about.slice(about.indexOf(' ') + 1);
  if (kind === 'dead-letters') return href(['deliveries'], { state: 'dead', sink: name });
  if (kind === 'messages-failed') return href(['messages'], { state: 'failed', source: name });
  if (kind === 'off-contract' || kind === 'drift-ledger-full') return href(['findings']);
  if (kind.startsWith('sink-')) return href(['sinks']);
  if (kind.startsWith('subscription')) return href(['subscriptions']);
  return kind === 'alert-undelivered' ? href(['gateway']) : undefined;
}

function Conditions({ items }: { readonly items: readonly Condition[] }) {
  // What applies to a source stands on its card.
  const others = items.filter(({ kind }) => !kind.startsWith('source-'));
  if (others.length === 0) return null;
  return (
    <section aria-label="What needs a person">
      <ul class="conditions">
        {others.map(({ kind, about, detail, since, link }) => (
          <li key={`${kind} ${about}`}>
            <a href={link} rel="noreferrer">
              <strong>{kind.replaceAll('-', ' ')}</strong>
            </a>{' '}
            · {about} · <Ago at={since} />
            <Look at={pageOf(kind, about)} />
            <p>
              <Marked text={detail} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
