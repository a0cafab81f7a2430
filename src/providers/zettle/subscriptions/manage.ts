/** Puts together what manages the subscriptions of a source. What must outlive a reload (keys, refresh token, turns) is made once per name. */

import { silentLog } from '../../../log.ts';
import type { Clock } from '../../../running/clock.ts';
import type { Secret } from '../../../trust/secrets.ts';
import type { ProviderServices } from '../../provider.ts';
import type { Subscribing } from '../../subscribing.ts';
import type { ZettleSettings } from '../settings.ts';
import { openZettleCalls } from './api.ts';
import { readEventCatalogue, scopesOf } from './event-catalogue.ts';
import { openGrants } from './grants.ts';
import { openKeyRing, purposeOf } from './key-ring.ts';
import type { Management } from './management.ts';
import { openOnceAnywhere } from './once-anywhere.ts';
import { hasGoodKey, openReconciling } from './reconciling.ts';
import { openRefreshTokens, refreshTokenPurpose } from './refresh-tokens.ts';
import { sealOnce } from './seal-once.ts';
import { openLinks } from './subscription-links.ts';
import { openSubscribing } from './subscriptions.ts';

export type ManagedSource = {
  readonly name: string;
  readonly settings: ZettleSettings;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly configured: readonly Secret[] | 'none';
};

export function openManagements(services: ProviderServices) {
  const { outbound, development, keeping, log = silentLog, stopping } = services;
  const catalogue = readEventCatalogue();
  const lasting = new Map<string, ReturnType<typeof openLasting>>();

  async function openLasting(source: string, clock: Clock) {
    const signingKey = (subscription: string) => purposeOf(source, subscription);
    if (keeping) await sealOnce(source, keeping, { signingKey, refreshToken: refreshTokenPurpose(source) }, log);
    const once = (name: string) => openOnceAnywhere(name, keeping, { clock, log, stopping });
    const ring = await openKeyRing(source, keeping, log, clock);
    const links = await openLinks(source, keeping);
    return {
      ring,
      links,
      refreshTokens: openRefreshTokens(source, keeping, once(`refresh token ${source}`)),
      inTurn: once(`subscriptions ${source}`),
    };
  }

  return async ({ name, settings, publicUrl, clock, configured }: ManagedSource) => {
    const path = `/${settings.sandbox ? 'sandbox' : 'push'}/zettle/${name}`;
    const pushUrl = `${publicUrl}${path}`;
    const opened = lasting.get(name) ?? openLasting(name, clock);
    lasting.set(name, opened);
    const { ring, links, refreshTokens, inTurn } = await opened;
    const { pusherBase, oauthBase, organization, subscriptions: declared, recreate } = settings;
    const grants = openGrants({ settings, outbound, clock, refreshTokens });
    const names = new Set(catalogue.map(({ event }) => event));
    const calls = openZettleCalls({
      pusherBase,
      oauthBase,
      organization,
      outbound,
      authorised: grants,
      clock,
      isEvent: (event) => names.has(event),
      scopesOf: (events) => scopesOf(events, catalogue),
    });
    const management: Management = {
      source: name,
      pushUrl,
      declared,
      calls,
      grants,
      ring,
      links,
      keeping,
      catalogue,
      pushesHere: pushesTo(path, [
        pushUrl,
        ...declared.map(({ destination }) => destination),
        ...(settings.transport ? [settings.transport.sqs.queueUrl] : []),
      ]),
      development,
      inTurn,
      clock,
      log,
    };
    const provesByKey = () => configured === 'none' || configured.length > 0 || hasGoodKey(management);
    const reconciling = openReconciling(management, { recreate, provesByKey });
    const subscribing: Subscribing = openSubscribing(management, reconciling, settings.clientId !== undefined);
    return { management, subscribing };
  };
}

/** A proxy may have another host and a prefix before our path, so the end of the path decides; a proxy that rewrites it is known by what is declared. */
function pushesTo(path: string, destinations: readonly string[]): (destination: string) => boolean {
  const known = new Set(destinations);
  return (destination) =>
    known.has(destination) || (URL.canParse(destination) && new URL(destination).pathname.endsWith(path));
}
