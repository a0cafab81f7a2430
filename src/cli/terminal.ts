/** What differs between a person at a terminal and a script. */
import { createInterface } from 'node:readline/promises';
import { CommandFailed } from './failure.ts';
import { type Visible, visible } from './visible.ts';

/** Text in a colour, or plain; its own controls are made visible first. */
export type Paint = (colour: Colour, text: string) => Visible;
export type Colour = keyof typeof codes;

const codes = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;

type Stream = { readonly isTTY?: boolean };

/** No colour where nobody looks (a pipe, a file), on a dumb terminal, and where NO_COLOR is set to anything (no-color.org). */
export function paintFor(stream: Stream, env: NodeJS.ProcessEnv = process.env): Paint {
  const plain = !stream.isTTY || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return (colour, text) => {
    const seen = visible(text);
    return plain || seen === '' ? seen : (`\u001b[${codes[colour]}m${seen}\u001b[0m` as Visible);
  };
}

/** Whether to go on. Without `yes` a person is asked, and a script is refused: it was never asked whether it meant it. */
export async function agreed(yes: boolean | undefined, question: string): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new CommandFailed(
      'usage',
      'nothing was begun, because there is no terminal to ask on; add --yes, or look first with --plan',
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
