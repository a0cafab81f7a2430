/** What can be subscribed to and asked for, and on which terms. */
import { object, operation, pushed, type Rows, read, sent, text } from './rows.ts';

const payloads = (...lines: readonly object[]) => ({ ...text, 'x-payload-schema': lines });
const created = { event: 'Created', schema: object({ a: text }), scope: 'READ:A', retired: false };
const deleted = { ...created, event: 'Deleted' };
const offers = (...lines: readonly object[]) => ({ ...text, 'x-events': lines });
export const offered: Rows = {
  'x-payload-schema': [
    [
      'an event is dropped',
      pushed(payloads(created, deleted)),
      pushed(payloads(created)),
      ['payload-removed  → us'],
      'major',
    ],
    [
      'an event is new',
      pushed(payloads(created)),
      pushed(payloads(created, deleted)),
      ['payload-added  → nobody'],
      'minor',
    ],
    [
      'a subscription to an event needs another scope',
      pushed(payloads(created)),
      pushed(payloads({ ...created, scope: 'READ:B' })),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a subscription to an event needs no certain scope any more',
      pushed(payloads(created)),
      pushed(payloads({ ...created, scope: 'any' })),
      ['scope-removed  → nobody'],
      'minor',
    ],
    [
      'an event is retired',
      pushed(payloads(created)),
      pushed(payloads({ ...created, retired: true })),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'the JSON of an event lost a field',
      pushed(payloads(created)),
      pushed(payloads({ ...created, schema: object({}) })),
      ['field-removed (Created)/a → us'],
      'major',
    ],
    [
      'an event has other examples',
      pushed(payloads(created)),
      pushed(payloads({ ...created, examples: ['Created.json'] })),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-events': [
    [
      'an event can no longer be subscribed to',
      sent(offers(created, deleted)),
      sent(offers(created)),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'an event is retired, where it is read',
      read(offers(created)),
      read(offers({ ...created, retired: true })),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'a scope is another',
      sent(offers(created)),
      sent(offers({ ...created, scope: 'W' })),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a scope is needed where any was enough',
      sent(offers({ ...created, scope: 'any' })),
      sent(offers(created)),
      ['scope-changed  → us'],
      'major',
    ],
    ['an event is new', sent(offers()), sent(offers(created)), ['subscription-added  → nobody'], 'minor'],
    [
      'an event is back on the list',
      sent(offers({ ...created, retired: true })),
      sent(offers(created)),
      ['subscription-added  → nobody'],
      'minor',
    ],
  ],
  'x-required-scope': [
    [
      'a call of the provider’s API needs another scope',
      operation('api', { 'x-required-scope': 'READ' }),
      operation('api', { 'x-required-scope': 'WRITE' }),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a call needs a scope now',
      operation('api', {}),
      operation('api', { 'x-required-scope': 'READ' }),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a call needs none any more',
      operation('api', { 'x-required-scope': 'READ' }),
      operation('api', {}),
      ['scope-removed  → nobody'],
      'minor',
    ],
    [
      'a call of ours needs a scope, which its caller has to bring',
      operation('public', {}),
      operation('public', { 'x-required-scope': 'READ' }),
      ['scope-changed  → provider'],
      'major',
    ],
  ],
};
