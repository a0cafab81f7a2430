import type { Table } from '../runner/table.ts';
import { merchantKey, type Providers } from '../subjects/providers.ts';

export function oneshoppingcartApi({ push }: Providers): Table {
  return {
    readOrder: {
      200: async () => {
        const { body } = await push('oneshoppingcart', 'NewOrder');
        const [, token = ''] = /<Token>(.*?)<\/Token>/.exec(body) ?? [];
        return { path: { token }, body: `<Request><Key>${merchantKey}</Key></Request>` };
      },
    },
    requestTestNotification: { 200: () => ({ query: `key=${merchantKey}` }) },
  };
}
