/**
 * `POST /sandbox/…`: a partner team tries its messages. Judged at once, answered with what was found, neither kept nor delivered. The contract is
 * `spec/sandbox.yaml`; under /push/ nothing of this happens.
 */
import type { SandboxHandlers, TryKeyedMessageAnswer, TryMessageAnswer } from '../../../generated/sandbox/handlers.ts';
import type { Finding as FindingView } from '../../../generated/sandbox/models.ts';
import type { Log } from '../../log.ts';
import { problemDocument, type RefusalCode } from '../../problems.ts';
import { notFound, tooManyRequests, unauthorized } from '../../providers/problem-answer.ts';
import type { PushInput, Source } from '../../providers/provider.ts';
import type { Tried } from '../../providers/try-message.ts';
import type { Clock } from '../../running/clock.ts';
import type { Metrics } from '../../running/metrics.ts';
import type { StoredMessage } from '../../store/store.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Refusals } from '../refusals.ts';
import type { SandboxUses } from './uses.ts';

export type SandboxParts = {
  /** Looked up at every request, so that a reloaded configuration counts from the next one on. */
  readonly source: (provider: string, name: string) => Source | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** `undefined`: no such sandbox is in force. */
  readonly judge: (message: StoredMessage) => Promise<Tried | undefined>;
  readonly uses: Pick<SandboxUses, 'note'>;
  readonly refusals?: Pick<Refusals, 'note'>;
  readonly metrics?: Pick<Metrics, 'refused'>;
};

export function openSandbox(parts: SandboxParts): SandboxHandlers<PushInput> {
  const { clock, log, refusals, uses } = parts;

  async function tryMessage(input: PushInput): Promise<TryMessageAnswer & TryKeyedMessageAnswer> {
    const { path, request, beganMs = clock.monotonic() } = input;
    const count = (code: RefusalCode, about?: string) =>
      parts.metrics?.refused(code, { seconds: (clock.monotonic() - beganMs) / 1_000 }, about);
    const { provider = '', source: name = '' } = path;
    const source = parts.source(provider, name);
    const { remoteAddress: address, method } = request;
    // Without the key that may be in it.
    const shown = `/sandbox/${provider}/${name}`;
    if (source === undefined) {
      const noted = refusals?.note({ address, method, path: request.path, code: 'unknown_source' });
      count(noted === 'limited' ? 'too_many_requests' : 'unknown_source');
      return noted === 'limited' ? tooManyRequests() : notFound();
    }
    const checked = await source.receiving.verify({ path, request }, clock.now());
    if (!checked.ok) {
      const { code, detail } = checked;
      const about = { provider: source.provider, name: source.name };
      const noted = refusals?.note({ address, method, path: shown, code, detail, source: about });
      count(noted === 'limited' ? 'too_many_requests' : code, source.name);
      if (noted === 'limited') return tooManyRequests();
      return code === 'unknown_source' ? notFound() : unauthorized('Bearer realm="pushdock"');
    }
    const tried = await parts.judge(asStored(checked.value, source));
    if (tried === undefined) return notFound(); // A reload has taken it away meanwhile.
    uses.note(name, checked.value);
    log.info('sandbox.tried', { source: name, verdict: tried.verdict, findings: tried.findings.length });
    return answerOf(tried);
  }

  return { tryMessage, tryKeyedMessage: tryMessage };
}

function answerOf({ verdict, findings, events }: Tried): TryMessageAnswer & TryKeyedMessageAnswer {
  const found = findings.map(
    ({ contract, ...finding }): FindingView => ({ ...finding, ...(contract && { contract: { ...contract } }) }),
  );
  if (verdict === 'violation')
    return {
      status: 422,
      contentType: 'application/problem+json',
      body: { ...problemDocument('off_contract'), verdict, findings: found },
    };
  return {
    status: 200,
    contentType: 'application/json',
    body: { verdict, findings: found, events: events.map((event) => ({ ...event })) },
  };
}

/** As processing needs it. It has no id, because it cannot be looked up afterwards. */
const asStored = (message: Verified, { provider, name }: Source): StoredMessage => ({
  id: 'sandbox',
  provider,
  source: name,
  operation: 'tryMessage',
  receivedAtMs: message.receivedAtMs,
  method: message.method,
  target: '',
  headers: message.headers,
  bytes: message.bytes,
  state: 'received',
  findings: [],
  receipts: 1,
});
