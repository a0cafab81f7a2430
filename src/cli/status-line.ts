/** Lines that scroll by, and under them one that stays. It says what the keys do now, and is drawn again after each line. */

import { type Visible, visible } from '../running/visible.ts';
import { paintFor } from './terminal.ts';
import { cut } from './width.ts';

export type StatusLine = {
  line(text: Visible): void;
  draw(): void;
  /** Takes the lowest line away; nothing is written after it. */
  close(): void;
};

// Some terminals do not say how wide they are.
const COLUMNS_UNKNOWN = 80;

export function openStatusLine(out: NodeJS.WriteStream, status: () => string): StatusLine {
  const paint = paintFor(out);
  let closed = false;
  const draw = () => {
    if (!closed) out.write(`\r${paint('bold', cut(visible(status()), (out.columns || COLUMNS_UNKNOWN) - 1))}\u001b[K`);
  };
  draw();
  return {
    draw,
    line: (text) => {
      if (closed) return;
      out.write(`\r\u001b[K${text}\n`);
      draw();
    },
    close: () => {
      closed = true;
      out.write('\r\u001b[K');
    },
  };
}
