/** The keys that vouch for a push now: those of the configuration, then those that were kept for subscriptions which push to this source. */
import type { Secret } from '../../../trust/secrets.ts';
import { isGood } from './key-ring.ts';
import type { Management } from './management.ts';

/**
 * The receiver of a subscription that pushes elsewhere knows its key and could sign with it, so that key vouches for nothing here.
 * This is called for every push, so the list is made again only if the ring has changed or a key's time may have ended.
 */
export function openProvingKeys(
  configured: readonly Secret[] | 'none',
  { ring, pushesHere }: Pick<Management, 'ring' | 'pushesHere'>,
): (nowMs: number) => readonly Secret[] | 'none' {
  let made: { readonly version: number; readonly ageing: boolean; readonly keys: readonly Secret[] } | undefined;
  return (nowMs) => {
    if (configured === 'none') return 'none';
    if (made?.version === ring.version && !made.ageing) return made.keys;
    const held = ring.all.filter((one) => pushesHere(one.destination));
    const texts = new Set(configured.map((key) => key.reveal()));
    const kept = held.filter((one) => isGood(one, nowMs)).flatMap(({ key }) => (texts.has(key.reveal()) ? [] : [key]));
    const ageing = held.some(({ goneAtMs }) => goneAtMs !== undefined);
    made = { version: ring.version, ageing, keys: [...configured, ...kept] };
    return made.keys;
  };
}
