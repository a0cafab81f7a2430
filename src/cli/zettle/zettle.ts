/** `pushdock zettle`: what only Zettle has. */
import { Command } from 'commander';
import { CommandFailed } from '../failure.ts';
import { printFields, printJson, printTable, printText } from '../print.ts';
import { asked } from './asked.ts';
import { operatorAndSource, withSource, type ZettleOptions } from './source.ts';
import { subscriptionsCommand } from './subscriptions.ts';

export function zettleCommand(): Command {
  return new Command('zettle')
    .description("Zettle's subscriptions: declared, compared, created; and whose credentials they need.")
    .addCommand(subscriptionsCommand())
    .addCommand(
      withSource(new Command('events').description('The events to which one can subscribe, with their scopes.'))
        .addHelpText('after', '\nExample:\n  pushdock zettle events')
        .action(events),
    )
    .addCommand(
      withSource(new Command('whoami').description('The organization and user to whom the credentials belong.'))
        .addHelpText('after', '\nExample:\n  pushdock zettle whoami --source pos')
        .action(whoami),
    )
    .addCommand(
      withSource(new Command('authorise').description("Exchange a merchant's authorisation code for a refresh token."))
        .requiredOption('--redirect-uri <uri>', 'where the code was sent')
        .addHelpText(
          'after',
          '\nExample:\n  PUSHDOCK_CODE=… pushdock zettle authorise --redirect-uri https://hooks.example.com/zettle/back\n\nThe code is read from the environment variable PUSHDOCK_CODE, because what stands on a command line is seen by everybody on\nthe machine. It is good once.',
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
    items.map(({ event, scope, retired }) => [event, scope, retired ? "retired: not on Zettle's list any more" : '']),
  );
}

async function whoami(options: ZettleOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  print(await asked(operator.showIdentity({ path: { source } })), options);
}

async function authorise({ redirectUri, ...options }: ZettleOptions & { redirectUri: string }): Promise<void> {
  const code = process.env.PUSHDOCK_CODE;
  if (!code) throw new CommandFailed('usage', 'put the code into the environment variable PUSHDOCK_CODE');
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
