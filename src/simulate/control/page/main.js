// The page as a whole: asks every second how the mocks are, and at once after every change.
import { showAddresses } from './addresses.js';
import { ask } from './api.js';
import { showCards } from './cards.js';
import { showClock, startClock } from './clock.js';
import { showComposer, startComposer } from './composer.js';
import { at } from './element.js';
import { showMessages } from './messages.js';
import { startScenarios } from './scenarios.js';

const EVERY_MS = 1_000;

async function refresh() {
  try {
    const { body: status } = await ask('GET', '/__mock/status');
    showClock(status);
    showCards(status, refresh);
    showAddresses(status);
    await Promise.all([showMessages(status), showComposer(status)]);
  } catch {
    at('said').className = 'said bad-text';
    at('said').textContent = 'The mocks do not answer. Start them with `make mock`; this page goes on by itself.';
  }
}

startClock(refresh);
await Promise.all([startComposer(refresh), startScenarios(refresh)]);
await refresh();
setInterval(() => document.hidden || refresh(), EVERY_MS);
