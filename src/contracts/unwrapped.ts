/** JSON whose message may be wrapped in one known root: judged without it, and the wrapping is a finding. */
import type { JsonDocument, JsonValue } from '../formats/json.ts';
import { unwrapJson } from '../formats/unwrap-json.ts';
import { type JsonJudge, type Judgement, judgement, under, worst } from './judge.ts';
import { noticeFinding } from './notices.ts';

/** `value` is the message itself, wherever it was. */
export function judgeWithin(
  document: JsonDocument,
  root: string,
  judge: JsonJudge,
): { readonly judgement: Judgement; readonly value: JsonValue } {
  const inner = unwrapJson(document.value, root);
  if (inner === undefined) return { judgement: judge(document), value: document.value };
  const notices = judgement(
    [...document.notices, { rule: 'wrapped_root', path: inner.path } as const].map(noticeFinding),
  );
  const judged = under(inner.path, judge({ ...document, value: inner.value, notices: [] }));
  return { judgement: worst(notices, judged), value: inner.value };
}
