/** The operations of two OpenAPI documents: which there are, and each with its parts. */
import type { JsonObject } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { compareDeprecation, compareScopes, lifecyclesOf } from './annotations.ts';
import { compareAnswers, compareBodies, compareTestMessage } from './bodies.ts';
import type { Change } from './change.ts';
import { membersOf, sortOut } from './json.ts';
import { change, type Half, type Pair, placed } from './pair.ts';
import { compareParameters } from './parameters.ts';
import { type ContractKind, sidesOf } from './parties.ts';
import { comparePolicies } from './policy.ts';
import { compareProofs } from './proofs.ts';
import { compareOwnServers, compareServers } from './servers.ts';

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
    ...compareServers(pair),
    ...removed.map((place) => change('operation-removed', place, 'this operation is gone', caller)),
    ...added.map((place) => change('operation-added', place, 'this operation is new')),
    ...kept.flatMap((place) => compareOperation(pair, place, old.get(place) ?? {}, now.get(place) ?? {})),
  ];
}

/** `POST /path` → the operation, with the parameters and the servers of its path. */
function operationsOf(half: Half): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const [path, item] of membersOf(field(half.document, 'paths')))
    for (const method of methods) {
      const operation = field(item, method);
      if (!isObject(operation)) continue;
      const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(operation, 'parameters'))];
      const servers = field(operation, 'servers') ?? field(item, 'servers');
      found.set(`${method.toUpperCase()} ${path}`, {
        ...operation,
        parameters,
        ...(servers !== undefined && { servers }),
      });
    }
  return found;
}

function compareOperation(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  return [
    ...compareParameters(pair, place, old, now),
    ...compareBodies(pair, place, old, now),
    ...compareTestMessage(pair, place, old, now),
    ...compareAnswers(pair, place, old, now),
    ...compareOwnServers(pair, place, old, now),
    ...compareProofs(pair, place, old, now),
    ...compareUse(pair, place, old, now),
    ...comparePolicies(field(old, 'x-push-policy'), field(now, 'x-push-policy'), place),
  ];
}

/** What is said of the operation as a whole: that it is deprecated or not in use, and which scope a call of it needs. */
function compareUse(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [was, is] = lifecyclesOf(old, now);
  const scopes = [textField(old, 'x-required-scope'), textField(now, 'x-required-scope')] as const;
  return [
    ...(was === undefined && is !== undefined
      ? [change('operation-no-longer-in-use', place, `it was in use and is ${is}`, sidesOf(pair.kind, 'request').user)]
      : []),
    ...(was !== undefined && was !== is
      ? [change('lifecycle-changed', place, `it was ${was} and is ${is ?? 'in use'}`)]
      : []),
    ...placed(pair, place, 'request', [...compareDeprecation(old, now), ...compareScopes(...scopes, 'the call')]),
  ];
}
