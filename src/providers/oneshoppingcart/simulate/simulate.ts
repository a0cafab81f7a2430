/**
 * 1ShoppingCart for the mock engine: a notification that names an order, retried with doubling waits until the answer is exactly 200, and the
 * API that serves that order and sends test notifications.
 */

import { hash } from 'node:crypto';
import { openContract } from '../../../contracts/contract.ts';
import { textField } from '../../../formats/values.ts';
import { readXml } from '../../../formats/xml.ts';
import { writeXml } from '../../../formats/xml-write.ts';
import { fieldsFault, violation } from '../../../simulate/content.ts';
import { choicesOf, readExamples } from '../../../simulate/examples.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import type { MockAnswer, MockRequest } from '../../../simulate/listener.ts';
import { openMockApi } from '../../../simulate/mock-api.ts';
import { type OwnData, openSchemas } from '../../../simulate/own-data/part.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import { proofOf } from '../../../simulate/proof.ts';
import type {
  Asked,
  AttemptContext,
  Composed,
  Destination,
  JsonRecord,
  MockServices,
  Outgoing,
  ProviderMock,
} from '../../../simulate/provider-mock.ts';
import type { Random } from '../../../simulate/random.ts';
import { redactedUrl } from '../../../simulate/redact.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { openIdentifiers, varyText } from '../../../simulate/vary.ts';
import { readPush } from './read-push.ts';
import { receiverRules } from './receiver-rules.ts';
import { developmentSettings, type OneShoppingCartMockSettings } from './settings.ts';

// The API's path is case-insensitive (spec/providers/oneshoppingcart/api.yaml).
const readOrder = /^\/api\/([^/]+)\/orders\/([^/]+)\/read$/i;
const requestTest = /^\/api\/([^/]+)\/notifications\/test$/i;
/** Orders that can still be read. */
const orders_max = 10_000;
/** Of the tokens that are made here. One that is not known any more, or never was, names no order. */
const madeHere = /^\d{9}$/;
/** Others name an order so that a push can be written by hand; with this beginning they name none. */
const MISSING = 'missing-';

