/** Conditions of the sources' health: a provider that is refused, fails, gives up or is quiet, and answers that use too much of its patience. */
import type { Found } from '../running/conditions.ts';
import type { StateName } from './judge.ts';
import type { SourceReport } from './report.ts';

const found: Readonly<Partial<Record<StateName, Pick<Found, 'kind'>>>> = {
  quiet: { kind: 'source-quiet' },
  refusing: { kind: 'source-refusing' },
  failing: { kind: 'source-failing' },
  'at risk': { kind: 'source-at-risk' },
  'probably switched off': { kind: 'source-switched-off' },
};

export function healthConditions(reports: readonly SourceReport[]): readonly Found[] {
  return reports.flatMap(({ name, judged, summary, todo, ack, patience }): readonly Found[] => {
    const about = `source ${name}`;
    const kind = found[judged.state]?.kind;
    // That nothing has come yet is how every source begins.
    const tells = kind !== undefined && judged.code !== 'nothing_yet';
    // Subscriptions and queues have conditions of their own, which name each.
    const told = ['subscription_failing', 'subscription_gone', 'queue_unreachable'].includes(judged.code ?? '');
    return [
      ...(tells && !told ? [{ kind, about, detail: [summary, ...todo].join(' ') }] : []),
      ...(ack.warning
        ? [
            {
              kind: 'ack-slow',
              about,
              detail: `One answer in a hundred took more than ${ack.p99Ms} ms in the last hour, and the provider waits ${patience.timeoutMs === undefined ? 'an undocumented time (10 s are assumed)' : `${patience.timeoutMs} ms`}. Look at pushdock_commit_seconds and at the load of the machine.`,
            },
          ]
        : []),
    ];
  });
}
