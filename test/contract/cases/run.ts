/**
 * Every case, against anything that is like a gateway. The promises that are looked at: nobody is refused for what his message says, what was acknowledged is
 * kept as it was sent, and the operator is told in which place it departs. The same function is run against the flawed gateways of `test/flawed`.
 */
import { Agent } from 'node:http';
import type { Finding, MessageSummary, StoredMessage } from '../../../src/store/store.ts';
import { until } from '../../support/until.ts';
import { nameOf, type PushCase } from './push-case.ts';
import { pushCases } from './push-cases.ts';
import type { Pushed } from './pushed.ts';
import { provingOf, pushOf } from './pushing.ts';
import { send } from './send.ts';
import type { Subject } from './subject.ts';

export type Violation = { readonly contract: string; readonly name: string; readonly what: string };

export type Ran = { readonly cases: readonly PushCase[]; readonly violations: readonly Violation[] };

const AT_ONCE = 32;
/** A message that waits for nobody is done in milliseconds; all of them, on a busy machine, in seconds. */
const SETTLED_MS_MAX = 60_000;

export async function runPushCases(subject: Subject, cases: readonly PushCase[] = pushCases()): Promise<Ran> {
  const violations: Violation[] = [];
  const pushed = cases.map((one, index) => pushOf(one, index, subject.marketplace));
  const blame = (index: number, what: string) => {
    const one = cases[index];
    if (one !== undefined) violations.push({ contract: one.contract, name: nameOf(one), what });
  };
  for (const [index, { body, contentType }] of cases.entries()) subject.serve(`case-${index}`, { body, contentType });

  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const answers = await Promise.all(pushed.map((one) => send(subject.publicUrl, one, agent)));
  agent.destroy();
  for (const [index, { status, body }] of answers.entries()) {
    const [one, push] = [cases[index], pushed[index]];
    if (one === undefined || push === undefined) continue;
    const allowed = statusesFor(one, push);
    if (!allowed.includes(status)) blame(index, `answered ${status} instead of ${allowed.join(' or ')}`);
    if (one.query !== undefined && !body.includes('CONFIGURATION_ERROR'))
      blame(index, `the answer does not say CONFIGURATION_ERROR: ${body}`);
  }

  await until(async () => (await subject.store.backlog()).work === 0, { msMax: SETTLED_MS_MAX });
  const kept = await keptMessages(subject);
  for (const [index, one] of cases.entries()) {
    const push = pushed[index];
    if (push === undefined) continue;
    const message = kept.get(push.method === 'GET' ? push.target : push.body);
    for (const what of faultsOf(one, push, message)) blame(index, what);
  }
  return { cases, violations };
}

function statusesFor({ must, contract }: PushCase, { proven }: Pushed): readonly number[] {
  if (must.be === 'too large') return [413];
  if (!proven) return [401];
  return provingOf(contract).acks ?? [200];
}

export type Kept = MessageSummary & Pick<StoredMessage, 'bytes'>;

function* faultsOf({ must }: PushCase, { proven }: Pushed, message: Kept | undefined): Generator<string> {
  if (must.be === 'too large' || !proven) {
    if (message !== undefined) yield 'it was refused, and is kept';
    return;
  }
  if (message === undefined) return yield 'it was acknowledged, and is not kept as it was sent';
  if (message.receipts !== 1) yield `it came once and is counted ${message.receipts} times`;
  if (must.be === 'kept') return;
  if (message.verdict === undefined || message.verdict === 'match')
    yield `its verdict is ${message.verdict} (${message.state}: ${message.reason})`;
  const places = message.findings.flatMap(placesOf);
  if (!places.some((place) => place === must.at || place.startsWith(`${must.at}/`)))
    yield `no finding at ${must.at || 'its top'}, only at ${places.join(', ') || 'no place'}`;
}

/** Where it is in the message, and where that is in its schema: an XPath and a pointer for XML, a longer pointer for JSON inside of JSON. */
export const placesOf = ({ path, contract }: Finding): readonly string[] => [path, contract?.path ?? path];

export async function keptMessages({ store }: Subject): Promise<ReadonlyMap<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (let cursor: string | undefined; ; ) {
    const page = await store.listMessages({}, { limit: 200, ...(cursor !== undefined && { cursor }) });
    for (const item of page.items) {
      const message = (await store.showMessage(item.id))?.message;
      if (message === undefined) continue;
      const key = message.method === 'GET' ? message.target : Buffer.from(message.bytes).toString('utf8');
      kept.set(key, { ...item, bytes: message.bytes });
    }
    if (page.nextCursor === undefined) return kept;
    cursor = page.nextCursor;
  }
}