async function simulateOneShoppingCart(services: MockServices<OneShoppingCartMockSettings>): Promise<ProviderMock> {
  const { settings, gateway, ca, address, clock, log, strike, emit } = services;
  const policy = readPolicy('oneshoppingcart');
  const examples = readExamples('oneshoppingcart');
  const [pushContract, apiContract] = [openContract('oneshoppingcart-push'), openContract('oneshoppingcart-api')];
  const [pushSchemas, apiSchemas] = [openSchemas('oneshoppingcart-push'), openSchemas('oneshoppingcart-api')];
  const orderExamples = examples.filter(({ name }) => name === 'order');
  /** By token, as the API gives them. */
  const orders = new Map<string, string>();

  function answer(request: MockRequest): MockAnswer {
    const [, merchant, token] = readOrder.exec(request.path) ?? [];
    if (token !== undefined && request.method === 'POST') return xml(orderOf(request, merchant, token));
    const [, tester] = requestTest.exec(request.path) ?? [];
    if (tester === undefined || request.method !== 'GET') return { status: 404 };
    if (!isAccount(tester, request.query.get('key'))) return xml(failure('Invalid merchant key'));
    emit('Test');
    return xml(exampleText('request-test-notification', 'success'));
  }

  function orderOf({ bytes }: MockRequest, merchant: string | undefined, token: string): string {
    const read = readXml(bytes);
    const key = read.ok && read.value.root === 'Request' ? textField(read.value.value, 'Key') : undefined;
    if (!isAccount(merchant, key)) return failure('Invalid merchant key');
    return orderBehind(decoded(token)) ?? failure('Order not found');
  }

  function orderBehind(token: string): string | undefined {
    const known = orders.get(token) ?? orderExamples.find(({ text }) => tokenOf(text) === token)?.text;
    if (known !== undefined || token === '' || madeHere.test(token) || token.startsWith(MISSING)) return known;
    return withToken(exampleText('order', 'accepted'), token);
  }

  const isAccount = (merchant: string | undefined, key: string | null | undefined): boolean =>
    merchant === settings.merchantId && key === settings.merchantKey.reveal();

  function exampleText(name: string, variant: string): string {
    const found = examples.find((one) => one.name === name && one.variant === variant);
    if (found === undefined) throw new Error(`the contract has no example ${name}.${variant}`);
    return found.text;
  }

  function compose(
    { event, variant }: Asked,
    { nowMs, random }: { readonly nowMs: number; readonly random: Random },
  ): Composed {
    if (event === 'Test') {
      const at = new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ');
      const body = writeXml('Test', `Test notification queued at ${at}`, { declaration: false });
      return { variant: 'test', content: { body } };
    }
    // Without a variant an order that exists; `failure` is the one that cannot be read.
    const [first, ...others] = orderExamples.filter((one) =>
      variant === undefined ? isOrder(one.text) : one.variant === variant,
    );
    if (first === undefined) throw new Error('the contract has no example of an order');
    const example = random.pick([first, ...others]);
    const token = String(random.between(100_000_000, 999_999_999));
    const order = withToken(varyText(example.text, 'xml', openIdentifiers(random)), token);
    const body = writeXml('NewOrder', { Token: token }, { declaration: false });
    return { variant: example.variant, content: { body, token, order } };
  }

  function contentFault(event: string, content: JsonRecord): string | undefined {
    const fault = fieldsFault(content, event === 'Test' ? ['body'] : ['body', 'token', 'order']);
    if (fault !== undefined) return fault;
    const { content: body, ...judged } = pushContract.judgeXml('Test', 'NewOrder')(bytesOf(content, 'body'));
    if (body?.root !== event) return `body is not <${event}>`;
    if (event === 'Test') return violation('body', judged);
    if (textField(body.value, 'Token') !== content.token) return 'body names another token than token does';
    const { content: order, ...orderJudged } = apiContract.judgeXml('OrderResponse')(bytesOf(content, 'order'));
    if (order?.root !== 'Response') return 'order is not <Response>';
    return violation('body', judged) ?? violation('order', orderJudged);
  }

  /** The order is the message's own data; its token is what the push names. */
  const ownData: OwnData = {
    parts: (event, content) => {
      const form = (key: string) => ({ key, format: 'xml', text: textField(content, key) ?? '' }) as const;
      if (event === 'Test') return [{ name: 'Test', schemas: pushSchemas, schema: 'Test', forms: [form('body')] }];
      return [
        { name: 'Response', schemas: apiSchemas, schema: 'OrderResponse', forms: [form('order')], within: 'OrderInfo' },
      ];
    },
    withTexts: (content, texts) => {
      const order = texts.get('order');
      const body = texts.get('body');
      if (order === undefined) return body === undefined ? content : { ...content, body };
      const token = textOf(tokenOf(order)) ?? textField(content, 'token') ?? '';
      return { ...content, order, token, body: writeXml('NewOrder', { Token: token }, { declaration: false }) };
    },
    ofFutureEvent: (content) => ({
      ...content,
      body: (textField(content, 'body') ?? '').replace(
        /^<(\w+)>([\s\S]*)<\/\1>$/,
        '<OrderOfTomorrow>$2</OrderOfTomorrow>',
      ),
    }),
  };

  function request(content: JsonRecord, { url }: Destination, { faults, random }: AttemptContext): Outgoing {
    const [token, order] = [textField(content, 'token'), textField(content, 'order')];
    // Here, and not when it was composed: what is played back was composed elsewhere.
    if (token !== undefined && order !== undefined) keep(token, order);
    const wrongKey = faults.has('wrong-signature') || faults.has('old-token');
    const target = wrongKey
      ? url.replace(/[^/]+$/, random.text(24))
      : faults.has('missing-signature')
        ? url.replace(/\/[^/]+$/, '')
        : url;
    return {
      method: 'POST',
      url: target,
      headers: { 'content-type': 'text/xml' },
      body: Buffer.from(textField(content, 'body') ?? '', 'utf8'),
      ...(ca === undefined ? {} : { tls: { ca } }),
      proof: proofOf(
        {
          scheme: 'a secret address: the last part of the path, shown as ***. Nothing is signed',
          key: "the end of oneshoppingcart.path in the mocks' settings",
          covers: 'nothing of the message: a receiver believes only what it reads from the API with its merchant key',
        },
        faults,
      ),
    };
  }

  function keep(token: string, order: string): void {
    orders.set(token, order);
    for (const oldest of orders.keys()) {
      if (orders.size <= orders_max) break;
      orders.delete(oldest);
    }
  }

  const api = await openMockApi({ provider: 'oneshoppingcart', address, clock, log, strike, answer });
  return {
    name: 'oneshoppingcart',
    policy,
    events: choicesOf([
      ...orderExamples.map(({ variant }) => ({ event: 'NewOrder', variant })),
      { event: 'Test', variant: 'test' },
    ]),
    faults: ['wrong-signature', 'missing-signature', 'old-token', ...documentFaults],
    actions: [],
    url: api.url,
    compose,
    destinations: (_event, to) => {
      const url = to ?? gateway() + settings.path;
      // The last segment is the key.
      return [{ name: 'push', url, shownUrl: redactedUrl(url).replace(/[^/]+$/, '***') }];
    },
    contentFault,
    ownData,
    request,
    identity: ({ token }, body) =>
      typeof token === 'string' ? `token:${token}` : `body:${hash('sha256', body, 'hex')}`,
    judge: (outcome) => ({ success: outcome.kind === 'answered' && policy.isSuccess(outcome.status) }),
    attempted: () => undefined,
    summary: () => `${orders.size} ${orders.size === 1 ? 'order' : 'orders'} to be read from its API`,
    state: () => ({ merchantId: settings.merchantId, orders: orders.size }),
    act: (action) => {
      throw new Error(`there is no action ${action}`);
    },
    calls: api.calls,
    reset: () => {
      orders.clear();
      api.forgetCalls();
    },
    close: async () => {
      await api.close();
      pushContract.close();
      apiContract.close();
    },
  };
}

const bytesOf = (content: JsonRecord, name: string) => Buffer.from(textField(content, name) ?? '', 'utf8');

const isOrder = (text: string): boolean => /success="true"/.test(text);

/** The order's own token, which is its number too in the examples. */
function withToken(order: string, token: string): string {
  const before = tokenOf(order);
  const written = token.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return before === undefined ? order : order.replaceAll(`>${before}<`, () => `>${written}<`);
}

const tokenOf = (order: string): string | undefined => /<Token>([^<]*)<\/Token>/.exec(order)?.[1];

/** An element's text without its references. */
const textOf = (written: string | undefined): string | undefined =>
  written === undefined || written === ''
    ? undefined
    : written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return ''; // `%zz` names nothing: not found.
  }
}

const failure = (why: string) => writeXml('Response', { '@success': 'false', Error: why });
const xml = (body: string): MockAnswer => ({ status: 200, contentType: 'text/xml; charset=utf-8', body });

export const oneshoppingcartSimulation = simulation('oneshoppingcart', {
  port: 4014,
  prism: { name: '1ShoppingCart orders', port: 4017 },
  settings: developmentSettings,
  receiverRules,
  readPush,
  open: simulateOneShoppingCart,
});
