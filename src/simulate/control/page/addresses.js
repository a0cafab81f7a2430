// Which of the mocks' addresses answers what.
import { at, element } from './element.js';

let last = '';

export function showAddresses({ addresses }) {
  const key = JSON.stringify(addresses);
  if (key === last) return;
  last = key;
  at('addresses').replaceChildren(
    ...addresses.map(({ what, url, answers }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, what),
        element('td', {}, url === undefined ? 'pushes only' : element('code', {}, url)),
        element('td', {}, answers),
      ),
    ),
  );
}
