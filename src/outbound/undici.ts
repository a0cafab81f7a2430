/** The HTTP client behind every call that leaves us. Loaded with the first call: that takes 0.1 s, and a gateway may never make one. */
import { lazily } from '../running/lazily.ts';

export const undici = lazily((require) => require('undici') as typeof import('undici'));
