/** What the mock knows out of the contracts (`spec/providers/zettle`), and therefore need not be told: events, scopes, formats. */
import { loadBundle } from '../../../contracts/load.ts';
import { field, itemsOf, numberOf, textField } from '../../../formats/values.ts';

export type Known = {
  /** Event names to which one can subscribe, with the scope that the token needs; `any`: whatever scope it has. */
  readonly scopes: ReadonlyMap<string, string>;
  /** Of a subscription's uuid. */
  readonly uuid: RegExp;
  readonly contactEmailLengthMax: number;
};

export function readKnown(): Known {
  const schemas = field(field(loadBundle('zettle-api'), 'components'), 'schemas');
  const create = field(field(schemas, 'CreateSubscription'), 'properties');
  const scopes = itemsOf(field(field(schemas, 'EventName'), 'x-events')).map(
    (line) => [textField(line, 'event') ?? '', textField(line, 'scope') ?? 'any'] as const,
  );
  const pattern = textField(field(create, 'uuid'), 'pattern');
  const lengthMax = numberOf(field(field(create, 'contactEmail'), 'maxLength'));
  if (scopes.length === 0 || pattern === undefined || lengthMax === undefined)
    throw new Error('zettle-api no longer says which events there are, or what a uuid and a contactEmail look like');
  return { scopes: new Map(scopes), uuid: new RegExp(pattern), contactEmailLengthMax: lengthMax };
}
