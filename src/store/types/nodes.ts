/** The gateways that share a store. */

/** `all`: receives and delivers. */
export type NodeRole = 'receive' | 'deliver' | 'all';

/** A gateway, as it introduces itself. Several may have one `id`, such as a host's name; each start has an epoch of its own. */
export type NodeName = { readonly id: string; readonly role: NodeRole; readonly version: string };

export type GatewayNode = NodeName & {
  readonly epoch: number;
  readonly startedAtMs: number;
  /** Its last sign of life. */
  readonly seenAtMs: number;
  /** `gone`: it was stopped, or has been silent for 15 s, so that its claims and leases have ended. Shown for a day. */
  readonly state: 'up' | 'draining' | 'gone';
  /** The gateway that was asked. */
  readonly own: boolean;
};

/** What a store that several gateways share says of them. */
export type Nodes = {
  /** Oldest start first. */
  list(): Promise<readonly GatewayNode[]>;
  /** This one takes nothing new and finishes what it holds: from now on the others show it as draining. */
  drain(): Promise<void>;
};
