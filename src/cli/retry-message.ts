/** `pushdock messages retry`: processed again now. */
import { Command } from 'commander';
import type { RetriedMessage } from '../../generated/gateway/models.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText } from './print.ts';

export function retryCommand(): Command {
  return withOperator(
    new Command('retry')
      .description(
        'Process a message again now: one that failed, is quarantined, waits, or whose promised answer was not taken.',
      )
      .argument('<id>', 'its id, or eight or more of its first characters'),
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
  due: 'is processed again, with all its attempts before it.',
  in_work: 'is being processed right now; nothing was changed.',
  awaits_result: 'waits for its result, and for nothing else; it is given at POST /api/messages/<id>/result.',
  done: 'has nothing left to do. `pushdock replay` sends events again.',
};
