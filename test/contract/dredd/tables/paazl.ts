import type { Arrange, Table } from '../runner/table.ts';
import { type Inbound, known } from '../subjects/inbound.ts';
import { example, refusals } from './inbound.ts';

export function paazl(inbound: Inbound): Table {
  const push: Arrange = ({ consumes }) => ({
    headers: { authorization: `Bearer ${known.paazl}` },
    body: example(
      'paazl',
      consumes === 'application/xml' ? 'shipment-status.created.xml' : 'shipment-status.created.json',
    ),
  });
  const { unproven, nobody, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
    push,
    unproven: { headers: { authorization: undefined } },
  });
  return {
    receiveShipmentStatus: {
      200: push,
      401: unproven,
      404: nobody,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
      503: notStored,
    },
  };
}
