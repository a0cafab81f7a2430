/** `pushdock mock emit`: makes a mock provider send an event, sound or broken, and prints how it ended. */
import { Command, InvalidArgumentError } from 'commander';
import type { Fault, LoggedMessage } from '../../generated/mock/models.ts';
import { systemClock } from '../running/clock.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printMessages } from './mock-log.ts';
import { printJson, printText } from './print.ts';

type Options = ControlOptions & {
  readonly variant?: string;
  readonly count: number;
  readonly rate?: number;
  readonly to?: string;
  readonly fault: readonly Fault[];
  readonly attempts?: number;
  readonly json?: boolean;
};

/** The command waits this long for the first attempts. Those that take longer, or are due later, are in the log. */
const SHOWN_MS_MAX = 3_000;
const LOOK_MS = 50;
const shown_max = 20;

export function emitCommand(): Command {
  return withControl(
    new Command('emit')
      .description('Send an event of a provider.')
      .argument('<provider>', 'name of the provider, as `pushdock mock up` lists it')
      .argument('<event>', 'pushdock mock log --events lists them')
      .option(
        '--variant <name>',
        'send this example of the contract, with new identifiers; without it the seed varies one',
      )
      .option('--count <n>', 'send this many', positive, 1)
      .option('--rate <n>', "send this many a second, on the mocks' clock; without it all at once", rateOf)
      .option('--to <url>', 'push to this URL instead of the gateway')
      .option('--fault <kind[:amount]>', 'a fault of the message or its attempts; may be repeated', faultOf, [])
      .option('--attempts <n>', 'the faults happen in this many attempts (1)', positive),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock mock emit paazl shipment-status --variant delivered\n  pushdock mock emit zettle PurchaseCreated --count 20 --rate 5 --fault duplicate\n  pushdock mock emit paazl shipment-status --fault delay:3600 --fault old-token --attempts 2',
    )
    .action(emit);
}

async function emit(provider: string, event: string, options: Options): Promise<void> {
  const { variant, count, rate, to, fault, attempts, json } = options;
  const control = controlOf(options);
  const { messages } = await controlled(
    control.emit({
      body: {
        provider,
        event,
        count,
        ...(variant === undefined ? {} : { variant }),
        ...(rate === undefined ? {} : { ratePerSecond: rate }),
        ...(to === undefined ? {} : { to }),
        faults: fault.map((one) => (attempts === undefined ? one : { ...one, attempts })),
      },
    }),
  );
  const logged = await firstAttempts(options, messages.slice(0, shown_max));
  if (json) return printJson({ messages, log: logged });
  printMessages(logged);
  if (messages.length > logged.length) printText(`and ${messages.length - logged.length} more: pushdock mock log`);
}

/** The messages once each has an attempt behind it, or as they are after three seconds. */
async function firstAttempts(options: ControlOptions, ids: readonly string[]): Promise<readonly LoggedMessage[]> {
  const endMs = systemClock.now() + SHOWN_MS_MAX;
  for (;;) {
    const pages = await Promise.all(
      ids.map((message) => controlled(controlOf(options).listLog({ query: { message } }))),
    );
    const logged = pages.flatMap(({ items }) => items);
    const attempted = (one: LoggedMessage) =>
      one.state !== 'waiting' || one.deliveries.every(({ attempts }) => attempts.length > 0);
    if ((logged.length === ids.length && logged.every(attempted)) || systemClock.now() > endMs) return logged;
    await systemClock.sleep(LOOK_MS);
  }
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 to 99999.');
  return Number(text);
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate >= 0.001 && rate <= 10_000)) throw new InvalidArgumentError('Write a number from 0.001 to 10000.');
  return rate;
}

/** The mocks check the kind, because their contract lists them all. */
function faultOf(text: string, before: readonly Fault[]): readonly Fault[] {
  const [kind = '', amount] = text.split(':');
  if (amount !== undefined && !/^-?\d+(\.\d+)?$/.test(amount))
    throw new InvalidArgumentError('Write a number after the colon, such as delay:60.');
  const fault = { kind: kind as Fault['kind'], ...(amount === undefined ? {} : { amount: Number(amount) }) };
  return [...before, fault];
}
