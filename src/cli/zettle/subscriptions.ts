/** `pushdock zettle subscriptions`: what Zettle has, one by one. */
import { Command } from 'commander';
import type { Subscription } from '../../../generated/gateway/models.ts';
import { CommandFailed } from '../failure.ts';
import { printFields, printJson, printTable, printText } from '../print.ts';
import { asked } from './asked.ts';
import { operatorAndSource, withSource, type ZettleOptions } from './source.ts';
import { syncCommand } from './sync.ts';

type Fields = { readonly events?: string; readonly destination?: string; readonly email?: string };

export function subscriptionsCommand(): Command {
  return new Command('subscriptions')
    .description('The webhook subscriptions at Zettle.')
    .addCommand(
      withSource(new Command('list').description('All of them; the signing keys that Zettle shows are stored.'))
        .addHelpText('after', '\nExample:\n  pushdock zettle subscriptions list --source pos')
        .action(list),
    )
    .addCommand(
      withFields(
        withSource(
          new Command('create').description(
            'Create one that the configuration does not declare; the gateway must run.',
          ),
        ),
      )
        .addHelpText(
          'after',
          "\nExample:\n  pushdock zettle subscriptions create --events PurchaseCreated --email operations@example.com\n\nWithout --destination it pushes to the source's push URL. Zettle posts a TestMessage there before it answers, so that URL must be\nreached from the internet. What is to stay is better declared in the configuration and created by `pushdock zettle subscriptions sync`.",
        )
        .action(create),
    )
    .addCommand(
      withFields(
        withSource(new Command('update').description('Change one: what is not named stays.').argument('<uuid>')),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock zettle subscriptions update f02f80f8-8f35-11eb-8dcd-0242ac130003 --events PurchaseCreated,ProductCreated',
        )
        .action(update),
    )
    .addCommand(
      withSource(new Command('delete').description('Delete one.').argument('<uuid>'))
        .addHelpText('after', '\nExample:\n  pushdock zettle subscriptions delete f02f80f8-8f35-11eb-8dcd-0242ac130003')
        .action(remove),
    )
    .addCommand(syncCommand());
}

const withFields = (command: Command): Command =>
  command
    .option('--events <names>', 'event names, parted by commas; `all` means every supported event')
    .option('--destination <url>', 'where it pushes')
    .option('--email <address>', 'whom Zettle writes to when the destination fails');

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
  if (items.length === 0) return printText('Zettle has none.');
  printTable(
    ['UUID', 'NAME', 'STATUS', 'EVENTS', 'DESTINATION', 'KEYS'],
    items.map((one) => [
      one.uuid,
      one.name ?? '-',
      one.transport === 'WEBHOOK' ? one.status : `${one.status} (${one.transport})`,
      eventText(one),
      one.pushesHere ? one.destination : `${one.destination} (elsewhere)`,
      one.keys.map(({ label }) => label).join(' '),
    ]),
  );
}

async function create(options: ZettleOptions & Fields): Promise<void> {
  const { events, contactEmail, ...rest } = fieldsOf(options);
  if (events === undefined || contactEmail === undefined)
    throw new CommandFailed('usage', 'a subscription needs --events and --email');
  const { operator, source } = await operatorAndSource(options);
  const body = { events, contactEmail, ...rest };
  const created = await asked(operator.createSubscription({ path: { source }, body }));
  if (options.json) return printJson(created);
  printSubscription(created);
  printText('\nIts signing key is stored, and its pushes are taken from now on.');
}

async function update(uuid: string, options: ZettleOptions & Fields): Promise<void> {
  const body = fieldsOf(options);
  if (Object.keys(body).length === 0)
    throw new CommandFailed('usage', 'nothing is to change; name --events, --destination or --email');
  const { operator, source } = await operatorAndSource(options);
  const changed = await asked(operator.updateSubscription({ path: { source, uuid }, body }));
  if (options.json) return printJson(changed);
  printSubscription(changed);
}

async function remove(uuid: string, options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  const deleted = await asked(operator.deleteSubscription({ path: { source, uuid } }));
  if (options.json) return printJson(deleted);
  printText(`${deleted.uuid} is deleted. Its keys are good until ${deleted.keysUntil}, for pushes that are repeated.`);
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
