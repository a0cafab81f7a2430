// Shipped scenarios, run against the gateway; what each step came to.
import { ask } from './api.js';
import { at, badge, element } from './element.js';

const tones = { passed: 'good', failed: 'bad', skipped: 'warn' };

export async function startScenarios(refresh) {
  const { body } = await ask('GET', '/__mock/scenarios');
  const choices = body.items;
  at('scenario').append(
    ...choices.map(({ provider, name, title }, index) => new Option(`${provider}: ${title || name}`, String(index))),
  );
  const chosen = () => choices[Number(at('scenario').value)];
  const plan = () =>
    at('steps').replaceChildren(
      ...(chosen()?.steps ?? []).map((title) => element('li', { className: 'quiet' }, withoutNumber(title))),
    );
  at('scenario').addEventListener('change', plan);
  plan();
  at('scenario-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = at('scenario-form').querySelector('button');
    const { provider, name } = chosen();
    button.disabled = true;
    at('said').className = 'said';
    at('said').textContent = 'The scenario runs.';
    const { ok, body: ran } = await ask('POST', `/__mock/scenarios/${provider}/${name}`);
    button.disabled = false;
    at('said').className = `said ${ok && ran.passed ? 'good-text' : 'bad-text'}`;
    at('said').textContent = ok ? (ran.passed ? 'The scenario passed.' : 'The scenario failed.') : ran.detail;
    if (ok)
      at('steps').replaceChildren(
        ...ran.steps.map(({ title, outcome, reason, tookMs }) =>
          element(
            'li',
            {},
            badge(outcome, tones[outcome]),
            ` ${withoutNumber(title)} `,
            element('span', { className: 'quiet' }, reason ?? `${tookMs} ms`),
          ),
        ),
      );
    await refresh();
  });
}

const withoutNumber = (title) => title.replace(/^\d+\. /, '');
