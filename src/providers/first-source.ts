/** What `pushdock init` writes for the first source of a provider. */

export type FirstSource = {
  /** The source's name, and with it a part of its URL. */
  readonly name: string;
  /** Its block under `sources.<name>`, as YAML that begins in the first column. A value in it may be `{answer}`, by the name of a question. */
  readonly block: string;
  /** What only the person who connects it knows. A key is the name in `block`. */
  readonly questions: Readonly<Record<string, FirstQuestion>>;
  /** The environment variables that `block` refers to. */
  readonly secrets: readonly FirstSecret[];
  /** Shell lines that push to it from this machine; they use the variables above and `{url}`, the base URL. Absent: a push needs the provider's own systems. */
  readonly push?: string;
};

export type FirstQuestion = {
  readonly question: string;
  /** Taken without asking. Valid for the schema, so that the gateway starts; `mustChange` says whether it is right for anybody. */
  readonly standard: string;
  readonly mustChange: boolean;
};

export type FirstSecret = {
  readonly name: string;
  /** What it is, as a comment above it. */
  readonly about: string;
  /** `us`: we make it and the provider is told. `provider`: the provider issues it; until it is entered, a random one stands there that lets nobody in. */
  readonly from: 'us' | 'provider';
};
