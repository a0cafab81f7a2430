/** What can be asked of a source's provider besides receiving its pushes, as the operator API names it. */
import type { SourceOffer } from '../../generated/gateway/models.ts';
import type { Capabilities } from '../providers/provider.ts';

export function offersOf(capabilities: Capabilities | undefined): { readonly offers?: SourceOffer[] } {
  const offers: SourceOffer[] = [
    ...(capabilities?.results === undefined ? [] : (['results'] as const)),
    ...(capabilities?.subscriptions === undefined ? [] : (['subscriptions'] as const)),
    ...(capabilities?.testPush === undefined ? [] : (['test_notification'] as const)),
  ];
  return offers.length === 0 ? {} : { offers };
}
