/**
 * Writes a store in PostgreSQL as an older version writes it, as SQL: `postgres/schema-<number>.sql` beside this file. Run it once for each version that changed the schema;
 * `test/store/postgres-upgrade.server.test.ts` opens them all.
 *
 *     git worktree add ../older <commit> && ln -s "$PWD/node_modules" ../older/node_modules
 *     node --import tsx test/store/upgrades/make-postgres.ts ../older
 *
 * A gateway of that checkout gets pushes of which one stays in each state, has sinks that are away, hang and refuse, a consumer that has acknowledged one event, and a
 * replay that has begun. Then it is killed. The refresh token is sealed and kept by that checkout's code too.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../support/free-ports.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { until } from '../../support/until.ts';
import {
  ENCRYPTION_KEY,
  ORDER_TOKEN,
  REFRESH_TOKEN,
  shipments,
  TOKEN_ORIGIN,
  upgradeConfiguration,
} from './postgres-configuration.ts';

const [checkout] = process.argv.slice(2);
if (checkout === undefined) throw new Error('Say where the checkout of the older version is');
const older = (path: string) => import(resolve(checkout, 'src', path));
const folder = mkdtempSync(join(tmpdir(), 'pushdock-upgrade-'));
const server = await startPostgres();
const firstPort = await freePorts(2);
const [publicAddress, adminAddress] = [`127.0.0.1:${firstPort}`, `127.0.0.1:${firstPort + 1}`];

// Hangs, refuses, and knows no event of AppDirect.
const others = createServer((request, response) => {
  request.resume();
  if (request.url === '/refuses') response.writeHead(500).end();
  else if (request.url !== '/hangs') response.writeHead(404).end();
}).listen(0, '127.0.0.1');
await once(others, 'listening');
const other = `127.0.0.1:${(others.address() as AddressInfo).port}`;

const file = join(folder, 'pushdock.yaml');
const configuration = upgradeConfiguration({
  store: { url: server.tcpUrl() },
  listen: { public: publicAddress, admin: adminAddress },
  folder,
  ordered: 'http://127.0.0.1:9/',
  hanging: `http://${other}/hangs`,
  refusing: `http://${other}/refuses`,
  shopApi: 'http://127.0.0.1:9',
  marketplace: other,
});
writeFileSync(file, JSON.stringify(configuration));
const gateway = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve', '--config', file], {
  cwd: checkout,
  env: { ...process.env, PUSHDOCK_NODE: 'older' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
let ready = false;
gateway.once('exit', (code) => {
  if (!ready) process.exit(code ?? 1);
});
const patiently = { msMax: 60_000, everyMs: 100 };
await until(
  () =>
    fetch(`http://${adminAddress}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  { ...patiently, otherwise: 'the older gateway is not ready' },
);
ready = true;

async function mustBeOk(answer: Promise<Response>): Promise<Response> {
  const { ok, status } = await answer;
  if (!ok) throw new Error(`a request was refused with ${status}`);
  return answer;
}
const push = (path: string, body: string, headers: Record<string, string> = {}) =>
  mustBeOk(fetch(`http://${publicAddress}/push/${path}`, { method: 'POST', body, headers }));
const api = (path: string, method = 'GET') => mustBeOk(fetch(`http://${adminAddress}/api/${path}`, { method }));
const json = { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' };
const events = () => readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n').length;
const rows = async (sql: string) => Number((await ask<{ count: string }>(server.url(), sql))[0]?.count);

for (const [index, shipment] of shipments.entries()) {
  await push('paazl/shipping', JSON.stringify(shipment), json);
  await until(async () => events() > index, { ...patiently, otherwise: 'an event is not in the file' });
}
await push('paazl/shipping', JSON.stringify(shipments[2]), json);
await push('paazl/checked', JSON.stringify({ ...shipments[0], barcode: 'UPGRADE3', status: 'UNHEARD_OF' }), json);
await push('oneshoppingcart/shop/development-shop-key', `<NewOrder><Token>${ORDER_TOKEN}</Token></NewOrder>`, {
  'content-type': 'text/xml',
});
const examples = new URL('../../../spec/providers/zettle/examples/', import.meta.url);
await push('zettle/pos', readFileSync(new URL('TestMessage.json', examples), 'utf8'), {
  'content-type': 'application/json',
});
const eventUrl = encodeURIComponent(`http://${other}/api/integration/v1/events/upgrade-4`);
await fetch(`http://${publicAddress}/push/appdirect/market?eventUrl=${eventUrl}`, {
  headers: { authorization: `Basic ${btoa('appdirect:development-appdirect-password')}` },
});
const states = 'SELECT count(DISTINCT state) AS count FROM pushdock.outcomes';
await until(async () => (await rows(states)) === 5, { ...patiently, otherwise: 'no message is in each state' });
const dead = `SELECT count(*) AS count FROM pushdock.deliveries WHERE state = 'dead'`;
await until(async () => (await rows(dead)) === shipments.length, { ...patiently, otherwise: 'nothing is dead' });

const { nextCursor } = (await (await api('events?consumer=billing&limit=1')).json()) as { nextCursor: string };
await api(`consumers/billing/ack?cursor=${nextCursor}`, 'POST');
await api('sinks/refusing/pause', 'POST');
await api('replays?source=shipping&sink=ledger&perSecond=1', 'POST');
const walked = 'SELECT walked AS count FROM pushdock.replays';
await until(async () => (await rows(walked)) === 1, { ...patiently, otherwise: 'the replay does not begin' });
gateway.kill('SIGKILL');
await once(gateway, 'exit');

const { openPostgresStore } = await older('store/postgres/open.ts');
const { openRefreshTokens } = await older('providers/zettle/subscriptions/refresh-tokens.ts');
const { openSealing } = await older('trust/sealing.ts');
const { Secret } = await older('trust/secrets.ts');
const store = await openPostgresStore({
  place: { engine: 'postgres', url: server.url() },
  name: { id: 'older', role: 'all', version: '0.1.0' },
});
const sealing = openSealing({ sealedWith: Secret.of(ENCRYPTION_KEY) });
await openRefreshTokens('pos', { store, sealing }, (use: () => unknown) => use()).keep(
  Secret.of(REFRESH_TOKEN),
  TOKEN_ORIGIN,
);
await store.close();

const number = await rows('SELECT version AS count FROM pushdock.schema_version');
const dump = server.run('pg_dump', [
  ...['-h', server.socketFolder, '-p', String(server.port), '-U', 'pushdock', '-n', 'pushdock'],
  ...['--inserts', '--no-owner', '--no-privileges', 'postgres'],
]);
// Lines that begin with a backslash are for psql.
const lines = dump.split('\n').filter((line) => line.trim() !== '' && !/^(--|\\)/.test(line));
mkdirSync(new URL('postgres/', import.meta.url), { recursive: true });
writeFileSync(
  new URL(`postgres/schema-${number}.sql`, import.meta.url),
  `${lines.join('\n').replaceAll(folder, '/var/lib/pushdock')}\n`,
);
others.closeAllConnections();
others.close();
await server.end();
rmSync(folder, { recursive: true });
