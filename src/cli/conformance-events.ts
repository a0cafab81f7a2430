/** `pushdock conformance --events`: what is needed to try a receiver of our events, in place of a provider's pushes. */
import type { Mode } from '../conformance/events/sender.ts';
import type { ReceiverRules } from '../simulate/receiver-rules.ts';
import type { MockSettings, Simulations } from '../simulate/simulation.ts';
import { readWebhookKey } from '../trust/schemes/standard-webhooks.ts';
import { Secret } from '../trust/secrets.ts';
import { CommandFailed } from './failure.ts';

export const modes = ['structured', 'binary'] as const satisfies readonly Mode[];

export type Plan = {
  readonly simulations: Simulations;
  readonly settings: MockSettings;
  readonly rules: ReadonlyMap<string, ReceiverRules>;
};

/** `chosen`: empty for both modes. Each is tried as a provider is. */
export async function planEvents(url: string, secretText: string | undefined, chosen: readonly Mode[]): Promise<Plan> {
  const [{ openEventSender }, { eventRules }] = await Promise.all([
    import('../conformance/events/sender.ts'),
    import('../conformance/events/rules.ts'),
  ]);
  if (secretText === undefined)
    throw new CommandFailed(
      'usage',
      'a receiver of events checks signatures; name its secret with --secret env:NAME or --secret file:path',
    );
  const secret = Secret.of(secretText);
  const key = readWebhookKey(secret);
  if (!key.ok) throw new CommandFailed('configuration', `--secret ${key.sentence}`);
  const wanted = chosen.length === 0 ? modes : chosen;
  const named = wanted.map((mode) => [`events-${mode}`, mode] as const);
  const settings = { secret, to: url };
  return {
    simulations: Object.fromEntries(
      named.map(([name, mode]) => [name, { settings, open: async () => openEventSender(name, mode, settings) }]),
    ),
    settings: { gateway: new URL(url).origin, ...Object.fromEntries(named.map(([name]) => [name, settings])) },
    rules: new Map(named.map(([name]) => [name, eventRules()])),
  };
}
