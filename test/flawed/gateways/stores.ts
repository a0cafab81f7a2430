/** Gateways that keep something else than what came. */
import { randomUUID } from 'node:crypto';
import type { NewMessage, Store } from '../../../src/store/store.ts';
import type { Parts } from '../../contract/cases/subject.ts';
import { type Exhibit, withStore } from './exhibit.ts';

const appending = (change: (message: NewMessage) => NewMessage): Parts =>
  withStore((store: Store) => ({ append: (message) => store.append(change(message)) }));

export const flawedStores: readonly Exhibit[] = [
  {
    mistake: 'forgets what it has seen before, so a repeat is news',
    caughtBy: 'repeats',
    at: 'paazl',
    parts: appending((message) => ({
      ...message,
      identities: message.identities.map((identity) => ({ ...identity, key: randomUUID() })),
    })),
  },
  {
    mistake: 'takes whatever comes under a known name for a repeat, and swallows it',
    caughtBy: 'captures',
    at: 'zettle',
    parts: appending((message) => ({
      ...message,
      identities: message.identities.map((identity) => ({ ...identity, binding: 'the same' })),
    })),
  },
  {
    mistake: 'keeps of a body only the fields that its contract knows',
    caughtBy: 'cases',
    at: 'paazl',
    parts: appending((message) => ({ ...message, bytes: withoutUnheardOf(message.bytes) })),
  },
  {
    mistake: 'looks for repeats by the order and not by the body, so a new status is swallowed',
    caughtBy: 'cases',
    at: 'paazl',
    parts: appending((message) => {
      const order = /"orderReference":"([^"]+)"/.exec(Buffer.from(message.bytes).toString('utf8'))?.[1];
      if (message.provider !== 'paazl' || order === undefined) return message;
      return { ...message, identities: [{ kind: 'body', key: order, binding: order }] };
    }),
  },
];

/** As a parser into a class and a writer out of it would. */
function withoutUnheardOf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  const shorter = text.replaceAll(/,"unheardOf":"of"/g, '').replaceAll(/<(\w+:)?unheardOf>of<\/(\w+:)?unheardOf>/g, '');
  return Buffer.from(shorter);
}
