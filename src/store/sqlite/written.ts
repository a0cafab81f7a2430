/** What a completion holds as JSON, written on the caller's thread and not on the one that everything waits for. */
import type { Completion, NewEvent, WorkEnd } from '../store.ts';
import type { WrittenCompletion, WrittenDeparture, WrittenEvent } from './commands.ts';
import type { WrittenEnd } from './settle-work.ts';

export const writtenEnd = (end: WorkEnd): WrittenEnd =>
  end.kind === 'complete' ? { ...end, completion: written(end.completion) } : end;

const written = ({ findings, events, departures, ...rest }: Completion): WrittenCompletion => ({
  ...rest,
  findings: JSON.stringify(findings),
  events: events.map(writtenEvent),
  departures: (departures ?? []).map(writtenDeparture),
});

const writtenEvent = (event: NewEvent): WrittenEvent => ({ ...event, envelope: JSON.stringify(event.envelope) });

function writtenDeparture({
  finding,
  announcement,
  ...rest
}: NonNullable<Completion['departures']>[number]): WrittenDeparture {
  return {
    ...rest,
    rule: finding.rule,
    finding: JSON.stringify(finding),
    ...(announcement && { announcement: { ...announcement, event: writtenEvent(announcement.event) } }),
  };
}
