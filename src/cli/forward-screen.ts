/** What `pushdock forward` shows: lines, on a terminal with keys under them, or objects for scripts. */
import { messageOf } from '../running/thrown.ts';
import { joined, type Visible, visible } from '../running/visible.ts';
import type { StreamedEvent } from './event-stream.ts';
import type { Forwarder, Posted } from './forward-post.ts';
import { type Key, listenForKeys } from './keys.ts';
import { printAside, printJsonLine, printPainted, printText } from './print.ts';
import { openSelection } from './selection.ts';
import { openStatusLine } from './status-line.ts';
import { type Paint, paintFor } from './terminal.ts';

export type Screen = {
  readonly notice: (text: string) => void;
  readonly sent: (event: StreamedEvent, posted: Posted) => void;
  readonly close: () => void;
};

export function openScreen(
  options: { readonly to: string; readonly json?: boolean },
  forwarder: Forwarder,
  quit: () => void,
): Screen {
  if (options.json) return jsonScreen();
  return process.stdin.isTTY && process.stdout.isTTY
    ? keyedScreen(options.to, forwarder, quit)
    : plainScreen(options.to);
}

/** For scripts: one object for each event; what else there is to say goes to standard error. */
const jsonScreen = (): Screen => ({
  notice: printAside,
  sent: ({ id, type, subject }, posted) =>
    printJsonLine({ id, type, ...(subject !== undefined && { subject }), ...posted }),
  close: () => {},
});

function plainScreen(to: string): Screen {
  const paint = paintFor(process.stdout);
  printText(`Posting events to ${to} as they are made. Press Ctrl-C to end.`);
  return {
    notice: (text) => printPainted(paint('yellow', text)),
    sent: (event, posted) => printPainted(sentLine(event, posted, paint)),
    close: () => {},
  };
}

function keyedScreen(to: string, forwarder: Forwarder, quit: () => void): Screen {
  const paint = paintFor(process.stdout);
  const selection = openSelection<StreamedEvent>();
  const status = openStatusLine(process.stdout, () => {
    const event = selection.chosen();
    const keys = 'j/k choose · q quit';
    if (event === undefined) return `Waiting for events for ${to} · ${keys}`;
    return `> ${event.type} ${event.subject ?? ''} ${event.id} (${selection.place()}) · r sends it again · ${keys}`;
  });

  async function press(key: Key): Promise<void> {
    if (key === 'quit') return quit();
    if (key !== 'replay') {
      selection.move(key === 'older' ? -1 : 1);
      return status.draw();
    }
    const event = selection.chosen();
    if (event === undefined) return;
    const posted = await forwarder.post(event.id, { ...event.envelope, pushdockreplay: 'forward' });
    status.line(joined([sentLine(event, posted, paint), paint('cyan', 'again')], '  '));
  }

  const letGo = listenForKeys(process.stdin, (key) => {
    press(key).catch((error: unknown) => status.line(paint('red', messageOf(error))));
  });
  return {
    notice: (text) => status.line(paint('yellow', text)),
    sent: (event, posted) => {
      selection.show(event);
      status.line(sentLine(event, posted, paint));
    },
    close: () => {
      letGo();
      status.close();
    },
  };
}

function sentLine(
  { id, type, subject = '-', createdAt }: StreamedEvent,
  { status, detail, tookMs }: Posted,
  paint: Paint,
): Visible {
  const good = status !== undefined && status >= 200 && status < 300;
  const outcome = paint(good ? 'green' : 'red', detail);
  const rest = [`${tookMs} ms`, type, subject, id].map(visible);
  return joined([paint('dim', createdAt), outcome, ...rest], '  ');
}
