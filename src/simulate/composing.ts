/** A message as it is asked for: the mock's example, own data in it, and what departs from its contract on purpose. */
import type { Emission, Fault } from '../../generated/mock/models.ts';
import { type Applied, type Own, type Target, withOwnData } from './own-data/apply.ts';
import { drifted, isDrift } from './own-data/drift.ts';
import type { Composed, ProviderMock } from './provider-mock.ts';
import type { Random } from './random.ts';

export type Composing = { readonly nowMs: number; readonly random: Random };
export type Made = { readonly ok: true; readonly composed: Composed } | { readonly ok: false; readonly detail: string };

/** A varied example may lack what is set; another one has it. */
const TRIES = 12;

/** `asked`: admitted before. */
export function composed(mock: ProviderMock, asked: Emission, { nowMs, random }: Composing): Made {
  const { event, variant, set, data, force, faults = [] } = asked;
  const choice = variant === undefined ? { event } : { event, variant };
  const own: Own = {
    ...(set === undefined ? {} : { set }),
    ...(data === undefined ? {} : { data }),
    ...(force === undefined ? {} : { force }),
  };
  const tries = variant === undefined && (isOwn(own) || faults.some(isDrift)) ? TRIES : 1;
  let first: Made | undefined;
  for (let number = 0; number < tries; number += 1) {
    const from = number === 0 ? random : random.fork(`own data ${number}`);
    const made = withOwn(mock, event, mock.compose(choice, { nowMs, random: from }), own);
    const drift = made.ok ? departed(mock, event, made.composed, faults) : made;
    if (drift.ok) return made;
    first ??= drift.ok ? made : drift;
  }
  return first ?? { ok: false, detail: 'nothing could be composed' };
}

const isOwn = ({ set, data }: Own): boolean => data !== undefined || Object.keys(set ?? {}).length > 0;

function withOwn(mock: ProviderMock, event: string, example: Composed, own: Own): Made {
  if (!isOwn(own)) return { ok: true, composed: example };
  const target = targetOf(mock, event);
  if (target === undefined) return { ok: false, detail: `messages of ${mock.name} take no own data` };
  return madeOf(example, withOwnData(target, example.content, own));
}

/** The message with the departures that its faults ask for. */
export function departed(mock: ProviderMock, event: string, sound: Composed, faults: readonly Fault[]): Made {
  if (!faults.some(isDrift)) return { ok: true, composed: sound };
  const target = targetOf(mock, event);
  if (target === undefined) return { ok: false, detail: `messages of ${mock.name} cannot depart from their contract` };
  return madeOf(sound, drifted(target, sound.content, faults));
}

const madeOf = ({ variant }: Composed, applied: Applied): Made =>
  applied.ok
    ? { ok: true, composed: { variant, content: applied.content } }
    : { ok: false, detail: `${applied.detail}.` };

function targetOf(mock: ProviderMock, event: string): Target | undefined {
  if (mock.ownData === undefined) return undefined;
  return {
    mock: mock.ownData,
    event,
    what: `${mock.name} ${event}`,
    fault: (content) => mock.contentFault(event, content),
  };
}
