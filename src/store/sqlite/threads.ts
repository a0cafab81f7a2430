import type { ReadCommands, WriteCommands } from './commands.ts';

/** A command to the writer's thread; resolves after the commit that holds it. */
export type Write = <Name extends keyof WriteCommands>(
  name: Name,
  request: WriteCommands[Name]['request'],
) => Promise<WriteCommands[Name]['answer']>;

/** A question to the reader's thread. */
export type Read = <Name extends keyof ReadCommands>(
  name: Name,
  request: ReadCommands[Name]['request'],
) => Promise<ReadCommands[Name]['answer']>;
