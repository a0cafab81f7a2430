/** Whatever a proven sender sends, judging it takes a bounded number of steps. Steps are counted and not timed: a machine may be busy. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { XmlTreeNode, XsdValidator } from 'libxml2-wasm';
import { home } from '../../spec/codegen/generator.ts';
import { openContract } from '../../src/contracts/contract.ts';
import { eventFit } from '../../src/contracts/fit.ts';
import { findings_max, type Judgement, type XmlJudge } from '../../src/contracts/judge.ts';
import { number_places_max, numberJudge } from '../../src/contracts/notation.ts';
import { Digits, type Json, type JsonValue } from '../../src/formats/json.ts';

const contracts = {
  paazl: openContract('paazl-push'),
  zettle: openContract('zettle-push'),
  appdirect: openContract('appdirect-api'),
  order: openContract('oneshoppingcart-api'),
};
after(() => {
  for (const contract of Object.values(contracts)) contract.close();
});

/** The same list, and how often one of its items was read. */
function counted<T>(list: readonly T[]): { readonly list: readonly T[]; readonly reads: () => number } {
  let reads = 0;
  const watched = new Proxy(list, {
    get: (target, name, receiver) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  return { list: watched, reads: () => reads };
}

const wrongItems: Readonly<Record<string, (list: readonly never[]) => Judgement>> = {
  'products of a Zettle purchase': (products) =>
    contracts.zettle.judgeJson(contracts.zettle.payloadSchema('PurchaseCreated')?.schema ?? '')({
      value: { products },
      notices: [],
      hasDigits: false,
    }),
  'items of an event that AppDirect gives': (items) =>
    contracts.appdirect.judgeJson('Event')({
      value: { type: 'SUBSCRIPTION_ORDER', payload: { order: { items } } },
      notices: [],
      hasDigits: false,
    }),
};

for (const [name, judge] of Object.entries(wrongItems))
  test(`of a hundred thousand wrong ${name} only as many are looked at as findings are made of`, () => {
    const { list, reads } = counted(Array.from<never>({ length: 100_000 }).fill(1 as never));
    const { verdict, findings } = judge(list);
    assert.ok(reads() < 20_000, `items were read ${reads()} times`);
    assert.equal(verdict, 'violation');
    assert.equal(findings.length, findings_max);
    assert.equal(findings.filter(({ rule, path }) => rule === 'out_of_bounds' && path === '').length, 1);
  });

describe('the schema is not asked for each of a hundred thousand numbers in an unusual notation', () => {
  const unusual = new Digits('1e3');
  const documents: Readonly<Record<string, JsonValue>> = {
    'of a list': Array.from({ length: 100_000 }, () => unusual),
    'of lists in a list': Array.from({ length: 1_000 }, () => Array.from({ length: 100 }, () => unusual)),
    'under names that nobody described': Object.fromEntries(
      Array.from({ length: 100_000 }, (_, at) => [`n${at}`, unusual]),
    ),
  };
  for (const [name, document] of Object.entries(documents))
    test(name, () => {
      let asked = 0;
      const at = () => {
        asked += 1;
        return [];
      };
      const findings = numberJudge('Any', { at, personal: () => false })(document);
      assert.ok(asked <= number_places_max, `asked ${asked} times`);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        asked < number_places_max ? [] : ['out_of_bounds'],
      );
    });
});

test('an event of very many values that do not fit is given up after a few repairs, and a small one is repaired', () => {
  const file = join(home, 'spec', 'events', 'examples', 'com.zettle.purchase.created.cash.json');
  const example = JSON.parse(readFileSync(file, 'utf8')) as { readonly [name: string]: Json };
  const withProducts = (count: number) => ({
    ...example,
    products: Array.from({ length: count }, () => ({ name: 'tea', quantity: [] })),
  });
  const fit = eventFit();
  assert.equal(fit('com.zettle.purchase.created', withProducts(300)).ok, true);
  assert.deepEqual(fit('com.zettle.purchase.created', withProducts(100_000)), {
    ok: false,
    why: 'more than 50 places depart from its schema',
  });
});

describe('XML', () => {
  const sample = (provider: string, file: string) =>
    readFileSync(join(home, 'spec', 'providers', provider, 'examples', file), 'utf8');
  const before = (text: string, mark: string, more: string) => {
    const at = text.lastIndexOf(mark);
    return text.slice(0, at) + more + text.slice(at);
  };
  const shipment = sample('paazl', 'shipment-status.all-fields-qualified.xml');
  const order = sample('oneshoppingcart', 'order.accepted.xml');
  const event = sample('appdirect', 'subscription-order.typical.xml');
  const judgeShipment = contracts.paazl.judgeXml('LabelStatusNotification');
  const judgeOrder = contracts.order.judgeXml('OrderResponse');
  const judgeEvent = contracts.appdirect.judgeXml('Event');
  const distinct = (count: number) => Array.from({ length: count }, (_, at) => `<x${at}>1</x${at}>`).join('');

  /** How often libxml2 validated, and how many elements of its documents were made objects of. */
  function counting(context: TestContext): { validated(): number; steps(): number } {
    const validate = context.mock.method(XsdValidator.prototype, 'validate');
    const next = context.mock.getter(XmlTreeNode.prototype, 'next');
    return { validated: () => validate.mock.callCount(), steps: () => next.mock.callCount() };
  }

  const tooMany: Readonly<Record<string, () => ReturnType<XmlJudge>>> = {
    'a shipment with 9,000 unknown elements': () => judgeShipment(Buffer.from(before(shipment, '</', distinct(9_000)))),
    'a shipment with 9,000 times its status': () =>
      judgeShipment(Buffer.from(before(shipment, '</', '<ns2:status>SCANNED</ns2:status>'.repeat(9_000)))),
    'a shipment with 9,000 unknown attributes': () =>
      judgeShipment(
        Buffer.from(
          shipment.replace(
            'xmlns:ns2',
            `${Array.from({ length: 9_000 }, (_, at) => `a${at}="1"`).join(' ')} xmlns:ns2`,
          ),
        ),
      ),
    'an order with 9,900 unknown elements': () => judgeOrder(Buffer.from(before(order, '</', distinct(9_900)))),
  };
  for (const [name, judge] of Object.entries(tooMany))
    test(`${name} is off its contract, is still read, and the XSD is not asked`, (context) => {
      const count = counting(context);
      const { verdict, findings, content } = judge();
      assert.equal(verdict, 'violation');
      assert.equal(findings[0]?.rule, 'out_of_bounds');
      assert.match(findings[0]?.expected ?? '', /^at most \d+ elements and attributes$/);
      assert.ok(content !== undefined, 'its values are there, so its event can be made');
      assert.equal(count.validated(), 0);
      assert.ok(count.steps() < 100, `${count.steps()} steps from element to element`);
    });

  const many: Readonly<Record<string, () => ReturnType<XmlJudge>>> = {
    'an event of AppDirect with 9,900 unknown elements': () =>
      judgeEvent(Buffer.from(before(event, '</', distinct(9_900)))),
    'a shipment with 500 unknown elements': () => judgeShipment(Buffer.from(before(shipment, '</', distinct(500)))),
    'a shipment in a default namespace with 500 unknown elements': () =>
      judgeShipment(
        Buffer.from(before(shipment.replaceAll('ns2:', '').replace('xmlns:ns2', 'xmlns'), '</', distinct(500))),
      ),
    'an order of 500 lines with two wrong values each': () =>
      judgeOrder(Buffer.from(withLines(500, (line) => line.replace('>2<', '>two<').replace('>19.9500<', '>much<')))),
    'an order of 500 lines with an unknown field each': () =>
      judgeOrder(Buffer.from(withLines(500, (line) => line.replace('</LineItemInfo>', '<New>1</New></LineItemInfo>')))),
  };
  for (const [name, judge] of Object.entries(many))
    test(`${name} is validated a few times, and each of its elements is looked at once each time`, (context) => {
      const count = counting(context);
      assert.notEqual(judge().verdict, 'match');
      assert.ok(count.validated() <= 10, `validated ${count.validated()} times`);
      assert.ok(count.steps() < 60_000, `${count.steps()} steps from element to element`);
    });

  function withLines(count: number, change: (line: string) => string): string {
    const [line = ''] = /<LineItemInfo>[\s\S]*?<\/LineItemInfo>/.exec(order) ?? [];
    return order.replace(line, change(line).repeat(count));
  }

  test('an order of 500 lines matches its contract', () => {
    assert.equal(judgeOrder(Buffer.from(withLines(500, (line) => line))).verdict, 'match');
  });

  test('no sample of a contract has a tenth of the elements that are judged', () => {
    const samples: readonly (readonly [string, ReturnType<typeof contracts.paazl.judgeXml>])[] = [
      ['paazl', judgeShipment],
      ['oneshoppingcart', judgeOrder],
      ['appdirect', judgeEvent],
    ];
    for (const [provider, judge] of samples) {
      const folder = join(home, 'spec', 'providers', provider, 'examples');
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
        const text = sample(provider, file);
        const parts = (text.match(/<\w/g)?.length ?? 0) * 9;
        const { content } = judge(Buffer.from(text));
        if (content === undefined || judge(Buffer.from(text)).verdict === 'unknown') continue;
        const grown = before(text, '</', '<more/>'.repeat(parts));
        const { findings } = judge(Buffer.from(grown));
        assert.ok(!findings.some(({ rule }) => rule === 'out_of_bounds'), `${provider}/${file}`);
      }
    }
  });
});
