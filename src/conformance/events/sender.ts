/** Our http sink as one of the mocks that the kit sends by: CloudEvents, structured or binary, signed as Standard Webhooks. */
import { cloudEvent } from '../../formats/cloud-event.ts';
import { textField } from '../../formats/values.ts';
import { eventRequest } from '../../outbound/event-request.ts';
import { choicesOf } from '../../simulate/examples.ts';
import { documentFaults } from '../../simulate/faults.ts';
import { type OwnData, openSchemas } from '../../simulate/own-data/part.ts';
import type { Policy } from '../../simulate/policy.ts';
import type { AttemptContext, JsonRecord, Outgoing, ProviderMock } from '../../simulate/provider-mock.ts';
import type { Random } from '../../simulate/random.ts';
import { redactedUrl } from '../../simulate/redact.ts';
import { readWebhookKey, type WebhookKey } from '../../trust/schemes/standard-webhooks.ts';
import { Secret } from '../../trust/secrets.ts';
import { jsonOf, readEventExamples } from './examples.ts';

export type Mode = 'structured' | 'binary';

export type SenderSettings = { readonly secret: Secret; readonly to: string };

/** The variant that two secrets sign, as in a rotation: a receiver knows one of them. */
export const ROTATED = 'two-secrets';

/** As the http sink does it unless its configuration says otherwise. */
const policy: Policy = {
  isSuccess: (status) => status >= 200 && status <= 299,
  timeoutMs: 10_000,
  waitMs: (failures) => (failures < 15 ? 1_000 * 2 ** (failures - 1) : undefined),
  givingUp: { action: 'dead-letter', failures: 15 },
};

/** Far outside of the five minutes that Standard Webhooks allows. */
const STALE_SECONDS = 3_600;

/** Throws for a secret that is none; the command has said so before. */
export function openEventSender(name: string, mode: Mode, { secret, to: destination }: SenderSettings): ProviderMock {
  const examples = readEventExamples();
  const schemas = openSchemas('events');
  const key = keyOf(secret);

  function compose(
    asked: { readonly event: string; readonly variant?: string },
    at: { nowMs: number; random: Random },
  ) {
    const { event, variant } = asked;
    const [first, ...others] = examples.filter(
      (one) => one.type === event && (variant === undefined || variant === ROTATED || one.variant === variant),
    );
    if (first === undefined) throw new Error(`no example of ${event}`);
    const example = at.random.pick([first, ...others]);
    const message = at.random.uuid();
    return {
      variant: variant ?? example.variant,
      content: {
        id: `${message}-0`,
        type: event,
        message,
        provider: example.provider,
        at: new Date(at.nowMs).toISOString(),
        data: example.data,
        signed: variant === ROTATED ? 'by two' : 'by one',
      },
    };
  }

  const text = (content: JsonRecord, field: string) => textField(content, field) ?? '';

  function request(content: JsonRecord, { url }: { readonly url: string }, context: AttemptContext): Outgoing {
    const { faults, nowMs, random } = context;
    const [id, at] = [text(content, 'id'), Date.parse(text(content, 'at'))];
    const origin = {
      id: text(content, 'message'),
      provider: text(content, 'provider'),
      source: 'example',
      receivedAtMs: at,
    };
    const envelope = cloudEvent(
      id,
      { type: text(content, 'type'), data: jsonOf(text(content, 'data')) },
      origin,
      'match',
    );
    const other = () => keyOf(Secret.of(`whsec_${Buffer.from(random.text(32)).toString('base64')}`));
    const keys = faults.has('wrong-signature') ? [other()] : content.signed === 'by two' ? [other(), key] : [key];
    const lateSeconds = faults.has('old-token') ? STALE_SECONDS : 0;
    const { headers, body } = eventRequest(
      { id, envelope },
      { mode, keys, timestampSeconds: Math.floor(nowMs / 1000) - lateSeconds },
    );
    const unsigned = Object.fromEntries(Object.entries(headers).filter(([header]) => !header.startsWith('webhook-')));
    return {
      method: 'POST',
      url,
      headers: faults.has('missing-signature') ? unsigned : headers,
      // A blank more is the same JSON, and other bytes.
      body: faults.has('tampered') ? Buffer.concat([body, Buffer.from(' ')]) : body,
    };
  }

  const ownData: OwnData = {
    parts: (event, content) => {
      const schema = examples.find(({ type }) => type === event)?.schema;
      if (schema === undefined) return [];
      return [{ name: 'data', schemas, schema, forms: [{ key: 'data', format: 'json', text: text(content, 'data') }] }];
    },
    withTexts: (content, texts) => ({ ...content, data: texts.get('data') ?? content.data ?? '' }),
    ofFutureEvent: (content) => ({ ...content, type: 'com.example.event.of.tomorrow' }),
  };

  return {
    name,
    policy,
    events: choicesOf(
      examples.flatMap(({ type, variant }) => [
        { event: type, variant },
        { event: type, variant: ROTATED },
      ]),
    ),
    faults: ['wrong-signature', 'missing-signature', 'old-token', 'tampered', ...documentFaults],
    actions: [],
    compose,
    destinations: (_event, to = destination) => [{ name: 'push', url: to, shownUrl: redactedUrl(to) }],
    contentFault: () => undefined,
    ownData,
    request,
    judge: (outcome) => ({ success: outcome.kind === 'answered' && policy.isSuccess(outcome.status) }),
    attempted: () => undefined,
    state: () => ({}),
    act: (action) => {
      throw new Error(`there is no action ${action}`);
    },
    calls: () => [],
    reset: () => {},
    close: async () => {},
  };
}

function keyOf(secret: Secret): WebhookKey {
  const read = readWebhookKey(secret);
  if (!read.ok) throw new TypeError(`the secret ${read.sentence}`);
  return read.key;
}
