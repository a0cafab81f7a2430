/** A word that is not known, in a sentence that says which ones are: who mistyped sees the right one at once. */
import { didYouMean } from '../config/did-you-mean.ts';

/** Such as `; did you mean duplicate? It has drop, duplicate`. `have`: what stands before the words that are known. */
export function notOneOf(word: string, known: readonly string[], have: string): string {
  const all = `${have} ${known.length === 0 ? 'none' : known.join(', ')}`;
  const meant = didYouMean(word, known);
  return meant === undefined ? `; ${all}` : `; did you mean ${meant}? ${all.charAt(0).toUpperCase()}${all.slice(1)}`;
}
