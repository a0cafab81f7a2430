/**
 * The commands that cross the threads: plain data, the request and the answer of one handler. Writes go to the writer in batches, reads to the reader one by
 * one. The handlers in `writes.ts` and `reads.ts` define which commands there are.
 */
import type { reads } from './reads.ts';
import type { writes } from './writes.ts';

export type WriteHandlers = ReturnType<typeof writes>;
export type ReadHandlers = ReturnType<typeof reads>;

type Handlers = WriteHandlers | ReadHandlers;
type Request<H, Name extends keyof H> = H[Name] extends (...request: infer Given) => unknown ? Given[0] : never;
type Answer<H, Name extends keyof H> = H[Name] extends (...request: never[]) => infer Given ? Given : never;

/** One command as sent. */
export type Sent<H extends Handlers> = {
  [Name in keyof H]: { readonly name: Name; readonly request: Request<H, Name> };
}[keyof H];

/** A command to the writer's thread; resolves after the commit that holds it. */
export type Write = <Name extends keyof WriteHandlers>(
  name: Name,
  request: Request<WriteHandlers, Name>,
) => Promise<Answer<WriteHandlers, Name>>;

/** A question to the reader's thread. */
export type Read = <Name extends keyof ReadHandlers>(
  name: Name,
  request: Request<ReadHandlers, Name>,
) => Promise<Answer<ReadHandlers, Name>>;

/** Runs one command. The cast joins a name with its request, which `Sent` has kept together. */
export function dispatch<H extends Handlers>(handlers: H, command: Sent<H>): unknown {
  return (handlers[command.name] as (request: unknown) => unknown)(command.request);
}
