/**
 * How often each credential was used in a sandbox. Gathered here and written once a second: a partner's loop of trials may not cost the store a
 * commit for each, beside the messages that providers push.
 */
import type { Log } from '../../log.ts';
import { openAnnouncer } from '../../running/announce.ts';
import type { Clock } from '../../running/clock.ts';
import { messageOf } from '../../running/thrown.ts';
import type { CredentialUse, Store } from '../../store/store.ts';
import type { Verified } from '../../trust/trust.ts';

const WRITE_EVERY_MS = 1_000;

export type SandboxUses = {
  /** Counts what vouched for the message. It is in the store a second later, or as soon as the store takes it. */
  note(source: string, message: Pick<Verified, 'proofs' | 'receivedAtMs'>): void;
  /** Writes what is left. Before the store is closed. */
  close(): Promise<void>;
};

export function openSandboxUses(parts: {
  readonly store: Pick<Store, 'countUses'>;
  readonly clock: Clock;
  readonly log: Log;
}): SandboxUses {
  const { store, clock, log } = parts;
  const announce = openAnnouncer(log, clock);
  // By source and credential: never more than the configuration names.
  const unwritten = new Map<string, Map<string, CredentialUse>>();
  const closing = new AbortController();
  let writing: Promise<void> | undefined;

  function add(source: string, use: CredentialUse): void {
    const ofSource = unwritten.get(source) ?? new Map<string, CredentialUse>();
    unwritten.set(source, ofSource);
    const before = ofSource.get(use.credential);
    ofSource.set(use.credential, before === undefined ? use : together(before, use));
  }

  async function writeAll(): Promise<void> {
    for (const [source, uses] of [...unwritten]) {
      unwritten.delete(source);
      try {
        await store.countUses(source, [...uses.values()]);
      } catch (error) {
        for (const use of uses.values()) add(source, use);
        announce('sandbox.uses_not_written', {
          source,
          reason: messageOf(error),
        });
      }
    }
  }

  async function writeWhileAny(): Promise<void> {
    while (unwritten.size > 0 && !closing.signal.aborted) {
      await clock.sleep(WRITE_EVERY_MS, closing.signal);
      await writeAll();
    }
    writing = undefined;
  }

  return {
    note(source, { proofs, receivedAtMs }) {
      for (const { credential } of proofs)
        add(source, { credential, uses: 1, firstUsedAtMs: receivedAtMs, lastUsedAtMs: receivedAtMs });
      writing ??= writeWhileAny();
    },
    async close() {
      closing.abort();
      await writing;
      await writeAll(); // What came, or failed, while that was under way.
    },
  };
}

const together = (one: CredentialUse, other: CredentialUse): CredentialUse => ({
  credential: one.credential,
  uses: one.uses + other.uses,
  firstUsedAtMs: Math.min(one.firstUsedAtMs, other.firstUsedAtMs),
  lastUsedAtMs: Math.max(one.lastUsedAtMs, other.lastUsedAtMs),
});
