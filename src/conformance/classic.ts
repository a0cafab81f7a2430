/** The classic ways in which receivers fail, whichever provider sends. */
import type { Kind } from '../simulate/receiver-rules.ts';
import type { Finding } from './check.ts';
import type { Context } from './context.ts';
import { eventOf, heardBy, isAcknowledged, type Sent } from './probe.ts';

export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly fix: string;
  /** Why it means nothing with these settings; `undefined`: it is run. */
  readonly inapplicable?: (context: Context) => string | undefined;
  readonly run: (context: Context) => Promise<Finding>;
};

/** Another node takes over the work of a dead one when its leases have ended: at ours after 15 s. */
const AFTER_RESTART_MS = 30_000;

const store = 'Store the message durably, then answer at once; do everything else afterwards.';
const keep = 'Acknowledge what is authentic, whatever is in it; keep it, mark it, and tell a person.';
const prove =
  'Check the proof over the raw bytes before anything else, in constant time, and answer 401 or 404 without a reason.';

const acknowledged = (sent: readonly Sent[]): Finding => ({
  ok: sent.length > 0 && sent.every(isAcknowledged),
  seen: heardBy(sent),
});

/** Refused as somebody else's mistake: a 4xx. What breaks (5xx, no answer) has not refused. */
const refused = (sent: readonly Sent[]): Finding => ({
  ok:
    sent.length > 0 &&
    sent.every(
      ({ attempts }) => attempts.length > 0 && attempts.every(({ status = 0 }) => status >= 400 && status <= 499),
    ),
  seen: heardBy(sent),
});

const sound = ({ probe, rules }: Context, more = {}) => probe.send({ ...eventOf(rules), ...more });

/** The fault, where the provider can have it. */
const needs =
  (kind: string) =>
  ({ faults }: Context) =>
    faults.some((one) => one === kind)
      ? undefined
      : `this provider's messages cannot have the fault ${kind} with these settings`;

async function twice(context: Context): Promise<readonly Sent[]> {
  const first = await sound(context);
  return [...first, ...(await context.probe.again(first))];
}

async function afterNoAnswer(context: Context, kind: 'hang-up' | 'cut-connection'): Promise<readonly Sent[]> {
  const [first] = await sound(context, { faults: [{ kind }] });
  if (first === undefined) return [];
  // A provider without a schedule sends it again when a person asks for it.
  const retried = await context.probe.retry(first);
  return retried.attempts.length > 1 ? [retried] : context.probe.again([first]);
}

