/** What a change of what is said beside the shape of a message is: that it is deprecated, what it is by default. */
import { describe } from 'node:test';
import { withEvent } from '../snapshots.ts';
import { answered, hold, object, operation, pushed, type Row, text } from './rows.ts';

const beside: readonly Row[] = [
  [
    'a field is deprecated',
    pushed(object({ a: text })),
    pushed(object({ a: { ...text, deprecated: true } })),
    ['deprecated /a → nobody'],
    'minor',
  ],
  [
    'a field of an event is deprecated',
    withEvent(object({ a: text })),
    withEvent(object({ a: { ...text, deprecated: true } })),
    ['deprecated /a → nobody'],
    'minor',
  ],
  [
    'a field is no longer deprecated',
    answered(object({ a: { ...text, deprecated: true } })),
    answered(object({ a: text })),
    ['no-longer-deprecated /a → nobody'],
    'minor',
  ],
  [
    'an operation is deprecated',
    operation('api', {}),
    operation('api', { deprecated: true }),
    ['deprecated  → nobody'],
    'minor',
  ],
  [
    'a parameter is deprecated',
    operation('api', { parameters: [{ name: 'p', in: 'query' }] }),
    operation('api', { parameters: [{ name: 'p', in: 'query', deprecated: true }] }),
    ['deprecated  → nobody'],
    'minor',
  ],
  [
    'a header of an answer is deprecated, and another has a new type',
    operation('push', { responses: { 200: { headers: { A: { schema: text }, B: { schema: text } } } } }),
    operation('push', {
      responses: { 200: { headers: { A: { schema: text, deprecated: true }, B: { schema: { type: 'integer' } } } } },
    }),
    ['deprecated  → nobody', 'type-changed  → provider'],
    'major',
  ],
  [
    'a keyword that is not read changed',
    pushed({ if: { required: ['a'] } }),
    pushed({ if: { required: ['b'] } }),
    ['constraint-changed  → provider, us'],
    'major',
  ],
  ['a default is told', pushed(text), pushed({ ...text, default: 'A' }), ['documentation  → nobody'], 'patch'],
];

describe('a change of what is said beside the shape', () => {
  for (const row of beside) hold(row);
});
