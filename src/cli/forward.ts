/** `pushdock forward`: posts live events to a program under development. On a terminal a key sends one again; elsewhere it prints plain lines. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { openEventStream } from './event-stream.ts';
import { byEventType, bySource, queryOf, since } from './filters.ts';
import { openScreen } from './forward-screen.ts';
import { type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printAside } from './print.ts';
import { wrongNames } from './wrong-names.ts';

type Options = OperatorOptions & {
  readonly to: string;
  readonly source?: string;
  readonly secretEnv?: string;
  readonly json?: boolean;
};

const forwardFilters = {
  createdFrom: since('begin at this time'),
  type: byEventType('events'),
  source: bySource('events'),
};

export function forwardCommand(): Command {
  return withOperator(
    new Command('forward')
      .description('Post events to a URL as they are made, until interrupted; on a terminal, r sends one again.')
      .requiredOption('--to <url>', 'post the events to this URL; redirects are not followed')
      .addOption(forwardFilters.createdFrom)
      .addOption(forwardFilters.type)
      .addOption(forwardFilters.source)
      .option('--secret-env <name>', 'sign as Standard Webhooks says, with the secret in this environment variable'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock forward --to http://localhost:3000/events --source shipping\n\nEach event is posted once, in order, as a structured CloudEvent with webhook-id, webhook-timestamp and idempotency-key.\nThe answer of the URL changes nothing in the gateway, and no event is posted again by itself.\nKeys on a terminal: r posts the event in the last line (the newest one) again, marked with pushdockreplay.\nj and k or the arrows choose another event, q ends.',
    )
    .action(forward);
}

async function forward(options: Options): Promise<void> {
  const { to, source, secretEnv } = options;
  const stopped = new AbortController();
  const quit = () => stopped.abort();
  const { signal } = stopped;
  // Loaded here: undici takes 0.15 s that no other command needs to wait for.
  const { openForwarder } = await import('./forward-post.ts');
  const forwarder = openForwarder(to, secretEnv, systemClock, signal);
  try {
    const operator = openOperatorClient(options);
    const stream = await openEventStream({
      operator,
      filter: queryOf(forwardFilters, options),
      clock: systemClock,
      signal,
    });
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
