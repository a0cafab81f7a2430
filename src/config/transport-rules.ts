/** What a schema cannot say of the queues that sources poll. */
import { sqsFaults } from './broker-rules.ts';
import type { Fault } from './fault.ts';
import type { SourceSettings } from './settings.ts';

/** With paths from the top of the file. */
export function transportFaults(
  sources: Readonly<Record<string, SourceSettings>>,
  development: boolean,
): readonly Fault[] {
  const pollers = new Map<string, string>();
  return Object.entries(sources).flatMap(([name, { transport, sandbox }]) => {
    if (transport === undefined) return [];
    const { queueUrl } = transport.sqs;
    const other = pollers.get(queueUrl);
    pollers.set(queueUrl, other ?? name);
    const faults = sqsFaults(transport.sqs, development).map((fault) => ({
      ...fault,
      path: ['transport', 'sqs', ...fault.path],
    }));
    if (sandbox === true)
      faults.push({
        path: ['transport'],
        sentence: 'cannot be set together with sandbox: a message of a queue has no answer; remove one of the two',
      });
    // Each would take half of what is for the other, and refuse it.
    if (other !== undefined)
      faults.push({
        path: ['transport', 'sqs', 'queueUrl'],
        sentence: `is polled by sources.${other} already; give each source a queue of its own`,
      });
    return faults.map(({ path, sentence }) => ({ path: ['sources', name, ...path], sentence }));
  });
}
