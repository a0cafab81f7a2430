/** Paazl's Push API: a shipment's status changed. See README.md. */
import type { PaazlPushHandlers } from '../../../generated/paazl/push/handlers.ts';
import { paazlPushOperations } from '../../../generated/paazl/push/operations.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { lazily } from '../../running/lazily.ts';
import type { RawRequest } from '../../trust/trust.ts';
import type { Continuity } from '../continuity.ts';
import { processingOnDemand } from '../processing.ts';
import type { Opening, OpenProvider, ProviderServices, PushInput, Receive, Source } from '../provider.ts';
import { openAuthPolicy } from './auth-policy.ts';
import { identify } from './identify.ts';
import { readNotification } from './read.ts';
import { respond } from './respond.ts';
import { type PaazlSettings, paazlSettings } from './settings.ts';
import { shipmentOf } from './shipment.ts';
import { verify } from './verify.ts';

export function openPaazl({ processedElsewhere }: Pick<ProviderServices, 'processedElsewhere'>): OpenProvider {
  const processing = lazily(async () => (await import('./process.ts')).openProcessing());

  const handlers = (receive: Receive): PaazlPushHandlers<PushInput> => ({
    receiveShipmentStatus: async (input) => respond(await receive('receiveShipmentStatus', input)),
  });

  async function open({ name, settings, publicUrl }: Opening): Promise<Source> {
    const { auth, dedupeWindowMs } = paazlSettings.of(settings);
    const policy = openAuthPolicy(auth, `sources.${name}.auth`);
    const pushUrl = `${publicUrl}/push/paazl/${name}`;
    return {
      name,
      provider: 'paazl',
      pushUrl,
      pushPolicy: paazlPushOperations[0].extensions['x-push-policy'],
      credentials: policy.credentials,
      capabilities: { certificates: { known: policy.certificates }, continuity },
      setup: [
        { field: 'URL of your endpoint', value: pushUrl },
        {
          field: 'Message format',
          value: 'XML or JSON; both are understood, also while a change takes effect (5 minutes)',
        },
        ...proofFields(name, auth),
      ],
      claims,
      receiving: {
        verify: ({ request }, nowMs) => verify(request, policy, nowMs),
        identify: (message) => identify(message, dedupeWindowMs),
        redactTarget: ({ request }) => (request.query === '' ? request.path : `${request.path}?${request.query}`),
      },
      processing: processedElsewhere ? processingOnDemand(processing) : await processing(),
    };
  }

  return { name: 'paazl', contract: readBundle('paazl-push'), operations: paazlPushOperations, handlers, open };
}

const continuity: Continuity = {
  progress: {
    type: 'com.paazl.shipment.status',
    key: 'barcode',
    field: 'status',
    order: ['CREATED', 'READY_TO_POST', 'SCANNED', 'DELIVERED'],
    noun: 'shipment',
  },
  ask: 'Ask Paazl for the status of every shipment that changed (it keeps no history of pushes), or look them up by order reference',
};

function claims(request: Pick<RawRequest, 'bytes' | 'headers'>): string | undefined {
  const read = readNotification(request);
  // A name is not worth waiting for; the library is there for the next one.
  if (read instanceof Promise || !read.ok) return undefined;
  const { orderReference, barcode, status } = shipmentOf(read.value);
  const said = [orderReference && `order ${orderReference}`, barcode && `barcode ${barcode}`, status];
  return said.filter((one) => one !== undefined).join(', ') || undefined;
}

/** What to enter there so that what arrives carries what is demanded here. */
function proofFields(name: string, auth: PaazlSettings['auth']): readonly { field: string; value: string }[] {
  if (auth === 'none') return [{ field: 'Security token', value: 'none is asked for (auth: none)' }];
  const { bearer, clientCertificate, addresses } = auth;
  return [
    {
      field: 'Security token',
      value: bearer === undefined ? 'none is asked for' : 'generate one there and put it into auth.bearer: ***',
    },
    {
      field: 'Client certificate',
      value:
        clientCertificate === undefined
          ? 'none is asked for'
          : 'fingerprints' in clientCertificate
            ? `upload the .p12 (without a password) of ${clientCertificate.fingerprints.map((sha256) => `${sha256.slice(0, 8)}…`).join(' or ')}; \`pushdock certificate create ${name}\` makes one`
            : `upload a .p12 (without a password) that was issued by an authority of ${clientCertificate.file}`,
    },
    ...(addresses === undefined
      ? []
      : [{ field: 'Addresses', value: `nothing to enter; pushes are taken from ${addresses.join(', ')} only` }]),
  ];
}
