/** A small chart of counts, the oldest first. What it shows is said in words as well. */
import { clockText } from '../time.ts';

const WIDTH = 240;
const HEIGHT = 36;

export function Sparkline({
  counts,
  label,
  since,
}: {
  readonly counts: readonly number[];
  readonly label: string;
  /** When the first count begins. */
  readonly since: string;
}) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const most = Math.max(...counts);
  const step = WIDTH / counts.length;
  return (
    <figure class="sparkline">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label}, the oldest first: ${counts.join(', ')}`}
        preserveAspectRatio="none"
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
          return <rect key={index} x={index * step + 1} y={HEIGHT - height} width={step - 2} height={height} rx="1" />;
        })}
      </svg>
      <figcaption class="quiet small">
        {total} since {clockText(since)}
      </figcaption>
    </figure>
  );
}