export const classic: readonly Scenario[] = [
  {
    id: 'sound',
    title: 'A sound message is acknowledged',
    kind: 'acknowledge',
    fix: store,
    run: async (context) => acknowledged(await sound(context)),
  },
  {
    id: 'in-time',
    title: 'Answers come in time',
    kind: 'acknowledge',
    fix: store,
    run: async (context) => {
      const sent = await sound(context, { count: 5 });
      const slowest = Math.max(...sent.flatMap(({ attempts }) => attempts.map(({ tookMs }) => tookMs)), 0);
      const seen = `the slowest of ${sent.length} took ${Math.round(slowest)} ms; ${context.answerMsMax} ms are allowed; ${heardBy(sent.slice(0, 1))}`;
      return { ok: sent.length > 0 && sent.every(isAcknowledged) && slowest <= context.answerMsMax, seen };
    },
  },
  {
    id: 'sequential-duplicate',
    title: 'A message that comes again is acknowledged again',
    kind: 'acknowledge',
    fix: 'Answer a repeat as the first one was answered.',
    run: async (context) => acknowledged(await twice(context)),
  },
  {
    id: 'sequential-duplicate-once',
    title: 'A message that comes again is handed on once',
    kind: 'once',
    fix: "Keep each message's identity in the same transaction as the message.",
    run: (context) => context.observed(1, () => twice(context)),
  },
  {
    id: 'concurrent-duplicates',
    title: 'Two copies at the same moment are both acknowledged',
    kind: 'acknowledge',
    fix: 'Let the store decide (a unique key), and answer both alike.',
    run: async (context) => acknowledged(await sound(context, { faults: [{ kind: 'duplicate' }] })),
  },
  {
    id: 'concurrent-duplicates-once',
    title: 'Two copies at the same moment are handed on once',
    kind: 'once',
    fix: 'Let a unique key of the store decide; looking first and writing then is a race.',
    run: (context) => context.observed(1, () => sound(context, { faults: [{ kind: 'duplicate' }] })),
  },
  {
    id: 'reorder',
    title: 'A message that comes after a later one is acknowledged',
    kind: 'acknowledge',
    fix: 'Go by the times in the messages, not by their order.',
    run: async (context) => {
      const { probe, rules } = context;
      // Both before the first is waited for: it is held until the second one has gone.
      const [first, second] = await Promise.all([
        probe.send({ ...eventOf(rules), faults: [{ kind: 'reorder' }] }),
        probe.send(eventOf(rules)),
      ]);
      const [late] = first;
      return acknowledged([
        ...second,
        ...(late === undefined ? [] : [late.attempts.length > 0 ? late : await probe.retry(late)]),
      ]);
    },
  },
  {
    id: 'timeout-then-retry',
    title: 'The retry of a message whose answer was not heard is acknowledged',
    kind: 'acknowledge',
    fix: store,
    run: async (context) => acknowledged(await afterNoAnswer(context, 'hang-up')),
  },
  {
    id: 'timeout-then-retry-once',
    title: 'A message whose answer was not heard, and its retry, are handed on once',
    kind: 'once',
    fix: 'A retry has the same identity as the attempt before it.',
    run: (context) => context.observed(1, () => afterNoAnswer(context, 'hang-up')),
  },
  {
    id: 'partial-processing',
    title: 'The retry of a message that broke off in the middle is acknowledged',
    kind: 'acknowledge',
    fix: 'Keep nothing of a request that did not come whole.',
    inapplicable: needs('cut-connection'),
    run: async (context) => acknowledged(await afterNoAnswer(context, 'cut-connection')),
  },
  {
    id: 'restart-between-attempts',
    title: 'A message is acknowledged again, and handed on once, after a restart between two attempts',
    kind: 'once',
    fix: 'Keep identities in the store and not in memory.',
    run: async (context) =>
      context.restart === undefined
        ? 'not observable'
        : context.observed(
            1,
            async () => {
              const first = await sound(context);
              await context.restart?.();
              return [...first, ...(await context.probe.again(first))];
            },
            AFTER_RESTART_MS,
          ),
  },
  {
    id: 'missing-proof',
    title: 'A message without a proof is refused',
    kind: 'refuse',
    fix: prove,
    inapplicable: needs('missing-signature'),
    run: async (context) => refused(await sound(context, { faults: [{ kind: 'missing-signature' }] })),
  },
  {
    id: 'malformed-proof',
    title: 'A proof that cannot be read is refused',
    kind: 'refuse',
    fix: prove,
    inapplicable: ({ rules: { malformedProof } }) => (typeof malformedProof === 'string' ? malformedProof : undefined),
    run: async (context) => {
      const { malformedProof } = context.rules;
      return refused(await sound(context, { headers: typeof malformedProof === 'string' ? {} : malformedProof }));
    },
  },
  {
    id: 'wrong-key',
    title: 'A proof by a wrong key is refused',
    kind: 'refuse',
    fix: prove,
    inapplicable: needs('wrong-signature'),
    run: async (context) => refused(await sound(context, { faults: [{ kind: 'wrong-signature' }] })),
  },
  {
    id: 'stale-proof',
    title: 'A proof that was good once is refused',
    kind: 'refuse',
    fix: prove,
    inapplicable: needs('old-token'),
    run: async (context) => refused(await sound(context, { faults: [{ kind: 'old-token' }] })),
  },
  {
    id: 'replayed-proof',
    title: 'A nonce that was used before is refused',
    kind: 'refuse',
    fix: 'Keep nonces for as long as their timestamps are good.',
    inapplicable: needs('stale-nonce'),
    run: async (context) => {
      await sound(context);
      return refused(await sound(context, { faults: [{ kind: 'stale-nonce' }] }));
    },
  },
  {
    id: 'altered-after-signing',
    title: 'A message that was altered after signing is refused',
    kind: 'refuse',
    fix: prove,
    inapplicable: needs('tampered'),
    run: async (context) => refused(await sound(context, { faults: [{ kind: 'tampered' }] })),
  },
  {
    id: 'malformed-body',
    title: 'A document that cannot be read breaks nothing',
    kind: 'acknowledge',
    fix: keep,
    run: async (context) => {
      const sent = await sound(context, { faults: [{ kind: 'malformed-body' }] });
      if (context.rules.malformedBody === 'acknowledge') return acknowledged(sent);
      const ok =
        sent.length > 0 &&
        sent.every(({ attempts }) => attempts.every(({ status = 0 }) => status >= 200 && status <= 499));
      return { ok, seen: heardBy(sent) };
    },
  },
  {
    id: 'unknown-field',
    title: 'A field that nobody knows yet is acknowledged',
    kind: 'acknowledge',
    fix: keep,
    inapplicable: needs('unknown-field'),
    run: async (context) => acknowledged(await sound(context, { faults: [{ kind: 'unknown-field' }] })),
  },
  {
    id: 'missing-field',
    title: 'A message that lacks a field is acknowledged',
    kind: 'acknowledge',
    fix: keep,
    inapplicable: needs('missing-field'),
    run: async (context) => acknowledged(await sound(context, { faults: [{ kind: 'missing-field' }] })),
  },
  {
    id: 'after-oversize',
    title: 'A message that is far too large is answered, and the next one is acknowledged',
    kind: 'acknowledge',
    fix: 'Bound what is read, answer 413, and stay up.',
    inapplicable: needs('oversize'),
    run: async (context) => {
      const large = await sound(context, { faults: [{ kind: 'oversize' }] });
      const next = await sound(context);
      const ok =
        next.every(isAcknowledged) &&
        large.every(({ attempts }) => attempts.every(({ status }) => status === undefined || status < 500));
      return { ok, seen: `${heardBy(large)}; the next one ${heardBy(next)}` };
    },
  },
  {
    id: 'slow-body',
    title: 'A message that comes slowly is acknowledged',
    kind: 'acknowledge',
    fix: 'Read within a bound of seconds, and serve others meanwhile.',
    inapplicable: needs('slow-body'),
    run: async (context) => acknowledged(await sound(context, { faults: [{ kind: 'slow-body', amount: 20 }] })),
  },
  {
    id: 'burst',
    title: 'Thirty messages at once are all acknowledged',
    kind: 'acknowledge',
    fix: store,
    run: async (context) => {
      const sent = await sound(context, { count: 30 });
      const lost = sent.filter((one) => !isAcknowledged(one));
      return {
        ok: sent.length === 30 && lost.length === 0,
        seen: lost.length === 0 ? 'all of 30' : `${lost.length} of 30 were not: ${heardBy(lost.slice(0, 2))}`,
      };
    },
  },
  {
    id: 'secret-canary',
    title: 'No answer holds a secret, neither the right one nor one that was tried',
    kind: 'secret',
    fix: 'Never quote a credential or a header in an answer.',
    run: async (context) => {
      await sound(context, { headers: { 'x-canary': context.canary } });
      if (typeof context.rules.malformedProof !== 'string') {
        const [name] = Object.keys(context.rules.malformedProof);
        if (name !== undefined) await sound(context, { headers: { [name]: `Bearer ${context.canary}` } });
      }
      const answers = context.probe.answers();
      const leaks = answers.filter(({ answer }) =>
        context.secrets.some((secret) =>
          `${JSON.stringify(answer?.headers ?? {})}${answer?.body ?? ''}`.includes(secret),
        ),
      );
      return {
        ok: leaks.length === 0,
        seen:
          leaks.length === 0
            ? `none of ${answers.length} answers`
            : `${leaks.length} of ${answers.length} answers; the first is a ${leaks[0]?.status}`,
      };
    },
  },
];
