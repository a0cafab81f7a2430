/** `pushdock refused`: shows the requests that were refused, for the question "why does nothing arrive?". */
import { Command } from 'commander';
import type { RefusedEntry } from '../../generated/gateway/models.ts';
import { wholeListCommand } from './list-command.ts';
import { answered } from './operator.ts';
import { relativeTime } from './print.ts';

export function refusedCommand(): Command {
  return new Command('refused').description('Show requests that were refused.').addCommand(
    wholeListCommand<RefusedEntry>({
      description: 'List the requests refused since the start, latest first, by address, path and reason.',
      example:
        '\nExample:\n  pushdock refused list\n\nThe gateway keeps no query and no header of these requests. A part of a path that may be a key is shown as ***.\nAn address that was told to wait (429) has a line with the path *.',
      read: (operator) => answered(operator.listRefused({})),
      none: 'The gateway has refused no request since it started.',
      columns: {
        LAST: ({ lastSeenAt }, now) => relativeTime(lastSeenAt, now),
        COUNT: ({ count }) => count,
        LIMITED: ({ limited }) => limited,
        REASON: ({ code }) => code,
        FROM: ({ address }) => address,
        REQUEST: ({ method, path }) => `${method} ${path}`,
        NOTE: ({ nearest, detail }) => (nearest === undefined ? detail : `did you mean ${nearest}?`),
      },
    }),
  );
}
