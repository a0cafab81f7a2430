/** `pushdock events`: shows the events made of messages, and where they went. */
import { Command, Option } from 'commander';
import type { EventSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { byEventType, byProvider, bySource, byVerdict, searching, since, until } from './filters.ts';
import { idCell, idHelp } from './ids.ts';
import { listCommand, type QueryOf } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printFields, printJson, printText, relativeTime } from './print.ts';

export function eventsCommand(): Command {
  return new Command('events')
    .description('Show the events that the gateway made of messages, and where it delivered them.')
    .addCommand(
      listCommand<EventSummary, QueryOf<'listEvents'>>({
        description: 'List events, newest first.',
        example: '\nExample:\n  pushdock events list --type com.paazl.shipment.status --since 2h',
        filters: {
          createdFrom: since(),
          createdTo: until(),
          ...searching('the event (fields: in its data)'),
          type: byEventType('events'),
          provider: byProvider('events'),
          verdict: byVerdict('events of messages'),
          source: bySource('events'),
          message: new Option('--message <id>', `only events of this message: ${idHelp}`),
        },
        read: (operator, query) => answered(operator.listEvents({ query })),
        none: 'No event matches.',
        columns: {
          EVENT: ({ id }) => idCell(id),
          CREATED: ({ createdAt }, now) => relativeTime(createdAt, now),
          TYPE: ({ type }) => type,
          SOURCE: ({ source }) => source,
          SUBJECT: ({ subject }) => subject,
        },
      }),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one event as it is delivered, and its deliveries.')
          .argument('<id>', idHelp),
      )
        .addHelpText('after', '\nExample:\n  pushdock events show 5d2c8e6a1b37-0')
        .action(show),
    );
}

async function show(id: string, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const event = await answered(openOperatorClient(options).getEvent({ path: { id } }));
  if (options.json) return printJson(event);
  const now = systemClock.now();
  printFields([
    ['Event', event.id],
    ['Created', `${event.createdAt} (${relativeTime(event.createdAt, now)})`],
    ['Type', event.type],
    ['Subject', event.subject],
    ['Message', event.messageId],
  ]);
  for (const { sink, state, attempts, dueAt, detail } of event.deliveries) {
    printText(
      `  ${sink}: ${state} after ${attempts} attempt${attempts === 1 ? '' : 's'}${dueAt === undefined ? '' : `, due ${dueAt} (${relativeTime(dueAt, now)})`}${detail === undefined ? '' : ` (${detail})`}`,
    );
  }
  printText('');
  printJson(event.envelope);
}
