/** What happened to a message, in order, with the waits between. */
import type { ComponentChildren } from 'preact';
import { answerText } from '../../parts/states.tsx';
import { At, Took } from '../../parts/time.tsx';
import type { Shown } from './load.ts';

type Step = { readonly at: string; readonly what: ComponentChildren; readonly tone?: 'good' | 'bad' };

export function stepsOf({ message, events }: Shown): readonly Step[] {
  const { receivedAt, receiptsAt, credentials, documents, verdict, state } = message;
  const proven = credentials.map(({ label }) => label).join(', ');
  const steps: Step[] = [
    {
      at: receivedAt,
      what: `Received, ${proven === '' ? 'verified' : `proven by ${proven}`}, stored and acknowledged`,
    },
    ...receiptsAt.slice(1).map((at) => ({ at, what: 'Arrived again: acknowledged, and nothing made of it twice' })),
    ...documents.map(({ name, fetchedAt }) => ({ at: fetchedAt, what: `Fetched from the provider: ${name}` })),
    ...events.map(({ event }) => ({
      at: event.createdAt,
      what: `Judged${verdict === undefined ? '' : ` (${verdict})`} and normalised: ${event.type}`,
    })),
    ...events.flatMap(({ deliveries }) =>
      deliveries.flatMap(({ delivery, attempts }) =>
        attempts.map(({ endedAt, outcome, detail, status }): Step => {
          const answer = answerText(status, detail);
          return outcome === 'delivered'
            ? { at: endedAt, what: `Delivered to ${delivery.sink}`, tone: 'good' }
            : {
                at: endedAt,
                what: `${delivery.sink}: ${outcome === 'dead' ? 'given up' : 'failed'} (${answer})`,
                tone: 'bad',
              };
        }),
      ),
    ),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  if (state === 'received') steps.push({ at: new Date().toISOString(), what: 'Waits to be processed' });
  return steps;
}

export function TimeLine({ shown }: { readonly shown: Shown }) {
  const steps = stepsOf(shown);
  return (
    <section>
      <h2>What happened</h2>
      <ol class="time-line">
        {steps.map(({ at, what, tone }, index) => {
          const before = steps[index - 1];
          return (
            <li key={index} class={tone}>
              <At at={at} />{' '}
              {before !== undefined && (
                <span class="quiet">
                  +<Took ms={Date.parse(at) - Date.parse(before.at)} />
                </span>
              )}
              <div>{what}</div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
