// The mocks' clock: what it shows, and the buttons that move it.
import { change } from './api.js';
import { at } from './element.js';
import { clockTime, duration } from './text.js';

let speed = 1;

export function startClock(refresh) {
  const move = async (method, path, body) => {
    await change(method, path, body);
    await refresh();
  };
  at('pause').addEventListener('click', () => {
    const paused = at('pause').textContent === 'Pause';
    return move('POST', '/__mock/clock', { timeScale: paused ? 0 : speed });
  });
  at('step').addEventListener('click', () => move('POST', '/__mock/step'));
  at('speed').addEventListener('change', () => {
    speed = Number(at('speed').value);
    return move('POST', '/__mock/clock', { timeScale: speed });
  });
  at('reset').addEventListener('click', () => move('POST', '/__mock/reset'));
  for (const button of document.querySelectorAll('[data-advance]'))
    button.addEventListener('click', () => move('POST', '/__mock/time', { seconds: Number(button.dataset.advance) }));
}

export function showClock({ now, timeScale, nextAttemptAt, waiting, attempting, gateway, seed }) {
  at('where').textContent = `They push to ${gateway}. Seed ${seed}.`;
  at('now').textContent = clockTime(now);
  at('pace').textContent = timeScale === 0 ? 'paused' : timeScale === 1 ? 'real time' : `${timeScale} × real time`;
  at('pace').className = `badge ${timeScale === 0 ? 'warn' : 'good'}`;
  const next = nextAttemptAt && `the next in ${duration(Math.max(0, Date.parse(nextAttemptAt) - Date.parse(now)))}`;
  const count = `${waiting} ${waiting === 1 ? 'attempt waits' : 'attempts wait'}`;
  at('next').textContent = [count, next, attempting > 0 && `${attempting} under way`].filter(Boolean).join(', ');
  at('pause').textContent = timeScale === 0 ? 'Go on' : 'Pause';
  at('step').disabled = waiting === 0;
  if (timeScale !== 0) speed = timeScale;
  if ([...at('speed').options].some(({ value }) => Number(value) === timeScale)) at('speed').value = String(timeScale);
}
