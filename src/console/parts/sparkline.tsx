/** A small chart of counts, the oldest first. What it shows is said in words as well. */

const WIDTH = 240;
const HEIGHT = 36;

/** A source that is new has fewer; the hours before it are empty. */
const COUNTS = 24;

export function Sparkline({ counts: given, label }: { readonly counts: readonly number[]; readonly label: string }) {
  const counts = [...Array.from({ length: Math.max(0, COUNTS - given.length) }, () => 0), ...given];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const most = Math.max(...counts);
  const step = WIDTH / counts.length;
  return (
    <figure class="sparkline">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label}: ${counts.join(', ')}`}
        preserveAspectRatio="none"
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
          return <rect key={index} x={index * step + 1} y={HEIGHT - height} width={step - 2} height={height} rx="1" />;
        })}
      </svg>
      <figcaption class="quiet small">{total} in 24 hours</figcaption>
    </figure>
  );
}
