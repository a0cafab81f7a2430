/** Which of the contract's examples stands behind an event token, and how it is made this stand-in's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../running/package-root.ts';

/** Token, or its beginning (`sample-cancel-2`), and the example. A longer one stands before its own beginning. */
const samples: readonly (readonly [token: string, example: string])[] = [
  ['sample-order-development', 'subscription-order.development'],
  ['sample-order', 'subscription-order.typical'],
  ['sample-change', 'subscription-change.typical'],
  ['sample-cancel', 'subscription-cancel.typical'],
  ['sample-notice-reactivated', 'subscription-notice.reactivated'],
  ['sample-notice-closed', 'subscription-notice.closed'],
  ['sample-notice-upcoming-invoice', 'subscription-notice.upcoming-invoice'],
  ['sample-notice', 'subscription-notice.deactivated'],
  ['sample-assign', 'user-assignment.typical'],
  ['sample-unassign', 'user-unassignment.typical'],
  ['sample-user-updated', 'user-updated.typical'],
  ['sample-addon-order', 'addon-order.typical'],
  ['sample-addon-change', 'addon-change.typical'],
  ['sample-addon-cancel', 'addon-cancel.typical'],
  ['sample-addon-bind', 'addon-bind.typical'],
  ['sample-addon-unbind', 'addon-unbind.typical'],
  ['sample-unknown', 'unknown-type.typical'],
];

/** The marketplace's pings. The contract has an example of the first; the others are the same events with the flag. */
const pings: ReadonlyMap<string, string> = new Map([
  ['dummyOrder', 'subscription-order.typical'],
  ['dummyChange', 'subscription-change.typical'],
  ['dummyCancel', 'subscription-cancel.typical'],
  ['dummyNotice', 'subscription-notice.deactivated'],
  ['dummyAssign', 'user-assignment.typical'],
  ['dummyUnassign', 'user-unassignment.typical'],
]);

/** The event of a token, its marketplace being `baseUrl`. A token that nobody knows names an order. */
export function eventText(token: string, format: 'json' | 'xml', baseUrl: string): string {
  const ping = pings.get(token);
  const example =
    ping ?? samples.find(([beginning]) => token.startsWith(beginning))?.[1] ?? 'subscription-order.typical';
  const text = readFileSync(join(packageRoot(), 'spec/providers/appdirect/examples', `${example}.${format}`), 'utf8');
  const own = text
    .replace(/("baseUrl": )"[^"]*"/, (_, name: string) => `${name}${JSON.stringify(baseUrl)}`)
    .replace(/<baseUrl>[^<]*</, () => `<baseUrl>${baseUrl}<`);
  return ping === undefined ? own : flagged(own, format);
}

function flagged(text: string, format: 'json' | 'xml'): string {
  if (format === 'xml') return text.replace(/<\/marketplace>/, '</marketplace>\n  <flag>STATELESS</flag>');
  return JSON.stringify({ ...JSON.parse(text), flag: 'STATELESS' }, null, 2);
}
