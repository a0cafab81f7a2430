/** The page of answers shows the very bytes that the gateway sends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sources } from '../../support/samples.ts';
import { openSecureGateway } from '../../support/secure-gateway.ts';
import { copied, publish, textOf } from './published.ts';

test('a refusal has the bytes that stand on the page, and a yes has none', async (t) => {
  const gateway = await openSecureGateway(t, '', sources);
  const page = textOf(publish(), 'paazl/answers.html');
  const shown = [...page.matchAll(/aria-label="Body of (\d+) of [^"]*"><code>(.*?)<\/code>/gs)].map(
    ([, status = '', code = '']) => [Number(status), copied(code)] as const,
  );
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${gateway.publicUrl}${path}`, init);
    return [answer.status, await answer.text()] as const;
  };
  const authorization = { authorization: 'Bearer development-paazl-token' };
  for (const asked of [
    await ask('/push/paazl/shipping', { method: 'POST', body: '{}' }),
    await ask('/push/paazl/nobody', { method: 'POST', body: '{}', headers: authorization }),
    await ask('/push/paazl/shipping', { method: 'PUT', body: '{}', headers: authorization }),
  ]) {
    const [status, body] = asked;
    assert.deepEqual(
      shown.find(([one]) => one === status),
      [status, body],
    );
  }
  const yes = await ask('/push/paazl/shipping', { method: 'POST', body: '{}', headers: authorization });
  assert.deepEqual(yes, [200, '']);
  assert.match(page, />200<\/span><\/td><td>Paazl takes it as delivered\.<\/td><td>No body\.<\/td>/s);
  assert.match(page, />404<\/span><\/td><td>A failure: Paazl [^<]+<\/td>/);
});
