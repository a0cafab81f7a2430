import { limits } from '../../../../src/limits.ts';
import type { Arrange, Table } from '../runner/table.ts';
import { type Inbound, known } from '../subjects/inbound.ts';
import { example, refusals } from './inbound.ts';

export function sandbox(inbound: Inbound): Table {
  // With a key in the path too: a source that asks for a token does not look at it.
  const push: Arrange = ({ consumes }) => ({
    headers: { authorization: `Bearer ${known.paazl}` },
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
              path: { provider: 'oneshoppingcart', source: 'partner-shop', key: known.shopKey },
              body: example('oneshoppingcart', 'notification.new-order.xml'),
            }
          : push(wanted),
    },
  };
}
