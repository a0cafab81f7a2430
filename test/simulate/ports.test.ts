import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providers } from '../../src/providers/list.ts';
import { mockPorts } from '../../src/simulate/ports.ts';
import { prismServers } from '../../src/simulate/prism.ts';
import { simulations } from '../support/mocks.ts';

test('every mock and every mock API has a port from 4010 to 4019 to itself', () => {
  const servers = prismServers(providers, simulations).map(({ port }) => port);
  const apis = Object.values(simulations).flatMap(({ port }) => port ?? []);
  const all = [mockPorts.control, ...apis, ...servers];
  assert.equal(new Set(all).size, all.length, all.join(', '));
  for (const port of all) assert.ok(port >= 4010 && port <= 4019, String(port));
});

test('the ports that users write into their configurations stay as they are', () => {
  const ports = (name: string) => [simulations[name]?.port, simulations[name]?.prism?.port];
  assert.deepEqual(['paazl', 'oneshoppingcart', 'zettle', 'appdirect'].map(ports), [
    [undefined, undefined],
    [4014, 4017],
    [4013, 4016],
    [4015, 4018],
  ]);
  assert.deepEqual(mockPorts, { control: 4010, prismInbound: 4019 });
});
