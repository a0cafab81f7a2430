/** AppDirect's event notifications: an event waits at a URL, and the answer is its business result. See README.md. */
import type { AppdirectPushHandlers } from '../../../generated/appdirect/push/handlers.ts';
import { appdirectPushOperations } from '../../../generated/appdirect/push/operations.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { lazily } from '../../running/lazily.ts';
import { openAddressList } from '../../trust/schemes/address-list.ts';
import { openGrant, type TokenGrant, tokenPath } from '../../trust/token-grant.ts';
import type { RawRequest } from '../../trust/trust.ts';
import type { Processing } from '../processing.ts';
import type { Asking, Opening, OpenProvider, ProviderServices, PushInput, Receive, Source } from '../provider.ts';
import { type EventUrlRules, eventUrlRules, readEventUrl } from './event-url.ts';
import { identify } from './identify.ts';
import type { Judging } from './judging.ts';
import { respond, type Wording } from './respond.ts';
import { appdirectSettings } from './settings.ts';
import { challengeOf, credentialsOf, verify } from './verify.ts';

// AppDirect documents no timeout. An event's fetch (8 s at most) and the responder's default 5 s fit; 30 s, the shortest that clients
// and proxies usually wait, is not reached.
const AWAIT_MS = 15_000;

export function openAppDirect({ outbound, development, log, processedElsewhere }: ProviderServices): OpenProvider {
  const judging = lazily(async () => (await import('./judging.ts')).openJudging());
  // A request is answered in the words of the source that looked at its proof: by the source's name, a reload in between would have it
  // answered in the words of another configuration, or of one that was refused.
  const wordings = new WeakMap<RawRequest, Wording>();

  const handlers = (receive: Receive): AppdirectPushHandlers<PushInput> => ({
    receiveEventNotification: async (input) => {
      const outcome = await receive('receiveEventNotification', input);
      return respond(outcome, input.request.headers.accept, wordings.get(input.request));
    },
  });

  const askingLater = (rules: EventUrlRules): Asking => {
    const asking = lazily(async () => (await judging()).asking(rules));
    return {
      question: async (...about) => (await asking()).question(...about),
      completion: async (...given) => (await asking()).completion(...given),
    };
  };

  async function open({ name, settings, publicUrl, clock, tokenSigningKeys }: Opening): Promise<Source> {
    const own = appdirectSettings.of(settings);
    const { auth, parameter, result } = own;
    const rules = eventUrlRules(own, development);
    const { oauth2: clients, addresses } = auth === 'none' ? {} : auth;
    const grant = clients && (await openGrant({ source: name, publicUrl, ...clients, signingKeys: tokenSigningKeys }));
    const authParts = { auth, tokens: grant?.rules, addresses: addresses && openAddressList(addresses) };
    const pushUrl = `${publicUrl}/push/appdirect/${name}?${parameter}={eventUrl}`;
    const opened = async () =>
      (await judging()).processing({ name, settings: own, rules, outbound, clock, log, awaitMs: AWAIT_MS });
    const here = processedElsewhere ? undefined : await opened();
    const wording = { ...result, challenge: challengeOf(auth) };
    return {
      name,
      provider: 'appdirect',
      pushUrl,
      capabilities: {
        continuity: { ask: 'Ask the marketplace to send the failed events again (its event log shows them by token)' },
        results: askingLater(rules),
        ...(grant && { tokens: grant }),
        ...(here?.responder.kind === 'prompt' &&
          here.responder.retire && { module: { retire: here.responder.retire } }),
      },
      pushPolicy: appdirectPushOperations[0].extensions['x-push-policy'],
      credentials: credentialsOf(auth),
      setup: [
        { field: 'Notification URL, for each event type or one for all', value: pushUrl },
        { field: 'Authentication of notifications', value: credentialsOf(auth).join(', ') },
        ...(grant === undefined ? [] : tokenSetup(grant, publicUrl)),
        { field: 'Interactive events (return URLs)', value: 'switch them off; they are not supported' },
      ],
      claims: ({ query }) => {
        const event = readEventUrl(query, rules);
        return event.ok ? `event ${event.value.token}` : undefined;
      },
      receiving: {
        verify: ({ request }, nowMs) => {
          wordings.set(request, wording);
          return verify(request, authParts, nowMs);
        },
        identify: (message) => identify(message, rules),
        redactTarget: ({ request }) => (request.query === '' ? request.path : `${request.path}?${request.query}`),
        awaitsResult: { budgetMs: AWAIT_MS },
      },
      processing: here?.processing ?? tried(opened),
    };
  }

  return {
    name: 'appdirect',
    contract: readBundle('appdirect-push'),
    operations: appdirectPushOperations,
    handlers,
    open,
  };
}

/** Where messages are only tried, a responder's module runs for this one alone. */
function tried(open: () => ReturnType<Judging['processing']>): Processing {
  return {
    process: async (input, context) => {
      const { processing, responder } = await open();
      try {
        return await processing.process(input, context);
      } finally {
        if (responder.kind === 'prompt') responder.retire?.();
      }
    },
  };
}

/** What is entered at the marketplace so that it gets its tokens from us. */
function tokenSetup(grant: TokenGrant, publicUrl: string): Source['setup'] {
  return [
    { field: 'OAuth 2 token URL (client credentials)', value: `${publicUrl}${tokenPath}` },
    { field: 'OAuth 2 client id', value: grant.rules.clientIds.join(' or ') },
    { field: 'OAuth 2 client secret', value: '***' },
  ];
}
