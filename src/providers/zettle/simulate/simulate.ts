/**
 * Zettle for the mock engine: events out of `x-payload-schema`, one delivery for each subscription to them, signed with its key. Behind it
 * is the API of `src/providers/zettle/simulate`, whose subscriptions fail, recover and are deleted as their pushes do.
 */

import { openContract } from '../../../contracts/contract.ts';
import { parseJson, readJson } from '../../../formats/json.ts';
import { textField } from '../../../formats/values.ts';
import { fieldsFault, violation } from '../../../simulate/content.ts';
import { choicesOf } from '../../../simulate/examples.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import { jsonText } from '../../../simulate/json-text.ts';
import { type OwnData, openSchemas } from '../../../simulate/own-data/part.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import { proofOf } from '../../../simulate/proof.ts';
import type {
  AttemptContext,
  Destination,
  JsonRecord,
  MockServices,
  Outgoing,
  ProviderMock,
} from '../../../simulate/provider-mock.ts';
import type { Random } from '../../../simulate/random.ts';
import { asJsonRecord } from '../../../simulate/recording.ts';
import { redactedUrl } from '../../../simulate/redact.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { openIdentifiers, openVarying, varyText } from '../../../simulate/vary.ts';
import { Secret } from '../../../trust/secrets.ts';
import { type Envelope, signedPush } from '../sign.ts';
import { signatureHeader } from '../verify.ts';
import { type EventExample, readEventExamples } from './events.ts';
import { covers, developmentClient, openZettleMock, timestampOf } from './mock.ts';
import { readPush } from './read-push.ts';
import { receiverRules } from './receiver-rules.ts';
import { developmentSettings, type ZettleMockSettings } from './settings.ts';

