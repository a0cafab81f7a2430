/** The mocks' own page: what there is, what waits, what came of it, and buttons to send and to break. A client of the control API like any other. */
export const pageHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pushdock mocks</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; max-width: 75rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ddd; vertical-align: top }
pre { background: #f4f4f4; padding: .6rem; overflow-x: auto; white-space: pre-wrap } form, .actions { margin: .5rem 0 } select, button, input { font: inherit; margin-right: .4rem }
#said { min-height: 1.4em }
</style>
<h1>Pushdock mocks</h1>
<p id="status">Loading.</p>
<p id="said" role="status"></p>
<form id="emit" aria-label="Send an event">
  <label>Provider <select id="provider"></select></label>
  <label>Event <select id="event"></select></label>
  <label>Variant <select id="variant"></select></label>
  <label>Fault <select id="fault"></select></label>
  <label>Count <input id="count" type="number" value="1" min="1" max="10000" size="5"></label>
  <button>Send</button>
  <button type="button" id="rule">Let this fault happen from now on</button>
</form>
<p class="actions"><button type="button" data-post="/__mock/reset">Reset</button>
<button type="button" id="clear">No more faults</button> <a href="/__mock/recording">Recording (NDJSON)</a></p>
<h2>Providers</h2><div id="providers"></div>
<h2>Messages, latest first</h2>
<table><thead><tr><th>Message<th>Event<th>State<th>Attempts<th>Next attempt<th>Note</tr></thead><tbody id="log"></tbody></table>
<script>
const at = (id) => document.getElementById(id);
let mock;
const call = async (method, path, body) => {
  const answer = await fetch(path, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  const said = await answer.json();
  at('said').textContent = said.done ?? said.detail ?? (said.messages ? 'Queued: ' + said.messages.slice(0, 5).join(', ') : '');
  await show();
};
const element = (name, text) => { const made = document.createElement(name); made.textContent = text; return made; };
const options = (select, values, first) => {
  const before = select.value;
  select.replaceChildren(...(first === undefined ? [] : [Object.assign(element('option', first), { value: '' })]), ...values.map((value) => element('option', value)));
  if ([...select.options].some((one) => one.value === before)) select.value = before;
};
const choose = () => {
  options(at('provider'), mock.providers.map((one) => one.name));
  const provider = mock.providers.find((one) => one.name === at('provider').value);
  options(at('event'), provider.events.map((one) => one.event));
  options(at('variant'), provider.events.find((one) => one.event === at('event').value)?.variants ?? [], 'any, varied');
  options(at('fault'), provider.faults, 'none');
};
const show = async () => {
  mock = await (await fetch('/__mock/status')).json();
  at('status').textContent = mock.now + ', ' + mock.timeScale + ' times as fast as real time, seed ' + mock.seed + '; ' + mock.waiting + ' attempts wait, ' + mock.attempting + ' are under way.';
  choose();
  at('providers').replaceChildren(...mock.providers.flatMap((one) => {
    const buttons = element('p', '');
    buttons.className = 'actions';
    buttons.append(...one.actions.map((action) => Object.assign(element('button', action), { onclick: () => call('POST', '/__mock/providers/' + one.name + '/actions/' + action) })));
    return [element('strong', one.name + (one.url ? ' at ' + one.url : '')), element('pre', JSON.stringify(one.state, null, 2)), buttons];
  }));
  const { items } = await (await fetch('/__mock/log?limit=50')).json();
  at('log').replaceChildren(...items.reverse().map((one) => {
    const row = document.createElement('tr');
    const attempts = one.deliveries.map((delivery) => delivery.attempts.map((attempt) => attempt.status ?? attempt.noAnswer ?? attempt.outcome).join(' ')).join(' | ');
    const next = one.deliveries.map((delivery) => delivery.nextAttemptAt).find((time) => time) ?? '';
    const notes = [one.note, ...one.faults, ...one.deliveries.flatMap((delivery) => [...delivery.attempts.map((attempt) => attempt.note), delivery.note])];
    row.append(...[one.id, one.event + ' (' + one.variant + ')', one.state, attempts, next, [...new Set(notes.filter((note) => note))].join('; ')].map((text) => element('td', text)));
    return row;
  }));
};
at('provider').onchange = at('event').onchange = choose;
const fault = () => ({ kind: at('fault').value });
at('emit').onsubmit = (submitted) => {
  submitted.preventDefault();
  call('POST', '/__mock/emit', { provider: at('provider').value, event: at('event').value, count: Number(at('count').value),
    ...(at('variant').value && { variant: at('variant').value }), ...(at('fault').value && { faults: [fault()] }) });
};
at('rule').onclick = () => call('POST', '/__mock/faults', { provider: at('provider').value, fault: fault() });
at('clear').onclick = () => call('DELETE', '/__mock/faults');
document.querySelector('[data-post]').onclick = () => call('POST', '/__mock/reset');
show();
setInterval(() => document.hidden || show(), 2000);
</script>
</html>
`;
