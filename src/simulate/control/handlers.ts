/** What the control API does, operation by operation. */
import type { MockHandlers } from '../../../generated/mock/handlers.ts';
import type { LoggedMessage } from '../../../generated/mock/models.ts';
import { problemDocument } from '../../problems.ts';
import { systemClock } from '../../running/clock.ts';
import { noMock } from '../emission.ts';
import { explain, faultKinds } from '../explain.ts';
import type { Mocks } from '../mocks.ts';
import { notOneOf } from '../not-one-of.ts';
import type { PrismMock } from '../prism.ts';
import { receiverView } from '../receiver-view.ts';
import { recorded, toLines } from '../recording.ts';
import { runScenario } from '../scenario/run.ts';
import { choiceOf, shippedScenarios } from '../scenario/shipped.ts';
import { whatAnswers } from '../what-answers.ts';
import type { MockControl } from './client.ts';
import { composition } from './composition.ts';
import type { TestSink } from './sink.ts';
import { callViews, messageView, statusView, timeText } from './views.ts';

const LOG_LIMIT = 100;

/** `self` is a client of these very operations: a scenario knows nothing else. `prism`: what Prism serves beside them. */
export function controlHandlers(
  mocks: Mocks,
  sink: TestSink,
  onStop: () => void,
  self: () => MockControl,
  prism: () => readonly PrismMock[],
): MockHandlers<undefined> {
  const { engine, clock } = mocks;
  const noSuchMock = (provider: string | undefined) =>
    provider === undefined || engine.mocks.has(provider) ? undefined : noMock(provider, engine.mocks);
  /** One message only: the receiver is asked for each. */
  async function withReceiver(items: readonly LoggedMessage[], asked: boolean): Promise<LoggedMessage[]> {
    const [message, ...others] = items;
    const operator = mocks.operator();
    if (!asked || operator === undefined || message === undefined || others.length > 0) return [...items];
    const identity = engine.log.messages
      .get(message.id)
      ?.deliveries.flatMap(({ attempts }) => attempts.flatMap((one) => one.identity ?? []))
      .at(-1);
    return identity === undefined ? [message] : [{ ...message, receiver: await receiverView(operator, identity) }];
  }
  return {
    getMock: async () => ok(statusView(mocks, whatAnswers(self().baseUrl, engine.mocks.values(), prism()))),
    stop: async () => {
      setImmediate(onStop); // Once this answer is on its way.
      return done('The mocks end.');
    },
    reset: async () => {
      engine.reset();
      sink.clear();
      return done('Everything is forgotten.');
    },
    advance: async ({ body }) => {
      clock.advance(body.seconds * 1000);
      await engine.settled();
      return done(`It is ${timeText(clock.now())}.`);
    },
    setClock: async ({ body: { timeScale } }) => {
      clock.setScale(timeScale);
      const pace = timeScale === 1 ? 'as fast as real time' : `${timeScale} times as fast as real time`;
      return done(timeScale === 0 ? `The clock stands still at ${timeText(clock.now())}.` : `The clock runs ${pace}.`);
    },
    step: async () => {
      // An attempt under way may have another one to follow, and its outcome is what is asked for next.
      await engine.settled();
      const next = engine.nextDueMs();
      if (next === undefined) return done('Nothing waits.');
      clock.advance(Math.max(0, next - clock.now()));
      await engine.settled();
      return done(`It is ${timeText(clock.now())}.`);
    },
    compose: async ({ body }) => ok(composition(mocks, body)),
    listScenarios: async () => ok({ items: [...shippedScenarios([...engine.mocks.keys()])].map(choiceOf) }),
    runScenario: async ({ path: { provider, scenario } }) => {
      const found = shippedScenarios([...engine.mocks.keys()]).find(
        (one) => one.provider === provider && one.name === scenario,
      );
      if (found === undefined) return unknown(`There is no scenario ${scenario} of ${provider}.`);
      const { steps } = await runScenario(found.scenario, {
        control: self(),
        events: async () => [...sink.events()],
        clock: systemClock,
      });
      return ok({ passed: steps.every(({ outcome }) => outcome === 'passed'), steps: [...steps] });
    },
    downReceiver: async ({ body: { provider, seconds } }) => {
      const told = engine.outage(provider, seconds * 1000);
      if (!told.ok) return invalid(told.detail);
      if (seconds === 0) return done(`Pushes of ${provider} reach the receiver again.`);
      return done(`Pushes of ${provider} reach nobody until ${timeText(clock.now() + seconds * 1000)}.`);
    },
    emit: async ({ body }) => {
      const queued = engine.emit(body);
      return queued.ok ? ok({ messages: [...queued.messages] }) : invalid(queued.detail);
    },
    replay: async ({ body }) => {
      const queued = engine.replay(body.messages);
      return queued.ok ? ok({ messages: [...queued.messages] }) : invalid(queued.detail);
    },
    listLog: async ({ query: { provider, message, limit = LOG_LIMIT, exchanges } }) => {
      const refused = noSuchMock(provider);
      if (refused !== undefined) return invalid(refused.detail);
      const all = [...engine.log.messages.values()].filter(
        (one) => (provider ?? one.provider) === one.provider && (message ?? one.id) === one.id,
      );
      const items = all.slice(-limit).map((one) => messageView(one, exchanges === 'true'));
      return ok({ items: await withReceiver(items, message !== undefined && exchanges === 'true') });
    },
    listCalls: async ({ query: { provider } }) => {
      const refused = noSuchMock(provider);
      if (refused !== undefined) return invalid(refused.detail);
      const asked = [...engine.mocks.values()].filter(({ name }) => (provider ?? name) === name);
      return ok({ items: asked.flatMap(callViews) });
    },
    getRecording: async () => ({
      status: 200,
      contentType: 'application/x-ndjson',
      body: toLines(recorded(engine.log.messages.values())),
    }),
    listFaultKinds: async () => ok({ items: faultKinds.map(explain) }),
    listFaultRules: async () => ok({ items: [...engine.rules.all()] }),
    addFaultRule: async ({ body }) => {
      const added = engine.addRule(body);
      return added.ok ? done(`${body.provider} may now have the fault ${body.fault.kind}.`) : invalid(added.detail);
    },
    clearFaultRules: async () => {
      engine.rules.clear();
      return done('No rule is left.');
    },
    act: async ({ path: { provider, action } }) => {
      const mock = engine.mocks.get(provider);
      if (mock === undefined) return unknown(noMock(provider, engine.mocks).detail);
      if (!mock.actions.includes(action))
        return unknown(`${provider} has no action ${action}${notOneOf(action, mock.actions, 'it has')}.`);
      return done(mock.act(action));
    },
    takeEvent: async ({ body }) => {
      // openapi-backend looks into bodies of `application/json` only, and this one says that it is a CloudEvent.
      const { id, type, source } = body;
      if (![id, type, source].every((one) => typeof one === 'string' && one !== ''))
        return invalid('An event has an id, a type and a source.');
      sink.take(body);
      return done('Taken.');
    },
    listSinkEvents: async () => ok({ items: [...sink.events()] }),
  };
}

const ok = <Body>(body: Body) => ({ status: 200, contentType: 'application/json', body }) as const;
const done = (sentence: string) => ok({ done: sentence });
const invalid = (detail: string) =>
  ({
    status: 400,
    contentType: 'application/problem+json',
    body: { ...problemDocument('parameter_invalid'), detail },
  }) as const;
const unknown = (detail: string) =>
  ({
    status: 404,
    contentType: 'application/problem+json',
    body: { ...problemDocument('unknown_item'), detail },
  }) as const;
