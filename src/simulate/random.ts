/** Chance from a seed: the same seed gives the same run, name by name and id by id. Not for secrets that protect something. */
import { createHash } from 'node:crypto';
import { v1, v4 } from 'uuid';

export type Random = {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  between(min: number, max: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  bytes(count: number): Uint8Array;
  /** Letters and digits. */
  text(length: number): string;
  /** A UUID of version 4. */
  uuid(): string;
  /** A UUID of version 1 that tells `atMs`. */
  uuid1(atMs: number): string;
  /** A stream of its own, so that what one part draws does not move what another draws. */
  fork(name: string): Random;
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Any text may be a seed. */
export function openRandom(seed: string): Random {
  // sfc32: short, fast and good enough for test data; its state is the first 16 bytes of the seed's digest.
  const digest = createHash('sha256').update(seed, 'utf8').digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = digest.readUInt32LE(12);
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  const fraction = () => next() / 4_294_967_296;
  const between = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => next() & 0xff);
  return {
    fraction,
    between,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    bytes,
    text: (length) => Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
    uuid: () => v4({ random: bytes(16) }),
    uuid1: (atMs) =>
      v1({
        msecs: Math.floor(atMs),
        nsecs: between(0, 9_999), // In steps of 100 ns, as the format counts.
        clockseq: between(0, 0x3fff),
        node: bytes(6),
      }),
    fork: (name) => openRandom(`${seed}/${name}`),
  };
}
