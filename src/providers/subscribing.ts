/**
 * What a source can do if its provider has subscriptions that are managed through an API. It is an optional part of a source: the operator's
 * side offers it for every source that has it, and needs to know nothing else.
 */
import type { Found } from '../running/conditions.ts';

/** An event to which one can subscribe. */
export type SubscribableEvent = {
  readonly event: string;
  /** The scope that the credentials need; `any`: every scope will do. */
  readonly scope: string;
  /** Whether it has left the provider's list. */
  readonly retired: boolean;
};

export type ProviderIdentity = { readonly organizationUuid: string; readonly userUuid?: string };

/** The provider's refusal in its own words. */
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
    /** No answer, or one that its contract does not know. The request may or may not have been carried out. */
    | 'provider_silent';
  /** What is wrong and what to do, in sentences. Never a secret. */
  readonly faults: readonly string[];
  readonly provider?: ProviderAnswer;
};
export type Asked<T> = { readonly ok: true; readonly value: T } | Unasked;
/** The plan has changed since it was confirmed, so nothing was done. */
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
  /** As the provider calls it; absent: it pushes to a URL. */
  readonly transport?: string;
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
  /** Compares the declared subscriptions with the provider's, and corrects them where the configuration says so. */
  look(): Promise<void>;
  /** What was wrong at the last comparison. */
  conditions(): readonly Found[];
};

export type Subscribing = {
  readonly events: readonly SubscribableEvent[];
  /** Whose credentials we call with. */
  identity(): Promise<Asked<ProviderIdentity>>;
  /** Exchanges an authorisation code for tokens, and keeps the refresh token. */
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
  /** `plan`: the id of the confirmed plan; absent: the plan as it is now. */
  sync(options: {
    readonly prune: boolean;
    readonly plan?: string;
  }): Promise<Asked<{ readonly steps: readonly SyncedStep[] }> | PlanChanged>;
  /** Absent: the source cannot call its provider, so nothing can be compared. */
  readonly reconciling?: Reconciling;
};
