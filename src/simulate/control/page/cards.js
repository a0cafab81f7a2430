// A card for each provider: how it is, what it does next, what a person there could do.
import { change } from './api.js';
import { at, badge, element } from './element.js';
import { clockTime } from './text.js';

let last = '';

export function showCards({ providers }, refresh) {
  const key = JSON.stringify(providers);
  if (key === last) return;
  last = key;
  const focused = document.activeElement?.dataset?.action;
  at('providers').replaceChildren(...providers.map((one) => card(one, refresh)));
  if (focused !== undefined) at('providers').querySelector(`[data-action="${focused}"]`)?.focus();
}

function card(
  { name, title = name, url, summary, actions, actionTexts = {}, attemptsMax, givingUp, downUntil, state },
  refresh,
) {
  const trouble = /disabled|no subscription|failing/.test(summary ?? '');
  const times = attemptsMax === 1 ? 'once' : `${attemptsMax} times`;
  const after =
    attemptsMax === undefined ? 'It tries again without end.' : `It tries ${times}; then ${givingUp ?? 'it gives up'}.`;
  return element(
    'li',
    { className: 'card', 'data-provider': name },
    element('h3', {}, title),
    element('p', {}, badge(summary ?? 'running', trouble ? 'warn' : 'good')),
    element('p', { className: 'quiet' }, `${after}${url === undefined ? '' : ` Its API: ${url}`}`),
    ...lists(state),
    outage(name, title, downUntil, refresh),
    ...actions.map((action) =>
      element(
        'p',
        {},
        element(
          'button',
          {
            type: 'button',
            'data-action': `${name} ${action}`,
            onclick: async () => {
              await change('POST', `/__mock/providers/${name}/actions/${action}`);
              await refresh();
            },
          },
          action,
        ),
        ` ${actionTexts[action] ?? ''}`,
      ),
    ),
  );
}

const outages = [
  ['an hour', 3_600],
  ['a day', 86_400],
  ['four days', 345_600],
];

/** The receiver itself stays as it is: only what this provider sends reaches nobody. */
function outage(name, title, downUntil, refresh) {
  const button = (text, seconds) =>
    element(
      'button',
      {
        type: 'button',
        'data-action': `${name} down ${seconds}`,
        'aria-label': seconds === 0 ? `${title}: ${text}` : `${title}: receiver down for ${text}`,
        onclick: async () => {
          await change('POST', '/__mock/outage', { provider: name, seconds });
          await refresh();
        },
      },
      text,
    );
  return downUntil === undefined
    ? element(
        'p',
        { className: 'actions' },
        'Receiver down for',
        ...outages.map(([text, seconds]) => button(text, seconds)),
      )
    : element(
        'p',
        { className: 'actions' },
        badge(`receiver down until ${clockTime(downUntil)}`, 'warn'),
        button('up again', 0),
      );
}

/** What is a list of things in its state, such as subscriptions, as lines. */
function lists(state) {
  return Object.entries(state)
    .filter(([, value]) => Array.isArray(value) && value.length > 0 && typeof value[0] === 'object')
    .map(([name, items]) =>
      element(
        'details',
        {},
        element('summary', {}, `${name} (${items.length})`),
        ...items.map((item) =>
          element(
            'dl',
            { className: 'values' },
            ...Object.entries(item).flatMap(([key, value]) => [
              element('dt', {}, key),
              element('dd', {}, Array.isArray(value) ? value.join(', ') || 'all' : String(value)),
            ]),
          ),
        ),
      ),
    );
}
