/** Valid things, damaged: what a broken sender, a proxy or somebody who knows the format would send. */
import fc from 'fast-check';

type Cut = readonly [at: number, length: number, insert: number, kind: 'replace' | 'repeat' | 'truncate'];

const cuts = fc.array(
  fc.tuple(fc.nat(), fc.nat(6), fc.nat(), fc.constantFrom('replace', 'replace', 'repeat', 'truncate')),
  { minLength: 1, maxLength: 4 },
) as fc.Arbitrary<Cut[]>;

/** Up to four changes: a few characters replaced by one of `alphabet` (or by nothing), repeated, or everything behind them cut off. */
export function mutatedText(valid: fc.Arbitrary<string>, alphabet: string): fc.Arbitrary<string> {
  const letters = ['', ...alphabet];
  return fc.tuple(valid, cuts).map(([source, changes]) =>
    changes.reduce((text, [place, length, insert, kind]) => {
      const at = place % (text.length + 1);
      if (kind === 'truncate') return text.slice(0, at);
      if (kind === 'repeat') return text.slice(0, at + length) + text.slice(at);
      return text.slice(0, at) + (letters[insert % letters.length] ?? '') + text.slice(at + length);
    }, source),
  );
}

/** The same on bytes. */
export function mutatedBytes(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(valid, cuts).map(([source, changes]) =>
    changes.reduce<Uint8Array>((bytes, [place, length, insert, kind]) => {
      const at = place % (bytes.byteLength + 1);
      if (kind === 'truncate') return bytes.subarray(0, at);
      if (kind === 'repeat') return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
      return Buffer.concat([bytes.subarray(0, at), Uint8Array.of(insert % 256), bytes.subarray(at + length)]);
    }, source),
  );
}

export const anyBytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 300 });
