// What is sent: an event, its message to be edited and judged while one writes, a fault, how many and how fast. The same as a command.
import { ask, change } from './api.js';
import { at, element, options } from './element.js';
import { shown } from './text.js';

const JUDGE_AFTER_MS = 250;
/** Two faults can meet in one message: copies that come out of order. */
const slots = ['', 'second-'];
const value = (id) => at(id).value;
let mock;
let kinds = new Map();
/** The example as it was put into the field: what differs from it is own data. */
let example = { text: '', format: undefined };
let timer;

export async function startComposer(refresh) {
  const { body } = await ask('GET', '/__mock/fault-kinds');
  kinds = new Map(body.items.map((one) => [one.kind, one]));
  for (const id of ['provider', 'event', 'variant'])
    at(id).addEventListener('change', () => {
      choose();
      return compose();
    });
  at('message').addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(judge, JUDGE_AFTER_MS);
  });
  for (const id of slots) at(`${id}fault`).addEventListener('change', explain);
  at('force').addEventListener('change', judge);
  document.querySelector('#composer form').addEventListener('submit', async (event) => {
    event.preventDefault();
    await change('POST', '/__mock/emit', emission());
    await refresh();
  });
  at('rule').addEventListener('click', async () => {
    const [fault] = faults();
    if (fault !== undefined) await change('POST', '/__mock/faults', { provider: value('provider'), fault });
    await refresh();
  });
  at('no-rules').addEventListener('click', async () => {
    await change('DELETE', '/__mock/faults');
    await refresh();
  });
  at('cli').addEventListener('click', copyCommand);
}

export async function showComposer(status) {
  const first = mock === undefined;
  mock = status;
  choose();
  if (first) await compose();
  const { body } = await ask('GET', '/__mock/faults');
  at('rules').replaceChildren(
    ...(body.items.length === 0 ? [] : [element('h3', {}, 'Faults from now on')]),
    ...body.items.map(({ provider, event, fault, probability = 1, times }) =>
      element(
        'p',
        {},
        `${provider}${event === undefined ? '' : ` ${event}`}: ${fault.kind}, ${probability === 1 ? 'always' : `in ${probability * 100} %`}${times === undefined ? '' : `, ${times} times`}`,
      ),
    ),
  );
}

function choose() {
  options(
    at('provider'),
    mock.providers.map(({ name, title }) => [name, title]),
  );
  const provider = mock.providers.find(({ name }) => name === value('provider'));
  options(
    at('event'),
    provider.events.map(({ event }) => [event]),
  );
  options(
    at('variant'),
    (provider.events.find(({ event }) => event === value('event'))?.variants ?? []).map((one) => [one]),
  );
  for (const id of slots)
    options(at(`${id}fault`), [
      ['', 'none'],
      ...provider.faults.filter((kind) => id === '' || !kind.startsWith('api-')).map((one) => [one]),
    ]);
  explain();
}

/** The example of the contract comes into the field. */
async function compose() {
  const { body } = await ask('POST', '/__mock/compose', chosen());
  example = { format: body.format, text: body.text === undefined ? '' : shown(body.format, body.text) };
  at('format').textContent =
    body.format === undefined ? '(has no document of its own)' : `(${body.format}, its own data)`;
  at('message').value = example.text;
  at('message').disabled = body.format === undefined;
  await judge();
}

const chosen = () => ({ provider: value('provider'), event: value('event'), variant: value('variant') });
const isEdited = () => example.format !== undefined && value('message') !== example.text;
const own = () => (isEdited() ? { data: value('message'), ...(at('force').checked && { force: true }) } : {});

async function judge() {
  const asked = JSON.stringify([chosen(), value('message'), at('force').checked]);
  const { body } = await ask('POST', '/__mock/compose', { ...chosen(), ...(isEdited() && { data: value('message') }) });
  if (asked !== JSON.stringify([chosen(), value('message'), at('force').checked])) return;
  const fault = body.fault ?? body.detail;
  at('judged').className = `judged ${fault === undefined ? 'good-text' : 'bad-text'}`;
  at('judged').textContent =
    fault === undefined
      ? isEdited()
        ? 'Edited. It fits its contract.'
        : 'As it stands in the contract.'
      : fault.replace(' (force sends it all the same)', '');
  at('force-line').hidden = fault === undefined;
  if (fault === undefined) at('force').checked = false;
}

function explain() {
  const first = kinds.get(value('fault'));
  at('rule').disabled = first === undefined;
  at('second-fault-field').hidden = first === undefined;
  if (first === undefined) at('second-fault').value = '';
  for (const id of slots) explainOne(id, kinds.get(value(`${id}fault`)));
}

function explainOne(id, kind) {
  at(`${id}explained`).hidden = kind === undefined;
  at(`${id}amount-field`).hidden = kind?.amount === undefined;
  if (kind === undefined) return;
  at(`${id}explained`).textContent = `${kind.kind}: ${kind.does} A sound receiver: ${kind.soundReceiver}`;
  const amount = at(`${id}amount`);
  if (kind.amount === undefined || amount.dataset.kind === kind.kind) return;
  amount.value = kind.amount;
  amount.dataset.kind = kind.kind;
  at(`${id}amount-of`).textContent = kind.amountOf === undefined ? '' : `(${kind.amountOf})`;
}

function faults() {
  return slots.flatMap((id) => {
    const kind = kinds.get(value(`${id}fault`));
    const amount = value(`${id}amount`);
    if (kind === undefined) return [];
    return [{ kind: kind.kind, ...(kind.amount !== undefined && amount !== '' && { amount: Number(amount) }) }];
  });
}

const emission = () => ({
  ...chosen(),
  ...own(),
  count: Number(value('count')),
  ...(value('rate') !== '' && { ratePerSecond: Number(value('rate')) }),
  ...(faults().length > 0 && { faults: faults() }),
});

const quoted = (text) => (/^[\w.:/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

async function copyCommand() {
  const { provider, event, variant, data, force, count, ratePerSecond, faults: broken = [] } = emission();
  const words = ['pushdock', 'mock', 'emit', provider, event, '--variant', variant];
  if (data !== undefined) words.push('--data', 'message.json');
  if (force) words.push('--force');
  if (count > 1) words.push('--count', String(count));
  if (ratePerSecond !== undefined) words.push('--rate', String(ratePerSecond));
  for (const { kind, amount } of broken) words.push('--fault', amount === undefined ? kind : `${kind}:${amount}`);
  const file = `message.${example.format}`;
  const line = words.map((word) => (word === 'message.json' ? file : quoted(word))).join(' ');
  const text = data === undefined ? line : `cat > ${file} <<'END'\n${data}\nEND\n${line}`;
  at('command').hidden = false;
  at('command').querySelector('code').textContent = text;
  await navigator.clipboard?.writeText(text).catch(() => {});
}
