/** Zettle's event name → the type of our event. */

/** The longest published name has 28 characters; an unknown one is arbitrary text, and types are in filters, logs and indexes. */
const name_units_max = 100;

/**
 * `com.zettle.` and the name, cut at its capitals: `InventoryBalanceChanged` → `com.zettle.inventory.balance.changed`. A run of
 * capitals is one word, whose last letter belongs to the next word if that goes on in lower case: `POSOpened` → `pos.opened`,
 * `PartnerAPIKeyRemovedViaPOS` → `partner.api.key.removed.via.pos`. Digits stay with the word before them. Anything else separates
 * words; a name without any letter or digit becomes `com.zettle.event`.
 */
export function eventType(eventName: string): string {
  const words = eventName
    .slice(0, name_units_max)
    .replace(/([a-z0-9])([A-Z])/g, '$1.$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1.$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.length === 0 ? openEventType : `com.zettle.${words.join('.')}`;
}

/** For what has no type of its own to go by. */
export const openEventType = 'com.zettle.event';
