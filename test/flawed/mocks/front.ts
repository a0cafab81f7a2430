/** Something before the API of a real mock that changes what is asked or what is answered: how an API with a mistake is made of one without. */

import { silentLog } from '../../../src/log.ts';
import { type MockAnswer, type MockRequest, openListener } from '../../../src/simulate/listener.ts';
import type { OpenMock } from '../../../src/simulate/simulation.ts';
import { typed } from '../../support/mocks.ts';
import { realMock } from './exhibit.ts';

export type Pass = (request: MockRequest) => Promise<MockAnswer>;

/** `answer` is given the real API as `pass`. */
export const behind =
  (provider: string, answer: (request: MockRequest, pass: Pass) => Promise<MockAnswer>): OpenMock =>
  async (services, settings) => {
    let real = '';
    const pass: Pass = async ({ method, path, rawQuery, headers, bytes }) => {
      const { host: _, connection: __, 'content-length': ___, ...kept } = headers;
      const said = await fetch(`${real}${path}${rawQuery === '' ? '' : `?${rawQuery}`}`, {
        method,
        headers: Object.entries(kept).map(([name, value]): [string, string] => [name, String(value)]),
        ...(method === 'GET' ? {} : { body: bytes }),
      });
      const contentType = said.headers.get('content-type');
      return {
        status: said.status,
        body: new Uint8Array(await said.arrayBuffer()),
        ...(contentType === null ? {} : { contentType }),
      };
    };
    const front = await openListener(provider, { host: '127.0.0.1', port: 0 }, silentLog, (one) => answer(one, pass));
    const appdirect = { ...typed(settings).appdirect, marketplace: front.url };
    const mock = await realMock(provider)(services, { ...settings, appdirect });
    real = mock.url ?? '';
    return {
      ...mock,
      url: front.url,
      close: async () => {
        await Promise.all([front.close(), mock.close()]);
      },
    };
  };

export const withText = (request: MockRequest, text: string): MockRequest => ({
  ...request,
  bytes: Buffer.from(text, 'utf8'),
});
export const textOf = ({ bytes }: MockRequest): string => Buffer.from(bytes).toString('utf8');
