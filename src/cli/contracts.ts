/** `pushdock contracts`: what can be asked of the contracts of this checkout. It touches files, and needs no gateway. */
import { Command } from 'commander';
import { contractsCheckCommand } from './contracts-check.ts';

export function contractsCommand(): Command {
  return new Command('contracts').description('The contracts of this checkout.').addCommand(contractsCheckCommand());
}
