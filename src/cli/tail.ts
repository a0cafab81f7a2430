/** `pushdock tail`: shows live what arrives and where it goes. On a terminal a key replays a message; elsewhere it prints plain lines. */
import { Command } from 'commander';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import { visible } from '../running/visible.ts';
import { CommandFailed } from './failure.ts';
import { ofMessages, queryOf } from './filters.ts';
import { type Key, listenForKeys } from './keys.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printAside, printJsonLine, printPainted, printText } from './print.ts';
import { openSelection } from './selection.ts';
import { openStatusLine } from './status-line.ts';
import { type News, openFeed, type Watched } from './tail-feed.ts';
import { newsLine } from './tail-lines.ts';
import { paintFor } from './terminal.ts';
import { wrongNames } from './wrong-names.ts';

type Options = OperatorOptions & { readonly json?: boolean; readonly interval: number };
type TailOptions = Options & { readonly messages?: boolean; readonly state?: string; readonly verdict?: string };

export function tailCommand(): Command {
  return withOperator(
    new Command('tail')
      .description(
        'Show messages as they arrive, their repeats and their deliveries, until interrupted. On a terminal, r replays a message.',
      )
      .addOption(ofMessages.provider)
      .addOption(ofMessages.source)
      .addOption(ofMessages.state)
      .addOption(ofMessages.verdict)
      .option('--messages', 'show messages only; with --state or --verdict always')
      .option('--interval <ms>', 'ask the gateway at this interval, in milliseconds', wholeNumber, 1000),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock tail --source shipping\n  pushdock tail --state failed --json\n\nTo post events to a program of yours, run pushdock forward.\nKeys on a terminal: r replays the message in the last line (the newest one), j and k or the arrows choose another, q ends.\nSet NO_COLOR to print without colours. With --json each line is an object.',
    )
    .action((options: TailOptions) => {
      const { messages, state, verdict } = options;
      const deliveries = !messages && state === undefined && verdict === undefined;
      return tail(options, { filter: queryOf(ofMessages, options), deliveries });
    });
}

/** What both kinds of output can do: print news, and close. */
type Screen = { readonly say: (news: News) => void; readonly close: () => void };

export async function tail(options: Options, watched: Watched): Promise<void> {
  const operator = openOperatorClient(options);
  const stopped = new AbortController();
  const next = openFeed(operator, watched);
  await next(); // Before anything is printed, because without a gateway there is nothing to follow.
  for (const one of await wrongNames(operator, watched.filter)) printAside(one);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const keyed = process.stdin.isTTY && process.stdout.isTTY && !options.json;
  const screen = keyed ? keyedScreen(operator, () => stopped.abort()) : plainScreen(options.json === true, watched);
  try {
    while (!stopped.signal.aborted) {
      await systemClock.sleep(options.interval, stopped.signal);
      if (stopped.signal.aborted) return;
      for (const news of await next()) screen.say(news);
    }
  } finally {
    screen.close();
  }
}

function plainScreen(json: boolean, { deliveries }: Watched): Screen {
  const paint = paintFor(process.stdout);
  if (!json) printText(`Waiting for messages${deliveries ? ' and deliveries' : ''}. Press Ctrl-C to end.`);
  // Without deliveries there is one kind of object, and a script need not tell kinds apart.
  const objectOf = (news: News) => (!deliveries && news.kind === 'message' ? news.message : news);
  return {
    say: (news) => {
      if (json) printJsonLine(objectOf(news));
      else printPainted(newsLine(news, paint, systemClock.now()));
    },
    close: () => {},
  };
}

/** The same lines, and under them one that names the message that `r` replays. */
function keyedScreen(operator: Operator, quit: () => void): Screen {
  const paint = paintFor(process.stdout);
  const selection = openSelection<MessageSummary>();
  const status = openStatusLine(process.stdout, () => {
    const message = selection.chosen();
    const keys = 'j/k choose · q quit';
    if (message === undefined) return `Waiting for messages and deliveries · ${keys}`;
    return `> ${message.id} ${message.provider}/${message.source} (${selection.place()}) · r replays it · ${keys}`;
  });

  async function press(key: Key): Promise<void> {
    if (key === 'quit') return quit();
    if (key !== 'replay') {
      selection.move(key === 'older' ? -1 : 1);
      return status.draw();
    }
    const message = selection.chosen();
    if (message) status.line(visible(await replayOf(operator, message.id)));
  }

  const letGo = listenForKeys(process.stdin, (key) => {
    // A gateway that does not answer for a moment does not end the tail.
    press(key).catch((error: unknown) => status.line(paint('red', messageOf(error))));
  });
  return {
    say: (news) => {
      if (news.kind === 'message') selection.show(news.message);
      status.line(newsLine(news, paint, systemClock.now()));
    },
    close: () => {
      letGo();
      status.close();
    },
  };
}

// A replay of one message is walked within this time; then it is known whether it was left out.
const WALKED_MS = 500;

async function replayOf(operator: Operator, id: string): Promise<string> {
  const { id: replay } = await answered(operator.startReplay({ query: { message: [id] } }));
  await systemClock.sleep(WALKED_MS);
  const { skipped, lastSkip, reopened } = await answered(operator.getReplay({ path: { id: replay } }));
  if (skipped > 0) throw new CommandFailed('failed', `Replay ${replay} left ${id} out: ${lastSkip}`);
  return `Replay ${replay} of ${id}${reopened > 0 ? ': the message is processed again' : ' has begun'}.`;
}
