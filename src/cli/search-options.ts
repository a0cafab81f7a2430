/** The options by which listings are searched, the same for messages, events and deliveries. */
import type { Command } from 'commander';
import { moment } from './option-values.ts';

export type SearchOptions = {
  readonly since?: string;
  readonly until?: string;
  readonly identity?: string;
  readonly text?: string;
  readonly field?: readonly string[];
};

/** `what`: of which thing text and fields are. */
export function withSearch(command: Command, what: string): Command {
  return command
    .option(
      '--since <time>',
      'only from this time on: 90s, 15min, 2h or 7d ago, a date, or a time with its zone',
      (text) => moment(text),
    )
    .option('--until <time>', 'only before this time', (text) => moment(text))
    .option(
      '--identity <kind:key>',
      'only the message with this identity: token:…, uuid:…, signature:…, body:<SHA-256>',
    )
    .option('--text <text>', `only with this text in ${what}; case does not matter`)
    .option(
      '--field <path=value>',
      `only with this field in ${what}: /status=DELIVERED, $.items[0].sku=A-1, //barcode=3S1; several must all match`,
      (text: string, before: readonly string[] = []) => [...before, text],
    );
}

type Times<From extends string, To extends string> = { readonly [Name in From | To]?: string };
type Sought = Pick<SearchOptions, 'identity' | 'text' | 'field'>;

export const receivedQuery = ({
  since,
  until,
  ...options
}: SearchOptions): Times<'receivedFrom', 'receivedTo'> & Sought => ({
  ...(since !== undefined && { receivedFrom: since }),
  ...(until !== undefined && { receivedTo: until }),
  ...sought(options),
});

export const createdQuery = ({
  since,
  until,
  ...options
}: SearchOptions): Times<'createdFrom', 'createdTo'> & Sought => ({
  ...(since !== undefined && { createdFrom: since }),
  ...(until !== undefined && { createdTo: until }),
  ...sought(options),
});

const sought = ({ identity, text, field }: Sought): Sought => ({
  ...(identity !== undefined && { identity }),
  ...(text !== undefined && { text }),
  ...(field !== undefined && { field }),
});
