/** A time as people read it, with the exact one behind it. */
import { agoText, clockText, durationText } from '../time.ts';

export const Ago = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={clockText(at)}>
    {agoText(at)}
  </time>
);

export const At = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={`${at}, ${agoText(at)}`}>
    {clockText(at)}
  </time>
);

export const Took = ({ ms }: { readonly ms: number }) => <span class="took">{durationText(ms)}</span>;
