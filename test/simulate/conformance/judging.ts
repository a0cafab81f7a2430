/** What a mock has sent, and what stands behind it where the push is only a name, held against the contracts. Throws an assertion error. */
import assert from 'node:assert/strict';
import { type Contract, openContract } from '../../../src/contracts/contract.ts';
import type { Judgement } from '../../../src/contracts/judge.ts';
import { parseJson, readJson } from '../../../src/formats/json.ts';
import { readEvent } from '../../../src/providers/appdirect/event.ts';
import type { Heard } from '../../providers/appdirect/listening.ts';

export type Judging = { push(heard: Heard): Promise<void>; close(): void };

/** Of AppDirect the event is judged, in both formats; that it is not a match is no fault of an event that nobody knows. */
export function judging(provider: string): Judging {
  const contract = openContract(provider === 'appdirect' ? 'appdirect-api' : `${provider}-push`);
  const judges: Readonly<Record<string, (contract: Contract, heard: Heard) => void | Promise<void>>> = {
    paazl: judgePaazl,
    oneshoppingcart: (of, { bytes }) => matches(of.judgeXml('Test', 'NewOrder')(bytes), bytes.toString()),
    zettle: judgeZettle,
    appdirect: judgeAppDirect,
  };
  return {
    push: async (heard) => judges[provider]?.(contract, heard) ?? undefined,
    close: () => contract.close(),
  };
}

export const matches = ({ verdict, findings }: Judgement, what: string): void =>
  assert.deepEqual([verdict, findings], ['match', []], what);

function judgePaazl(contract: Contract, { bytes }: Heard): void {
  const text = bytes.toString();
  const read = readJson(bytes);
  matches(
    text.startsWith('{') && read.ok
      ? contract.judgeJson('LabelStatusNotification')(read.value)
      : contract.judgeXml('LabelStatusNotification')(bytes),
    text,
  );
}

function judgeZettle(contract: Contract, { bytes }: Heard): void {
  const read = readJson(bytes);
  assert.ok(read.ok, bytes.toString());
  matches(contract.judgeJson('PushEnvelope')(read.value), bytes.toString());
  const { eventName, payload } = JSON.parse(bytes.toString());
  const inner = parseJson(payload);
  assert.ok(inner.ok, payload);
  const schema = contract.payloadSchema(eventName)?.schema ?? assert.fail(eventName);
  matches(contract.judgeJson(schema)(inner.value), payload);
}

async function judgeAppDirect(contract: Contract, heard: Heard): Promise<void> {
  const eventUrl = eventUrlOf(heard);
  for (const accept of ['application/json', 'application/xml']) {
    const answer = await fetch(eventUrl, { headers: { accept } });
    assert.equal(answer.status, 200, eventUrl);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { judgement, event } = readEvent({ bytes }, eventUrl.split('/').at(-1) ?? '', contract);
    assert.notEqual(judgement.verdict, 'violation', JSON.stringify(judgement.findings));
    assert.ok(event !== undefined);
    assert.equal(event.baseUrl, new URL(eventUrl).origin);
  }
}

export const eventUrlOf = ({ target }: Heard): string =>
  new URL(target, 'http://gateway').searchParams.get('eventUrl') ?? assert.fail(target);
