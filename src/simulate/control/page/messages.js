// Every message with its attempts: what was sent, what came back, what follows.
import { ask } from './api.js';
import { at, badge, element } from './element.js';
import { clockTime, duration } from './text.js';

const LATEST = 50;
const tones = { succeeded: 'good', waiting: 'news', refused: 'warn', exhausted: 'bad', lost: 'bad', dropped: 'warn' };
const opened = new Set();
let last = '';

export async function showMessages({ now, providers }) {
  const { body } = await ask('GET', `/__mock/log?limit=${LATEST}`);
  at('none').hidden = body.items.length > 0;
  // Not while somebody reads or marks something that would go.
  const key = JSON.stringify([body.items, body.items.some(({ state }) => state === 'waiting') && now.slice(0, 19)]);
  if (key === last || !document.getSelection().isCollapsed) return;
  last = key;
  const focused = document.activeElement?.closest?.('#messages [data-key]')?.dataset.key;
  at('messages').replaceChildren(...body.items.toReversed().map((one) => item(one, providers, now)));
  if (focused !== undefined)
    at('messages')
      .querySelector(`[data-key="${CSS.escape(focused)}"] > summary`)
      ?.focus();
}

function item(message, providers, now) {
  const { id, provider, event, variant, state, faults, note, deliveries, emittedAt } = message;
  const policy = providers.find(({ name }) => name === provider) ?? {};
  const attempts = deliveries.flatMap((delivery) => delivery.attempts);
  const line = element(
    'span',
    { className: 'line' },
    badge(state, tones[state]),
    element('strong', {}, `${policy.title ?? provider} ${event}`),
    element(
      'span',
      { className: 'quiet' },
      `${id}${variant === undefined ? '' : ` · ${variant}`} · ${clockTime(emittedAt)}`,
    ),
    ...faults.map((fault) => badge(fault, 'warn')),
    element(
      'span',
      {},
      attempts
        .map(({ status, noAnswer, outcome }) => status ?? noAnswer ?? outcome)
        .slice(-8)
        .join(' '),
    ),
  );
  return element(
    'li',
    { 'data-message': id },
    folding(id, line, () => [
      ...(note === undefined ? [] : [element('p', {}, note)]),
      ...deliveries.map((delivery) => deliveryPart(id, delivery)),
    ]),
    ...deliveries
      .flatMap((delivery) => ahead(delivery, policy, now))
      .map((text) => element('p', { className: 'quiet' }, text)),
  );
}

/** What is coming, before it comes. */
function ahead({ state, attempts, nextAttemptAt, note }, { attemptsMax, givingUp }, now) {
  if (state !== 'waiting' || nextAttemptAt === undefined) return note === undefined ? [] : [note];
  if (attempts.length === 0) return [`First attempt in ${duration(Date.parse(nextAttemptAt) - Date.parse(now))}.`];
  const next = `next in ${duration(Math.max(0, Date.parse(nextAttemptAt) - Date.parse(now)))}`;
  const end =
    attemptsMax === undefined
      ? 'without end'
      : `after ${attemptsMax - attempts.length} more failures ${givingUp ?? 'it gives up'}`;
  return [
    `Attempt ${attempts.length}${attemptsMax === undefined ? '' : ` of ${attemptsMax}`} failed, ${next}; ${end}.`,
  ];
}

/** Opened ones stay open when the list is made anew. What is in them is asked for whenever somebody opens them: the gateway may know more by then. */
function folding(key, line, content) {
  const made = element('details', { 'data-key': key }, element('summary', {}, line));
  let filled = false;
  const fill = async () => {
    if (filled) return; // Being opened by this list is told as a toggle, too.
    filled = true;
    const parts = await content();
    if (filled) made.replaceChildren(made.firstElementChild, ...parts); // Not what was closed meanwhile.
  };
  made.addEventListener('toggle', () => {
    if (made.open) {
      opened.add(key);
      void fill();
      return;
    }
    opened.delete(key);
    filled = false;
    while (made.childElementCount > 1) made.lastElementChild.remove();
  });
  if (opened.has(key)) {
    made.open = true;
    void fill();
  }
  return made;
}

