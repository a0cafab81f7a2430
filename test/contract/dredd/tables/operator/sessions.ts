/** Signing in, roles, the audit log. */
import { limits } from '../../../../../src/limits.ts';
import type { Operation } from '../../runner/declared.ts';
import type { Table } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';
import { operatorToken, viewerToken } from '../../subjects/operator-configuration.ts';
import { json, nothing, query, unheardOf, unproven } from './shared.ts';

export function sessions(operated: Operated): Table {
  const { guarded } = operated;
  const noToken = unproven(operated);
  const wrong = { at: guarded, ...json({ token: 'a guess' }) };
  const unprovenSession = async () => {
    const answer = await fetch(`${guarded}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: operatorToken }),
    });
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { at: guarded, headers: { Cookie: cookie } };
  };
  return {
    getSession: { 200: nothing, 400: unheardOf },
    createSession: {
      200: () => ({ at: guarded, ...json({ token: operatorToken }) }),
      400: () => ({ at: guarded, ...json({}) }),
      401: () => wrong,
      403: () => ({ ...wrong, headers: { 'Sec-Fetch-Site': 'same-site' } }),
      413: () => ({ body: ' '.repeat(limits.operator_body_bytes_max + 1) }),
      429: async () => {
        for (let attempt = 0; attempt < 20; attempt += 1)
          await fetch(`${guarded}/api/session`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: wrong.body,
          });
        return wrong;
      },
    },
    // Everybody may sign out, so only a session without its proof is refused.
    endSession: { 200: nothing, 400: unheardOf, 401: noToken, 403: unprovenSession },
    followChanges: {
      200: query('seconds=0'),
      400: query('seconds=601'),
      401: noToken,
      503: async () => {
        const leaving = new AbortController();
        setTimeout(() => leaving.abort(), 10_000).unref();
        const open = () => fetch(`${operated.url}/api/changes?seconds=10`, { signal: leaving.signal });
        await Promise.all(Array.from({ length: 50 }, open));
        return query('seconds=0')({ operationId: 'followChanges', status: '503' });
      },
    },
    listAudit: { 200: nothing, 400: query('limit=0'), 401: noToken },
  };
}

/** A viewer is refused by everything that changes something, whatever the rest of the request says. */
export function withViewers(operated: Operated, table: Table, operations: readonly Operation[]): Table {
  // What only looks is refused where it asks for personal data.
  const asViewer = () => ({
    at: operated.guarded,
    query: 'masked=false',
    headers: { Authorization: `Bearer ${viewerToken}` },
  });
  const forbidding = operations.filter(({ answers }) => answers.some(({ status }) => status === '403'));
  return {
    ...table,
    ...Object.fromEntries(forbidding.map(({ operationId }) => [operationId, { 403: asViewer, ...table[operationId] }])),
  };
}

/** A session that the store cannot be asked for is a 503, whatever the rest of the request says. */
export function withStoreAway(operated: Operated, table: Table, operations: readonly Operation[]): Table {
  const away = () => ({ at: operated.away, headers: { Cookie: `pushdock_session=1.${'a'.repeat(43)}` } });
  const waiting = operations.filter(({ answers }) => answers.some(({ status }) => status === '503'));
  return {
    ...table,
    ...Object.fromEntries(waiting.map(({ operationId }) => [operationId, { 503: away, ...table[operationId] }])),
  };
}
