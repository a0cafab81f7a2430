/** Mocks whose API is wrong: too late with its TestMessage, too trusting with secrets, too kind to what is documented to be refused. */

import { silentLog } from '../../../src/log.ts';
import { testMessagePush } from '../../../src/providers/zettle/sign.ts';
import { developmentClient } from '../../../src/providers/zettle/simulate/mock.ts';
import { openListener } from '../../../src/simulate/listener.ts';
import { type Sending, send } from '../../../src/simulate/send.ts';
import type { OpenMock } from '../../../src/simulate/simulation.ts';
import { altered, type Exhibit } from './exhibit.ts';
import { behind, textOf, withText } from './front.ts';

const subscriptions = /^\/organizations\/[^/]+\/subscriptions$/;

export const apis: readonly Exhibit[] = [
  {
    provider: 'zettle',
    mistake: 'answers a create before it sends the TestMessage',
    open: testingLater(),
    caughtBy:
      'the destination has answered a TestMessage when a create is answered, and the create fails where it does not',
  },
  {
    provider: 'zettle',
    mistake: 'ignores a wrong client secret',
    open: behind('zettle', (request, pass) => {
      if (request.path !== '/token') return pass(request);
      const form = new URLSearchParams(textOf(request));
      if (form.has('client_secret')) form.set('client_secret', developmentClient.clientSecret);
      return pass(withText(request, form.toString()));
    }),
    caughtBy: 'a token is for who has the key or the secret, and nothing is done without one',
  },
  {
    provider: 'zettle',
    mistake: 'says that it has deleted what it never had',
    open: behind('zettle', async (request, pass) => {
      const answered = await pass(request);
      return request.method === 'DELETE' && answered.status === 404 ? { status: 204 } : answered;
    }),
    caughtBy: 'its API refuses what is documented to be refused, with the documented status',
  },
  {
    provider: 'appdirect',
    mistake: 'ignores a wrong client secret',
    open: behind('appdirect', (request, pass) => {
      if (request.path !== '/oauth2/token') return pass(request);
      const right = Buffer.from('development-product:development-outbound-secret').toString('base64');
      return pass({ ...request, headers: { ...request.headers, authorization: `Basic ${right}` } });
    }),
    caughtBy: 'a token is for who has the client secret, and an event for who has the token',
  },
  {
    provider: 'appdirect',
    mistake: 'takes a second result for an event',
    open: behind('appdirect', async (request, pass) => {
      const answered = await pass(request);
      return request.path.endsWith('/result') && answered.status === 404 ? { status: 200 } : answered;
    }),
    caughtBy: 'a result that is promised is taken once, and one that cannot be read never',
  },
  {
    provider: 'appdirect',
    mistake: 'calls a 202 the end of it',
    open: altered('appdirect', (mock) => ({
      judge: (...of) => {
        const { later: _, ...judged } = mock.judge(...of);
        return judged;
      },
    })),
    caughtBy:
      'what a 202 promises has succeeded when its result came, and a late result is read as strictly as one that comes at once',
  },
  {
    provider: 'appdirect',
    mistake: 'takes a late result as it comes',
    open: behind('appdirect', async (request, pass) => {
      const answered = await pass(request);
      return request.path.endsWith('/result') && answered.status === 400 ? { status: 200 } : answered;
    }),
    caughtBy:
      'what a 202 promises has succeeded when its result came, and a late result is read as strictly as one that comes at once',
  },
  {
    provider: 'appdirect',
    mistake: 'calls a no of the business broken',
    open: altered('appdirect', (mock) => ({
      judge: (...of) => {
        const { refused: _, ...judged } = mock.judge(...of);
        return judged;
      },
    })),
    caughtBy: 'a no of the business is told from an answer that is broken, at once and later',
  },
  {
    provider: 'appdirect',
    mistake: 'takes a result before its call is answered',
    open: behind('appdirect', async (request, pass) => {
      const answered = await pass(request);
      return request.path.endsWith('/result') && answered.status === 404 ? { status: 200 } : answered;
    }),
    caughtBy: 'no result is taken while the call that asks for it has not been answered',
  },
  {
    provider: 'appdirect',
    mistake: 'takes a late result that nobody promised',
    open: behind('appdirect', async (request, pass) => {
      const answered = await pass(request);
      return request.path.endsWith('/result') && answered.status === 404 ? { status: 200 } : answered;
    }),
    caughtBy:
      'a late result is for who promised it with a 202: after any other first answer the marketplace does not know it',
  },
  {
    provider: 'appdirect',
    mistake: 'forgets a promise as soon as it is asked for the result',
    open: behind('appdirect', async (request, pass) =>
      request.path.endsWith('/result') ? { status: 404 } : pass(request),
    ),
    caughtBy:
      'what one call was promised is taken, whatever a second call of the event hears, and while that is still open',
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'shows its orders to any key',
    open: behind('oneshoppingcart', (request, pass) =>
      pass(withText(request, textOf(request).replace(/<Key>.*<\/Key>/, '<Key>development-merchant-key</Key>'))),
    ),
    caughtBy: 'the order of every notification can be read with the key, and with no other',
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'queues a test for any key',
    open: behind('oneshoppingcart', (request, pass) =>
      pass({ ...request, rawQuery: request.rawQuery.replace(/key=[^&]*/, 'key=development-merchant-key') }),
    ),
    caughtBy: 'a test that its API is asked for with the key comes as a push, once',
  },
];

/** Where the real one tries the destination, somebody says yes; the destination hears of it with the next call, which is surely later. */
function testingLater(): OpenMock {
  let owed: Sending | undefined;
  return behind('zettle', async (request, pass) => {
    if (owed !== undefined) await send(owed);
    owed = undefined;
    if (request.method !== 'POST' || !subscriptions.test(request.path)) return pass(request);
    const body = JSON.parse(textOf(request));
    const yes = await openYes();
    const answered = await pass(withText(request, JSON.stringify({ ...body, destination: yes.url })));
    await yes.close();
    owed = { method: 'POST', url: String(body.destination), ...testMessagePush('self', body.uuid), timeoutMs: 10_000 };
    return answered;
  });
}

/** A destination that says yes to everything. */
const openYes = () => openListener('yes', { host: '127.0.0.1', port: 0 }, silentLog, () => ({ status: 200 }));
