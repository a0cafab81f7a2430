/** The states of things, each with its word and its colour. */
import type { DeliveryState as Delivered, MessageState as State, Verdict } from '../api.ts';
import { Badge, type Tone } from './frame.tsx';

const messageTones: Readonly<Record<State, Tone>> = {
  received: 'news',
  processed: 'good',
  quarantined: 'warn',
  failed: 'bad',
  recorded: 'plain',
};
export const MessageState = ({ state }: { readonly state: State }) => <Badge tone={messageTones[state]}>{state}</Badge>;

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  match: 'good',
  drift: 'warn',
  violation: 'bad',
  unknown: 'plain',
};
/** Nothing where all is as the contract says: a column of "match" hides the one that is not. */
export const VerdictBadge = ({ verdict }: { readonly verdict: Verdict | undefined }) =>
  verdict === undefined || verdict === 'match' ? null : <Badge tone={verdictTones[verdict]}>{verdict}</Badge>;

const deliveryTones: Readonly<Record<Delivered, Tone>> = { due: 'news', delivered: 'good', dead: 'bad' };
export const DeliveryState = ({ state }: { readonly state: Delivered }) => (
  <Badge tone={deliveryTones[state]}>{state === 'dead' ? 'dead letter' : state}</Badge>
);

/** Beside the state of a message, which says nothing of its deliveries. */
export const DeadLetters = ({ count }: { readonly count: number | undefined }) =>
  count === undefined ? null : <Badge tone="bad">{count === 1 ? 'dead letter' : `${count} dead letters`}</Badge>;

/** What a sink answered: its status once, where the words do not say it already. */
export const answerText = (status: number | undefined, detail: string | undefined): string =>
  status === undefined || detail?.includes(String(status))
    ? (detail ?? '')
    : [String(status), detail].filter(Boolean).join(', ');
