/** `pushdock mock emit`: makes a mock provider send an event, sound or broken, and prints how it ended. */
import { readFileSync, statSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import type { Fault, LoggedMessage } from '../../generated/mock/models.ts';
import { systemClock } from '../running/clock.ts';
import { CommandFailed } from './failure.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printMessages } from './mock-log.ts';
import { watchMessages } from './mock-watch.ts';
import { printJson, printText } from './print.ts';

type Options = ControlOptions & {
  readonly variant?: string;
  readonly count: number;
  readonly rate?: number;
  readonly to?: string;
  readonly fault: readonly Fault[];
  readonly attempts?: number;
  readonly set: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly header: Readonly<Record<string, string>>;
  readonly force?: boolean;
  readonly watch?: boolean;
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
      .option('--set <path=value>', 'a field of the message in place of the example; may be repeated', fieldOf, {})
      .option(
        '--data <file>',
        "the message's own data: JSON or XML, a whole message or a part that is laid over the example",
      )
      .option(
        '--header <name=value>',
        "added to the provider's headers, or in place of one; may be repeated",
        fieldOf,
        {},
      )
      .option('--force', 'send own data that departs from the contract')
      .option(
        '--fault <kind[:amount]>',
        'a fault of the message or its attempts (pushdock mock explain lists them); may be repeated',
        faultOf,
        [],
      )
      .option('--attempts <n>', 'the faults happen in this many attempts (1)', positive)
      .option('--watch', 'print each attempt as it happens, until every message has ended or Ctrl-C'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock mock emit paazl shipment-status --variant delivered\n  pushdock mock emit zettle PurchaseCreated --count 20 --rate 5 --fault duplicate\n  pushdock mock emit paazl shipment-status --fault delay:3600 --fault old-token --attempts 2\n  pushdock mock emit zettle PurchaseCreated --set amount=4200 --set "products[0].quantity=2" --header x-trial=7\n  pushdock mock emit paazl shipment-status --data status.json --set barcode=3S1\n  pushdock mock emit paazl shipment-status --fault missing-field:barcode',
    )
    .action(emit);
}

async function emit(provider: string, event: string, options: Options): Promise<void> {
  const { variant, count, rate, to, fault, attempts, set, data, header, force, watch, json } = options;
  if (watch && json)
    throw new CommandFailed('usage', '--watch prints lines as they come, and --json one document; choose one');
  const document = data === undefined ? undefined : readData(data);
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
        ...(Object.keys(set).length === 0 ? {} : { set }),
        ...(document === undefined ? {} : { data: document }),
        ...(Object.keys(header).length === 0 ? {} : { headers: header }),
        ...(force ? { force } : {}),
        faults: fault.map((one) => (attempts === undefined ? one : { ...one, attempts })),
      },
    }),
  );
  if (watch) return watchMessages(control, messages);
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
  const [, name = text, more] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  const kind = name as Fault['kind'];
  if (more === undefined) return [...before, { kind }];
  // A field of the message: its path is a name or more.
  if (/-(field|value)$/.test(kind)) return [...before, { kind, field: more }];
  if (!/^-?\d+(\.\d+)?$/.test(more))
    throw new InvalidArgumentError('Write a number after the colon, such as delay:60.');
  return [...before, { kind, amount: Number(more) }];
}

function fieldOf(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Write a name, an equals sign and a value, such as barcode=3S1.');
  return { ...before, [name.trim()]: value };
}

/** More than a gateway reads by default is told to the mocks by the fault `oversize`. */
const data_bytes_max = 16 * 1024 * 1024;

function readData(file: string): string {
  const bytes = statSync(file).size;
  if (bytes > data_bytes_max)
    throw new CommandFailed('failed', `${file} has ${bytes} bytes; own data has at most ${data_bytes_max}`);
  return readFileSync(file, 'utf8');
}
