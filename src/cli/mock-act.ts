/** `pushdock mock act` and `pushdock mock outage`: what a person at the provider does, and a receiver that is away. */
import { Command } from 'commander';
import type { MockStatus } from '../../generated/mock/models.ts';
import { notOneOf } from '../simulate/not-one-of.ts';
import { CommandFailed } from './failure.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { span } from './option-values.ts';
import { printJson, printTable, printText } from './print.ts';

type Options = ControlOptions & { readonly json?: boolean };

export function actCommand(): Command {
  return withControl(
    new Command('act')
      .description('Do what a person at the provider would do, such as enable the push again.')
      .argument('<provider>', 'name of the mock, as `pushdock mock status` lists it')
      .argument('[action]', 'one of its actions; without it they are explained'),
  )
    .addHelpText('after', '\nExamples:\n  pushdock mock act zettle\n  pushdock mock act paazl enable')
    .action(act);
}

async function act(provider: string, action: string | undefined, options: Options): Promise<void> {
  const control = controlOf(options);
  const { actions, actionTexts } = mockOf(provider, await controlled(control.getMock({})));
  if (action === undefined) {
    if (options.json) return printJson(actions.map((name) => ({ action: name, does: actionTexts?.[name] })));
    if (actions.length === 0) return printText(`Nobody has anything to do at ${provider}.`);
    return printTable(
      ['ACTION', 'WHAT IT DOES'],
      actions.map((name) => [name, actionTexts?.[name]]),
    );
  }
  if (!actions.includes(action))
    throw new CommandFailed('not found', `${provider} has no action ${action}${notOneOf(action, actions, 'it has')}`);
  const said = await controlled(control.act({ path: { provider, action } }));
  if (options.json) return printJson(said);
  printText(said.done);
}

export function outageCommand(): Command {
  return withControl(
    new Command('outage')
      .description('Let what a provider pushes reach nobody for a time, on the clock of the mocks.')
      .argument('<provider>', 'name of the mock, as `pushdock mock status` lists it')
      .argument('<duration>', 'such as 90s, 10min, 72h or 3d; 0s ends it', span),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock mock outage zettle 80h && pushdock mock emit zettle PurchaseCreated && pushdock mock clock --advance 80h',
    )
    .action(outage);
}

async function outage(provider: string, seconds: number, options: Options): Promise<void> {
  const control = controlOf(options);
  mockOf(provider, await controlled(control.getMock({})));
  const said = await controlled(control.downReceiver({ body: { provider, seconds } }));
  if (options.json) return printJson(said);
  printText(said.done);
}

function mockOf(provider: string, { providers }: Pick<MockStatus, 'providers'>) {
  const found = providers.find(({ name }) => name === provider);
  if (found !== undefined) return found;
  const names = providers.map(({ name }) => name);
  throw new CommandFailed('not found', `no mock is named ${provider}${notOneOf(provider, names, 'there are')}`);
}
