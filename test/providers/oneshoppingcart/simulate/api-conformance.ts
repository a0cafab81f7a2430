/** 1ShoppingCart's API: the order behind a notification, and the test that is asked for. Every failure is a 200 that says so. */
import assert from 'node:assert/strict';
import { openContract } from '../../../../src/contracts/contract.ts';
import { emitOne, mockOf, said } from '../../../simulate/conformance/asking.ts';
import { matches } from '../../../simulate/conformance/matches.ts';
import type { Check } from '../../../simulate/conformance/suite.ts';

const key = 'development-merchant-key';

export const oneshoppingcartApi: readonly Check[] = [
  {
    name: 'the order of every notification can be read with the key, and with no other',
    run: async ({ provider, open }, t) => {
      const contract = openContract('oneshoppingcart-api');
      t.after(() => contract.close());
      const held = await open({ answer: () => said(200) });
      const { url, events } = mockOf(held, provider);
      const { variants = [] } = events.find(({ event }) => event === 'NewOrder') ?? {};
      for (const variant of [...variants, undefined]) emitOne(held, provider, variant, 'NewOrder');
      await held.runOut(0);
      const read = async (token: string, by: string) => {
        const body = `<Request><Key>${by}</Key></Request>`;
        const answer = await fetch(`${url}/API/118303/Orders/${token}/READ`, { method: 'POST', body });
        assert.equal(answer.status, 200);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        matches(contract.judgeXml('OrderResponse')(bytes), Buffer.from(bytes).toString('utf8'));
        return Buffer.from(bytes).toString('utf8');
      };
      const tokens = held.gateway.heard.map(({ bytes }) => /<Token>(.*)<\/Token>/.exec(bytes.toString())?.[1] ?? '');
      assert.equal(new Set(tokens).size, variants.length + 1);
      for (const token of tokens) {
        const right = await read(token, key);
        assert.ok(right.includes(`<Token>${token}</Token>`) || /success="false"/.test(right), right);
        assert.match(await read(token, 'wrong'), /success="false"/);
      }
      assert.match(await read('999999990', key), /success="false"/);
    },
  },
  {
    name: 'a test that its API is asked for with the key comes as a push, once',
    run: async ({ provider, open }) => {
      const held = await open({ answer: () => said(200) });
      const ask = async (by: string) =>
        (await fetch(`${mockOf(held, provider).url}/API/118303/Notifications/TEST?key=${by}`)).text();
      assert.match(await ask('wrong'), /success="false"/);
      await held.runOut();
      assert.equal(held.gateway.heard.length, 0);
      assert.match(await ask(key), /success="true"/);
      await held.runOut();
      assert.deepEqual(
        held.gateway.heard.map(({ bytes }) => /^<(\w+)>/.exec(bytes.toString())?.[1]),
        ['Test'],
      );
    },
  },
];
