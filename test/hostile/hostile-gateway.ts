/** The gateway as `make run` starts it, which also fetches AppDirect's events from a marketplace that serves the corpus. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pushdockProgram, type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { corpus } from './corpus.ts';

export type HostileGateway = RunningGateway & {
  /** `host:port` of the marketplace; the token of an event is the index of a body in the corpus. */
  readonly marketplace: string;
  /** Processor time that the gateway's process has used, all threads together, in ms. Other programs of a busy machine do not count in it. */
  readonly processorMs: () => number;
  /** Resident memory of the gateway's process, in MB. */
  readonly residentMb: () => number;
  /** The same once garbage is collected: what is kept, and not what V8 has not yet hurried to give back. */
  readonly settledMb: () => Promise<number>;
};

/**
 * For node in front of the gateway: a way to ask for a collection from outside. Each thread loads it too, and has a heap of its
 * own; a signal reaches the main thread only, which passes it on.
 */
const collector = `
  import { isMainThread } from 'node:worker_threads';
  const others = new BroadcastChannel('collect');
  others.onmessage = () => gc();
  others.unref();
  if (isMainThread) process.on('SIGUSR2', () => { others.postMessage(''); gc(); });
`;
const collectable = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(collector)}`];

export async function startHostileGateway(): Promise<HostileGateway> {
  const server = createServer((request, response) => {
    const index = Number(/\/events\/(\d+)/.exec(request.url ?? '')?.[1]);
    const body = corpus[index];
    request.resume();
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body?.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const marketplace = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = await startTryGateway({
    program: [...collectable, ...pushdockProgram()],
    // Refusals are what is looked at here; that they are limited has tests of its own.
    configure: (text) =>
      `${text.replaceAll('    eventHosts:\n', `    eventHosts:\n      - ${marketplace}\n`)}\npolicy: { limits: { unauthenticatedPerMinute: 1000000 } }\n`,
  });
  const residentMb = () => {
    const status = readFileSync(`/proc/${gateway.process().pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  };
  const processorMs = () => {
    // Behind the name in brackets, which may have spaces: user and system time in ticks of 10 ms.
    const fields = readFileSync(`/proc/${gateway.process().pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  };
  return {
    ...gateway,
    marketplace,
    processorMs,
    residentMb,
    settledMb: async () => {
      const samples: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        gateway.process().kill('SIGUSR2');
        await new Promise((resolve) => setTimeout(resolve, 200));
        samples.push(residentMb());
      }
      return Math.min(...samples);
    },
    stop: async () => {
      await gateway.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}
