/** What the guides let a mock do, it can do: every fault, event and variant of a command line, for the provider that it names. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import type { Provider } from '../../generated/mock/models.ts';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { openMockControl } from '../../src/simulate/control/client.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { blocksOf, commandsOf, mentionsOf, userFiles } from '../support/written.ts';

let mocks: readonly Provider[] = [];
let close = async () => {};
before(async () => {
  const started = await startMocks({
    ...{ from: providers, providers: [], gateway: 'http://127.0.0.1:1', timeScale: 0, seed: 'guides' },
    ...{ prism: false, anyPort: true, log: silentLog },
  });
  close = () => started.close();
  const status = await openMockControl(started.control.url).getMock({});
  assert.ok(status.status === 200);
  mocks = status.body.providers;
});
after(() => close());

const commands = [...userFiles, 'src/simulate/README.md'].flatMap((file) => [...commandsOf(file), ...mentionsOf(file)]);
const emissions = commands.filter(({ words }) => words[0] === 'mock' && words[1] === 'emit' && words.length > 3);

/** Further sources of a provider that a guide's settings name, and their provider. */
const furtherSources: Readonly<Record<string, string>> = Object.assign(
  {},
  ...userFiles
    .flatMap(blocksOf)
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) =>
      Object.entries(parse(text)?.sources ?? {}).map(([name, source]) =>
        source instanceof Object && 'settings' in source && 'provider' in source ? { [name]: source.provider } : {},
      ),
    ),
);

/** What a command line asks for that its mock does not have. */
function wrongIn(words: readonly string[]): readonly string[] {
  const [, , provider = '', event = ''] = words;
  const valuesOf = (option: string) => words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ''] : []));
  const mock = mocks.find(({ name }) => name === (furtherSources[provider] ?? provider));
  if (mock === undefined) return [`no mock ${provider}`];
  const choice = mock.events.find((one) => one.event === event);
  const faults = valuesOf('--fault').map((fault) => fault.replace(/:.*/, ''));
  return [
    ...(choice === undefined ? [`no event ${event}`] : []),
    ...valuesOf('--variant').filter((variant) => choice?.variants.includes(variant) === false),
    ...faults.filter((fault) => !mock.faults.some((one) => one === fault)),
  ];
}

test('every fault, event and variant that a guide sends is one that the mock of that provider has', () => {
  assert.ok(emissions.length >= 6);
  assert.ok(emissions.some(({ words }) => words.includes('--fault')));
  const wrong = emissions.flatMap(({ at, words }) => wrongIn(words).map((what) => `${at}: ${what}`));
  assert.deepEqual(wrong, []);
});

test('the check finds an operation that a mock does not have', () => {
  const emit = (...words: string[]) => wrongIn(['mock', 'emit', ...words]);
  assert.deepEqual(emit('zettle', 'PurchaseCreated', '--fault', 'stale-nonce'), ['stale-nonce']);
  assert.deepEqual(emit('paazl', 'shipment-status', '--fault', 'delay:5', '--variant', 'gone'), ['gone']);
  assert.deepEqual(emit('paazl', 'PurchaseCreated'), ['no event PurchaseCreated']);
});
