/**
 * What a source can do where its provider has subscriptions that are managed through an API. An optional part of a source: the operator's
 * side offers it for whichever source has it, and asks no further.
 */
import type { Found } from '../running/conditions.ts';

/** An event to which one can subscribe. */
export type SubscribableEvent = {
  readonly event: string;
  /** What the credentials must be allowed; `any`: whatever they have will do. */
  readonly scope: string;
  /** Whether it has left the provider's list. */
  readonly retired: boolean;
};

export type ProviderIdentity = { readonly organizationUuid: string; readonly userUuid?: string };

/** The provider's own words for its no. */
export type ProviderAnswer = {
  readonly status: number;
  readonly developerMessage?: string;
  readonly errorType?: string;
  readonly violations?: readonly {
    readonly propertyName?: string;
    readonly developerMessage?: string;
    readonly constraintType?: string;
  }[];
};

export type Unasked = {
  readonly ok: false;
  readonly code: /** The provider would refuse it, or we could not keep what comes back; it was not asked. */
    | 'subscription_unfit'
    | 'provider_refused'
    /** No answer, or one that its contract does not know. What became of the request is not known. */
    | 'provider_silent';
  /** What is wrong and what to do, a sentence each. Never a secret. */
  readonly faults: readonly string[];
  readonly provider?: ProviderAnswer;
};
export type Asked<T> = { readonly ok: true; readonly value: T } | Unasked;
/** The plan that was agreed to is another by now; nothing was done. */
export type PlanChanged = { readonly ok: false; readonly code: 'plan_changed' };

export type ManagedSubscription = {
  readonly uuid: string;
  /** In the configuration, where it is declared. */
  readonly name?: string;
  readonly transport: string;
  readonly events: readonly string[];
  readonly destination: string;
  readonly contactEmail: string;
  readonly status: string;
  /** As the provider says it. */
  readonly updated: string;
  /** Only then its keys vouch for pushes. */
  readonly pushesHere: boolean;
  readonly keys: readonly { readonly label: string; readonly sinceMs: number }[];
};

/** An empty list of events means every supported one. */
export type SubscriptionFields = {
  readonly events: readonly string[];
  readonly destination: string;
  readonly contactEmail: string;
};

export type SyncAction = 'create' | 'change' | 'delete' | 'nothing' | 'leave';
export type SyncStep = {
  readonly action: SyncAction;
  readonly name?: string;
  readonly uuid?: string;
  readonly detail: string;
  readonly scopes: readonly string[];
};
/** `id` names exactly these steps. */
export type SyncPlan = { readonly id: string; readonly steps: readonly SyncStep[] };
export type SyncedStep = SyncStep & {
  readonly outcome: 'done' | 'failed' | 'skipped';
  readonly fault?: string;
  readonly provider?: ProviderAnswer;
};

export type Reconciling = {
  /** Compares what is declared with what the provider has; puts it right where the configuration says so. */
  look(): Promise<void>;
  /** What is wrong, as far as the last look knows. */
  conditions(): readonly Found[];
};

export type Subscribing = {
  readonly events: readonly SubscribableEvent[];
  /** Whose credentials we call with. */
  identity(): Promise<Asked<ProviderIdentity>>;
  /** Exchanges an authorisation code for tokens, and keeps what has to be kept. */
  authorise(code: { readonly code: string; readonly redirectUri: string }): Promise<Asked<ProviderIdentity>>;
  /** Every key that is shown is kept, here and in whatever else asks for the list. */
  list(): Promise<Asked<readonly ManagedSubscription[]>>;
  /** Without a destination it is this source's push URL. */
  create(
    fields: Omit<SubscriptionFields, 'destination'> & { readonly destination?: string },
  ): Promise<Asked<ManagedSubscription>>;
  update(uuid: string, change: Partial<SubscriptionFields>): Promise<Asked<ManagedSubscription>>;
  remove(uuid: string): Promise<Asked<{ readonly uuid: string; readonly keysUntilMs: number }>>;
  plan(options: { readonly prune: boolean }): Promise<Asked<SyncPlan>>;
  /** `plan`: the id of the one that was agreed to; absent: whatever it is now. */
  sync(options: {
    readonly prune: boolean;
    readonly plan?: string;
  }): Promise<Asked<{ readonly steps: readonly SyncedStep[] }> | PlanChanged>;
  /** Absent: the source cannot call its provider, so nothing can be compared. */
  readonly reconciling?: Reconciling;
};
