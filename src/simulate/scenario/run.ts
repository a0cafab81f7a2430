/** Runs a scenario through the control API, step by step. A step that fails ends it; what follows is skipped. */
import type { LoggedMessage, Recorded } from '../../../generated/mock/models.ts';
import type { Undeclared } from '../../../generated/runtime/client.ts';
import type { Clock } from '../../running/clock.ts';
import type { MockControl } from '../control/client.ts';
import { departure, type GatewayEvent } from './expectation.ts';
import { type Given, msOf, type Scenario, type Send, type Step } from './scenario.ts';

export type RunOptions = {
  readonly control: MockControl;
  /** What the gateway has delivered since the scenario began. */
  readonly events: () => Promise<readonly GatewayEvent[]>;
  /** Real time. */
  readonly clock: Clock;
};

export type StepResult = {
  readonly title: string;
  readonly tookMs: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly reason?: string;
};

export type ScenarioResult = {
  readonly name: string;
  readonly steps: readonly StepResult[];
  /** Every message with its deliveries and attempts, as it was at the end. */
  readonly messages: readonly LoggedMessage[];
};

const WITHIN = '5s';
const LOOK_MS = 25;
const LOG_LIMIT = 10_000;

export async function runScenario(scenario: Scenario, { control, events, clock }: RunOptions): Promise<ScenarioResult> {
  const { name, provider } = scenario;
  await answered(control.reset({}));
  let sent: readonly string[] = [];
  let sender = provider;
  const named = new Map<string, string>();
  const steps: StepResult[] = [];

  async function play(step: Step): Promise<string | undefined> {
    if ('given' in step) return give(step.given);
    if ('advance' in step) return sentence(control.advance({ body: { seconds: msOf(step.advance) / 1000 } }));
    if ('send' in step) {
      sender = step.send.provider ?? provider;
      const queued = await control.emit({ body: { ...emissionOf(step.send), provider: sender } });
      if (queued.status !== 200) return detailOf(queued);
      sent = queued.body.messages;
      const [first] = sent;
      if (step.send.as !== undefined && first !== undefined) named.set(step.send.as, first);
      return undefined;
    }
    if ('again' in step) return sendAgain(named.get(step.again));
    const endMs = clock.now() + msOf(step.expect.within ?? WITHIN);
    for (;;) {
      const wrong = departure(step.expect, { ...(await seen()), events: await events() });
      if (wrong === undefined || clock.now() >= endMs) return wrong;
      await clock.sleep(LOOK_MS);
    }
  }

  async function sendAgain(id: string | undefined): Promise<string | undefined> {
    const lines = (await answered(control.getRecording({}))).split('\n').filter((line) => line !== '');
    const found = lines.map((line) => JSON.parse(line) as Recorded).find(({ message }) => message === id);
    if (id === undefined || found === undefined) return 'the message is no longer in the log of the mocks';
    const { attempts: _, faults: __, ...record } = found;
    const queued = await control.replay({ body: { messages: [{ ...record, afterMs: 0 }] } });
    if (queued.status !== 200) return detailOf(queued);
    sent = queued.body.messages;
    return undefined;
  }

  async function give(given: Given): Promise<string | undefined> {
    if ('action' in given) return sentence(control.act({ path: { provider, action: given.action } }));
    if ('receiver' in given) {
      const seconds = msOf(given.receiver.replace('down for ', '')) / 1000;
      return sentence(control.downReceiver({ body: { provider, seconds } }));
    }
    const { event, probability, times, ...fault } = given.fault;
    const rule = {
      provider,
      fault,
      ...(event === undefined ? {} : { event }),
      ...(probability === undefined ? {} : { probability }),
      ...(times === undefined ? {} : { times }),
    };
    return sentence(control.addFaultRule({ body: rule }));
  }

  async function seen() {
    const [{ items }, { providers }] = await Promise.all([
      answered(control.listLog({ query: { limit: LOG_LIMIT } })),
      answered(control.getMock({})),
    ]);
    const messages = items.filter(({ id }) => sent.includes(id));
    return {
      messages,
      complete: messages.length === sent.length,
      state: providers.find((one) => one.name === sender)?.state ?? {},
    };
  }

  let failed = false;
  for (const [index, step] of scenario.steps.entries()) {
    const title = `${index + 1}. ${titleOf(step)}`;
    const startMs = clock.now();
    const reason: string | undefined = failed ? undefined : await play(step);
    const outcome = failed ? 'skipped' : reason === undefined ? 'passed' : 'failed';
    steps.push({ title, tookMs: clock.now() - startMs, outcome, ...(reason === undefined ? {} : { reason }) });
    failed ||= reason !== undefined;
  }
  const { items } = await answered(control.listLog({ query: { limit: LOG_LIMIT } }));
  return { name, steps, messages: items };
}

const emissionOf = ({ faults, as: _, ...send }: Send) => ({ ...send, faults: [...(faults ?? [])] });

/** The step in words: `expect answer 200, state succeeded`. */
export function titleOf(step: Step): string {
  const [[kind, content] = ['', '']] = Object.entries(step);
  if (typeof content === 'string') return `${kind} ${content}`;
  const parts = Object.entries(content).map(
    ([name, value]) => `${name} ${cut(typeof value === 'object' ? JSON.stringify(value) : String(value))}`,
  );
  return `${kind} ${parts.join(', ')}`;
}

/** A whole document would hide what the step is about. */
const title_units_max = 120;
const cut = (text: string): string => (text.length > title_units_max ? `${text.slice(0, title_units_max)}…` : text);

type Said = { readonly status: number | 'undeclared'; readonly body?: unknown };

/** Why it was refused; `undefined`: it was not. */
async function sentence(call: Promise<Said>): Promise<string | undefined> {
  const said = await call;
  return said.status === 200 ? undefined : detailOf(said);
}

const detailOf = ({ body }: Said): string =>
  typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : 'the mocks refused it';

async function answered<Answer extends Said>(
  call: Promise<Answer | Undeclared>,
): Promise<Extract<Answer, { status: 200 }> extends { body: infer Body } ? Body : never> {
  const answer = await call;
  if (answer.status !== 200) throw new Error(`the control port answered ${answer.status}: ${detailOf(answer)}`);
  return (answer as Extract<Answer, { status: 200 }> & { body: never }).body;
}
