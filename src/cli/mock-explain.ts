/** `pushdock mock explain`: what a fault does, and what a sound receiver does about it. Needs no mocks that run. */
import { Command } from 'commander';
import { providers } from '../providers/list.ts';
import { CommandFailed } from './failure.ts';
import { printJson, printTable, printText } from './print.ts';

export function explainCommand(): Command {
  return new Command('explain')
    .description('Explain a fault: what it does, and what a sound receiver does about it.')
    .argument('[fault]', 'its kind, such as duplicate; without it all are listed')
    .option('--json', 'print JSON, for scripts')
    .addHelpText('after', '\nExamples:\n  pushdock mock explain\n  pushdock mock explain missing-field')
    .action(explainFault);
}

async function explainFault(name: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const [{ explain, faultKinds }, { notOneOf }] = await Promise.all([
    import('../simulate/explain.ts'),
    import('../simulate/not-one-of.ts'),
  ]);
  const all = faultKinds.map(explain);
  if (name === undefined)
    return json
      ? printJson(all)
      : printTable(
          ['FAULT', 'WHAT IT DOES'],
          all.map(({ kind, does }) => [kind, does]),
        );
  const found = all.find(({ kind }) => kind === name);
  if (found === undefined)
    throw new CommandFailed('not found', `no fault is named ${name}${notOneOf(name, faultKinds, 'there are')}`);
  if (json) return printJson(found);
  const { kind, does, soundReceiver, amount, amountOf } = found;
  const [provider] = providers;
  printText(`${kind}: ${does}`);
  printText(`A sound receiver: ${soundReceiver}`);
  if (amount !== undefined)
    printText(`Amount: ${amount} ${amountOf ?? ''} unless said, as in --fault ${kind}:${amount}`.trimEnd());
  if (kind.startsWith('api-'))
    printText('It is a fault of an API: give it as a rule (the page, POST /__mock/faults, or `given` in a scenario).');
  else printText(`Try it: pushdock mock emit ${provider?.name ?? '<provider>'} <event> --fault ${kind}`);
}
