/** What looks into events, loaded together: by the thread that processes them, and by the gateway's own when somebody asks about a result that is owed. */
import { openContract } from '../../contracts/contract.ts';
import { withContract } from '../../contracts/place.ts';
import type { Log } from '../../log.ts';
import type { Outbound } from '../../outbound/client.ts';
import type { Clock } from '../../running/clock.ts';
import type { Asking, Processing } from '../provider.ts';
import { openAsking } from './completion.ts';
import type { EventUrlRules } from './event-url.ts';
import { openMarketplace } from './follow-up.ts';
import { process } from './process.ts';
import { openResponder, type Responder } from './responder.ts';
import type { AppDirectSettings } from './settings.ts';

export type ProcessingParts = {
  /** Of the source. */
  readonly name: string;
  readonly settings: AppDirectSettings;
  readonly rules: EventUrlRules;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly log: Log | undefined;
  /** How long the marketplace's connection waits. */
  readonly awaitMs: number;
};

export type Judging = {
  asking(rules: EventUrlRules): Asking;
  /** Rejects with `ConfigurationError` for a responder that cannot be used. */
  processing(parts: ProcessingParts): Promise<{ readonly processing: Processing; readonly responder: Responder }>;
};

/** Throws `ContractError` when what `make generate` made is missing or not usable. */
export function openJudging(): Judging {
  const contract = openContract('appdirect-api');
  return {
    asking: (rules) => openAsking({ contract, rules }),
    processing: async ({ name, settings, rules, outbound, clock, log, awaitMs }) => {
      const { outbound: credentials, eventFormat, result } = settings;
      const marketplace = openMarketplace({ outbound, clock, credentials, rules, eventFormat, result });
      const responder = await openResponder(name, settings.responder, outbound, clock, log);
      const parts = { contract, rules, marketplace, responder, awaitMs };
      return {
        responder,
        processing: {
          process: async (input, context) => withContract(await process(input, context, parts), contract),
        },
      };
    },
  };
}
