/** Bytes from outside are often not what they should be. That is an expected answer, so it is a value (style: departures are values). */

export type UnreadableRule =
  | 'empty'
  | 'encoding_unsupported'
  | 'encoding_contradiction'
  | 'encoding_invalid'
  | 'json_malformed'
  | 'json_too_large'
  | 'json_too_deep'
  | 'xml_malformed'
  | 'xml_doctype'
  | 'xml_entity'
  | 'xml_too_large'
  | 'xml_too_deep';

/** Why there is no value. `detail` is a sentence for the operator; it says where, and never quotes the message. */
export type Unreadable = { readonly rule: UnreadableRule; readonly detail: string; readonly line?: number };

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
