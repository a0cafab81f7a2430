/** The operations of two OpenAPI documents: which there are, and each with its parts. */
import type { JsonObject } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import { compareAnswers, compareBodies } from './bodies.ts';
import type { Change } from './change.ts';
import { membersOf, sortOut } from './json.ts';
import { change, type Half, type Pair } from './pair.ts';
import { compareParameters } from './parameters.ts';
import { type ContractKind, sidesOf } from './parties.ts';
import { comparePolicies } from './policy.ts';
import { compareProofs } from './proofs.ts';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

export function compareOperations(kind: ContractKind, before: Half, after: Half): readonly Change[] {
  const pair: Pair = {
    kind,
    before,
    after,
    compared: { request: new WeakMap(), response: new WeakMap(), data: new WeakMap() },
  };
  const [old, now] = [operationsOf(before), operationsOf(after)];
  const { removed, kept, added } = sortOut(old.keys(), now.keys());
  const caller = sidesOf(kind, 'request').writer;
  return [
    ...removed.map((place) => change('operation-removed', place, 'this operation is gone', caller)),
    ...added.map((place) => change('operation-added', place, 'this operation is new')),
    ...kept.flatMap((place) => compareOperation(pair, place, old.get(place) ?? {}, now.get(place) ?? {})),
  ];
}

/** `POST /path` → the operation, with the parameters of its path. */
function operationsOf(half: Half): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const [path, item] of membersOf(field(half.document, 'paths')))
    for (const method of methods) {
      const operation = field(item, method);
      if (!isObject(operation)) continue;
      const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(operation, 'parameters'))];
      found.set(`${method.toUpperCase()} ${path}`, { ...operation, parameters });
    }
  return found;
}

function compareOperation(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  return [
    ...compareParameters(pair, place, old, now),
    ...compareBodies(pair, place, old, now),
    ...compareAnswers(pair, place, old, now),
    ...compareProofs(pair, place, old, now),
    ...comparePolicies(field(old, 'x-push-policy'), field(now, 'x-push-policy'), place),
  ];
}
