/** What makes each answer of the toy's contract true. */
import type { Answers } from '../../contract/dredd/answers.ts';
import type { Arrange } from '../../contract/dredd/runner/table.ts';
import { example, refusals } from '../../contract/dredd/tables/inbound.ts';

const token = 'development-toy-token';

const push: Arrange = () => ({
  headers: { authorization: `Bearer ${token}` },
  body: example('toy', 'move.typical.json'),
});

export const answers: Answers = {
  sources: () => ({ box: { provider: 'toy', token } }),
  push: (inbound) => {
    const { unproven, nobody, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
      push,
      unproven: { headers: { authorization: undefined } },
    });
    return {
      receiveToy: {
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
