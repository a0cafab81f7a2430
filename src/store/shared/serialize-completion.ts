/**
 * Writes the JSON of a completion as text on the caller's thread, because everything waits for the writer's thread.
 */
import type { Completion, Departure, NewEvent, WorkEnd, WorkSteps } from '../store.ts';

export type WrittenEvent = Omit<NewEvent, 'envelope'> & { readonly envelope: string };
export type WrittenDeparture = Omit<Departure, 'finding' | 'announcement'> & {
  readonly rule: string;
  readonly finding: string;
  readonly announcement?: { readonly event: WrittenEvent; readonly deliveries: Completion['deliveries'] };
};
export type WrittenCompletion = Omit<Completion, 'findings' | 'events' | 'departures'> & {
  readonly findings: string;
  readonly events: readonly WrittenEvent[];
  readonly departures: readonly WrittenDeparture[];
};
export type WrittenEnd =
  | Exclude<WorkEnd, { kind: 'complete' }>
  | { readonly kind: 'complete'; readonly completion: WrittenCompletion; readonly nowMs: number };
export type WrittenSteps = Omit<WorkSteps, 'end'> & { readonly end?: WrittenEnd };

export const serializeEnd = (end: WorkEnd): WrittenEnd =>
  end.kind === 'complete' ? { ...end, completion: written(end.completion) } : end;

const written = ({ findings, events, departures, ...rest }: Completion): WrittenCompletion => ({
  ...rest,
  findings: JSON.stringify(findings),
  events: events.map(writtenEvent),
  departures: (departures ?? []).map(writtenDeparture),
});

const writtenEvent = (event: NewEvent): WrittenEvent => ({ ...event, envelope: JSON.stringify(event.envelope) });

function writtenDeparture({ finding, announcement, ...rest }: Departure): WrittenDeparture {
  return {
    ...rest,
    rule: finding.rule,
    finding: JSON.stringify(finding),
    ...(announcement && { announcement: { ...announcement, event: writtenEvent(announcement.event) } }),
  };
}
