/** Gateways on one database whose only ordered sink is a recorder. */
import type { TestContext } from 'node:test';
import { ask } from '../../support/postgres-standby.ts';
import { type RunningGateway, startTryGateway, type TryOptions } from '../../support/try-gateway.ts';
import type { Recorder } from './recorder.ts';

export const SCHEMA = 'shared';

type NodeOptions = {
  readonly name: string;
  /** What the configuration says of the store, in one line of YAML. It must name the schema `shared`. */
  readonly store: string;
  readonly recorder: Pick<Recorder, 'url'>;
  /** A line more of the sink `orders`. */
  readonly sink?: string;
  /** Lines of more sinks. */
  readonly others?: string;
};

export async function startNode(
  t: TestContext,
  { name, store, recorder, sink = '', others = '', ...more }: NodeOptions & TryOptions,
): Promise<RunningGateway> {
  const gateway = await startTryGateway({
    mocks: false,
    ...more,
    env: { PUSHDOCK_NODE: name, ...more.env },
    configure: (text) =>
      text
        .replace(/^store: .*$/m, `store: ${store}`)
        .replace(/^sinks:\n[\s\S]*?(?=^#|^mocks)/m, sinks(recorder.url, sink, others)),
  });
  t.after(gateway.stop);
  return gateway;
}

const sinks = (url: string, sink: string, others: string) => `sinks:
  orders:
    type: http
    url: ${url}
    secrets: [whsec_${Buffer.alloc(32, 7).toString('base64')}]
    order: subject
    retry: { first: 1s, factor: 1, attempts: 100, jitter: none }
    ${sink}
${others}
`;

export async function storedIn(url: string): Promise<number> {
  const [row] = await ask<{ count: string }>(url, `SELECT count(*) AS count FROM ${SCHEMA}.messages`);
  return Number(row?.count);
}

/** Subjects of which an event arrived before one of a message that had come earlier. What arrives again counts where it arrived first. */
export async function overtaken(url: string, { arrivals }: Recorder): Promise<readonly string[]> {
  const rows = await ask<{ id: string; message: string }>(
    url,
    `SELECT id, message_sequence AS message FROM ${SCHEMA}.events`,
  );
  const messages = new Map(rows.map(({ id, message }) => [id, Number(message)]));
  const newest = new Map<string, number>();
  const known = new Set<string>();
  const wrong: string[] = [];
  for (const { id, subject } of arrivals) {
    const message = messages.get(id);
    if (message === undefined || known.has(id)) continue;
    known.add(id);
    if (message < (newest.get(subject) ?? 0)) wrong.push(`${subject}: ${id}`);
    else newest.set(subject, message);
  }
  return wrong;
}
