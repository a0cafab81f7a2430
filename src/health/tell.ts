/**
 * Makes an event of each change of a source's state, `com.pushdock.source.health`, for sinks that name it. The state that was told last is
 * kept in the store, so that a restart tells nothing twice; the message's identity sees to it that of several nodes one tells.
 */
import type { Log } from '../log.ts';
import { OWN_PROVIDER } from '../providers/own-facts.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import { uuids } from '../running/uuids.ts';
import type { Store } from '../store/store.ts';
import { type StateName, stateNames } from './judge.ts';
import type { SourceReport } from './report.ts';

const SPACE = 'health-told';
const TYPE = 'com.pushdock.source.health';

export type Telling = { look(reports: readonly SourceReport[]): Promise<void> };

export function openTelling(parts: {
  readonly store: Pick<Store, 'append' | 'keep' | 'kept'>;
  /** Whether a sink names the event; without one none is made. */
  readonly wanted: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}): Telling {
  const { store, wanted, clock, log } = parts;
  const told = new Map<string, StateName>();

  async function tell(report: SourceReport): Promise<void> {
    const { name, judged } = report;
    const kept = await store.kept(SPACE, name);
    const before = stateIn(kept?.value) ?? 'healthy';
    const isFirst = kept === undefined && (judged.state === 'healthy' || judged.code === 'nothing_yet');
    if (before !== judged.state && !isFirst && wanted()) await append(report, before);
    if (before !== judged.state || kept === undefined)
      await store.keep(SPACE, name, { value: Buffer.from(judged.state), version: kept?.version ?? 0 });
    told.set(name, judged.state);
  }

  async function append(report: SourceReport, before: StateName): Promise<void> {
    const nowMs = clock.now();
    const { name, judged } = report;
    const fact = { type: TYPE, subject: name, time: new Date(nowMs).toISOString(), data: dataOf(report, before) };
    // To the minute: nodes see a change within seconds of each other.
    const key = `${name} ${before} ${judged.state} ${Math.floor(nowMs / 60_000)}`;
    await store.append({
      id: uuids().v7(),
      provider: OWN_PROVIDER,
      source: name,
      operation: 'sourceHealth',
      receivedAtMs: nowMs,
      method: 'POST',
      target: `/health/${name}`,
      headers: { 'content-type': 'application/json' },
      bytes: Buffer.from(JSON.stringify(fact)),
      identities: [{ kind: 'state', key, binding: key, windowMs: 3_600_000 }],
      proofs: [],
      disposition: { kind: 'process' },
    });
  }

  return {
    look: async (reports) => {
      for (const report of reports) {
        if (told.get(report.name) === report.judged.state) continue;
        try {
          await tell(report);
        } catch (error) {
          log.warn('health.not_told', { source: report.name, reason: messageOf(error) });
        }
      }
    },
  };
}

function stateIn(value: Uint8Array | undefined): StateName | undefined {
  const text = value && Buffer.from(value).toString('utf8');
  return stateNames.find((one) => one === text);
}

function dataOf({ name, provider, judged, patience, summary, todo }: SourceReport, before: StateName) {
  const { state, sinceMs, code, givesUpAtMs, oldest } = judged;
  return {
    source: name,
    provider,
    state,
    before,
    since: new Date(sinceMs).toISOString(),
    summary,
    ...(code !== undefined && { reason: code }),
    action: patience.action,
    ...(givesUpAtMs !== undefined && { givesUpAt: new Date(givesUpAtMs).toISOString() }),
    ...(oldest !== undefined && { retriesUsed: oldest.forecast.used - 1 }),
    ...(oldest?.forecast.triesMax !== undefined && { retriesMax: oldest.forecast.triesMax - 1 }),
    lost: patience.consequence,
    todo: [...todo],
  };
}
