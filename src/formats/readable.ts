/** Bytes from outside are often not what they should be. That is an expected answer, so it is a value (style: departures are values). */

export const unreadableRules = [
  'empty',
  'encoding_unsupported',
  'encoding_contradiction',
  'encoding_invalid',
  'json_malformed',
  'json_too_large',
  'json_too_deep',
  'xml_malformed',
  'xml_doctype',
  'xml_entity',
  'xml_too_large',
  'xml_too_deep',
] as const;
export type UnreadableRule = (typeof unreadableRules)[number];

/** Why there is no value. `detail` is a sentence for the operator; it says where, and never quotes the message. */
export type Unreadable = { readonly rule: UnreadableRule; readonly detail: string; readonly line?: number };

export const noticeRules = [
  'duplicate_key',
  'lone_surrogate',
  'encoding_contradiction',
  'encoding_unsupported',
  'declaration_misplaced',
  'control_character',
  'xml_entity',
  'wrapped_root',
] as const;
export type NoticeRule = (typeof noticeRules)[number];

/**
 * What could be read in one way only by deciding something that the document does not say: of equal keys the last counts, half a
 * surrogate pair became U+FFFD, UTF-8 was read where another encoding is declared. Every notice becomes a finding of the judge.
 */
export type Notice = {
  readonly rule: NoticeRule;
  /** JSON Pointer, or of XML an XPath of local names; empty where it is about the whole. */
  readonly path: string;
  readonly line?: number;
  /** In a few words what was there, where the rule alone does not say it. Never a value of the message. */
  readonly seen?: string;
};

/** A value, or the reason why these bytes hold none. */
export type Readable<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly finding: Unreadable };

export const readable = <T>(value: T): Readable<T> => ({ ok: true, value });

export const cannotRead = (
  rule: UnreadableRule,
  detail: string,
  line?: number,
): { ok: false; finding: Unreadable } => ({
  ok: false,
  finding: line === undefined ? { rule, detail } : { rule, detail, line },
});
