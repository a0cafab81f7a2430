/** A case as the request of its provider, and what the requests of several have in common. */
import type { PushCase } from './push-case.ts';

export type Pushed = {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the proof covers what is wrong, so that nothing proves it. */
  readonly proven: boolean;
};

export const post = (one: PushCase, target: string, body: string): Pushed => ({
  ...{ method: 'POST', target, headers: typed(one), body, proven: true },
});

export const typed = ({ contentType }: PushCase): Record<string, string> =>
  contentType === '' ? {} : { 'content-type': contentType };

/** Another number, other bytes, the same document: the number in blanks and tabs. */
export const blanks = (index: number): string => index.toString(2).replaceAll('0', ' ').replaceAll('1', '\t');
