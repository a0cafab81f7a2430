/**
 * What a contract says of a message: a verdict, and a finding for each place where it departs. A departure never becomes a 4xx
 * (ack first, judge later); it becomes a flag on the event and a line for the operator.
 *
 * drift: we still understand it (a field more, an unknown enum value, another order, a field that is missing in practice).
 * violation: a promise is broken (missing required, wrong type, pattern or format, two values for one name, not readable).
 * unknown: there is no contract for it.
 */
import type { JsonDocument } from '../formats/json.ts';
import type { Unreadable } from '../formats/readable.ts';
import type { XmlContent } from '../formats/xml.ts';
import type { Finding, VerdictName } from '../store/store.ts';

export type Judgement = { readonly verdict: VerdictName; readonly findings: readonly Finding[] };

/** Paths of its findings are JSON Pointers. */
export type JsonJudge = (document: JsonDocument) => Judgement;

/**
 * Decodes, parses and judges in one go. `contentType`: what was said of the bytes, for its charset. Paths are XPaths of local names.
 * `content` is absent when it could not be read.
 */
export type XmlJudge = (bytes: Uint8Array, contentType?: string) => Judgement & { readonly content?: XmlContent };

/** A thousand wrong array items tell nothing that fifty do not tell, and findings are stored with the message. */
export const findings_max = 50;

/** The worst finding decides. Findings beyond `findings_max` are cut; the last one then says so. */
export function judgement(findings: readonly Finding[]): Judgement {
  const verdict = findings.some(({ severity }) => severity === 'violation')
    ? 'violation'
    : findings.length > 0
      ? 'drift'
      : 'match';
  if (findings.length <= findings_max) return { verdict, findings };
  const kept = [...findings].sort((a, b) => Number(b.severity === 'violation') - Number(a.severity === 'violation'));
  const more: Finding = {
    rule: 'more_findings',
    path: '',
    severity: 'drift',
    expected: `at most ${findings_max} departures`,
    seen: `${findings.length} departures`,
  };
  return { verdict, findings: [...kept.slice(0, findings_max - 1), more] };
}

/** Bytes that hold no document at all. */
export function unreadable({ rule, detail, line }: Unreadable): Judgement {
  const finding: Finding = {
    rule,
    path: '',
    severity: 'violation',
    expected: 'a document that can be read',
    seen: detail,
  };
  return { verdict: 'violation', findings: [line === undefined ? finding : { ...finding, line }] };
}

/** A message without a contract: its event name or root element is not described. */
export function unknownEvent(path: string, seen: string, expected = 'an event that a contract describes'): Judgement {
  return {
    verdict: 'unknown',
    findings: [{ rule: 'unknown_event', path, severity: 'drift', expected, seen: seen.slice(0, 120) }],
  };
}

const ranks: Readonly<Record<VerdictName, number>> = { match: 0, drift: 1, unknown: 2, violation: 3 };

/** Several judgements of one message as one: the worst verdict, all findings. */
export function worst(...judgements: readonly Judgement[]): Judgement {
  const { findings } = judgement(judgements.flatMap((one) => one.findings));
  const verdict = judgements.reduce<VerdictName>(
    (most, one) => (ranks[one.verdict] > ranks[most] ? one.verdict : most),
    'match',
  );
  return { verdict, findings };
}

/** The same judgement as part of a larger message: `under('/payload', …)`. */
export function under(prefix: string, { verdict, findings }: Judgement): Judgement {
  return { verdict, findings: findings.map((finding) => ({ ...finding, path: prefix + finding.path })) };
}
