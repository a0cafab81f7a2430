/** Mocks that are wrong about what they send: another message at a retry, a signature over something else, a document off its contract. */

import { textField } from '../../../src/formats/values.ts';
import { signedPush } from '../../../src/providers/zettle/sign.ts';
import type { JsonRecord, ProviderMock } from '../../../src/simulate/provider-mock.ts';
import type { Random } from '../../../src/simulate/random.ts';
import type { OpenMock } from '../../../src/simulate/simulation.ts';
import { signOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { typed } from '../../support/mocks.ts';
import { altered, type Exhibit, realMock } from './exhibit.ts';

const same = 'an attempt sends the same message as the one before it, and another message is another one';
const playedBack = 'a message that is played back is the same message';
const onContract = 'every event, in every variant and as the seed makes it, is what the contract says';
const proves = 'every push proves itself, over what is sent';

/** The content is made again for each attempt. */
const renewed = (provider: string, change: (content: JsonRecord, random: Random) => JsonRecord): OpenMock =>
  altered(provider, (mock) => ({
    request: (content, to, context) => mock.request(change(content, context.random), to, context),
  }));

const replaced = (content: JsonRecord, name: string, from: string | RegExp, to: string): JsonRecord => ({
  ...content,
  [name]: (textField(content, name) ?? '').replace(from, to),
});

/** The content is made otherwise from the start. */
const composed = (provider: string, change: (content: JsonRecord) => JsonRecord): OpenMock =>
  altered(provider, (mock) => ({
    compose: (...of) => {
      const { variant, content } = mock.compose(...of);
      return { variant, content: change(content) };
    },
  }));

/** As the documentation of many a library has it: parse, write again, sign that. */
const reserialising = (mock: ProviderMock): Partial<ProviderMock> => ({
  request: async (content, to, context) => {
    const outgoing = await mock.request(content, to, context);
    const envelope = JSON.parse(Buffer.from(outgoing.body ?? new Uint8Array()).toString('utf8'));
    const payload = JSON.stringify(JSON.parse(envelope.payload));
    const key = Secret.of('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa');
    return { ...outgoing, headers: signedPush({ ...envelope, payload }, key).headers };
  },
});

export const messages: readonly Exhibit[] = [
  {
    provider: 'zettle',
    mistake: 'gives a retry a new messageUuid',
    open: renewed('zettle', (content, random) => ({ ...content, messageUuid: random.uuid() })),
    caughtBy: same,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'gives a retry a new token',
    open: renewed('oneshoppingcart', (content, random) =>
      replaced(content, 'body', /<Token>.*<\/Token>/, `<Token>${random.between(100_000_000, 999_999_999)}</Token>`),
    ),
    caughtBy: same,
  },
  {
    provider: 'paazl',
    mistake: 'sends every message twice under one name',
    open: altered('paazl', (mock) => {
      let first: ReturnType<ProviderMock['compose']> | undefined;
      return {
        compose: (...of) => {
          first ??= mock.compose(...of);
          return first;
        },
      };
    }),
    caughtBy: same,
  },
  {
    provider: 'appdirect',
    mistake: 'resends an event under a new token',
    open: renewed('appdirect', (content, random) => ({ ...content, token: random.uuid() })),
    caughtBy: playedBack,
  },
  {
    provider: 'paazl',
    mistake: 'leaves out the status',
    open: composed('paazl', (content) => replaced(content, 'body', /<status>[^<]*<\/status>/, '')),
    caughtBy: onContract,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'calls the token something else',
    open: composed('oneshoppingcart', (content) => replaced(content, 'body', /Token>/g, 'OrderToken>')),
    caughtBy: onContract,
  },
  {
    provider: 'zettle',
    mistake: 'writes amounts as text',
    open: composed('zettle', (content) => replaced(content, 'payload', /"amount"\s*:\s*(\d+)/, '"amount":"$1"')),
    caughtBy: onContract,
  },
  {
    provider: 'appdirect',
    mistake: 'sends events without a type',
    open: composed('appdirect', (content) => replaced(content, 'json', /"type":\s*"[^"]*",/, '')),
    caughtBy: onContract,
  },
  {
    provider: 'zettle',
    mistake: 'signs the payload parsed and written again',
    open: altered('zettle', reserialising),
    caughtBy: proves,
  },
  {
    provider: 'paazl',
    mistake: 'sends no token',
    open: (services, settings) => {
      const { token: _, ...paazl } = typed(settings).paazl;
      return realMock('paazl')(services, { ...settings, paazl });
    },
    caughtBy: proves,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'forgets the key at the end of its URL',
    open: altered('oneshoppingcart', (mock) => ({
      destinations: (...of) => {
        const found = mock.destinations(...of);
        if (typeof found === 'string') return found;
        return found.map((to) => ({ ...to, url: to.url.replace(/\/[^/]+$/, '') }));
      },
    })),
    caughtBy: proves,
  },
  {
    provider: 'appdirect',
    mistake: 'leaves the event URL out of what it signs',
    open: async (services, settings) => {
      const mock = await realMock('appdirect')(services, settings);
      const { auth } = typed(settings).appdirect;
      if (!('oauth1' in auth)) return mock;
      return {
        ...mock,
        request: async (content, to, context) => {
          const outgoing = await mock.request(content, to, context);
          const stamp = { nonce: context.random.text(24), timestampSeconds: Math.floor(context.nowMs / 1000) };
          const url = outgoing.url.replace(/\?.*$/, '');
          return {
            ...outgoing,
            headers: { ...outgoing.headers, ...signOauth1({ method: 'GET', url }, auth.oauth1, stamp) },
          };
        },
      };
    },
    caughtBy: proves,
  },
  {
    provider: 'paazl',
    mistake: 'plays back whatever it is given',
    open: altered('paazl', () => ({ contentFault: () => undefined })),
    caughtBy: 'a replay of what is not its own content is refused as a whole, and nothing of it is sent',
  },
  {
    provider: 'zettle',
    mistake: 'looks at the fields of a recording but not into its payload',
    open: altered('zettle', (mock) => ({
      contentFault: (event, content) => {
        const fault = mock.contentFault(event, content);
        return fault?.includes('payload') && typeof content.payload === 'string' && content.payload !== ''
          ? undefined
          : fault;
      },
    })),
    caughtBy: 'a replay of what is not its own content is refused as a whole, and nothing of it is sent',
  },
];
