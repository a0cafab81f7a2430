/** What one target has been told and must still be told. Pure: `alerts.ts` keeps it in the store and sends. */
import type { Condition } from '../../running/conditions.ts';
import { isQuiet, type QuietHours } from './quiet-hours.ts';
import { isAtLeast, type Severity, severityOf } from './severity.ts';
import type { Alert, AlertItem } from './target.ts';

export type Wanted = {
  /** Kinds; `*` matches any text. Empty: all. */
  readonly conditions: readonly string[];
  readonly severity: Severity;
  readonly quietHours?: QuietHours;
  /** Absent: no reminder. */
  readonly remindMs?: number;
};

export type Ledger = {
  /** By kind and what it is about. `toldMs`: when its latest alert was made; absent: none was yet. */
  readonly open: Map<string, AlertItem & { readonly toldMs?: number }>;
  /** Over, and to be told after the quiet hours. */
  readonly over: Map<string, AlertItem>;
  /** Made and not yet taken, the oldest first. */
  readonly outbox: { readonly alert: Alert; attempts: number; nextMs: number }[];
  lastSentMs?: number | undefined;
  /** Why the latest attempt failed, if it did. */
  fault?: { readonly reason: string; readonly sinceMs: number } | undefined;
};

export const newLedger = (): Ledger => ({ open: new Map(), over: new Map(), outbox: [] });

/** What opens within this time is told together. */
const GROUP_MS = 3_000;
/** Of the reminder's interval: what has been told of for so long is told again with what is due. */
const REMIND_TOGETHER = 0.75;
/** A target that was away for so many alerts gets the latest ones. */
const OUTBOX_MAX = 100;
const ITEMS_MAX = 50;

/** Compares the conditions that apply with what was told. True: the ledger has changed. */
export function compare(
  ledger: Ledger,
  conditions: readonly Condition[],
  wanted: Wanted,
  parts: { readonly nowMs: number; readonly id: () => string; readonly linkOf: (kind: string) => string },
): boolean {
  const { linkOf } = parts;
  const applying = new Map(
    conditions
      .filter(({ kind }) => isWanted(kind, wanted))
      .map(({ kind, about, detail, sinceMs }) => [
        `${kind} ${about}`,
        { kind, about, detail, sinceMs, severity: severityOf(kind), link: linkOf(kind) },
      ]),
  );
  let changed = false;
  for (const [key, item] of applying) {
    const before = ledger.open.get(key);
    ledger.over.delete(key);
    ledger.open.set(key, {
      ...item,
      sinceMs: before?.sinceMs ?? item.sinceMs,
      ...(before?.toldMs !== undefined && { toldMs: before.toldMs }),
    });
    changed ||= before === undefined;
  }
  for (const [key, { toldMs, ...item }] of ledger.open) {
    if (applying.has(key)) continue;
    ledger.open.delete(key);
    if (toldMs !== undefined) ledger.over.set(key, item);
    changed = true;
  }
  return tell(ledger, wanted, parts) || changed;
}

function isWanted(kind: string, { conditions, severity }: Wanted): boolean {
  const named = conditions.length === 0 || conditions.some((pattern) => fits(pattern, kind));
  return named && isAtLeast(severityOf(kind), severity);
}

const fits = (pattern: string, kind: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[^a-z0-9-]/g, ''))
      .join('.*')}$`,
  ).test(kind);

/** Something has opened and waits for what opens beside it: the next look is soon. In quiet hours it waits for their end, and nobody need look. */
export const isRipening = ({ open }: Ledger, nowMs: number): boolean =>
  [...open.values()].some(({ toldMs, sinceMs }) => toldMs === undefined && nowMs - sinceMs < 2 * GROUP_MS);

function tell(
  ledger: Ledger,
  { quietHours, remindMs }: Wanted,
  { nowMs, id }: { readonly nowMs: number; readonly id: () => string },
): boolean {
  const quiet = quietHours !== undefined && isQuiet(quietHours, nowMs);
  const mayTell = ({ severity }: AlertItem) => !quiet || severity === 'critical';
  const untold = [...ledger.open].filter(([, item]) => item.toldMs === undefined && mayTell(item));
  const ripe = untold.some(([, { sinceMs }]) => nowMs - sinceMs >= GROUP_MS);
  const told = [...ledger.open].filter(([, item]) => item.toldMs !== undefined && mayTell(item));
  const since = (share: number) =>
    told.filter(([, { toldMs = nowMs }]) => remindMs !== undefined && nowMs - toldMs >= share * remindMs);
  // Those that would be due soon come along: what opened within an hour need not be told of in three messages a day.
  const due = since(1).length > 0 ? since(REMIND_TOGETHER) : [];
  const over = [...ledger.over].filter(([, item]) => mayTell(item));
  if (ripe) add('opened', untold);
  if (over.length > 0) add('closed', over);
  if (due.length > 0) add('reminder', due);
  for (const [key, item] of [...(ripe ? untold : []), ...due]) ledger.open.set(key, { ...item, toldMs: nowMs });
  for (const [key] of over) ledger.over.delete(key);
  return ripe || over.length > 0 || due.length > 0;

  function add(what: Alert['what'], entries: readonly (readonly [string, AlertItem])[]): void {
    for (let at = 0; at < entries.length; at += ITEMS_MAX) {
      const items = entries.slice(at, at + ITEMS_MAX).map(([, item]) => plain(item));
      ledger.outbox.push({ alert: { id: id(), what, atMs: nowMs, items }, attempts: 0, nextMs: nowMs });
    }
    while (ledger.outbox.length > OUTBOX_MAX) ledger.outbox.shift();
  }
}

const plain = ({ kind, about, detail, severity, sinceMs, link }: AlertItem): AlertItem => ({
  kind,
  about,
  detail,
  severity,
  sinceMs,
  link,
});

/** As JSON in the store, and back; what cannot be read is begun again. */
export const ledgerBytes = ({ open, over, ...rest }: Ledger): Uint8Array =>
  Buffer.from(JSON.stringify({ version: 1, open: [...open], over: [...over], ...rest }));

type Written = Omit<Ledger, 'open' | 'over'> & {
  readonly version: number;
  readonly open: readonly [string, AlertItem & { readonly toldMs?: number }][];
  readonly over: readonly [string, AlertItem][];
};

export function readLedger(bytes: Uint8Array | undefined): Ledger {
  if (bytes === undefined) return newLedger();
  try {
    const written: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (!isWritten(written)) return newLedger();
    const { version: _, open, over, ...rest } = written;
    return { ...rest, open: new Map(open), over: new Map(over) };
  } catch {
    return newLedger();
  }
}

/** We wrote it ourselves, in one piece; its version says which we. */
const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'outbox' in value;
