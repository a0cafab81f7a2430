/** Which source a command means: the one that is named, or the only one there is. */
import type { Command } from 'commander';
import { CommandFailed } from '../../../cli/failure.ts';
import {
  answered,
  type Operator,
  type OperatorOptions,
  openOperatorClient,
  withOperator,
} from '../../../cli/operator.ts';

export type ZettleOptions = OperatorOptions & { readonly source?: string; readonly json?: boolean };

export const withSource = (command: Command): Command =>
  withOperator(command).option('--source <name>', 'the Zettle source; needed only if there are several');

export async function operatorAndSource(options: ZettleOptions): Promise<{ operator: Operator; source: string }> {
  const operator = openOperatorClient(options);
  if (options.source !== undefined) return { operator, source: options.source };
  const { items } = await answered(operator.listSources({}));
  const names = items.filter(({ provider }) => provider === 'zettle').map(({ name }) => name);
  const [only, ...others] = names;
  if (only === undefined)
    throw new CommandFailed('not found', 'this gateway has no Zettle source; add one to its configuration');
  if (others.length > 0)
    throw new CommandFailed(
      'usage',
      `this gateway has several Zettle sources; name one with --source: ${names.join(', ')}`,
    );
  return { operator, source: only };
}
