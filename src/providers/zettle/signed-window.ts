/** `signedWithin` of a Zettle source: how old, and how far ahead, a signed time may be. */
import type { Fault } from '../../config/fault.ts';
import type { CheckedFile } from '../../config/settings.ts';
import { parseDurationMs } from '../../config/units.ts';
import { developmentOnly } from '../../config/url-rules.ts';

/** How old and how far ahead a signed time may be: in milliseconds, either side of the moment at which a push was received. */
export type SignedWindow = { readonly olderMs: number; readonly aheadMs: number };

type Settings = { readonly signedWithin?: string; readonly sandbox?: boolean };
type Retained = Pick<CheckedFile['policy']['retention'], 'messages'>;

// Zettle repeats a push that failed for that long.
const REPEATED_MS = 72 * 3_600_000;
// Clocks differ; maintained clocks do not differ by more than this.
const AHEAD_MS = 600_000;

/**
 * `undefined`: no time is looked at. An identity is forgotten `messages` after it was received. A push that was taken `aheadMs` before its
 * time must be too old by then, so the window ends that much sooner than the memory.
 */
export function signedWindow({ signedWithin, sandbox }: Settings, { messages }: Retained): SignedWindow | undefined {
  const asked = parseDurationMs(signedWithin ?? '');
  if (asked === undefined || sandbox === true) return undefined;
  const rememberedMs = parseDurationMs(messages) ?? Number.POSITIVE_INFINITY;
  // A memory of minutes is for trying things out, and ten of them would leave nothing of it.
  const aheadMs = Math.min(AHEAD_MS, rememberedMs / 10);
  return { olderMs: Math.min(asked, rememberedMs - aheadMs), aheadMs };
}

export function windowFaults({ signedWithin }: Settings, development: boolean): readonly Fault[] {
  if (signedWithin !== 'off' || development) return [];
  return [{ path: ['signedWithin'], sentence: `off ${developmentOnly}` }];
}

/** A window that is shorter than Zettle's patience holds back genuine repeats, whose first copy may be a message that never arrived. */
export function windowWarnings(name: string, settings: Settings, { messages }: Retained): readonly string[] {
  const { olderMs } = signedWindow(settings, { messages: 'forever' }) ?? { olderMs: REPEATED_MS };
  const rememberedMs = parseDurationMs(messages) ?? REPEATED_MS;
  const late = `is under 72h, and Zettle repeats a push of sources.${name} for that long: a late repeat is quarantined; set 72h or more`;
  return [
    ...(olderMs < REPEATED_MS ? [`sources.${name}.signedWithin ${late}`] : []),
    ...(rememberedMs < REPEATED_MS ? [`policy.retention.messages ${late}`] : []),
  ];
}
