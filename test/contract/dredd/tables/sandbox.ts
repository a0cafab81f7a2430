import type { GatewayConfiguration } from '../../../../src/index.ts';
import { limits } from '../../../../src/limits.ts';
import type { Arrange, Table } from '../runner/table.ts';
import type { Inbound } from '../subjects/inbound.ts';
import { example, refusals } from './inbound.ts';

const token = 'development-paazl-token';
const key = 'example-key-not-a-secret';

/** Those that the examples of `spec/sandbox.yaml` name, and one with a key in its path. */
export const sandboxSources: GatewayConfiguration['sources'] = {
  partner: { provider: 'paazl', auth: { bearer: [token] }, sandbox: true },
  'partner-shop': {
    provider: 'oneshoppingcart',
    key,
    merchantId: '118303',
    merchantKey: 'development-merchant-key',
    apiBase: 'http://127.0.0.1:9',
    sandbox: true,
  },
};

export function sandbox(inbound: Inbound): Table {
  // With a key in the path too: a source that asks for a token does not look at it.
  const push: Arrange = ({ consumes }) => ({
    headers: { authorization: `Bearer ${token}` },
    body: example(
      'paazl',
      consumes === 'application/xml' ? 'shipment-status.created.xml' : 'shipment-status.created.json',
    ),
  });
  const { unproven, nobody, otherMethod, tooLarge, tooOften } = refusals(inbound, {
    push,
    unproven: { headers: { authorization: undefined } },
    bytesMax: limits.sandbox_bytes_max,
  });
  const offContract: Arrange = async (wanted) => ({
    ...(await push(wanted)),
    body: wanted.consumes === 'application/xml' ? '<labelStatusNotification/>' : '{}',
  });
  const answers = {
    200: push,
    401: unproven,
    404: nobody,
    405: otherMethod,
    413: tooLarge,
    422: offContract,
    429: tooOften,
  };
  return {
    tryMessage: answers,
    tryKeyedMessage: {
      ...answers,
      200: async (wanted) =>
        wanted.consumes === 'application/xml'
          ? {
              path: { provider: 'oneshoppingcart', source: 'partner-shop', key },
              body: example('oneshoppingcart', 'notification.new-order.xml'),
            }
          : push(wanted),
    },
  };
}
