/** The package is loaded with the first id: that takes 0.03 s, and none is made at a start. */
import { lazily } from './lazily.ts';

export const uuids = lazily((require) => require('uuid') as typeof import('uuid'));
