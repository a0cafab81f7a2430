/** Versions of contracts: three numbers, as https://semver.org has them. */
import type { Level } from './change.ts';

export type Version = readonly [major: number, minor: number, patch: number];

/** Undefined for what is not three plain numbers: a contract in `spec/` has no pre-releases. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

export const versionText = (version: Version): string => version.join('.');

/** Negative when `one` is the older. */
export function compareVersions(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/** The step from one to the other; `none` when it is not forward. */
export function stepOf(before: Version, after: Version): Level {
  if (compareVersions(after, before) <= 0) return 'none';
  if (after[0] > before[0]) return 'major';
  return after[1] > before[1] ? 'minor' : 'patch';
}

/** The lowest version that is `level` ahead of `before`. */
export function nextVersion([major, minor, patch]: Version, level: Level): Version {
  if (level === 'major') return [major + 1, 0, 0];
  if (level === 'minor') return [major, minor + 1, 0];
  return level === 'patch' ? [major, minor, patch + 1] : [major, minor, patch];
}
