/** What a schema cannot say of a 1ShoppingCart source. */
import type { OneshoppingcartSource } from '../../../generated/config/models.ts';
import { providerSettings } from '../../config/provider-settings.ts';
import type { Filled } from '../../config/settings.ts';
import { urlFaults } from '../../config/url-rules.ts';

export type OneShoppingCartSettings = Filled<OneshoppingcartSource, 'apiBase'>;

export const oneshoppingcartSettings = providerSettings<OneShoppingCartSettings, OneShoppingCartSettings>(
  'oneshoppingcart',
  {
    faults: ({ apiBase }, { file }) => urlFaults(['apiBase'], apiBase, file.development === true),
  },
);
