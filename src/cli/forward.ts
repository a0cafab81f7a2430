/** `pushdock forward`: live events to a program under development. On a terminal a key sends one again; elsewhere it is plain lines. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { openEventStream } from './event-stream.ts';
import { openScreen } from './forward-screen.ts';
import { type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { moment } from './option-values.ts';
import { printAside } from './print.ts';
import { wrongNames } from './wrong-names.ts';

type Options = OperatorOptions & {
  readonly to: string;
  readonly since?: string;
  readonly type?: string;
  readonly source?: string;
  readonly secretEnv?: string;
  readonly json?: boolean;
};

export function forwardCommand(): Command {
  return withOperator(
    new Command('forward')
      .description('Post events to a URL as they are made, until interrupted; on a terminal, r sends one again.')
      .requiredOption('--to <url>', 'post the events to this URL; redirects are not followed')
      .option(
        '--since <time>',
        'begin at this time: 90s, 15min, 2h or 7d ago, a date, or a time with its zone',
        (text) => moment(text),
      )
      .option('--type <type>', 'only events of exactly this CloudEvents type')
      .option('--source <name>', 'only events of this source')
      .option('--secret-env <name>', 'sign as Standard Webhooks says, with the secret in this environment variable'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock forward --to http://localhost:3000/events --source shipping\n\nEach event is posted once, in order, as a structured CloudEvent with webhook-id, webhook-timestamp and idempotency-key.\nThe answer of the URL changes nothing in the gateway, and no event is posted again by itself.\nKeys on a terminal: r posts the event in the last line (the newest one) again, marked with pushdockreplay.\nj and k or the arrows choose another event, q ends.',
    )
    .action(forward);
}

async function forward(options: Options): Promise<void> {
  const { to, since, type, source, secretEnv } = options;
  const stopped = new AbortController();
  const quit = () => stopped.abort();
  const { signal } = stopped;
  // Loaded here: undici takes 0.15 s that no other command needs to wait for.
  const { openForwarder } = await import('./forward-post.ts');
  const forwarder = openForwarder(to, secretEnv, systemClock, signal);
  const filter = {
    ...(type !== undefined && { type }),
    ...(source !== undefined && { source }),
    ...(since !== undefined && { createdFrom: since }),
  };
  try {
    const operator = openOperatorClient(options);
    const stream = await openEventStream({ operator, filter, clock: systemClock, signal });
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, quit);
    for (const one of await wrongNames(operator, { source })) printAside(one);
    const screen = openScreen(options, forwarder, quit);
    try {
      for await (const news of stream) {
        if (news.kind === 'notice') screen.notice(news.text);
        else screen.sent(news.event, await forwarder.post(news.event.id, news.event.envelope));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      screen.close();
    }
  } finally {
    await forwarder.close();
  }
}
