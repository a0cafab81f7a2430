/** Where in a sample message the departure is: found by judging the sample anew, so that only what still departs is proposed for. */

import type { Contract } from '../../contracts/contract.ts';
import { ContractError } from '../../contracts/schema.ts';
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonDocument, type JsonValue, parseJson, readJson } from '../../formats/json.ts';
import { stepsOf } from '../../formats/json-pointer.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import type { Finding } from '../../store/store.ts';

export type Departing = {
  readonly rule: string;
  /** JSON Pointer within what the schema describes. */
  readonly steps: readonly string[];
  readonly value: JsonValue | undefined;
  /** Fields of the object that holds it, in the order of the message. */
  readonly siblings: readonly string[];
  readonly form: 'xml' | 'json';
  readonly finding: Finding;
};

/** `parts`: the body and what was fetched on its account. `undefined`: none of them departs there any more. */
export function findDeparting(
  { rule, contract: place }: Finding,
  parts: readonly Uint8Array[],
  contract: Contract,
): Departing | undefined {
  const { schema, path } = place ?? {};
  if (schema === undefined || path === undefined) return undefined;
  for (const bytes of parts) {
    for (const { value, findings, form } of judgedParts(bytes, schema, contract)) {
      const finding = findings.find((one) => one.rule === rule && anyIndex(one.contract?.path) === anyIndex(path));
      if (finding === undefined) continue;
      const steps = stepsOf(finding.contract?.path ?? '');
      const holder = valueAt(value, steps.slice(0, -1));
      const siblings = isObject(holder) ? Object.keys(holder) : [];
      return { rule, steps, value: valueAt(value, steps), siblings, form, finding };
    }
  }
  return undefined;
}

type JudgedPart = {
  readonly value: JsonValue;
  readonly findings: readonly Finding[];
  readonly form: 'xml' | 'json';
};

function judgedParts(bytes: Uint8Array, schema: string, contract: Contract): readonly JudgedPart[] {
  if (firstSignificant(bytes) === 'xml') {
    const judged = judgedXml(bytes, schema, contract);
    return judged?.content === undefined
      ? []
      : [{ value: judged.content.value, findings: judged.findings, form: 'xml' }];
  }
  const read = readJson(bytes);
  if (!read.ok) return [];
  return [read.value, ...inTexts(read.value.value)].map((document) => ({
    value: document.value,
    findings: contract.judgeJson(schema)(document).findings,
    form: 'json',
  }));
}

/** Documents that stand in texts of the message, such as Zettle's payload. */
function inTexts(value: JsonValue): readonly JsonDocument[] {
  return (isObject(value) ? Object.values(value) : []).flatMap((inner) => {
    const read = typeof inner === 'string' && inner.trimStart().startsWith('{') ? parseJson(inner) : undefined;
    return read?.ok ? [read.value] : [];
  });
}

/** `undefined` where no XML message has that schema. */
function judgedXml(bytes: Uint8Array, schema: string, contract: Contract) {
  try {
    return contract.judgeXml(schema)(bytes);
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}

const anyIndex = (path: string | undefined): string | undefined => path?.replaceAll(/\/\d+(?=\/|$)/g, '');

function valueAt(value: JsonValue, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>(
    (inner, step) => (Array.isArray(inner) ? itemsOf(inner)[Number(step)] : field(inner, step)),
    value,
  );
}
