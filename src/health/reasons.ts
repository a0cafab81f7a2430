/** Why a push was not accepted, as an operator needs to know it, and what to do. */
import type { Answered } from '../running/answers.ts';

export type Reason = {
  /** A sentence's end: `Refusing: …`. */
  readonly why: string;
  readonly todo: string;
  /** It happens to pushes that are the provider's for certain. */
  readonly ours?: true;
};

export const reasons = {
  proof_mismatch: {
    why: 'the proof does not match',
    todo: 'Compare the token or key at the provider with the one in the configuration (`pushdock sources show`), correct one of them, and run `pushdock reload`.',
  },
  proof_missing: {
    why: 'the pushes carry no proof',
    todo: 'Enter the token, key or certificate of this source at the provider (`pushdock sources show` names the fields).',
  },
  nonce_reused: {
    why: 'the pushes use a nonce twice',
    todo: 'Look for a proxy that sends requests again; a provider signs each push with a nonce of its own.',
  },
  certificate_expired: {
    why: 'the certificate is not valid at this time',
    todo: 'Make a new certificate (`pushdock certificate`), trust it in the configuration, run `pushdock reload`, and enter it at the provider.',
  },
  store_away: {
    why: 'the store does not take messages',
    todo: 'Run `pushdock doctor` and look at the log for message.not_stored: the disk may be full, or the database away.',
    ours: true,
  },
  ack_too_slow: {
    why: 'the answers come later than the provider waits',
    todo: 'Look at pushdock_commit_seconds and at the load of the machine. A faster disk, or fewer other users of it, shortens the answers.',
    ours: true,
  },
  body_too_large: {
    why: 'a push is larger than the gateway reads',
    todo: 'Raise policy.limits.bodyBytes, and restart the gateway.',
  },
  request_too_slow: {
    why: 'a push does not arrive in time',
    todo: 'Look at the network and at the proxy in front of the gateway.',
  },
  internal: {
    why: 'the gateway fails because of a fault of its own',
    todo: 'Look at the log for request.crashed, and report it.',
    ours: true,
  },
  subscription_failing: {
    why: 'the provider says that its pushes fail, and none of these has reached this gateway',
    todo: 'Check from outside whether the destination of the subscription reaches this gateway: DNS, certificate, firewall, proxy.',
  },
  subscription_gone: {
    why: 'the subscription is gone',
    todo: 'Create the subscription again, and look at the gap (`pushdock health gap`).',
  },
  queue_unreachable: {
    why: 'the queue does not answer',
    todo: 'Check queueUrl, region and credentials under `transport`, and whether this machine reaches the queue. Its messages wait there.',
  },
  retries_ended: {
    why: 'the last try of a push has passed without success',
    todo: 'Remove the cause, switch the push on again at the provider, and look at the gap (`pushdock health gap`).',
  },
  silence: {
    why: 'nothing comes',
    todo: 'Ask the provider for a test push, or check from outside whether the push URL reaches this gateway (`pushdock sources show`).',
  },
  nothing_yet: {
    why: 'nothing has come yet',
    todo: 'Enter the push URL at the provider (`pushdock sources show`), and send a test.',
  },
} as const satisfies Record<string, Reason>;

const known: Readonly<Record<string, Reason>> = reasons;
export const isOurFault = (code: string): boolean => known[code]?.ours === true;
export const reasonOf = (code: string): Reason =>
  known[code] ?? { why: code.replaceAll('_', ' '), todo: 'Look at `pushdock refused`.' };

/** `tooSlow`: it was accepted, and the provider did not wait for that. */
export function codeOf({ outcome, detail = '' }: Answered, tooSlow: boolean): string {
  if (tooSlow) return 'ack_too_slow';
  switch (outcome) {
    case 'proof_wrong':
      return /certificate .*(expired on|not valid before)/.test(detail) ? 'certificate_expired' : 'proof_mismatch';
    // Where the key is part of the path, a wrong one names no source.
    case 'unknown_source':
      return 'proof_mismatch';
    case 'store_unavailable':
      return 'store_away';
    default:
      return outcome;
  }
}
