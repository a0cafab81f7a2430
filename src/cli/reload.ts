/** `pushdock reload`: the running gateway takes up its changed configuration. */
import { Command } from 'commander';
import { CommandFailed } from './failure.ts';
import { answered, type OperatorOptions, openOperatorClient, reached, withOperator } from './operator.ts';
import { printJson, printTable, printText } from './print.ts';

export function reloadCommand(): Command {
  return withOperator(
    new Command('reload').description(
      'Let the running gateway take up changed sources, sinks, tokens and certificates.',
    ),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock reload --config pushdock.yaml\n\nThe gateway reads the file that it was started with. No connection is dropped and no push is lost. A configuration with a fault is\nrefused (exit code 3) and the old one stays in force. Environment variables of a running process cannot change: a secret that is to\nchange without a restart stands in a file, { file: path }.',
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
  if (changes.length === 0) return printText('Nothing has changed.');
  printTable(
    ['CHANGE', 'WHAT', 'NAME'],
    changes.map(({ change, kind, name }) => [change, kind === 'operatorToken' ? 'operator token' : kind, name]),
  );
}
