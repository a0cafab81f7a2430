/** What a change of a contract is, whom it breaks, and which version it asks for. */

/** Who can be broken: whoever pushes or is called, we ourselves, whoever takes our events. */
export type Party = 'provider' | 'us' | 'consumers';

/**
 * What a difference does to the set of documents that fit. `narrower`: some that fitted no longer do. `wider`: what is read may now be, or lack,
 * what never was. `other`: both. `open`: nothing that was promised changes. `terms`: the same documents fit, and whoever uses what the other
 * side offers needs more for it, or no longer gets it.
 */
export type Effect = 'narrower' | 'wider' | 'other' | 'open' | 'terms';

/** One difference between two schemas; it does not know yet who writes and who reads. */
export type Difference = {
  readonly rule: SchemaRule;
  readonly effect: Effect;
  /** Where in the message: `/carrierStatus/name`; empty for the whole of it. */
  readonly path: string;
  readonly what: string;
};

/** One change of a contract. Nobody in `breaks`: it is compatible. */
export type Change = {
  readonly rule: SchemaRule | ContractRule;
  /** Where in the contract: `POST /push/x/{source} request application/json`. */
  readonly place: string;
  readonly path: string;
  readonly what: string;
  readonly breaks: readonly Party[];
};

/** The rules about schemas, with their effect. spec/published/README.md explains each; a test holds the two together. */
export const schemaRules = {
  'field-added': 'open',
  'field-added-required': 'narrower',
  'field-removed': 'wider',
  'field-now-required': 'narrower',
  'field-now-optional': 'wider',
  'null-allowed': 'wider',
  'null-refused': 'narrower',
  'type-added': 'wider',
  'type-removed': 'narrower',
  'type-changed': 'other',
  'value-added': 'wider',
  'value-removed': 'narrower',
  'known-value-changed': 'open',
  'bound-tightened': 'narrower',
  'bound-loosened': 'wider',
  'constraint-changed': 'other',
  'alternative-added': 'wider',
  'alternative-removed': 'narrower',
  'order-changed': 'other',
  'namespace-changed': 'other',
  'payload-added': 'open',
  'payload-removed': 'wider',
  'subscription-added': 'open',
  'subscription-removed': 'terms',
  'scope-changed': 'terms',
  'scope-removed': 'open',
  'no-longer-in-use': 'wider',
  'lifecycle-changed': 'open',
  'optional-in-practice-added': 'wider',
  'optional-in-practice-removed': 'narrower',
  'personal-data-changed': 'open',
  deprecated: 'open',
  'no-longer-deprecated': 'open',
} as const satisfies Record<string, Effect>;

export type SchemaRule = keyof typeof schemaRules;

/** The rules about everything around the schemas. */
export const contractRules = [
  'operation-added',
  'operation-removed',
  'operation-no-longer-in-use',
  'server-added',
  'server-removed',
  'server-changed',
  'parameter-removed',
  'body-now-required',
  'body-now-optional',
  'media-type-added',
  'media-type-removed',
  'status-added',
  'status-removed',
  'header-removed',
  'proof-added',
  'proof-removed',
  'proof-changed',
  'test-message-added',
  'test-message-removed',
  'policy-tightened',
  'policy-changed',
  'event-type-added',
  'event-type-removed',
  'documentation',
] as const;

export type ContractRule = (typeof contractRules)[number];

/** How far the version has to move. */
export type Level = 'none' | 'patch' | 'minor' | 'major';

const levels: readonly Level[] = ['none', 'patch', 'minor', 'major'];

export function levelOf(changes: readonly Change[]): Level {
  return changes.reduce<Level>((level, change) => higher(level, levelOfOne(change)), 'none');
}

function levelOfOne({ breaks, rule }: Change): Level {
  if (breaks.length > 0) return 'major';
  return rule === 'documentation' ? 'patch' : 'minor';
}

const higher = (one: Level, other: Level): Level => (levels.indexOf(one) >= levels.indexOf(other) ? one : other);

/** Does a step of `given` cover what a step of `needed` asks for? */
export const covers = (given: Level, needed: Level): boolean => levels.indexOf(given) >= levels.indexOf(needed);
