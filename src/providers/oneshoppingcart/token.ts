/** The token of a `<NewOrder>`: the order's name at the API, and so a segment of a URL that we call with the merchant's key. */
import type { JsonValue } from '../../formats/json.ts';
import { textField } from '../../formats/values.ts';

// Digits in every sample seen; the page itself shows `{Token Value}`. Printable ASCII without what ends, splits or climbs in a path:
// servers decode %2F and `..` before they route, and percent-encoding would not stop that.
const admissible = /^(?!\.{1,2}$)(?!.*[/\\%?#])[ -~]{1,200}$/;

/** White space around and within collapses, as the XSD's `xs:token` says. Undefined: there is none, or it cannot name an order. */
export function tokenOf(newOrder: JsonValue): string | undefined {
  const token = textField(newOrder, 'Token')?.replace(/\s+/g, ' ').trim();
  return token !== undefined && admissible.test(token) ? token : undefined;
}
