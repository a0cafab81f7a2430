/** The credentials of a source, how much each vouched for, and which of them a rotation has left behind. */
import type { CredentialUse } from '../../generated/gateway/models.ts';
import type { Source } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { timeText } from './time-text.ts';

// Paazl repeats a push for a day, and other providers' retries come with the token of their first try: an old one that was not used for this
// long, while another of its kind was, is dead.
const QUIET_MS = 25 * 3_600_000;

export async function credentialUses(
  { name, credentials, capabilities }: Source,
  store: Pick<Store, 'credentialUses'>,
  nowMs: number,
): Promise<CredentialUse[]> {
  const used = new Map((await store.credentialUses(name)).map((use) => [use.credential, use]));
  const { arrivingSecrets } = capabilities ?? {};
  const known = [...credentials, ...(arrivingSecrets?.labels() ?? [])].map((label): CredentialUse => {
    const use = used.get(label);
    const owner = arrivingSecrets?.ownerOf(label);
    return {
      label,
      ...(owner !== undefined && { belongsTo: owner }),
      uses: use?.uses ?? 0,
      ...(use && { firstUsedAt: timeText(use.firstUsedAtMs), lastUsedAt: timeText(use.lastUsedAtMs) }),
    };
  });
  return known.map((use) => {
    const successor = successorOf(use, known, nowMs);
    return { ...use, ...(successor !== undefined && { replacedBy: successor }) };
  });
}

/** The token or key of the same scheme that is in use while this one has fallen silent. */
export function successorOf(old: CredentialUse, uses: readonly CredentialUse[], nowMs: number): string | undefined {
  const silentMs = ({ lastUsedAt }: CredentialUse) =>
    lastUsedAt === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(lastUsedAt);
  if (!/^(bearer|hmac|certificate):/.test(old.label) || old.lastUsedAt === undefined || silentMs(old) < QUIET_MS)
    return undefined;
  const schemeOf = ({ label }: CredentialUse) => label.split(':')[0];
  return uses.find((other) => schemeOf(other) === schemeOf(old) && silentMs(other) < QUIET_MS)?.label;
}
