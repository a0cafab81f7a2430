/** `pushdock messages retry`: processed again now. */
import { Command } from 'commander';
import type { RetriedMessage } from '../../generated/gateway/models.ts';
import { idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText } from './print.ts';

export function retryCommand(): Command {
  return withOperator(
    new Command('retry')
      .description(
        'Process a message again now, if it failed, is quarantined, waits, or its provider did not take the promised answer.',
      )
      .argument('<id>', idHelp),
  )
    .addHelpText('after', '\nExample:\n  pushdock messages retry 019aa4d2')
    .action(retry);
}

async function retry(id: string, options: OperatorOptions & { readonly json?: boolean }): Promise<void> {
  const retried = await answered(openOperatorClient(options).retryMessage({ path: { id } }));
  if (options.json) return printJson(retried);
  printText(`${retried.message} ${sentences[retried.outcome]}`);
}

const sentences: { readonly [outcome in RetriedMessage['outcome']]: string } = {
  due: 'is processed again, with all its attempts.',
  in_work: 'is being processed right now. Nothing was changed.',
  awaits_result:
    'waits only for its result. Give it with the command of its provider (run pushdock help), or at POST /api/messages/<id>/result.',
  done: 'has nothing left to do. To send its events again, run pushdock replay.',
};
