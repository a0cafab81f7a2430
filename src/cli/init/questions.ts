/** Asking a person at a terminal, one question a line, each with the answer that Enter gives. */
import { createInterface } from 'node:readline/promises';
import { CommandFailed } from '../failure.ts';

export type Question = {
  readonly question: string;
  readonly standard: string;
  /** What is wrong with an answer, as a sentence; it is asked again. */
  readonly fault?: (answer: string) => string | undefined;
};

export type Asking = { ask(question: Question): Promise<string>; close(): void };

/** Nobody is asked: every answer is the standard one. */
export const unasked: Asking = { ask: ({ standard }) => Promise.resolve(standard), close: () => {} };

export function openQuestions(): Asking {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new CommandFailed(
      'usage',
      'nothing was written, because there is no terminal to ask on; add --yes, which takes the default answers',
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-D and Ctrl-C leave a question open for ever.
  const ended = new Promise<never>((_, reject) =>
    asking.once('close', () => reject(new CommandFailed('failed', 'nothing was written'))),
  );
  ended.catch(() => {});
  return {
    ask: async (question) => {
      for (;;) {
        const { standard } = question;
        const typed = await Promise.race([asking.question(`${question.question} [${standard}] `), ended]);
        const answer = typed.trim() || standard;
        const fault = question.fault?.(answer);
        if (fault === undefined) return answer;
        process.stderr.write(`  ${fault}\n`);
      }
    },
    close: () => asking.close(),
  };
}
