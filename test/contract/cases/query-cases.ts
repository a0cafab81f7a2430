/** Cases for what a push says in its query. It is a name and not a message, so what is wrong with it is told in the answer, which is 200. */
import { field, itemsOf, textField } from '../../../src/formats/values.ts';
import type { Bundle, Operation } from './messages.ts';
import type { PushCase } from './push-case.ts';

/** A gateway admits the event URLs of this marketplace, which the cases name by `{marketplace}`. */
export function queryCases({ name: contract }: Bundle, operation: Operation): readonly PushCase[] {
  return itemsOf(field(operation.node, 'parameters'))
    .filter((parameter) => textField(parameter, 'in') === 'query')
    .flatMap((parameter) => {
      const name = textField(parameter, 'name') ?? '';
      const longest = field(field(parameter, 'schema'), 'maxLength');
      const values: readonly (readonly [why: string, query: string])[] = [
        ['missing', ''],
        ['without a value', `${name}=`],
        ['under another name', `unheardOf=${event}`],
        ['twice', `${name}=${event}&${name}=${event}2`],
        ['no URL', `${name}=%3F%21`],
        ['of another host', `${name}=http%3A%2F%2Fexample.com%2Fapi%2Fintegration%2Fv1%2Fevents%2F{token}`],
        ['of another path', `${name}={marketplace}%2Fprivate%2F{token}`],
        ...(typeof longest === 'number' ? [['too long', `${name}=${event}${'x'.repeat(longest)}`] as const] : []),
      ];
      return values.map(([why, query]) => ({
        ...{
          contract,
          operation: operation.id,
          mediaType: 'query',
          example: name,
          why,
          body: '',
          contentType: '',
        },
        query,
        must: { be: 'flagged', at: `/${name}` } as const,
      }));
    });
}

const event = '{marketplace}%2Fapi%2Fintegration%2Fv1%2Fevents%2F{token}';
