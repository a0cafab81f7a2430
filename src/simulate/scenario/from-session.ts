/** A session that a gateway recorded (`pushdock messages export`) as a scenario: the same messages in the same order, with the pauses between them. */
import { loadBundle } from '../../contracts/load.ts';
import { field, isObject } from '../../formats/values.ts';
import type { ReadPush } from '../stored-push.ts';
import { type Fill, openFill } from './fill.ts';
import type { Expect, Scenario, Send, Step } from './scenario.ts';

type SessionBody = { readonly encoding: string; readonly content: string };

/** What is looked at of a line of the export. */
export type SessionMessage = {
  readonly id: string;
  readonly provider: string;
  readonly source: string;
  readonly verdict?: string;
  /** Every time it arrived, oldest first. */
  readonly receiptsAt: readonly string[];
  readonly body: SessionBody;
  readonly documents: readonly { readonly name: string; readonly body: SessionBody }[];
  /** What the business said, where the provider asks for it. */
  readonly result?: { readonly success: boolean; readonly errorCode?: string };
};

export type Made = {
  readonly scenario: Scenario;
  /** Messages that no mock can send, each with the reason. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
};

/** Of messages of one source, or of several in the order in which they arrived. `readPushOf`: how the mock of a provider sends what was stored. */
export function scenarioOf(
  name: string,
  messages: readonly SessionMessage[],
  readPushOf: (provider: string) => ReadPush,
): Made {
  const provider = messages[0]?.provider ?? '';
  const providers = new Map(
    messages.map((message) => [
      message.provider,
      { fill: openFill(message.provider), answer: onlySuccess(message.provider) },
    ]),
  );
  const leftOut: { id: string; reason: string }[] = [];
  const sends = new Map<string, Send>();
  for (const message of messages) {
    const send = sendOf(
      message,
      readPushOf(message.provider),
      providers.get(message.provider)?.fill ?? openFill(message.provider),
    );
    if ('reason' in send) leftOut.push({ id: message.id, reason: send.reason });
    else sends.set(message.id, message.provider === provider ? send : { provider: message.provider, ...send });
  }
  const arrivals = messages
    .filter(({ id }) => sends.has(id))
    .flatMap((message) => message.receiptsAt.map((at, index) => ({ message, atMs: Date.parse(at), index })))
    .sort((a, b) => a.atMs - b.atMs);
  const steps: Step[] = [];
  const names = new Map<string, string>();
  let beforeMs = arrivals[0]?.atMs ?? 0;
  for (const { message, atMs, index } of arrivals) {
    if (atMs > beforeMs) steps.push({ advance: `${(atMs - beforeMs) / 1000}s` });
    beforeMs = atMs;
    const [send, as] = [sends.get(message.id), names.get(message.id) ?? `message-${names.size + 1}`];
    names.set(message.id, as);
    if (index > 0) steps.push({ again: as });
    else if (send !== undefined) steps.push({ send: message.receiptsAt.length > 1 ? { ...send, as } : send });
    steps.push({ expect: expectationOf(message, providers.get(message.provider)?.answer) });
  }
  return { scenario: { name, provider, steps }, leftOut };
}

function sendOf(message: SessionMessage, readPush: ReadPush, fill: Fill): Send | { readonly reason: string } {
  const { body, documents, verdict } = message;
  if ([body, ...documents.map((one) => one.body)].some(({ encoding }) => encoding !== 'text'))
    return { reason: 'it is not text' };
  const push = {
    body: body.content,
    documents: documents.map((one) => ({ name: one.name, text: one.body.content })),
  };
  const read = readPush(push);
  if ('reason' in read) return read;
  const { event, data } = read;
  return {
    event,
    ...(data === undefined ? {} : { data: fill(data) }),
    // What departed from its contract then departs from it again.
    ...(data === undefined || verdict === 'match' ? {} : { force: true }),
  };
}

/** A stored message was acknowledged. With what exactly is known where the contract has one word for it. */
function expectationOf({ result }: SessionMessage, answer: number | undefined): Expect {
  if (result?.success === false)
    return { state: 'refused', ...(result.errorCode === undefined ? {} : { errorCode: result.errorCode }) };
  return answer === undefined ? { state: 'succeeded' } : { answer, state: 'succeeded' };
}

/** The status of success that the contract of the pushes declares, where it declares one. */
function onlySuccess(provider: string): number | undefined {
  const statuses = new Set<number>();
  const paths = field(loadBundle(`${provider}-push`), 'paths');
  for (const item of Object.values(isObject(paths) ? paths : {}))
    for (const operation of Object.values(isObject(item) ? item : {})) {
      const responses = field(operation, 'responses');
      for (const code of Object.keys(isObject(responses) ? responses : {}))
        if (/^2\d\d$/.test(code)) statuses.add(Number(code));
    }
  const [status, ...others] = statuses;
  return others.length === 0 ? status : undefined;
}
