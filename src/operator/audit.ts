/**
 * The audit log: who changed what, and who read personal data. An entry is durable before the call is done, and gets its outcome afterwards. It is
 * kept in the store, a space for each day, so that a page of it reads one day and not all.
 */
import { randomBytes } from 'node:crypto';
import { parseJson } from '../formats/json.ts';
import { field, numberOf, textField } from '../formats/values.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';
import type { Role, Who } from './access.ts';
import { withoutSought } from './masking/sought.ts';

const DAYS = 'audit-days';
const DAYS_MAX = 400;

export type AuditEntry = {
  readonly id: string;
  readonly atMs: number;
  readonly name: string;
  readonly role: Role;
  readonly by: Who['by'];
  readonly action: string;
  readonly target: string;
  readonly address?: string;
  readonly status?: number;
};

export type Audit = {
  /** Resolves when the entry is kept, with what keeps its outcome. Neither rejects: what could not be kept is in the log. */
  begin(entry: Omit<AuditEntry, 'id' | 'atMs' | 'status'>): Promise<(status: number) => Promise<void>>;
  /** Of what has its outcome already. Resolves when the entry is kept; never rejects. */
  note(entry: Omit<AuditEntry, 'id' | 'atMs'>): Promise<void>;
  /** Newest first. Throws `RangeError` on a cursor that it did not give. */
  list(page: PageRequest): Promise<Page<AuditEntry>>;
};

type Parts = { readonly store: Pick<Store, 'kept' | 'listKept' | 'keep'>; readonly clock: Clock; readonly log: Log };

export function openAudit({ store, clock, log }: Parts): Audit {
  /** The day that is known to be in the list of days. */
  let listed = '';

  async function listDay(day: string): Promise<void> {
    if (listed === day) return;
    if ((await store.kept(DAYS, day)) === undefined) {
      await store.keep(DAYS, day, { value: new Uint8Array(), version: 0 });
      for (const { key, version } of (await store.listKept(DAYS)).slice(0, -DAYS_MAX)) await forgetDay(key, version);
    }
    listed = day;
  }
  async function forgetDay(day: string, version: number): Promise<void> {
    for (const one of await store.listKept(spaceOf(day)))
      await store.keep(spaceOf(day), one.key, { value: undefined, version: one.version });
    await store.keep(DAYS, day, { value: undefined, version });
  }
  async function keep(entry: AuditEntry, version: number): Promise<void> {
    const [day = '', key = ''] = entry.id.split('.');
    try {
      await listDay(day);
      const { id: _, ...rest } = entry;
      await store.keep(spaceOf(day), key, { value: Buffer.from(JSON.stringify(rest)), version });
    } catch (error) {
      log.error('audit.not_kept', { ...entry, target: withoutSought(entry.target), reason: messageOf(error) });
    }
  }

  function dated<Given extends Omit<AuditEntry, 'id' | 'atMs'>>(given: Given) {
    const atMs = clock.now();
    // Padded, so that the order of keys is that of time.
    const id = `${new Date(atMs).toISOString().slice(0, 10)}.${String(atMs).padStart(16, '0')}-${randomBytes(4).toString('hex')}`;
    return { id, atMs, ...given };
  }
  const tell = ({ name, action, target, status }: AuditEntry) =>
    log.info('operator.acted', { name, action, target: withoutSought(target), status });

  return {
    async begin(given) {
      const entry = dated(given);
      await keep(entry, 0);
      return async (status) => {
        tell({ ...entry, status });
        await keep({ ...entry, status }, 1);
      };
    },
    async note(given) {
      const entry = dated(given);
      tell(entry);
      await keep(entry, 0);
    },
    async list({ limit, cursor }) {
      const after = cursor === undefined ? undefined : placeOf(cursor);
      const days = (await store.listKept(DAYS))
        .map(({ key }) => key)
        .filter((day) => after === undefined || day <= after.day);
      const items: AuditEntry[] = [];
      for (const day of days.reverse()) {
        const entries = (await store.listKept(spaceOf(day))).filter(({ key }) => day !== after?.day || key < after.key);
        for (const { key, value } of entries.reverse()) {
          const [last] = items.slice(-1);
          if (items.length === limit && last !== undefined)
            return { items, nextCursor: Buffer.from(last.id).toString('base64url') };
          items.push(...read(`${day}.${key}`, value));
        }
      }
      return { items };
    },
  };
}

const spaceOf = (day: string): string => `audit-${day}`;

function placeOf(cursor: string): { readonly day: string; readonly key: string } {
  const [, day, key] =
    /^(\d{4}-\d\d-\d\d)\.(\d{16}-[0-9a-f]{8})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (day === undefined || key === undefined) throw new RangeError('this cursor is not one of the audit log');
  return { day, key };
}

/** None: a later version of this program wrote it. */
function read(id: string, value: Uint8Array): readonly AuditEntry[] {
  const parsed = parseJson(Buffer.from(value).toString('utf8'));
  if (!parsed.ok) return [];
  const json = parsed.value.value;
  const [name, role, by, action, target, address] = ['name', 'role', 'by', 'action', 'target', 'address'].map((key) =>
    textField(json, key),
  );
  const [atMs, status] = ['atMs', 'status'].map((key) => numberOf(field(json, key)));
  if (name === undefined || action === undefined || target === undefined || atMs === undefined) return [];
  if ((role !== 'viewer' && role !== 'operator') || (by !== 'token' && by !== 'session' && by !== 'development'))
    return [];
  return [
    {
      id,
      atMs,
      name,
      role,
      by,
      action,
      target,
      ...(address !== undefined && { address }),
      ...(status !== undefined && { status }),
    },
  ];
}
