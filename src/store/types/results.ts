/** Results: the answer that a provider asked for by its push. */
import type { Json } from '../../formats/json.ts';

/** The answer to a question that a provider asked by its push (AppDirect). Final: repeats get it again. Not final: a repeat is new work. */
export type BusinessResult = { readonly final: boolean; readonly value: Json };

export type CompletedResult =
  /** `result` is its result from now on. */
  | { readonly outcome: 'completed'; readonly result: BusinessResult }
  /** It had a result already, which stays. */
  | { readonly outcome: 'already_completed'; readonly result: BusinessResult }
  /** It has no result and will not get one: it is not work, or was settled without one. */
  | { readonly outcome: 'not_owed' };
