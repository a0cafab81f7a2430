/** `pushdock zettle`: what only Zettle has. */
import { Command } from 'commander';
import { CommandFailed } from '../../../cli/failure.ts';
import { printFields, printJson, printTable, printText } from '../../../cli/print.ts';
import { asked } from './asked.ts';
import { operatorAndSource, withSource, type ZettleOptions } from './source.ts';
import { subscriptionsCommand } from './subscriptions.ts';

export function zettleCommand(): Command {
  return new Command('zettle')
    .description("Manage Zettle's subscriptions and the credentials that they need.")
    .addCommand(subscriptionsCommand())
    .addCommand(
      withSource(new Command('events').description('List the events to which you can subscribe, with their scopes.'))
        .addHelpText('after', '\nExample:\n  pushdock zettle events')
        .action(events),
    )
    .addCommand(
      withSource(
        new Command('whoami').description('Show the organization and the user to whom the credentials belong.'),
      )
        .addHelpText('after', '\nExample:\n  pushdock zettle whoami --source pos')
        .action(whoami),
    )
    .addCommand(
      withSource(new Command('authorise').description("Exchange a merchant's authorisation code for a refresh token."))
        .requiredOption('--redirect-uri <uri>', 'the URI to which Zettle sent the code')
        .addHelpText(
          'after',
          '\nExample:\n  PUSHDOCK_CODE=… pushdock zettle authorise --redirect-uri https://hooks.example.com/zettle/back\n\nPut the code into the environment variable PUSHDOCK_CODE, because everybody on the machine can see a command line.\nThe code can be used once.',
        )
        .action(authorise),
    );
}

async function events(options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  const { items } = await asked(operator.listSubscribableEvents({ path: { source } }));
  if (options.json) return printJson(items);
  printTable(
    ['EVENT', 'SCOPE', ''],
    items.map(({ event, scope, retired }) => [event, scope, retired ? "retired: Zettle's list no longer has it" : '']),
  );
}

async function whoami(options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  print(await asked(operator.showIdentity({ path: { source } })), options);
}

async function authorise({ redirectUri, ...options }: ZettleOptions & { redirectUri: string }): Promise<void> {
  const code = process.env.PUSHDOCK_CODE;
  if (!code) throw new CommandFailed('usage', 'PUSHDOCK_CODE is not set; put the code into this environment variable');
  const { operator, source } = await operatorAndSource(options);
  print(await asked(operator.authorise({ path: { source }, body: { code, redirectUri } })), options);
  if (!options.json) printText('\nThe refresh token is stored.');
}

type Identity = { readonly organizationUuid: string; readonly userUuid?: string };

function print(identity: Identity, { json }: ZettleOptions): void {
  if (json) printJson(identity);
  else
    printFields([
      ['Organization', identity.organizationUuid],
      ['User', identity.userUuid],
    ]);
}
