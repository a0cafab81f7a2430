/** What happens to the gateway of the soak beside its load: reloads and passes of retention. */
import type { SoakGateway } from './gateway.ts';

const DRAIN_MS_MAX = 60_000;

/** 1 if a push with the new token is not taken within 10 s. */
export async function reload({ url, rotate }: SoakGateway, token: string): Promise<number> {
  rotate(token);
  const body = JSON.stringify({ orderReference: `reload-${token}`, webshop: 8, barcode: 'reload', status: 'CREATED' });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${url}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    await answer.arrayBuffer();
    if (answer.ok) return 0;
    await new Promise((done) => setTimeout(done, 100));
  }
  return 1;
}

type Pass = { readonly state: string; readonly reason?: string };

/** One pass of retention; what would still be forgotten after it. */
export async function prune({ admin }: SoakGateway): Promise<number> {
  await fetch(`${admin}/api/retention/prune`, { method: 'POST' });
  for (;;) {
    const { pass } = (await (await fetch(`${admin}/api/retention`)).json()) as { pass?: Pass };
    if (pass?.state === 'failed') throw new Error(`retention failed: ${pass.reason}`);
    if (pass?.state === 'done') break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const plan = (await (await fetch(`${admin}/api/retention/plan`)).json()) as Record<string, number>;
  return Object.values(plan).reduce((sum, one) => sum + one, 0);
}

/** Until nothing is owed to anybody. */
export async function drained(server: SoakGateway): Promise<void> {
  const endsAt = performance.now() + DRAIN_MS_MAX;
  while ((await server.metric('pushdock_backlog')) > 0) {
    if (performance.now() > endsAt) return; // What has not arrived is counted.
    await new Promise((done) => setTimeout(done, 200));
  }
}
