/** What may come in the place of the last word of a command line. */
import type { Command, Option } from 'commander';
import { providers } from '../providers/list.ts';
import { type OperatorOptions, openOperatorClient } from './operator.ts';
import { createProgram } from './program.ts';

/** A person who presses Tab waits no longer than this for the gateway. */
const ASK_MS_MAX = 1_000;
const IDS_MAX = 50;

/**
 * A shell puts a word into the command line as it is. An id or a name may come from outside, so one that a shell would read as more than a word is not
 * offered.
 */
const plainWord = /^[\w.:@/-]+$/;

/** `words`: what comes after the program's name; the last one is being written and may be empty. Nothing: the shell completes files. */
export async function candidates(words: readonly string[]): Promise<readonly string[]> {
  const place = walk(await createProgram(words), words.slice(0, -1));
  const last = words.at(-1) ?? '';
  // `--source=sh`: the value is offered with what stands before it, because it is one word to the shell.
  const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(last) ?? [];
  const option = place.command.options.find(({ long }) => long === name);
  if (name === undefined || value === undefined) return offered(await possible(place, last), last);
  if (option === undefined) return [];
  return offered(await possible({ ...place, option }, value), value).map((word) => `${name}=${word}`);
}

const offered = (words: readonly string[], written: string): readonly string[] =>
  words.filter((word) => word.startsWith(written) && plainWord.test(word));

type Place = {
  /** The command that the words lead to. */
  readonly command: Command;
  /** The option that waits for its value. */
  readonly option: Option | undefined;
  /** How many arguments there are. */
  readonly at: number;
  /** Where the words say that the gateway is. */
  readonly gateway: OperatorOptions;
};

function walk(root: Command, words: readonly string[]): Place {
  let command = root;
  let option: Option | undefined;
  let at = 0;
  const given = new Map<string, string>();
  for (const word of words) {
    if (option !== undefined) {
      given.set(option.attributeName(), word);
      option = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const [name = '', value] = word.split(/=(.*)/s);
      const named = command.options.find(({ long, short }) => name === long || name === short);
      if (named !== undefined && value !== undefined) given.set(named.attributeName(), value);
      else option = named?.required || named?.optional ? named : undefined;
      continue;
    }
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next === undefined) at += 1;
    else command = next;
  }
  const [url, config] = [given.get('url'), given.get('config')];
  const gateway = { ...(url !== undefined && { url }), ...(config !== undefined && { config }) };
  return { command, option, at, gateway };
}

async function possible({ command, option, at, gateway }: Place, written: string): Promise<readonly string[]> {
  if (option !== undefined) return option.argChoices ?? named(option.attributeName(), command, gateway);
  if (written.startsWith('-'))
    return [...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])), '--help'];
  const below = command.createHelp().visibleCommands(command);
  if (below.length > 0) return below.map((one) => one.name());
  const argument = command.registeredArguments[at] ?? command.registeredArguments.findLast(({ variadic }) => variadic);
  return argument === undefined ? [] : (argument.argChoices ?? named(argument.name(), command, gateway));
}

/** Values by what an option or an argument is called; `name` alone is that of what the command above is about. */
async function named(what: string, command: Command, gateway: OperatorOptions): Promise<readonly string[]> {
  const about = what === 'name' ? (command.parent?.name().replace(/s$/, '') ?? '') : what;
  const asked = /^(id|message|messages)$/.test(about) ? idsOf(command) : about;
  switch (asked) {
    case 'provider':
      return providers.map(({ name }) => name);
    case 'source':
    case 'sink':
    case 'message':
    case 'event':
    case 'delivery':
      return fromGateway(asked, gateway);
    default:
      return [];
  }
}

/** What an id is the id of: `events show <id>`. A message, where nothing else is named. */
const idsOf = (command: Command): string =>
  ({ events: 'event', deliveries: 'delivery', 'dead-letters': 'delivery' })[command.parent?.name() ?? ''] ?? 'message';

async function fromGateway(
  what: 'source' | 'sink' | 'message' | 'event' | 'delivery',
  gateway: OperatorOptions,
): Promise<readonly string[]> {
  try {
    const operator = openOperatorClient(gateway);
    // From here on: to read a configuration takes time of its own, in which no timer runs.
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, ASK_MS_MAX, undefined).unref());
    // A key that is pressed for an id reads nobody's data, and leaves no line in the audit log.
    const query = { limit: IDS_MAX, masked: true };
    const asked = {
      source: () => operator.listSources({}),
      sink: () => operator.listSinks({}),
      message: () => operator.listMessages({ query }),
      event: () => operator.listEvents({ query }),
      delivery: () => operator.listDeliveries({ query }),
    }[what]();
    const answer = await Promise.race([asked, late]);
    if (answer?.status !== 200) return [];
    const items: readonly object[] = answer.body.items;
    return items.flatMap((item) => ('name' in item ? [String(item.name)] : 'id' in item ? [String(item.id)] : []));
  } catch {
    return []; // No gateway, no token, no configuration: commands and options are completed all the same.
  }
}
