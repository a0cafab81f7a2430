/** `pushdock zettle subscriptions`: what Zettle has, one by one. */
import { Command } from 'commander';
import type { Subscription } from '../../../../generated/gateway/models.ts';
import { CommandFailed } from '../../../cli/failure.ts';
import { printItems } from '../../../cli/list-command.ts';
import { printFields, printJson, printText } from '../../../cli/print.ts';
import { asked } from './asked.ts';
import { operatorAndSource, withSource, type ZettleOptions } from './source.ts';
import { syncCommand } from './sync.ts';

type Fields = { readonly events?: string; readonly destination?: string; readonly email?: string };

export function subscriptionsCommand(): Command {
  return new Command('subscriptions')
    .description('List and change the webhook subscriptions at Zettle.')
    .addCommand(
      withSource(
        new Command('list').description('List all subscriptions, and store the signing keys that Zettle shows.'),
      )
        .addHelpText('after', '\nExample:\n  pushdock zettle subscriptions list --source pos')
        .action(list),
    )
    .addCommand(
      withFields(
        withSource(
          new Command('create').description(
            'Create a subscription that the configuration does not declare. The gateway must run.',
          ),
        ),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock zettle subscriptions create --events PurchaseCreated --email operations@example.com\n\nWithout --destination it pushes to the push URL of the source. Zettle posts a TestMessage there before it answers, so that URL\nmust be reachable from the internet. To keep a subscription, declare it in the configuration and run\npushdock zettle subscriptions sync.',
        )
        .action(create),
    )
    .addCommand(
      withFields(
        withSource(
          new Command('update')
            .description('Change a subscription. What you do not name is kept.')
            .argument('<uuid>', 'the UUID of the subscription, as list shows it'),
        ),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock zettle subscriptions update f02f80f8-8f35-11eb-8dcd-0242ac130003 --events PurchaseCreated,ProductCreated',
        )
        .action(update),
    )
    .addCommand(
      withSource(
        new Command('delete')
          .description('Delete a subscription.')
          .argument('<uuid>', 'the UUID of the subscription, as list shows it'),
      )
        .addHelpText('after', '\nExample:\n  pushdock zettle subscriptions delete f02f80f8-8f35-11eb-8dcd-0242ac130003')
        .action(remove),
    )
    .addCommand(syncCommand());
}

const withFields = (command: Command): Command =>
  command
    .option('--events <names>', 'names of events, separated by commas; `all` means every supported event')
    .option('--destination <url>', 'the URL to which Zettle pushes')
    .option('--email <address>', 'the address to which Zettle writes if the destination fails');

function fieldsOf({ events, destination, email }: Fields) {
  return {
    ...(events !== undefined && { events: events === 'all' ? [] : events.split(',').map((name) => name.trim()) }),
    ...(destination !== undefined && { destination }),
    ...(email !== undefined && { contactEmail: email }),
  };
}

async function list(options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  const { items } = await asked(operator.listSubscriptions({ path: { source } }));
  if (options.json) return printJson(items);
  if (items.length === 0) return printText('Zettle has no subscription.');
  printItems(items, {
    UUID: ({ uuid }) => uuid,
    NAME: ({ name = '-' }) => name,
    STATUS: ({ status, transport }) => (transport === 'WEBHOOK' ? status : `${status} (${transport})`),
    EVENTS: eventText,
    DESTINATION: ({ destination, pushesHere }) => (pushesHere ? destination : `${destination} (elsewhere)`),
    KEYS: ({ keys }) => keys.map(({ label }) => label).join(' '),
  });
}

async function create(options: ZettleOptions & Fields): Promise<void> {
  const { events, contactEmail, ...rest } = fieldsOf(options);
  if (events === undefined || contactEmail === undefined)
    throw new CommandFailed('usage', 'a subscription needs --events and --email; give both');
  const { operator, source } = await operatorAndSource(options);
  const body = { events, contactEmail, ...rest };
  const created = await asked(operator.createSubscription({ path: { source }, body }));
  if (options.json) return printJson(created);
  printSubscription(created);
  printText('\nIts signing key is stored. The gateway accepts its pushes from now on.');
}

async function update(uuid: string, options: ZettleOptions & Fields): Promise<void> {
  const body = fieldsOf(options);
  if (Object.keys(body).length === 0)
    throw new CommandFailed('usage', 'nothing says what to change; give --events, --destination or --email');
  const { operator, source } = await operatorAndSource(options);
  const changed = await asked(operator.updateSubscription({ path: { source, uuid }, body }));
  if (options.json) return printJson(changed);
  printSubscription(changed);
}

async function remove(uuid: string, options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  const deleted = await asked(operator.deleteSubscription({ path: { source, uuid } }));
  if (options.json) return printJson(deleted);
  printText(
    `${deleted.uuid} is deleted. Its keys are valid until ${deleted.keysUntil}, for pushes that Zettle repeats.`,
  );
}

function printSubscription(one: Subscription): void {
  printFields([
    ['Subscription', one.uuid],
    ['Name', one.name],
    ['Status', one.status],
    ['Events', eventText(one)],
    ['Destination', one.destination],
    ['Contact', one.contactEmail],
    ['Keys', one.keys.map(({ label }) => label).join(' ')],
  ]);
}

const eventText = ({ events }: Pick<Subscription, 'events'>) => (events.length === 0 ? 'all' : events.join(','));
