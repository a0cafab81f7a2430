/** What is said of a value: how far it has come, whether it is missing at times, what it may be, that it is personal. */
import { withEvent } from '../snapshots.ts';
import { object, operation, pushed, type Rows, read, text } from './rows.ts';

export const values: Rows = {
  'x-lifecycle': [
    [
      'a field that is pushed is no longer in use',
      pushed(object({ a: text })),
      pushed(object({ a: { ...text, 'x-lifecycle': 'retired' } })),
      ['no-longer-in-use /a → us'],
      'major',
    ],
    [
      'a field of an event is no longer in use',
      withEvent(object({ a: text })),
      withEvent(object({ a: { ...text, 'x-lifecycle': 'not-in-use' } })),
      ['no-longer-in-use /a → consumers'],
      'major',
    ],
    [
      'a field is in use now',
      pushed(object({ a: { ...text, 'x-lifecycle': 'in-development' } })),
      pushed(object({ a: text })),
      ['lifecycle-changed /a → nobody'],
      'minor',
    ],
    [
      'an operation of the provider’s API is retired',
      operation('api', {}),
      operation('api', { 'x-lifecycle': 'retired' }),
      ['operation-no-longer-in-use  → us'],
      'major',
    ],
    [
      'an operation is in use now',
      operation('push', { 'x-lifecycle': 'in-development' }),
      operation('push', {}),
      ['lifecycle-changed  → nobody'],
      'minor',
    ],
  ],
  'x-optional-in-practice': [
    [
      'a field that a provider leaves out may no longer be missing, as its sandbox will say',
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      pushed(object({ a: text }, ['a'])),
      ['optional-in-practice-removed /a → provider'],
      'major',
    ],
    [
      'a required field was seen missing',
      pushed(object({ a: text }, ['a'])),
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      ['optional-in-practice-added /a → nobody'],
      'minor',
    ],
    [
      'a field that was seen missing need not be there now',
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      pushed(object({ a: text })),
      ['field-now-optional /a → us'],
      'major',
    ],
    [
      'a field of an answer of the provider’s API was said to be missing',
      read({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      read(object({ a: text }, ['a'])),
      ['optional-in-practice-removed /a → nobody'],
      'minor',
    ],
  ],
  'x-extensible-enum': [
    [
      'a known value is gone, and another is new',
      pushed({ ...text, 'x-extensible-enum': ['A', 'B'] }),
      pushed({ ...text, 'x-extensible-enum': ['A', 'C'] }),
      ['known-value-changed  → nobody', 'known-value-changed  → nobody'],
      'minor',
    ],
    [
      'an open list is closed',
      pushed({ ...text, 'x-extensible-enum': ['A'] }),
      pushed({ ...text, enum: ['A'] }),
      ['known-value-changed  → nobody', 'value-removed  → provider'],
      'major',
    ],
  ],
  'x-pii': [
    [
      'a field may hold personal data',
      withEvent(object({ a: text })),
      withEvent(object({ a: { ...text, 'x-pii': true } })),
      ['personal-data-changed /a → nobody'],
      'minor',
    ],
    [
      'one form of several holds personal data',
      pushed({ oneOf: [text, { type: 'integer' }] }),
      pushed({ oneOf: [{ ...text, 'x-pii': true }, { type: 'integer' }] }),
      ['personal-data-changed  → nobody'],
      'minor',
    ],
    [
      'that it is not personal is written out',
      pushed(text),
      pushed({ ...text, 'x-pii': false }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
};
