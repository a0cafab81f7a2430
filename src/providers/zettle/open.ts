/** Zettle's Pusher: signed envelopes from a point of sale. See README.md. */
import type { ZettlePushHandlers } from '../../../generated/zettle/push/handlers.ts';
import { zettlePushOperations } from '../../../generated/zettle/push/operations.ts';
import { ConfigurationError } from '../../config/configuration-error.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { lazily } from '../../running/lazily.ts';
import { credentialLabel } from '../../trust/schemes/credential-label.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { Continuity } from '../continuity.ts';
import { processingOnDemand } from '../processing.ts';
import type {
  ArrivingSecrets,
  Opening,
  OpenProvider,
  ProviderServices,
  PushInput,
  Receive,
  Source,
} from '../provider.ts';
import { readEnvelope } from './envelope.ts';
import { identify } from './identify.ts';
import { queuedPushes } from './queued.ts';
import { respond } from './respond.ts';
import { type ZettleSettings, zettleSettings } from './settings.ts';
import { openManagements } from './subscriptions/manage.ts';
import { nameOf } from './subscriptions/management.ts';
import { openProvingKeys } from './subscriptions/proving-keys.ts';
import { signatureHeader, verify } from './verify.ts';

export function openZettle(services: ProviderServices): OpenProvider {
  const processing = lazily(async () => (await import('./process.ts')).openProcessing());
  const manage = openManagements(services);

  const handlers = (receive: Receive): ZettlePushHandlers<PushInput> => ({
    receiveEvent: async (input) => respond(await receive('receiveEvent', input)),
  });

  async function open(opening: Opening): Promise<Source> {
    const { name, publicUrl, clock } = opening;
    const settings = zettleSettings.of(opening.settings);
    const { subscriptions, transport, signatureAttribute } = settings;
    const configured = configuredKeys(name, settings);
    // Where nothing is signed the time is anybody's text, like everything else.
    const window = configured === 'none' ? undefined : settings.window;
    const pushUrl = `${publicUrl}/push/zettle/${name}`;
    const { management, subscribing } = await manage({ name, settings, publicUrl, clock, configured });
    const keys = openProvingKeys(configured, management);
    const arriving: ArrivingSecrets = {
      labels: () => {
        const proving = keys(clock.now());
        const known: readonly Secret[] = configured === 'none' ? [] : configured;
        return proving === 'none' ? [] : proving.filter((key) => !known.includes(key)).map(labelOf);
      },
      exclusive: () => {
        const known: readonly Secret[] = configured === 'none' ? [] : configured;
        const proving = keys(clock.now());
        return (proving === 'none' ? [] : proving).map((secret) =>
          known.includes(secret)
            ? { secret, from: 'signingKeys', configured: true }
            : { secret, from: 'stored for a subscription', configured: false },
        );
      },
      ownerOf: (label) => {
        const subscription = management.ring.all.find((one) => one.label === label)?.subscription;
        if (subscription === undefined) return undefined;
        const declared = nameOf(management, subscription);
        return declared === undefined ? `subscription ${subscription}` : `subscription ${declared} (${subscription})`;
      },
    };
    return {
      name,
      provider: 'zettle',
      pushUrl,
      pushPolicy: zettlePushOperations[0].extensions['x-push-policy'],
      credentials: configured === 'none' ? ['none'] : configured.map(labelOf),
      capabilities: { arrivingSecrets: arriving, subscriptions: subscribing, continuity },
      ...(transport && { queue: queuedPushes(name, signatureAttribute) }),
      setup: [
        { field: 'transportName', value: transport ? 'SQS' : 'WEBHOOK' },
        { field: 'destination', value: transport?.sqs.queueUrl ?? pushUrl },
        { field: 'signingKey (shown by Zettle)', value: whereKeysComeFrom(configured, settings) },
        ...subscriptions.flatMap(({ name: subscription, events, contactEmail }) => [
          { field: `${subscription}: eventNames`, value: events.length === 0 ? '[] (every event)' : events.join(', ') },
          { field: `${subscription}: contactEmail`, value: contactEmail },
        ]),
      ],
      claims: ({ bytes }) => {
        const read = readEnvelope(bytes);
        if (!read.ok) return undefined;
        const { eventName, messageUuid, messageId } = read.value;
        return [eventName, messageUuid ?? messageId].filter((one) => one !== undefined).join(' ') || undefined;
      },
      receiving: {
        verify: ({ request }, nowMs) => {
          const checked = verify(request, keys(nowMs));
          const isUnknownSignature =
            !checked.ok && checked.code === 'proof_wrong' && request.headers[signatureHeader] !== undefined;
          // Another process on this store may have kept a key that this one has not read yet.
          if (!isUnknownSignature) return checked;
          return management.ring
            .readAgain(request.bytes.byteLength)
            .then((read) => (read ? verify(request, keys(nowMs)) : checked));
        },
        identify: (message) => identify(message, name),
        redactTarget: ({ request }) => (request.query === '' ? request.path : `${request.path}?${request.query}`),
      },
      processing: services.processedElsewhere
        ? processingOnDemand(async () => (await processing())(window))
        : (await processing())(window),
    };
  }

  return { name: 'zettle', contract: readBundle('zettle-push'), operations: zettlePushOperations, handlers, open };
}

const continuity: Continuity = {
  numbered: { type: 'com.zettle.purchase.created', field: 'purchaseNumber', noun: 'purchase' },
  ask: 'Fetch the purchases, products and stock changes of that time from Zettle (Purchase API, Product Library API, Inventory API)',
};

const labelOf = (key: Secret) => credentialLabel('hmac', key);

type Proving = Pick<ZettleSettings, 'auth' | 'signingKeys' | 'subscriptions'>;

/** The configuration's own rules say the same with a line number; a source that proves nothing by oversight must not open on any way. */
function configuredKeys(name: string, { auth, signingKeys, subscriptions }: Proving): readonly Secret[] | 'none' {
  if (auth === 'none' && signingKeys.length === 0) return 'none';
  if (auth === 'none') {
    throw new ConfigurationError([
      `sources.${name}.auth: says none beside signingKeys, which would then prove nothing; remove one of the two`,
    ]);
  }
  if (signingKeys.length === 0 && subscriptions.length === 0) {
    throw new ConfigurationError([
      `sources.${name}.signingKeys: is missing, so no push could be proven; add signingKeys, or declare subscriptions, or write auth: none`,
    ]);
  }
  return signingKeys;
}

function whereKeysComeFrom(configured: readonly Secret[] | 'none', { clientId }: ZettleSettings): string {
  if (configured === 'none') return 'not checked (auth: none)';
  return clientId === undefined
    ? 'put it into signingKeys: ***'
    : 'stored when `pushdock zettle` creates or lists the subscription: ***';
}
