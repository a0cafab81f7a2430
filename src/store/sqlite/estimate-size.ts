/** About how large a command is on its way to the writer, which commands go first, and which may not be taken back by a power cut. */
import type { Sent, WriteHandlers } from './commands.ts';

const urgent: ReadonlySet<Sent<WriteHandlers>['name']> = new Set([
  'append',
  'readResult',
  'oweAnswer',
  'completeResult',
  'beat',
]);

/** Whether somebody outside waits for it. */
export function isUrgent(command: Sent<WriteHandlers>): boolean {
  if (command.name !== 'settleWork') return urgent.has(command.name);
  const { result, answerOwed } = command.request.steps;
  return result !== undefined || answerOwed !== undefined;
}

/** Whether it may wait for company: what was delivered, where no order waits for it. The claim stands, and a kill meanwhile is a repeat as after any lost settlement. */
export const isPatient = ({ name, request }: Sent<WriteHandlers>): boolean =>
  name === 'settleDelivery' && request.mayWait;

const repeatable: ReadonlySet<Sent<WriteHandlers>['name']> = new Set([
  'claimWork',
  'loadWork',
  'claimDeliveries',
  'loadEvent',
  'settleDelivery',
  'extendClaims',
  'anyDue',
]);

/**
 * Whether a power cut may not take it back once it is answered (`Store` says what). What may be taken back is claimed and done again, with the same
 * ids and the same content, since that comes of what is synced: bytes, documents, results. An announcement of a finding is not the same again: another message may make it.
 */
export function mustBeSynced({ name, request }: Sent<WriteHandlers>): boolean {
  if (name !== 'settleWork') return !repeatable.has(name);
  const { end, ...others } = request.steps;
  if (end === undefined || Object.keys(others).length > 0) return true;
  if (end.kind === 'complete') return end.completion.departures.some(({ announcement }) => announcement !== undefined);
  return end.kind !== 'retry' && end.kind !== 'give_back';
}

/** How many settlements take as long as this command. */
export const rowsOf = ({ name, request }: Sent<WriteHandlers>): number =>
  name === 'claimWork' || name === 'claimDeliveries' ? request.limit : 1;

// Row, headers, identities and message overhead of a small command.
const COMMAND_BYTES = 2_048;

/**
 * A command as it crosses to the writer, and about how many bytes that takes. Its bytes get a buffer of their own: crossing copies the
 * whole buffer behind a view, and a small body is often a view into a socket's 64 KiB.
 */
export function withOwnBytes(command: Sent<WriteHandlers>): { command: Sent<WriteHandlers>; bytes: number } {
  if (command.name === 'append') {
    const { request } = command;
    return {
      command: { name: command.name, request: { ...request, bytes: own(request.bytes) } },
      bytes: COMMAND_BYTES + request.bytes.byteLength,
    };
  }
  if (command.name === 'settleWork' && command.request.steps.document) {
    const { steps, ...rest } = command.request;
    const document = { ...command.request.steps.document, bytes: own(command.request.steps.document.bytes) };
    return {
      command: { name: command.name, request: { ...rest, steps: { ...steps, document } } },
      bytes: COMMAND_BYTES + document.bytes.byteLength,
    };
  }
  return { command, bytes: COMMAND_BYTES };
}

// `Uint8Array.from` and not `slice`: a Buffer's slice is another view.
const own = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
