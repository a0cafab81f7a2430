/** Every command that lists things: one definition gives it filters, pages, JSON and a table. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { type Filters, queryOf, withFilters } from './filters.ts';
import { type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printTable, printText, type Row } from './print.ts';
import { type NamedFilters, wrongNames } from './wrong-names.ts';

/** For each title of a column, what it shows of an item. */
export type Columns<Item> = Readonly<Record<string, (item: Item, nowMs: number) => Row[number]>>;

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor?: string };
type Slice = { readonly limit: number; readonly cursor?: string };

type Listing<Item> = {
  readonly description: string;
  readonly example: string;
  readonly columns: Columns<Item>;
  /** What is said when nothing is found. */
  readonly none: string;
};

type Shown = OperatorOptions & { readonly json?: boolean };

/** The parameters of an operation that lists. */
export type QueryOf<Operation extends keyof Operator> = Parameters<Operator[Operation]>[0] extends {
  readonly query?: infer Query;
}
  ? NonNullable<Query>
  : never;

/** A command, `list` unless it has a `name`, for what the API gives page by page. `--json` prints the page, with the cursor of the next one. */
export function listCommand<Item, Query, Found extends Page<Item> = Page<Item>>({
  name = 'list',
  filters,
  read,
  notes = () => [],
  ...listing
}: Listing<Item> & {
  readonly name?: string;
  readonly filters: Filters<Query>;
  readonly read: (operator: Operator, query: Query & Slice) => Promise<Found>;
  /** Lines under the table. */
  readonly notes?: (page: Found) => readonly string[];
}): Command {
  return withFilters(withOperator(new Command(name).description(listing.description)), filters)
    .option('--limit <n>', 'list at most this many', wholeNumber, 20)
    .option('--cursor <text>', 'continue after the page that printed it')
    .addHelpText('after', listing.example)
    .action(async (options: Shown & Slice & NamedFilters) => {
      const operator = openOperatorClient(options);
      const page = await gather(options, (slice) => read(operator, { ...queryOf<Query>(filters, options), ...slice }));
      if (options.json) return printJson(page);
      if (page.items.length === 0) printText([listing.none, ...(await wrongNames(operator, options))].join('\n'));
      else printItems(page.items, listing.columns);
      for (const note of notes(page)) printText(`\n${note}`);
      if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
    });
}

/** A command `list` for what the API gives whole. `--json` prints the items. */
export function wholeListCommand<Item>({
  description,
  example,
  columns,
  none,
  read,
  notes = () => [],
}: Listing<Item> & {
  readonly read: (operator: Operator) => Promise<Page<Item>>;
  /** Lines under the table. */
  readonly notes?: (items: readonly Item[]) => readonly string[];
}): Command {
  return withOperator(new Command('list').description(description))
    .addHelpText('after', example)
    .action(async (options: Shown) => {
      const { items } = await read(openOperatorClient(options));
      if (options.json) return printJson(items);
      if (items.length === 0) return printText(none);
      printItems(items, columns);
      for (const note of notes(items)) printText(`\n${note}`);
    });
}

export function printItems<Item>(items: readonly Item[], columns: Columns<Item>): void {
  const now = systemClock.now();
  const cells = Object.values(columns);
  printTable(
    Object.keys(columns),
    items.map((item) => cells.map((cell) => cell(item, now))),
  );
}

// What the contract allows for one page.
const PAGE_ITEMS_MAX = 200;

/** The last page, with up to `limit` items of as many pages as that takes. A searched page may be short or empty without being the last. */
export async function gather<Found extends Page<unknown>>(
  { limit, cursor }: Slice,
  read: (slice: Slice) => Promise<Found>,
): Promise<Found> {
  const items: unknown[] = [];
  let next = cursor;
  for (;;) {
    const size = Math.min(limit - items.length, PAGE_ITEMS_MAX);
    const page = await read({ limit: size, ...(next !== undefined && { cursor: next }) });
    items.push(...page.items);
    next = page.nextCursor;
    if (next === undefined || items.length >= limit) return { ...page, items };
  }
}
