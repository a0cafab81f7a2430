/**
 * AppDirect for the mock engine: a marketplace that calls with the URL of an event and reads the answer strictly. Nothing is retried: the
 * contract documents no retries. An operator's resend is a message that is played back.
 */

import { openContract } from '../../../contracts/contract.ts';
import { firstSignificant } from '../../../formats/decode.ts';
import { textField } from '../../../formats/values.ts';
import { fieldsFault, violation } from '../../../simulate/content.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import { openMockApi } from '../../../simulate/mock-api.ts';
import { put } from '../../../simulate/own-data/apply.ts';
import { type OwnData, openSchemas } from '../../../simulate/own-data/part.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import { proofOf } from '../../../simulate/proof.ts';
import type {
  AttemptContext,
  Destination,
  JsonRecord,
  Judged,
  MockServices,
  Outgoing,
  ProviderMock,
} from '../../../simulate/provider-mock.ts';
import { redactedUrl } from '../../../simulate/redact.ts';
import type { SendOutcome } from '../../../simulate/send.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { readEvent } from '../event.ts';
import type { Result } from '../result.ts';
import { openCaller } from './caller.ts';
import { homely, openEvents, waitingOf, withTypeOf } from './events.ts';
import { openMarketplace } from './marketplace.ts';
import { readPush } from './read-push.ts';
import { receiverRules } from './receiver-rules.ts';
import { openResultReader, readPromise } from './result-reader.ts';
import { type AppDirectMockSettings, developmentSettings } from './settings.ts';

