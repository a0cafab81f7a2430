/** How the `mock` commands reach the mocks that run. */

import { type Command, Option } from 'commander';
import type { MockStatus } from '../../generated/mock/models.ts';
import type { Undeclared } from '../../generated/runtime/client.ts';
import { systemClock } from '../running/clock.ts';
import { causeOf } from '../running/thrown.ts';
import { isHeld, type MockControl, openMockControl, whoHolds } from '../simulate/control/client.ts';
import { mockPorts } from '../simulate/ports.ts';
import { CommandFailed } from './failure.ts';
import { setName, setUrl } from './mock-sets.ts';

export type ControlOptions = { readonly mock?: string; readonly name?: string };

/** Where `pushdock mock up` has its control port, unless it is told another `--port-base`. */
export const mockUrl = `http://127.0.0.1:${mockPorts.control}`;

export function withControl(command: Command): Command {
  return command
    .option('--mock <url>', `base URL of the control port (default ${mockUrl})`)
    .addOption(
      new Option('--name <name>', 'the mocks that were started with this --name').argParser(setName).conflicts('mock'),
    )
    .option('--json', 'print JSON, for scripts');
}

export const controlOf = ({ mock, name }: ControlOptions): MockControl =>
  openMockControl(mock ?? (name === undefined ? mockUrl : setUrl(name)));

type Refused = { readonly status: number | 'undeclared'; readonly body?: unknown };

/** The body of a 200, or a `CommandFailed` that says what to do. */
export async function controlled<Answer extends Refused>(
  call: Promise<Answer | Undeclared>,
): Promise<Extract<Answer, { status: 200 }> extends { body: infer Body } ? Body : never> {
  const answer = await call.catch((error: unknown) => {
    throw new CommandFailed(
      'unreachable',
      `the mocks do not answer (${causeOf(error)}); start them with \`make mock\`, or name them with --mock or --name`,
    );
  });
  if (answer.status === 200) return (answer as Extract<Answer, { status: 200 }> & { body: never }).body;
  if (answer.status === 'undeclared')
    throw new CommandFailed(
      'failed',
      'the program that answers at this URL is not the control port of mocks of this version; check --mock',
    );
  throw new CommandFailed(
    answer.status === 404 ? 'not found' : 'failed',
    detailOf(answer) ?? `the mocks answered ${answer.status}`,
  );
}

function detailOf({ body }: Refused): string | undefined {
  return typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : undefined;
}

const ENDED_MS_MAX = 10_000;
const LOOK_MS = 50;

/** Resolves when `before` no longer hold their control port, so that whatever is started next finds the ports free; `false`: they hold on to it. */
export async function haveEnded(control: MockControl, before: Pick<MockStatus, 'pid'>): Promise<boolean> {
  const endMs = systemClock.now() + ENDED_MS_MAX;
  // The control port is the last that they let go.
  for (;;) {
    const status = await whoHolds(control);
    const holds = status === undefined ? await isHeld(control) : status.pid === before.pid;
    if (!holds) return true;
    if (systemClock.now() > endMs) return false;
    await systemClock.sleep(LOOK_MS);
  }
}

/** The mocks that somebody has started on the fixed ports. Those that a gateway in development runs itself give way, and are gone when this resolves. */
export async function othersRun(port: number = mockPorts.control): Promise<MockStatus | undefined> {
  const control = openMockControl(`http://127.0.0.1:${port}`);
  const status = await whoHolds(control);
  if (!status?.besideGateway) return status;
  await controlled(control.stop({}));
  await haveEnded(control, status);
  return undefined;
}
