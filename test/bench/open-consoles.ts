/**
 * Open pages of the console, as their browsers ask: each follows the stream of changes, and asks for its page's data when something changed, at most
 * once a second, and every ten seconds all the same (`src/console/live.ts`).
 */

const AT_MOST_EVERY_MS = 1_000;
const EVERY_MS = 10_000;

/** What each page asks for, without the address of the gateway. `id`, `event` and `delivery` are of one message. */
export const pagesOf = ({ id, event }: { readonly id: string; readonly event: string }) => ({
  health: ['sources', 'health', 'conditions', 'counts'],
  messages: ['messages?limit=50&masked=true', 'counts', 'sources'],
  'one message': [`messages/${id}?masked=true`, 'sources', `events/${event}?masked=true`],
  search: ['messages?reference=ref0000007&limit=20&masked=true', `events?message=${id}&limit=5`],
  deliveries: ['deliveries?limit=50&masked=true', 'sinks'],
  'dead letters': ['deliveries?state=dead&limit=50&masked=true', 'sinks'],
  sinks: ['sinks'],
  replays: ['replays?limit=50'],
  findings: ['drift?limit=50'],
  refused: ['refused?masked=true'],
  audit: ['audit?limit=50&masked=true'],
});

/** Asks for a page's data, all at once, as its browser does. In milliseconds. */
export async function pageMs(operatorUrl: string, paths: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${operatorUrl}/api/${path}`);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`/api/${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    }),
  );
  return performance.now() - startedMs;
}

export type OpenConsoles = {
  /** How often a page's data was asked for. */
  readonly looks: () => number;
  close(): Promise<void>;
};

/** One for each page. Resolves when all follow the stream and show their data. */
export async function openConsoles(operatorUrl: string, pages: readonly (readonly string[])[]): Promise<OpenConsoles> {
  const closing = new AbortController();
  let looks = 0;

  /** Gives what ends when it is closed. */
  async function open(paths: readonly string[]): Promise<() => Promise<void>> {
    let lastMs = Number.NEGATIVE_INFINITY;
    let timer: NodeJS.Timeout | undefined;
    let underWay = Promise.resolve();
    const look = () => {
      lastMs = performance.now();
      looks += 1;
      underWay = pageMs(operatorUrl, paths).then(() => plan(EVERY_MS));
    };
    const plan = (inMs: number) => {
      clearTimeout(timer);
      if (!closing.signal.aborted) timer = setTimeout(look, inMs);
    };
    const stream = await fetch(`${operatorUrl}/api/changes`, { signal: closing.signal });
    const { status, body } = stream;
    if (status !== 200 || body === null) throw new Error(`/api/changes answered ${status}`);
    look();
    await underWay;
    const following = (async () => {
      try {
        for await (const _ of body) {
          await underWay;
          plan(Math.max(0, AT_MOST_EVERY_MS - (performance.now() - lastMs)));
        }
      } catch (error) {
        if (!closing.signal.aborted) throw error;
      }
      clearTimeout(timer);
      await underWay;
    })();
    return () => following;
  }

  const opened = await Promise.all(pages.map(open));
  return {
    looks: () => looks,
    close: async () => {
      closing.abort();
      await Promise.all(opened.map((ended) => ended()));
    },
  };
}
