/*
 * Generated from spec/sandbox.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** By which contract the finding was made. Absent in findings that were made before contracts were noted. */
export type ContractPlace = {
  /** Name of the contract, provider and kind. */
  readonly name: string;
  /** `info.version` of the contract. */
  readonly version: string;
  /** The schema of the contract that the message, or a part of it, was compared with; absent where the message could not be read. */
  readonly schema?: string;
  /** JSON Pointer to the place within what that schema describes, also where the message is XML or the described part lies deeper in it. */
  readonly path?: string;
};

/** One place where a message departs from its contract. */
export type Finding = {
  /** Stable name of the rule. */
  readonly rule: string;
  /** JSON Pointer or XPath into the message. */
  readonly path: string;
  /** How bad it is. */
  readonly severity: 'drift' | 'violation';
  /** What the contract says. */
  readonly expected: string;
  /** What was there instead. */
  readonly seen: string;
  /** Line in the body, counted from 1, where it is known. */
  readonly line?: number;
  readonly contract?: ContractPlace;
};

/** What the contract says of the message, and what would be made of it. */
export type Judged = {
  readonly verdict: Verdict;
  /** Where it departs; at most 50. */
  readonly findings: ReadonlyArray<Finding>;
  /** What would be delivered; empty where nothing would be, or where something had to be fetched first. */
  readonly events: ReadonlyArray<WouldBeEvent>;
};

/** A refusal (RFC 9457) with what was found. */
export type OffContract = {
  /** Always `urn:pushdock:problem:off-contract`. */
  readonly type: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
  readonly verdict: Verdict;
  /** Where it departs; at most 50. */
  readonly findings: ReadonlyArray<Finding>;
};

/**
 * A refusal (RFC 9457). The same refusal always carries the same four values, so a client may compare `type`.
 * It never names the credential or the value that was refused.
 */
export type Problem = {
  /**
   * Identifies the kind of refusal: `urn:pushdock:problem:` and the code from the catalogue.
   * Every reason for a 401 has the one type `unauthorized`: a caller must not learn which factor failed.
   */
  readonly type: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** The HTTP status of the response that carries this document. */
  readonly status: number;
  /** What the caller can do about it. */
  readonly detail: string;
};

/**
 * What the contract says of a message: `match`; `drift` (harmless departures, such as an unknown field); `violation`
 * (a required field is missing, a value has the wrong type); `unknown` (no contract fits, or it cannot be read).
 */
export type Verdict = 'match' | 'drift' | 'violation' | 'unknown';

/** An event that a push with this message would become. */
export type WouldBeEvent = {
  /** Its CloudEvents type. */
  readonly type: string;
  /** What it is about; absent where the message names nothing. */
  readonly subject?: string;
};
