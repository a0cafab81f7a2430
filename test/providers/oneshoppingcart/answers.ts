/** What makes each answer of 1ShoppingCart's contracts true. */
import type { Answers } from '../../contract/dredd/answers.ts';
import type { Arrange, Table } from '../../contract/dredd/runner/table.ts';
import type { Providers } from '../../contract/dredd/subjects/providers.ts';
import { example, refusals } from '../../contract/dredd/tables/inbound.ts';
import { developmentSettings } from '../../support/mocks.ts';

const merchantKey = developmentSettings.oneshoppingcart.merchantKey.reveal();

// The key is the contract's example, and stands in the path.
const push: Arrange = () => ({ body: example('oneshoppingcart', 'notification.new-order.xml') });

export const answers: Answers = {
  sources: () => ({
    shop: {
      provider: 'oneshoppingcart',
      key: 'example-key-not-a-secret',
      merchantId: '118303',
      merchantKey: 'development-merchant-key',
      apiBase: 'http://127.0.0.1:9',
    },
  }),
  push: (inbound) => {
    const { unproven, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
      push,
      unproven: { path: { key: 'another-key' } },
    });
    return {
      receiveNotification: {
        200: push,
        404: unproven,
        405: otherMethod,
        413: tooLarge,
        429: tooOften,
        503: notStored,
      },
    };
  },
  api: (providers) => ({ url: providers.urlOf('oneshoppingcart'), table: apiTable(providers), charset: true }),
};

const apiTable = ({ push }: Providers): Table => ({
  readOrder: {
    200: async () => {
      const { body } = await push('oneshoppingcart', 'NewOrder');
      const [, token = ''] = /<Token>(.*?)<\/Token>/.exec(body) ?? [];
      return { path: { token }, body: `<Request><Key>${merchantKey}</Key></Request>` };
    },
  },
  requestTestNotification: { 200: () => ({ query: `key=${merchantKey}` }) },
});
