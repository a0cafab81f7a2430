/** Gateways on one database whose only ordered sink is a recorder. */
import type { TestContext } from 'node:test';
import { ask } from '../../support/postgres-standby.ts';
import { type RunningGateway, startTryGateway, type TryOptions } from '../../support/try-gateway.ts';
import type { Recorder } from './recorder.ts';

export const SCHEMA = 'shared';

/** `store`: what the configuration says of the store, in one line of YAML. It must name the schema `shared`. */
export async function startNode(
  t: TestContext,
  { name, store, recorder, ...more }: { name: string; store: string; recorder: Recorder } & TryOptions,
): Promise<RunningGateway> {
  const gateway = await startTryGateway({
    mocks: false,
    ...more,
    env: { PUSHDOCK_NODE: name, ...more.env },
    configure: (text) =>
      text.replace(/^store: .*$/m, `store: ${store}`).replace(/^sinks:\n[\s\S]*?(?=^#|^mocks)/m, sinks(recorder.url)),
  });
  t.after(gateway.stop);
  return gateway;
}

const sinks = (url: string) => `sinks:
  orders:
    type: http
    url: ${url}
    secrets: [whsec_${Buffer.alloc(32, 7).toString('base64')}]
    order: subject
    retry: { first: 1s, factor: 1, attempts: 100, jitter: none }

`;

export async function storedIn(url: string): Promise<number> {
  const [row] = await ask<{ count: string }>(url, `SELECT count(*) AS count FROM ${SCHEMA}.messages`);
  return Number(row?.count);
}

/**
 * Subjects of which an event arrived before another that had been made earlier, of an earlier message. A message that its node held when it was killed is
 * processed later than those that came after it, so its event is made later too: that one is not out of turn.
 */
export async function outOfTurn(url: string, { arrivals }: Recorder): Promise<readonly string[]> {
  const rows = await ask<{ id: string; made: string; message: string }>(
    url,
    `SELECT id, sequence AS made, message_sequence AS message FROM ${SCHEMA}.events`,
  );
  const events = new Map(rows.map(({ id, made, message }) => [id, { made: Number(made), message: Number(message) }]));
  const seen = new Map<string, { readonly made: number; readonly message: number }[]>();
  const wrong = new Set<string>();
  const known = new Set<string>();
  for (const { id, subject } of arrivals) {
    const event = events.get(id);
    if (event === undefined || known.has(id)) continue;
    known.add(id);
    const before = seen.get(subject) ?? [];
    if (before.some(({ made, message }) => message > event.message && made > event.made)) wrong.add(subject);
    seen.set(subject, [...before, event]);
  }
  return [...wrong];
}
