/** `pushdock zettle subscriptions sync`: prints what would be done, and does it when told to. */
import { Command } from 'commander';
import type { SyncedStep, SyncStep } from '../../../../generated/gateway/models.ts';
import { CommandFailed } from '../../../cli/failure.ts';
import { reached } from '../../../cli/operator.ts';
import { printJson, printTable, printText } from '../../../cli/print.ts';
import { asked, providerLines } from './asked.ts';
import { operatorAndSource, withSource, type ZettleOptions } from './source.ts';

type SyncOptions = ZettleOptions & { readonly yes?: boolean; readonly prune?: boolean };

export function syncCommand(): Command {
  return withSource(
    new Command('sync').description("Make Zettle's subscriptions match the configuration. Print a plan first."),
  )
    .option('--yes', 'carry out the plan')
    .option('--prune', 'delete subscriptions that push to this source and are not declared')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock zettle subscriptions sync\n  pushdock zettle subscriptions sync --yes\n\nWithout --yes nothing is changed. You may run this again, even after an interruption: nothing is created twice.',
    )
    .action(sync);
}

async function sync({ yes = false, prune = false, ...options }: SyncOptions): Promise<void> {
  const { operator, source } = await operatorAndSource(options);
  const plan = await asked(operator.planSync({ path: { source }, query: { prune } }));
  const todo = plan.steps.filter(({ action }) => action !== 'nothing' && action !== 'leave');
  if (!options.json) {
    printSteps(plan.steps);
    if (todo.length === 0) return printText("\nZettle's subscriptions already match the configuration.");
    if (!yes) return printText('\nNothing was changed. Add --yes to carry out the plan.');
  } else if (!yes) return printJson(plan);

  const answer = await reached(operator.applySync({ path: { source }, query: { prune, plan: plan.id } }));
  if (answer.status === 409)
    throw new CommandFailed(
      'failed',
      'the plan has changed meanwhile, and nothing was done; run this again and look at the new plan',
    );
  const { steps } = await asked(Promise.resolve(answer));
  if (options.json) printJson(steps);
  else for (const step of steps.filter(({ action }) => action !== 'nothing' && action !== 'leave')) printOutcome(step);
  if (steps.some(({ outcome }) => outcome !== 'done'))
    throw new CommandFailed('failed', 'a part of the plan failed; remove the cause shown above, and run this again');
}

function printSteps(steps: readonly SyncStep[]): void {
  if (steps.length === 0) return;
  printTable(
    ['PLAN', 'NAME', 'UUID', 'WHAT'],
    steps.map(({ action, name = '-', uuid = '-', detail, scopes }) => [
      action,
      name,
      uuid,
      action === 'create' && scopes.length > 0 ? `${detail} (needs ${scopes.join(', ')})` : detail,
    ]),
  );
}

function printOutcome({ action, name, uuid, outcome, fault, provider }: SyncedStep): void {
  const what = [action, name, uuid && `(${uuid})`].filter(Boolean).join(' ');
  printText(`${outcome}: ${what}${fault === undefined ? '' : `\n  ${fault}`}`);
  for (const line of providerLines(provider)) printText(line);
}
