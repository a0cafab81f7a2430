// The control API. What it says of a change is shown to whoever made it.
import { at } from './element.js';

export async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { ok: answer.ok, body: await answer.json() };
}

/** Says what came of it; `true` where it was done. */
export async function change(method, path, body) {
  const { ok, body: said } = await ask(method, path, body);
  const queued =
    said.messages && `Queued: ${said.messages.slice(0, 5).join(', ')}${said.messages.length > 5 ? ' …' : ''}.`;
  at('said').textContent = said.done ?? queued ?? said.detail ?? '';
  at('said').className = `said ${ok ? 'good-text' : 'bad-text'}`;
  return ok;
}
