/** `pushdock mock record` and `replay`: write a session as lines of JSON, and send its messages again with new signatures. */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Recorded } from '../../generated/mock/models.ts';
import { codeOf } from '../running/thrown.ts';
import { CommandFailed } from './failure.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printJson, printText } from './print.ts';

const recording_bytes_max = 64 * 1024 * 1024;

export function recordCommand(): Command {
  return withControl(
    new Command('record')
      .description('Write what was sent so far, and the answers, to a file (NDJSON). Credentials are replaced by ***.')
      .argument('<file>', 'the file to write (NDJSON)'),
  )
    .addHelpText('after', '\nExample:\n  pushdock mock record session.ndjson')
    .action(record);
}

export function replayCommand(): Command {
  return withControl(
    new Command('replay')
      .description('Send the messages of a recording again, with the pauses between them.')
      .argument('<file>', 'a recording that mock record wrote'),
  )
    .addHelpText('after', '\nExample:\n  pushdock mock replay session.ndjson')
    .action(replay);
}

async function record(file: string, options: ControlOptions & { readonly json?: boolean }): Promise<void> {
  const lines = await controlled(controlOf(options).getRecording({}));
  writeFileSync(file, lines);
  const messages = lines.split('\n').length - 1;
  if (options.json) return printJson({ file, messages });
  printText(`${messages} messages are in ${file}.`);
}

async function replay(file: string, options: ControlOptions & { readonly json?: boolean }): Promise<void> {
  // The mocks check the lines by their contract.
  const messages = readLines(file).map(({ line, number }) => ({
    number,
    record: parsed(line, file, number) as Recorded,
  }));
  if (messages.length === 0) throw new CommandFailed('failed', `${file} contains no message`);
  const queued = await controlled(
    controlOf(options).replay({ body: { messages: messages.map(({ record }) => record) } }),
  ).catch((error: unknown) => {
    if (!(error instanceof CommandFailed)) throw error;
    const inFile = error.message.replaceAll(
      /messages\[(\d+)\](?:\.|: )?/g,
      (_, index) => `${file}:${messages[index]?.number} `,
    );
    throw new CommandFailed(error.kind, inFile);
  });
  if (options.json) return printJson(queued);
  printText(`${queued.messages.length} messages are sent again. Run pushdock mock log to see them.`);
}

function readLines(file: string): readonly { readonly line: string; readonly number: number }[] {
  try {
    if (statSync(file).size > recording_bytes_max)
      throw new CommandFailed('failed', `${file} is larger than ${recording_bytes_max} bytes`);
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line, index) => ({ line, number: index + 1 }))
      .filter(({ line }) => line.trim() !== '');
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    const code = codeOf(error) ?? 'unknown';
    throw new CommandFailed('failed', `${file} cannot be read (${code})`);
  }
}

function parsed(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new CommandFailed('failed', `${file}:${number} is not JSON`);
  }
}
