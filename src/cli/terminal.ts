/** What differs between a person at a terminal and a script. */
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { type Visible, visible } from '../running/visible.ts';
import { CommandFailed } from './failure.ts';

/** Text in a colour, or plain; its own controls are made visible first. */
export type Paint = (colour: Colour, text: string) => Visible;
export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

type Stream = { readonly isTTY?: boolean };

/** No colour in a pipe or a file, on a dumb terminal, or if NO_COLOR is set to anything (no-color.org). */
export function paintFor(stream: Stream, env: NodeJS.ProcessEnv = process.env): Paint {
  const plain = !stream.isTTY || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return (colour, text) => {
    const seen = visible(text);
    // Node would check its own standard output and environment; the line above has checked those that were passed in.
    return plain || seen === '' ? seen : (styleText(colour, seen, { validateStream: false }) as Visible);
  };
}

/** Whether to go on. Without `yes` a person is asked, and a script is refused, because it cannot be asked. */
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