async function simulateZettle(services: MockServices<ZettleMockSettings>): Promise<ProviderMock> {
  const { settings, gateway, ca, random, clock, log, address, strike } = services;
  const policy = readPolicy('zettle');
  const contract = openContract('zettle-push');
  const schemas = openSchemas('zettle-push');
  const examples = readEventExamples();
  const events = choicesOf(examples);
  const { vary } = openVarying('zettle-push');
  const zettle = await openZettleMock({
    clock,
    log,
    address,
    strike,
    seed: random.uuid(),
    httpsOnly: settings.httpsOnly,
    answerMsMax: policy.timeoutMs,
    client: {
      clientId: settings.clientId ?? developmentClient.clientId,
      clientSecret: settings.clientSecret?.reveal() ?? developmentClient.clientSecret,
      apiKey: settings.apiKey?.reveal() ?? developmentClient.apiKey,
      refreshToken: developmentClient.refreshToken,
    },
    ...(ca === undefined ? {} : { destinationCa: ca }),
    ...(settings.scopes === undefined ? {} : { scopes: settings.scopes }),
  });

  /** The subscription that somebody made by hand before the mock began. */
  function stand(): void {
    if (settings.path === null) return;
    const { uuid } = zettle.subscriptions.add({
      uuid: random.uuid1(clock.now()),
      transportName: 'WEBHOOK',
      eventNames: [],
      destination: gateway() + settings.path,
      contactEmail: 'integrations@example.com',
    });
    zettle.subscriptions.setSigningKey(uuid, settings.signingKey.reveal());
  }
  stand();

  /** That subscription goes with the gateway, unless somebody has given it another destination. */
  function gatewayMoved(before: string): void {
    for (const { uuid, destination } of zettle.subscriptions.all())
      if (settings.path !== null && destination === before + settings.path)
        zettle.subscriptions.change(uuid, { destination: gateway() + settings.path });
  }

  function compose({ event, variant }: { event: string; variant?: string }, at: { nowMs: number; random: Random }) {
    const [first, ...others] = examples.filter(
      (one) => one.event === event && (variant ?? one.variant) === one.variant,
    );
    if (first === undefined) throw new Error(`no example of ${event}`);
    const example = at.random.pick([first, ...others]);
    const envelope: Envelope = {
      organizationUuid: zettle.organizationUuid,
      messageUuid: at.random.uuid1(at.nowMs),
      eventName: event,
      messageId: at.random.uuid(),
      payload: variant === undefined ? variedPayload(example, at.random) : sameButForIds(example, at.random),
      timestamp: timestampOf(at.nowMs, at.random),
    };
    return { variant: example.variant, content: { ...envelope } };
  }

  function variedPayload({ payload, schema }: EventExample, from: Random): string {
    const read = parseJson(payload);
    if (!read.ok) throw new Error('an example holds a payload that is no JSON');
    return jsonText(vary(read.value.value, schema, from));
  }

  function destinations(event: string, to: string | undefined): readonly Destination[] | string {
    if (to !== undefined) return [{ name: 'to', url: to, shownUrl: redactedUrl(to) }];
    const covering = zettle.subscriptions.all().filter((one) => one.transportName === 'WEBHOOK' && covers(one, event));
    if (covering.length === 0) return `no subscription covers ${event}`;
    return covering.map(({ uuid, destination }) => ({
      name: uuid,
      url: destination,
      shownUrl: redactedUrl(destination),
    }));
  }

  function contentFault(event: string, content: JsonRecord): string | undefined {
    const fault = fieldsFault(content, envelopeFields);
    if (fault !== undefined) return fault;
    if (content.eventName !== event) return `eventName is not ${event}`;
    const envelope = readJson(Buffer.from(JSON.stringify(content), 'utf8'));
    const payload = parseJson(textField(content, 'payload') ?? '');
    if (!envelope.ok || !payload.ok) return 'payload is not JSON';
    const known = contract.payloadSchema(event);
    return (
      violation('the envelope', contract.judgeJson('PushEnvelope')(envelope.value)) ??
      (known && violation('payload', contract.judgeJson(known.schema)(payload.value)))
    );
  }

  /** The payload is the message's own data, and the envelope is around it. */
  const ownData: OwnData = {
    parts: (event, content) => {
      const schema = examples.find((one) => one.event === event)?.schema ?? 'UndocumentedPayload';
      const payload = { key: 'payload', format: 'json', text: textField(content, 'payload') ?? '' } as const;
      const envelope = { key: 'envelope', format: 'json', text: JSON.stringify(content) } as const;
      return [
        { name: 'payload', schemas, schema, forms: [payload] },
        { name: 'envelope', schemas, schema: 'PushEnvelope', forms: [envelope] },
      ];
    },
    withTexts: (content, texts) => {
      const envelope = texts.get('envelope');
      const around = envelope === undefined ? content : asJsonRecord(JSON.parse(envelope));
      const payload = texts.get('payload');
      return payload === undefined ? around : { ...around, payload };
    },
    ofFutureEvent: (content) => ({ ...content, eventName: 'EventOfTomorrow' }),
  };

  function request(
    content: JsonRecord,
    { name, url }: Destination,
    { faults, random: from }: AttemptContext,
  ): Outgoing {
    const envelope = envelopeOf(content);
    const subscription = zettle.subscriptions.find(name);
    const right = subscription === undefined ? settings.signingKey : Secret.of(subscription.signingKey);
    const key = faults.has('wrong-signature')
      ? Secret.of(from.text(64))
      : faults.has('old-token')
        ? settings.oldSigningKey
        : right;
    const push = signedPush(envelope, key);
    const { [signatureHeader]: signature = '', ...unsigned } = push.headers;
    // A blank more is the same JSON, and other bytes.
    const changed = { ...envelope, payload: `${envelope.payload} ` };
    return {
      method: 'POST',
      url,
      headers: faults.has('missing-signature') ? unsigned : { ...unsigned, [signatureHeader]: signature },
      body: faults.has('tampered') ? Buffer.from(JSON.stringify(changed), 'utf8') : push.body,
      ...(ca === undefined ? {} : { tls: { ca } }),
      proof: proofOf(
        {
          scheme: `HMAC-SHA256 in hexadecimal digits, in the header ${signatureHeader}`,
          key:
            subscription === undefined || faults.has('old-token')
              ? `zettle.${faults.has('old-token') ? 'oldSigningKey' : 'signingKey'} of the mocks' settings`
              : `the signing key of the subscription ${name}`,
          covers: 'the values of timestamp and payload in the body, with a full stop between them, as UTF-8',
          signed: `${envelope.timestamp}.${envelope.payload}`,
        },
        faults,
      ),
    };
  }

  return {
    name: 'zettle',
    policy,
    events,
    faults: ['wrong-signature', 'missing-signature', 'old-token', 'tampered', 'clock-skew', ...documentFaults],
    actions: ['expire-tokens', 'rotate-key', 'issue-code', 'subscribe'],
    actionTexts: {
      'expire-tokens': 'Access tokens are as if their two hours were over.',
      'rotate-key': 'Every subscription gets another signing key.',
      'issue-code': 'Somebody agrees to the application: an authorisation code is issued.',
      subscribe: 'Somebody makes the subscription by hand again, where it is gone.',
    },
    url: zettle.url,
    compose,
    destinations,
    contentFault,
    ownData,
    request,
    identity: (content) => `uuid:${textField(content, 'messageUuid')}`,
    judge: (outcome) => ({ success: outcome.kind === 'answered' && policy.isSuccess(outcome.status) }),
    attempted: ({ name }, success, exhausted) => {
      zettle.subscriptions.setStatus(name, success ? 'ACTIVE' : 'FAILING');
      if (!exhausted || !zettle.subscriptions.delete(name)) return undefined;
      return { destination: name, reason: 'Zettle has deleted the subscription' };
    },
    summary: () => {
      const all = zettle.subscriptions.all();
      if (all.length === 0) return 'no subscription: nothing is sent';
      const failing = all.filter(({ status }) => status === 'FAILING').length;
      const count = `${all.length} ${all.length === 1 ? 'subscription' : 'subscriptions'}`;
      return failing === 0 ? `${count}, active` : `${count}, ${failing} failing`;
    },
    state: () => ({
      organizationUuid: zettle.organizationUuid,
      subscriptions: zettle.subscriptions
        .all()
        .map(({ signingKey: _, eventNames, ...shown }) => ({ ...shown, eventNames: [...eventNames] })),
    }),
    act: (action) => {
      if (action === 'subscribe') {
        if (zettle.subscriptions.all().length > 0) return 'There is a subscription already.';
        stand();
        return zettle.subscriptions.all().length > 0
          ? 'The subscription is there again.'
          : 'The settings name no path for a subscription that is made by hand.';
      }
      if (action === 'issue-code') return `The code is ${zettle.tokens.issueCode()}.`;
      if (action === 'expire-tokens') zettle.tokens.expireAll();
      else for (const { uuid } of zettle.subscriptions.all()) zettle.subscriptions.setSigningKey(uuid, random.text(64));
      return action === 'expire-tokens'
        ? 'Every access token has expired.'
        : 'Every subscription has a new signing key.';
    },
    calls: zettle.calls,
    gatewayMoved,
    reset: () => {
      zettle.reset();
      stand();
    },
    close: async () => {
      await zettle.close();
      contract.close();
    },
  };
}

const sameButForIds = ({ payload }: EventExample, random: Random): string =>
  varyText(payload, 'json', openIdentifiers(random));

const envelopeFields = [
  'organizationUuid',
  'messageUuid',
  'eventName',
  'messageId',
  'payload',
  'timestamp',
] as const satisfies readonly (keyof Envelope)[];

function envelopeOf(content: JsonRecord): Envelope {
  const text = (name: keyof Envelope) => {
    const value = textField(content, name);
    if (value === undefined) throw new Error(`a recorded push of Zettle lacks ${name}`);
    return value;
  };
  return {
    organizationUuid: text('organizationUuid'),
    messageUuid: text('messageUuid'),
    eventName: text('eventName'),
    messageId: text('messageId'),
    payload: text('payload'),
    timestamp: text('timestamp'),
  };
}

export const zettleSimulation = simulation('zettle', {
  port: 4013,
  prism: { name: 'Zettle subscription management', port: 4016 },
  settings: developmentSettings,
  receiverRules,
  readPush,
  open: simulateZettle,
});
