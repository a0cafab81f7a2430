/** What is for people only. */
import { operation, pushed, type Rows, text } from './rows.ts';

export const words: Rows = {
  'x-name': [
    [
      'people call the provider by another name',
      operation('push', {}, { info: { title: 'Push', 'x-name': 'One' } }),
      operation('push', {}, { info: { title: 'Push', 'x-name': 'Two' } }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-why': [
    [
      'a reason is given',
      pushed(text),
      pushed({ ...text, 'x-why': 'It is so.' }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
};