async function simulateAppDirect(services: MockServices<AppDirectMockSettings>): Promise<ProviderMock> {
  const { settings, gateway, ca, address, clock, log, strike, random } = services;
  const policy = readPolicy('appdirect');
  const [contract, apiContract] = [openContract('appdirect-push'), openContract('appdirect-api')];
  const schemas = openSchemas('appdirect-api');
  const readResult = openResultReader(contract);
  const caller = openCaller(settings.auth, gateway, ca);
  let url = '';
  const baseUrl = () => url;
  const events = openEvents(baseUrl);
  const { outbound } = settings;
  const market = openMarketplace({ outbound, baseUrl, clock, random, readResult, log, sample: events.sample });
  const api = await openMockApi({ provider: 'appdirect', address, clock, log, strike, answer: market.answer });
  url = settings.marketplace ?? api.url;

  async function request(
    content: JsonRecord,
    { url: template }: Destination,
    context: AttemptContext,
  ): Promise<Outgoing> {
    const token = textField(content, 'token') ?? '';
    market.offer(token, waitingOf(content), context.faults);
    const eventUrl = `${url}/api/integration/v1/events/${token}`;
    const target = template.replace('{eventUrl}', encodeURIComponent(eventUrl));
    const proof = await caller.authorise(target, context);
    const headers = { accept: `application/${settings.resultFormat}`, ...proof.headers };
    // Another event than the one that was signed.
    const sent = context.faults.has('tampered')
      ? template.replace('{eventUrl}', encodeURIComponent(`${eventUrl}-other`))
      : target;
    return {
      method: 'GET',
      url: sent,
      headers,
      ...(ca === undefined ? {} : { tls: { ca } }),
      ...(proof.note === undefined ? {} : { note: proof.note }),
      proof: proofOf(caller.words, context.faults),
    };
  }

  function judge(outcome: SendOutcome, content: JsonRecord): Judged {
    const [token, type] = [textField(content, 'token') ?? '', textField(content, 'type') ?? ''];
    const judged = judgedAnswer(outcome, token, type);
    market.close(token, { promised: judged.later !== undefined });
    return judged;
  }

  function judgedAnswer(outcome: SendOutcome, token: string, type: string): Judged {
    if (outcome.kind !== 'answered') return { success: false };
    const { status, body } = outcome;
    if (!policy.isSuccess(status)) return { success: false, note: `answered ${status}` };
    const read = status === 202 ? readPromise(contract, body) : readResult(body, type);
    if (!read.ok) return { success: false, note: `INVALID_RESPONSE: ${read.fault}` };
    if (status !== 202) {
      market.settle(token, read.result);
      return judgedResult(read.result);
    }
    if (type === 'SUBSCRIPTION_NOTICE')
      return { success: false, note: 'INVALID_RESPONSE: a notice cannot be answered later' };
    if (!read.result.success)
      return { success: false, note: 'INVALID_RESPONSE: a 202 whose document says success false' };
    return { success: true, note: 'the result is to come', later: market.resultOf(token).then(judgedResult) };
  }

  function contentFault(_event: string, content: JsonRecord): string | undefined {
    const fault = fieldsFault(content, ['token', 'type'], ['json', 'xml']);
    if (fault !== undefined) return fault;
    const token = textField(content, 'token') ?? '';
    if (!/^[A-Za-z0-9._~-]{1,128}$/.test(token)) return 'token is not a token';
    const formats = (['json', 'xml'] as const).filter((format) => content[format] !== undefined);
    if (formats.length === 0) return 'json is missing, and so is xml';
    for (const format of formats) {
      const bytes = Buffer.from(textField(content, format) ?? '', 'utf8');
      if (firstSignificant(bytes) !== format) return `${format} is not ${format.toUpperCase()}`;
      const { judgement, event } = readEvent({ bytes }, token, apiContract);
      const wrong = violation(format, judgement);
      if (wrong !== undefined) return wrong;
      if (event?.type !== content.type) return `type is not that of the event in ${format}`;
    }
    return undefined;
  }

  /** One event in both formats; the format is chosen by who fetches it. */
  const ownData: OwnData = {
    parts: (_event, content) => {
      const forms = (['json', 'xml'] as const).flatMap((format) => {
        const text = textField(content, format);
        const inXml = format === 'xml' ? { names: { items: 'item' }, maps: ['configuration', 'attributes'] } : {};
        return text === undefined ? [] : [{ key: format, format, text, ...inXml }];
      });
      return [{ name: 'event', schemas, schema: 'Event', forms }];
    },
    withTexts: (content, texts) => withTypeOf({ ...content, ...Object.fromEntries(texts) }),
    atHome: (content) => homely(content, url),
    ofFutureEvent: (content) => {
      const [part] = ownData.parts('', content);
      return part === undefined ? content : put(ownData, content, { part, steps: ['type'] }, 'EVENT_OF_TOMORROW');
    },
  };

  const signs = 'oauth1' in settings.auth;
  return {
    name: 'appdirect',
    policy,
    events: events.choices,
    faults: [
      'wrong-signature',
      'missing-signature',
      'old-token',
      ...(signs ? (['stale-nonce', 'clock-skew', 'tampered'] as const) : []),
      ...documentFaults,
    ],
    actions: [],
    url: api.url,
    compose: (asked, { random: chance }) => events.compose(asked, chance),
    destinations: (_event, to) => {
      const template = to === undefined ? gateway() + settings.path : withEventUrl(to);
      return [{ name: 'push', url: template, shownUrl: redactedUrl(template) }];
    },
    contentFault,
    ownData,
    request,
    identity: (content) => `token:${url} ${textField(content, 'token')}`,
    judge,
    attempted: () => undefined,
    summary: () =>
      `${market.results.size} ${market.results.size === 1 ? 'event has its result' : 'events have their results'}`,
    state: () => ({
      results: Object.fromEntries([...market.results].map(([token, result]) => [token, { ...result }])),
    }),
    act: (action) => {
      throw new Error(`there is no action ${action}`);
    },
    calls: api.calls,
    reset: () => {
      market.clear();
      api.forgetCalls();
    },
    close: async () => {
      await api.close();
      contract.close();
      apiContract.close();
    },
  };
}

/** How a readable result counts: a refusal by the business is a valid answer, not a broken one. */
const judgedResult = (result: Result): Judged =>
  result.success
    ? { success: true }
    : { success: false, refused: true, note: `${result.errorCode}: ${result.message ?? ''}` };

const withEventUrl = (to: string): string =>
  to.includes('{eventUrl}') ? to : `${to}${to.includes('?') ? '&' : '?'}eventUrl={eventUrl}`;

export const appdirectSimulation = simulation('appdirect', {
  port: 4015,
  prism: { name: 'AppDirect events', port: 4018 },
  settings: developmentSettings,
  receiverRules,
  readPush,
  open: simulateAppDirect,
});
