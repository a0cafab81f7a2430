/** What makes each answer of Paazl's contract true. */
import type { Answers } from '../../contract/dredd/answers.ts';
import type { Arrange } from '../../contract/dredd/runner/table.ts';
import { example, refusals } from '../../contract/dredd/tables/inbound.ts';

const token = 'development-paazl-token';

const push: Arrange = ({ consumes }) => ({
  headers: { authorization: `Bearer ${token}` },
  body: example(
    'paazl',
    consumes === 'application/xml' ? 'shipment-status.created.xml' : 'shipment-status.created.json',
  ),
});

export const answers: Answers = {
  sources: () => ({ shipping: { provider: 'paazl', auth: { bearer: [token] } } }),
  push: (inbound) => {
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
  },
};
