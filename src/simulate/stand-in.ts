/** A small imitation of a provider's API, for development: it answers as the contract says, keeps nothing and checks little. */
export type StandIn = {
  /** Base URL as bound, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
};