function deliveryPart(message, { id, destination, url, state, attempts }) {
  return element(
    'div',
    {},
    element('p', {}, `To ${destination}: `, element('code', {}, url), ' ', badge(state, tones[state])),
    element(
      'ol',
      { className: 'attempts' },
      ...attempts.map((attempt, index) => element('li', {}, attemptPart(message, id, attempt, index))),
    ),
  );
}

function attemptPart(
  message,
  delivery,
  { number, dueAt, outcome, status, noAnswer, success, note, tookMs, faults },
  index,
) {
  const said = status ?? noAnswer ?? outcome;
  const line = element(
    'span',
    { className: 'line' },
    badge(String(said), success ? 'good' : 'bad'),
    `attempt ${number}, ${clockTime(dueAt)}, ${tookMs} ms`,
    ...faults.map((fault) => badge(fault, 'warn')),
    element('span', { className: 'quiet' }, note ?? ''),
  );
  return folding(`${delivery}/${number}`, line, async () => {
    const { body } = await ask('GET', `/__mock/log?message=${encodeURIComponent(message)}&exchanges=true`);
    const found = body.items[0]?.deliveries.find(({ id }) => id === delivery);
    const { request, response, proof, refusal } = found?.attempts[index] ?? {};
    if (request === undefined) return [element('p', {}, 'It is no longer in the log.')];
    // A later attempt sends the same body, which is kept once.
    const sent = request.body === '' ? (found.attempts[0]?.request.body ?? '') : request.body;
    const signed = proof?.signed ?? found.attempts[0]?.proof?.signed;
    return [
      element('h4', {}, 'Request'),
      block(`Request of attempt ${number}`, `${request.method} ${request.url}`, request.headers, sent),
      element(
        'p',
        { className: 'quiet' },
        'What proves the sender is replaced by ***; a header of a signature is made anew for each attempt.',
      ),
      ...(proof === undefined ? [] : proven(number, proof, signed)),
      element('h4', {}, 'Answer'),
      response === undefined
        ? element('p', {}, note ?? 'None.')
        : block(`Answer to attempt ${number}`, String(response.status), response.headers, response.body),
      ...(refusal === undefined ? [] : [element('p', {}, `The receiver refused it: ${refusal}.`)]),
      element('p', {}, success ? 'The provider takes it for a success.' : 'The provider takes it for a failure.'),
      ...received(body.items[0].receiver),
    ];
  });
}

/** How it proved who sends it: a receiver's author compares this step by step. */
function proven(number, { scheme, key, covers, fault }, signed) {
  return [
    element('h4', {}, 'Proof'),
    element(
      'dl',
      { className: 'values' },
      ...[
        ['How', scheme],
        ['Key', key],
        ['Covers', covers],
        ['Fault', fault],
      ].flatMap(([name, text]) => (text === undefined ? [] : [element('dt', {}, name), element('dd', {}, text)])),
    ),
    ...(signed === undefined
      ? []
      : [element('p', {}, 'Signed, exactly:'), pre(`What attempt ${number} signed`, signed)]),
  ];
}

/** What a gateway of ours made of the message. */
function received(receiver) {
  if (receiver === undefined) return [];
  const { says, findings = [], console: page } = receiver;
  return [
    element('h4', {}, 'At the gateway'),
    element('p', {}, says),
    ...(findings.length === 0 ? [] : [element('ul', {}, ...findings.map((text) => element('li', {}, text)))]),
    ...(page === undefined
      ? []
      : [
          element('p', {}, element('a', { href: page, target: '_blank', rel: 'noreferrer' }, 'Open it in the console')),
        ]),
  ];
}

function block(label, first, headers, body) {
  const lines = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
  return pre(label, body === '' ? lines : `${lines}\n\n${body}`);
}

const pre = (label, text) =>
  element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, element('code', {}, text));
