/** What a message of a mock is made of. */
import type { Json } from '../formats/json.ts';

export type JsonRecord = { readonly [name: string]: Json };
