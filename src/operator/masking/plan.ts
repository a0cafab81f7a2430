/**
 * Where the answers of an operation may hold personal data: read from the `x-pii` marks of `spec/gateway.yaml`, so that an operation that begins to
 * answer such a schema is masked without anybody thinking of it.
 */
import { isSchema } from '../../config/schema.ts';
import { type Fields, fieldsOf, type Masker, maskers } from './maskers.ts';
import { type ShownNames, shownNames } from './names.ts';

export type MaskPlan = {
  readonly maskers: ReadonlyMap<string, Masker>;
  /** By the name of the property; `*` for the items of a list. */
  readonly within: ReadonlyMap<string, MaskPlan>;
};

type Contract = { readonly components: unknown; readonly paths: unknown };

/** For each operation whose 200 answers may hold personal data. Throws where a property that is marked has no masker. */
export function maskPlans(contract: Contract): ReadonlyMap<string, MaskPlan> {
  const components = fieldsOf(fieldsOf(contract.components).schemas);
  const known = new Map<string, MaskPlan | undefined>();

  function planOf(schema: unknown, name: string): MaskPlan | undefined {
    if (!isSchema(schema)) return undefined;
    const component = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref ?? ''))?.[1];
    if (component === undefined) return planWithin(schema, name);
    if (!known.has(component)) {
      known.set(component, undefined); // One that holds itself ends here.
      known.set(component, planOf(components[component], component));
    }
    return known.get(component);
  }
  function planWithin(schema: Readonly<Record<string, unknown>>, name: string): MaskPlan | undefined {
    const found = new Map<string, Masker>();
    const within = new Map<string, MaskPlan>();
    const add = (key: string, plan: MaskPlan | undefined) => plan && within.set(key, plan);
    if (schema.items !== undefined) add('*', planOf(schema.items, name));
    for (const [property, described] of Object.entries(fieldsOf(schema.properties))) {
      if (fieldsOf(described)['x-pii'] !== true) add(property, planOf(described, `${name}.${property}`));
      else found.set(property, maskerOf(`${name}.${property}`));
    }
    return found.size === 0 && within.size === 0 ? undefined : { maskers: found, within };
  }

  const plans = new Map<string, MaskPlan>();
  for (const path of Object.values(fieldsOf(contract.paths)))
    for (const operation of Object.values(fieldsOf(path)).map(fieldsOf)) {
      const answer = fieldsOf(fieldsOf(operation.responses)['200']);
      const { schema } = fieldsOf(fieldsOf(answer.content)['application/json']);
      const plan = planOf(schema, String(operation.operationId));
      if (plan !== undefined) plans.set(String(operation.operationId), plan);
    }
  return plans;
}

function maskerOf(place: string): Masker {
  const masker = maskers[place];
  if (masker === undefined)
    throw new TypeError(
      `spec/gateway.yaml marks ${place} as personal data, and src/operator/masking/maskers.ts does not say how it is masked`,
    );
  return masker;
}

/** The answer with its personal data masked. */
export function maskedAnswer(value: unknown, plan: MaskPlan, names: ShownNames = new Set()): unknown {
  if (Array.isArray(value)) {
    const items = plan.within.get('*');
    return items === undefined ? value : value.map((item) => maskedAnswer(item, items, names));
  }
  if (typeof value !== 'object' || value === null) return value;
  const owner = fieldsOf(value);
  const here = namesOf(owner) ?? names;
  const shown: Record<string, unknown> = { ...owner };
  for (const [property, within] of plan.within)
    if (property in owner) shown[property] = maskedAnswer(owner[property], within, here);
  for (const [property, { mask }] of plan.maskers) if (property in owner) Object.assign(shown, mask(owner, here));
  return shown;
}

/** Whether the answer tells something that `maskedAnswer` would hide. */
export function tellsPersonalData(value: unknown, plan: MaskPlan, names: ShownNames = new Set()): boolean {
  if (Array.isArray(value)) {
    const items = plan.within.get('*');
    return items !== undefined && value.some((item) => tellsPersonalData(item, items, names));
  }
  if (typeof value !== 'object' || value === null) return false;
  const owner = fieldsOf(value);
  const here = namesOf(owner) ?? names;
  return (
    [...plan.maskers].some(([property, masker]) => property in owner && tells(owner, masker, here)) ||
    [...plan.within].some(([property, within]) => tellsPersonalData(owner[property], within, here))
  );
}

function tells(owner: Fields, { mask, tells }: Masker, names: ShownNames): boolean {
  if (tells !== undefined) return tells(owner);
  return Object.entries(mask(owner, names)).some(
    ([property, value]) => JSON.stringify(value) !== JSON.stringify(owner[property]),
  );
}

/** A message names its provider; an event has it in its source, `/paazl/shipping`. */
function namesOf({ provider, source }: Fields): ShownNames | undefined {
  const name = typeof provider === 'string' ? provider : /^\/([^/]+)\//.exec(String(source))?.[1];
  return name === undefined ? undefined : shownNames(name);
}
