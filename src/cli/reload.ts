/** `pushdock reload`: the running gateway takes up its changed configuration. */
import { Command } from 'commander';
import { CommandFailed } from './failure.ts';
import { answered, type OperatorOptions, openOperatorClient, reached, withOperator } from './operator.ts';
import { printJson, printTable, printText } from './print.ts';

export function reloadCommand(): Command {
  return withOperator(
    new Command('reload').description('Make the running gateway use changed sources, sinks, tokens and certificates.'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock reload --config pushdock.yaml\n\nThe gateway reads the file that it was started with. No connection is dropped and no push is lost. A configuration with a\nfault is refused (exit code 3), and the gateway keeps the old one. Environment variables of a running process cannot change:\nto change a secret without a restart, keep it in a file, { file: path }.',
    )
    .action(reload);
}

async function reload(options: OperatorOptions & { json?: boolean }): Promise<void> {
  const answer = await reached(openOperatorClient(options).reloadConfiguration({}));
  if (answer.status === 422) {
    const { title, faults } = answer.body;
    throw new CommandFailed('configuration', `${title}\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  const { changes } = await answered(Promise.resolve(answer));
  if (options.json) return printJson(changes);
  if (changes.length === 0) return printText('The gateway has reloaded its configuration. Nothing has changed.');
  printTable(
    ['CHANGE', 'WHAT', 'NAME'],
    changes.map(({ change, kind, name }) => [change, kind === 'operatorToken' ? 'operator token' : kind, name]),
  );
}
