/** How 1ShoppingCart's mock pushes, and with what. `spec/providers/oneshoppingcart/mock-settings.schema.json` describes the same in a settings file. */
import { Secret } from '../../../trust/secrets.ts';

export type OneShoppingCartMockSettings = {
  readonly path: string;
  readonly merchantId: string;
  readonly merchantKey: Secret;
};

/** Of the ready-to-try configuration (`spec/config.try.yaml`); published, so they protect nothing. */
export const developmentSettings: OneShoppingCartMockSettings = {
  path: '/push/oneshoppingcart/shop/development-shop-key',
  merchantId: '118303',
  merchantKey: Secret.of('development-merchant-key'),
};
