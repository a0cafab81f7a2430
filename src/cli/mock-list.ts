/** `pushdock mock list`: which sets of mocks run on this machine. */
import { Command } from 'commander';
import type { MockStatus } from '../../generated/mock/models.ts';
import { openMockControl, whoHolds } from '../simulate/control/client.ts';
import { mockUrl } from './mock-control.ts';
import { forgetSet, namedSets, runningProcess } from './mock-sets.ts';
import { printAside, printJson, printTable, printText } from './print.ts';

export function listCommand(): Command {
  return new Command('list')
    .description('List the sets of mocks that run: those on the usual ports, and those with a name.')
    .option('--json', 'print JSON, for scripts')
    .addHelpText('after', '\nExample:\n  pushdock mock up --name returns --port-base 4110 --wait && pushdock mock list')
    .action(list);
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const found: { readonly url: string; readonly status: MockStatus }[] = [];
  const named = namedSets();
  for (const url of new Set([mockUrl, ...named.values()])) {
    const status = await whoHolds(openMockControl(url));
    if (status !== undefined) found.push({ url, status });
  }
  for (const [name, url] of named) {
    const answering = found.find((one) => one.url === url);
    if (answering?.status.name === name) continue;
    const pid = answering === undefined ? runningProcess(name) : undefined;
    if (pid === undefined)
      forgetSet(name); // It ended and could not forget it itself, or others have its port.
    else
      printAside(
        `${name} at ${url} does not answer (process ${pid}): it starts, or is busy. Ask again in some seconds.`,
      );
  }
  if (json) return printJson(found.map(({ url, status }) => ({ url, ...status })));
  if (found.length === 0) return printText('No mocks run. To start some: pushdock mock up');
  printTable(
    ['NAME', 'CONTROL API AND PAGE', 'PUSHES TO', 'PROVIDERS', 'PROCESS'],
    found.map(({ url, status: { name, besideGateway, gateway, providers, pid } }) => [
      name ?? (besideGateway ? '(of a gateway)' : '(none)'),
      url,
      gateway,
      providers.map((one) => one.name).join(', '),
      pid,
    ]),
  );
}
