/** How the marketplace reads a result, whether it is answered at once or posted later: by the contract, and by what the event needs. */
import type { Contract } from '../../../contracts/contract.ts';
import { firstSignificant } from '../../../formats/decode.ts';
import { readJson } from '../../../formats/json.ts';
import { parseResult } from '../read-result.ts';
import type { Result } from '../result.ts';

export type ReadResult =
  | { readonly ok: true; readonly result: Result }
  /** What the marketplace would call an invalid response. */
  | { readonly ok: false; readonly fault: string };

export type ReadResultOf = (bytes: Uint8Array, eventType: string) => ReadResult;

/** The final result of an event, whether good or bad. */
export function openResultReader(contract: Contract): ReadResultOf {
  return (bytes, eventType) => {
    const read = readPromise(contract, bytes);
    if (!read.ok) return read;
    const { success, accountIdentifier } = read.result;
    return eventType === 'SUBSCRIPTION_ORDER' && success && accountIdentifier === undefined
      ? { ok: false, fault: 'the answer to an order has no accountIdentifier' }
      : read;
  };
}

/** A document that need not be the final result, such as that of a 202. */
export function readPromise(contract: Contract, bytes: Uint8Array): ReadResult {
  const result = parseResult(bytes);
  if (result === undefined) return { ok: false, fault: 'no result document' };
  const [finding] =
    firstSignificant(bytes) === 'xml' ? contract.judgeXml('Result')(bytes).findings : jsonFindings(bytes, contract);
  return finding === undefined ? { ok: true, result } : { ok: false, fault: `${finding.path} ${finding.rule}` };
}

function jsonFindings(bytes: Uint8Array, contract: Contract) {
  const read = readJson(bytes);
  return read.ok ? contract.judgeJson('Result')(read.value).findings : [];
}
