/**
 * AppDirect for the mock engine: a marketplace that calls with the URL of an event and reads the answer strictly. Nothing is retried: the
 * contract documents no retries. An operator's resend is a message that is played back.
 */

import { openContract } from '../../../contracts/contract.ts';
import { firstSignificant } from '../../../formats/decode.ts';
import { parseJson } from '../../../formats/json.ts';
import { textField } from '../../../formats/values.ts';
import { fieldsFault, violation } from '../../../simulate/content.ts';
import { choicesOf, readExamples } from '../../../simulate/examples.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import { openMockApi } from '../../../simulate/mock-api.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import type {
  Asked,
  AttemptContext,
  Composed,
  Destination,
  JsonRecord,
  Judged,
  MockServices,
  Outgoing,
  ProviderMock,
} from '../../../simulate/provider-mock.ts';
import type { Random } from '../../../simulate/random.ts';
import { redactedUrl } from '../../../simulate/redact.ts';
import type { SendOutcome } from '../../../simulate/send.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { openIdentifiers, varyText } from '../../../simulate/vary.ts';
import { readEvent } from '../event.ts';
import type { Result } from '../result.ts';
import { openCaller } from './caller.ts';
import { openMarketplace, type WaitingEvent } from './marketplace.ts';
import { openResultReader, readPromise } from './result-reader.ts';
import { type AppDirectMockSettings, developmentSettings } from './settings.ts';

/** The marketplace's pings of a vendor's endpoints, and the events that they look like. */
const pings: Readonly<Record<string, string>> = {
  dummyOrder: 'subscription-order',
  dummyChange: 'subscription-change',
  dummyCancel: 'subscription-cancel',
  dummyNotice: 'subscription-notice',
  dummyAssign: 'user-assignment',
  dummyUnassign: 'user-unassignment',
};

async function simulateAppDirect(services: MockServices<AppDirectMockSettings>): Promise<ProviderMock> {
  const { settings, gateway, ca, address, clock, log, strike, random } = services;
  const policy = readPolicy('appdirect');
  const [contract, apiContract] = [openContract('appdirect-push'), openContract('appdirect-api')];
  const readResult = openResultReader(contract);
  const examples = readExamples('appdirect').filter(({ name }) => name !== 'result' && name !== 'token');
  const caller = openCaller(settings.auth, gateway, ca);
  let url = '';
  const market = openMarketplace({ outbound: settings.outbound, baseUrl: () => url, clock, random, readResult, log });
  const api = await openMockApi({ provider: 'appdirect', address, clock, log, strike, answer: market.answer });
  url = settings.marketplace ?? api.url;

  function compose({ event, variant }: Asked, at: { readonly random: Random }): Composed {
    if (event === 'ping') return ping(variant ?? at.random.pick(['dummyOrder', 'dummyChange', 'dummyCancel']));
    const [first, ...others] = examples.filter((one) => one.name === event && (variant ?? one.variant) === one.variant);
    if (first === undefined) throw new Error(`the contract has no example of ${event}`);
    const chosen = at.random.pick([first, ...others]).variant;
    // One for both formats, so that they are the same event.
    const identifiers = openIdentifiers(at.random);
    const text = (format: 'json' | 'xml') => varyText(exampleText(event, chosen, format) ?? '', format, identifiers);
    return { variant: chosen, content: contentOf(at.random.uuid(), text('json'), text('xml')) };
  }

  /** The same events under tokens of their own, with the flag that says that nothing happened. */
  function ping(token: string): Composed {
    const of = examples.find(({ name }) => name === pings[token]);
    const text = (format: 'json' | 'xml') => {
      const found = of && (exampleText(of.name, 'typical', format) ?? exampleText(of.name, of.variant, format));
      return stateless(found ?? '', format);
    };
    return { variant: token, content: contentOf(token, text('json'), text('xml')) };
  }

  const exampleText = (name: string, variant: string, format: 'json' | 'xml'): string | undefined =>
    examples.find((one) => one.name === name && one.variant === variant && one.format === format)?.text;

  function contentOf(token: string, json: string, xml: string): JsonRecord {
    const own = {
      ...(json === '' ? {} : { json: ownBase(json, url) }),
      ...(xml === '' ? {} : { xml: ownBase(xml, url) }),
    };
    return { token, type: typeOf(json, xml), ...own };
  }

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

  const signs = 'oauth1' in settings.auth;
  return {
    name: 'appdirect',
    policy,
    events: choicesOf([
      ...examples.map(({ name, variant }) => ({ event: name, variant })),
      ...Object.keys(pings).map((variant) => ({ event: 'ping', variant })),
    ]),
    faults: [
      'wrong-signature',
      'missing-signature',
      'old-token',
      ...(signs ? (['stale-nonce', 'clock-skew', 'tampered'] as const) : []),
      ...documentFaults,
    ],
    actions: [],
    url: api.url,
    compose,
    destinations: (_event, to) => {
      const template = to === undefined ? gateway + settings.path : withEventUrl(to);
      return [{ name: 'push', url: template, shownUrl: redactedUrl(template) }];
    },
    contentFault,
    request,
    judge,
    attempted: () => undefined,
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

/** What a result that can be read comes to: a no of the business is heard as such, and is not a broken answer. */
const judgedResult = (result: Result): Judged =>
  result.success
    ? { success: true }
    : { success: false, refused: true, note: `${result.errorCode}: ${result.message ?? ''}` };

function waitingOf(content: JsonRecord): WaitingEvent {
  const [json, xml] = [textField(content, 'json'), textField(content, 'xml')];
  return {
    type: textField(content, 'type') ?? '',
    ...(json === undefined ? {} : { json }),
    ...(xml === undefined ? {} : { xml }),
  };
}

function typeOf(json: string | undefined, xml: string | undefined): string {
  const read = json === undefined ? undefined : parseJson(json);
  return (read?.ok ? textField(read.value.value, 'type') : undefined) ?? /<type>([^<]*)</.exec(xml ?? '')?.[1] ?? '';
}

/** The event's marketplace is this mock: the result of one that takes longer is posted there. */
const ownBase = (text: string, baseUrl: string): string =>
  text
    .replace(/("baseUrl": )"[^"]*"/, (_, name: string) => `${name}${JSON.stringify(baseUrl)}`)
    .replace(/<baseUrl>[^<]*</, () => `<baseUrl>${baseUrl}<`);

const stateless = (text: string, format: 'json' | 'xml'): string =>
  format === 'xml'
    ? text.replace(/<flag>[^<]*<\/flag>|<\/marketplace>/, (found) =>
        found.startsWith('<flag') ? '<flag>STATELESS</flag>' : '</marketplace>\n  <flag>STATELESS</flag>',
      )
    : text.replace(/"flag": (null|"[^"]*")/, '"flag": "STATELESS"');

const withEventUrl = (to: string): string =>
  to.includes('{eventUrl}') ? to : `${to}${to.includes('?') ? '&' : '?'}eventUrl={eventUrl}`;

export const appdirectSimulation = simulation('appdirect', {
  port: 4015,
  prism: { name: 'AppDirect events', port: 4018 },
  settings: developmentSettings,
  open: simulateAppDirect,
});
