/** What may come in the place of the last word of a command line. */
import type { Command, Option } from 'commander';
import { providers } from '../providers/list.ts';
import { openOperatorClient } from './operator.ts';
import { createProgram } from './program.ts';

/** Who presses a key waits for no gateway longer than this. */
const ASK_MS_MAX = 1_000;
const IDS_MAX = 50;

/** `words`: what comes after the program's name; the last one is being written and may be empty. Nothing: the shell completes files. */
export async function candidates(words: readonly string[]): Promise<readonly string[]> {
  const written = words.at(-1) ?? '';
  const { command, option, at } = walk(await createProgram(words), words.slice(0, -1));
  return (await possible(command, option, at, written)).filter((word) => word.startsWith(written));
}

/** The command that the words lead to, the option that waits for its value, and how many arguments there are. */
function walk(root: Command, words: readonly string[]): { command: Command; option: Option | undefined; at: number } {
  let command = root;
  let option: Option | undefined;
  let at = 0;
  for (const word of words) {
    if (option !== undefined) {
      option = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const named = command.options.find(({ long, short }) => word === long || word === short);
      option = named?.required || named?.optional ? named : undefined;
      continue;
    }
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next === undefined) at += 1;
    else command = next;
  }
  return { command, option, at };
}

async function possible(
  command: Command,
  option: Option | undefined,
  at: number,
  written: string,
): Promise<readonly string[]> {
  if (option !== undefined) return option.argChoices ?? named(option.attributeName(), command);
  if (written.startsWith('-'))
    return [...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])), '--help'];
  const below = command.createHelp().visibleCommands(command);
  if (below.length > 0) return below.map((one) => one.name());
  const argument = command.registeredArguments[at] ?? command.registeredArguments.findLast(({ variadic }) => variadic);
  return argument === undefined ? [] : (argument.argChoices ?? named(argument.name(), command));
}

/** Values by what an option or an argument is called; `name` alone is that of what the command above is about. */
async function named(what: string, command: Command): Promise<readonly string[]> {
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
      return fromGateway(asked);
    default:
      return [];
  }
}

/** What an id is the id of: `events show <id>`. A message, where nothing else is named. */
const idsOf = (command: Command): string =>
  ({ events: 'event', deliveries: 'delivery', 'dead-letters': 'delivery' })[command.parent?.name() ?? ''] ?? 'message';

async function fromGateway(what: 'source' | 'sink' | 'message' | 'event' | 'delivery'): Promise<readonly string[]> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ASK_MS_MAX, undefined).unref());
  try {
    const operator = openOperatorClient({});
    const query = { limit: IDS_MAX };
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
