import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameSettings } from '../../src/config/same-settings.ts';
import { type Configuration, ConfigurationError } from '../../src/config.ts';
import { openReload, type Prepared, type Reloadable } from '../../src/running/reload.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { recordingLog } from '../support/recording-log.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';

/** A part that writes down what is asked of it. */
function part(name: string, calls: string[], prepare: () => Partial<Prepared> = () => ({})): Reloadable {
  return {
    prepare: async () => {
      calls.push(`${name} prepared`);
      return {
        changes: [{ kind: 'source', name, change: 'changed' }],
        commit: () => void calls.push(`${name} committed`),
        discard: async () => void calls.push(`${name} discarded`),
        ...prepare(),
      };
    },
  };
}

function opened(parts: readonly Reloadable[], read: () => Configuration = () => toyConfiguration('.')) {
  const log = recordingLog();
  return { log, reload: openReload({ configuration: toyConfiguration('.'), read, parts, log }) };
}

const fault = (sentence: string) => () => {
  throw new ConfigurationError([sentence]);
};

test('a reload prepares everything before it changes anything', async () => {
  const calls: string[] = [];
  const { reload } = opened([part('one', calls), part('two', calls)]);
  const reloaded = await reload();
  assert.deepEqual(calls, ['one prepared', 'two prepared', 'one committed', 'two committed']);
  assert.deepEqual(reloaded.ok && reloaded.changes.map(({ name }) => name), ['one', 'two']);
});

test('a fault of one part discards what the others had opened, exchanges nothing and is logged as an error', async () => {
  const calls: string[] = [];
  const { log, reload } = opened([part('one', calls), part('two', calls, fault('two: is wrong; mend it'))]);
  assert.deepEqual(await reload(), { ok: false, faults: ['two: is wrong; mend it'] });
  assert.deepEqual(calls, ['one prepared', 'two prepared', 'one discarded']);
  assert.equal(log.of('configuration.refused')[0]?.level, 'error');
});

test('what cannot be discarded after a fault hides neither the fault nor the others that are discarded', async () => {
  const calls: string[] = [];
  const stuck = part('stuck', calls, () => ({ discard: () => Promise.reject(new Error('its folder is gone')) }));
  const broken = part('broken', calls, () => ({
    discard: () => {
      throw new Error('it has none');
    },
  }));
  const { log, reload } = opened([stuck, broken, part('two', calls), part('three', calls, fault('three: is wrong'))]);
  assert.deepEqual(await reload(), { ok: false, faults: ['three: is wrong'] });
  assert.ok(calls.includes('two discarded'));
  assert.equal(log.of('configuration.discard_failed').length, 2);
});

test('after a refused reload the next is compared with the configuration in force', async () => {
  const compared: unknown[] = [];
  let broken = true;
  const next = toyConfiguration('.', { sinks: {} });
  const watching: Reloadable = {
    prepare: async (_next, inForce) => {
      compared.push(inForce.sinks);
      return { changes: [], commit: () => {}, discard: async () => {} };
    },
  };
  const { reload } = opened([watching, part('other', [], () => (broken ? fault('no')() : {}))], () => next);
  await reload();
  broken = false;
  await reload();
  await reload();
  const first = toyConfiguration('.').sinks;
  assert.deepEqual(compared, [first, first, {}]);
});

test('two reloads at once run one after the other', async () => {
  const calls: string[] = [];
  const { reload } = opened([part('one', calls)]);
  await Promise.all([reload(), reload()]);
  assert.deepEqual(calls, ['one prepared', 'one committed', 'one prepared', 'one committed']);
});

test('a file that cannot be read is a fault, and a bug is not', async () => {
  assert.deepEqual(await opened([], fault('pushdock.yaml: cannot be read')).reload(), {
    ok: false,
    faults: ['pushdock.yaml: cannot be read'],
  });
  const { reload } = opened([], () => {
    throw new TypeError('a bug');
  });
  await assert.rejects(reload(), TypeError);
  await assert.rejects(reload(), TypeError);
});

test('keys that only a restart can change are each named', async () => {
  const { reload } = opened([], () =>
    toyConfiguration('.', { development: false, store: { engine: 'sqlite', path: 'elsewhere.db' } }),
  );
  const reloaded = await reload();
  assert.deepEqual(reloaded.ok || reloaded.faults.map((sentence) => sentence.split(':')[0]), ['development', 'store']);
});

test('settings are the same when every part of them is, secrets included', () => {
  const settings = (token: string) => ({ provider: 'paazl', auth: { bearer: [Secret.of(token)] }, windowMs: 5 });
  assert.ok(sameSettings(settings('made-up-token-0001'), settings('made-up-token-0001')));
  assert.equal(sameSettings(settings('made-up-token-0001'), settings('made-up-token-0002')), false);
  assert.equal(sameSettings({ list: [1, 2] }, { list: [2, 1] }), false);
  assert.equal(sameSettings({ a: undefined }, {}), false);
  assert.equal(sameSettings({ secret: Secret.of('made-up') }, { secret: 'made-up' }), false);
  assert.equal(sameSettings([], {}), false);
});
