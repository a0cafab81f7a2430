/** The options by which listings, tails and replays choose. Each is defined once, and gives one parameter of the operator API. */
import { type Command, Option } from 'commander';
import { moment } from './option-values.ts';

/** For parameters of a query, the options that give them. */
export type Filters<Query> = { readonly [Name in keyof Query]?: Option };

export function withFilters<Query>(command: Command, filters: Filters<Query>): Command {
  for (const option of Object.values<Option | undefined>({ ...filters }))
    if (option !== undefined) command.addOption(option);
  return command;
}

/** The query that these options give. An option that is not given is absent. */
export function queryOf<Query>(filters: Filters<NoInfer<Query>>, options: object): Query {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const query: Record<string, unknown> = {};
  for (const [name, option] of Object.entries<Option | undefined>({ ...filters })) {
    const value = option && given[option.attributeName()];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) query[name] = value;
  }
  // What is in it passed each option's parser or choices, and the gateway validates the query by its contract.
  return query as Query;
}

/** `what` is that chosen from: `messages`, `events of messages`. */
export const byProvider = (what: string) => new Option('--provider <name>', `only ${what} of this provider`);
export const bySource = (what: string) => new Option('--source <name>', `only ${what} of this source`);
export const byVerdict = (what: string) =>
  new Option('--verdict <verdict>', `only ${what} with this verdict`).choices([
    'match',
    'drift',
    'violation',
    'unknown',
  ]);
export const byEventType = (what: string) =>
  new Option('--type <type>', `only ${what} of exactly this CloudEvents type`);
export const byState = (what: string, states: readonly string[]) =>
  new Option('--state <state>', `only ${what} in this state`).choices(states);

export const since = (what = 'only from this time on') =>
  new Option('--since <time>', `${what}: 90s, 15min, 2h or 7d ago, a date, or a time with its zone`).argParser((text) =>
    moment(text),
  );
export const until = () => new Option('--until <time>', 'only before this time').argParser((text) => moment(text));

/** What every choice of messages begins with. */
export const ofMessages = {
  provider: byProvider('messages'),
  source: bySource('messages'),
  state: byState('messages', ['received', 'processed', 'quarantined', 'failed', 'recorded']),
  verdict: byVerdict('messages'),
};

/** `what`: the thing whose text and fields are searched. */
export const searching = (what: string) => ({
  identity: new Option(
    '--identity <kind:key>',
    'only the message with this identity: token:…, uuid:…, signature:…, body:<SHA-256>',
  ),
  text: new Option('--text <text>', `only with this text in ${what}; case does not matter`),
  field: new Option(
    '--field <path=value>',
    `only with this field in ${what}: /status=DELIVERED, $.items[0].sku=A-1, //barcode=3S1; several must all match`,
  ).argParser((text: string, before: readonly string[] = []) => [...before, text]),
});
