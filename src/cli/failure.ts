/** How a command says that it did not do what was asked. Scripts read the exit code, people the sentence. */
export const exitCodes = { done: 0, failed: 1, usage: 2, configuration: 3, unreachable: 4, 'not found': 5 } as const;

export class CommandFailed extends Error {
  readonly kind: Exclude<keyof typeof exitCodes, 'done'>;
  constructor(kind: Exclude<keyof typeof exitCodes, 'done'>, message: string) {
    super(message);
    this.name = 'CommandFailed';
    this.kind = kind;
  }
}
