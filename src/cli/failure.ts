import { ConfigurationError } from '../config/configuration-error.ts';

/** How a command says that it failed. Scripts read the exit code, people the sentence. */
export const exitCodes = { done: 0, failed: 1, usage: 2, configuration: 3, unreachable: 4, 'not found': 5 } as const;

export class CommandFailed extends Error {
  readonly kind: Exclude<keyof typeof exitCodes, 'done'>;
  constructor(kind: Exclude<keyof typeof exitCodes, 'done'>, message: string) {
    super(message);
    this.name = 'CommandFailed';
    this.kind = kind;
  }
}

/** What a person did wrong or can mend, as a sentence; `undefined` for a bug, which keeps its stack. */
export function asFailure(error: unknown): CommandFailed | undefined {
  if (error instanceof CommandFailed) return error;
  if (error instanceof ConfigurationError)
    return new CommandFailed(
      'configuration',
      `the configuration is refused\n${error.faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  // A file that a command was told to read or write: EACCES, ENOSPC, EISDIR. Its message names the path.
  if (error instanceof Error && 'syscall' in error && 'path' in error)
    return new CommandFailed('failed', error.message);
  return undefined;
}
