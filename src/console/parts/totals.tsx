/** How many messages came since about a day ago, by state and by what their contract says; each is a link to those. Hours are counted whole. */
import { api, bodyOf } from '../api.ts';
import { perStep, totalsBy } from '../counts.ts';
import { useLive } from '../live.ts';
import { href } from '../route.ts';
import { clockText } from '../time.ts';
import { Sparkline } from './sparkline.tsx';

export function Totals({ source }: { readonly source: string | undefined }) {
  const { data } = useLive(`counts ${source}`, (signal) =>
    bodyOf(api.countMessages({ query: source === undefined ? {} : { source } }, { signal })),
  );
  if (data === undefined || data.items.length === 0) return null;
  const links = [
    ...totalsBy(data.items, ({ state }) => state).map(([state, count]) => ({ word: state, count, filter: { state } })),
    ...totalsBy(data.items, ({ verdict }) => (verdict === 'match' ? undefined : verdict)).map(([verdict, count]) => ({
      word: `contract says ${verdict}`,
      count,
      filter: { verdict },
    })),
  ];
  return (
    <section class="totals" aria-label={`Messages since ${clockText(data.from)}`}>
      <Sparkline counts={perStep(data)} label="Messages by the hour" since={data.from} />
      <ul class="totals-list">
        {links.map(({ word, count, filter }) => (
          <li key={word}>
            <a
              href={href(['messages'], { ...(source !== undefined && { source }), receivedFrom: data.from, ...filter })}
            >
              {count} {word}
            </a>
          </li>
        ))}
        <li>
          <a href={href(['counts'], { ...(source !== undefined && { source }) })}>by the hour or the day</a>
        </li>
      </ul>
    </section>
  );
}
