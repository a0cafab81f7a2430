/**
 * What was wrong with answers, kept until the test process ends, and then its failure. It is kept in a file whose name the processes that
 * a test starts inherit, so that one that is killed, or whose output nobody reads, has told all the same.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const FAULTS_FILE = 'PUSHDOCK_ANSWER_FAULTS';

/** A flood of one and the same mistake says no more than its first lines. */
const SHOWN_MAX = 20;

const file = process.env[FAULTS_FILE] ?? join(tmpdir(), `pushdock-answers-${process.pid}-${Date.now()}.txt`);

/** Of the process that a test file runs in: what it and those that it starts find is its failure. */
export function failForFaults(): void {
  if (process.env[FAULTS_FILE] !== undefined) return; // One that a test started.
  process.env[FAULTS_FILE] = file;
  process.on('exit', () => {
    const faults = takeAnswerFaults();
    if (faults.length === 0) return;
    process.exitCode = 1;
    const lines = [...new Set(faults)].slice(0, SHOWN_MAX);
    process.stderr.write(
      `Answers that no contract declares (test/contract/README.md), ${faults.length}:\n${lines.join('\n')}\n`,
    );
  });
}

export function noteFault(sentence: string): void {
  appendFileSync(file, `${sentence}\n`);
}

/** What was noted since it was last asked for, and is then no failure any more: for a test that provokes it. */
export function takeAnswerFaults(): readonly string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  rmSync(file);
  return lines;
}

/** For a test that provokes such an answer: those that match are no failure any more. */
export function forgiveAnswers(pattern: RegExp): void {
  for (const fault of takeAnswerFaults()) if (!pattern.test(fault)) noteFault(fault);
}
