/** Notes on a finding which contract made it, and where in it, so that a later reader knows which version it was found under. */
import type { Finding } from '../store/store.ts';
import type { JsonJudge, XmlJudge } from './judge.ts';
import { pointerOfPath } from './xpath.ts';

type Named = { readonly name: string; readonly version: string };

/** A message that matches has no findings, and costs nothing here. */
export function notingJson(judge: JsonJudge, contract: Named, schema: string): JsonJudge {
  return (document) => {
    const judged = judge(document);
    return judged.findings.length === 0 ? judged : { ...judged, findings: noted(judged.findings, contract, schema) };
  };
}

/** `schemaOf` names the schema of a root element; of another root, and of what could not be read, only the contract is noted. */
export function notingXml(judge: XmlJudge, contract: Named, schemaOf: (root: string) => string | undefined): XmlJudge {
  return (bytes, contentType) => {
    const judged = judge(bytes, contentType);
    if (judged.findings.length === 0) return judged;
    const schema = judged.content === undefined ? undefined : schemaOf(judged.content.root);
    return { ...judged, findings: noted(judged.findings, contract, schema, pointerOfPath) };
  };
}

function noted(
  findings: readonly Finding[],
  { name, version }: Named,
  schema: string | undefined,
  pointerOf = (path: string): string => path,
): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    contract: { name, version, ...(schema !== undefined && { schema, path: pointerOf(finding.path) }) },
  }));
}

/** Findings that no schema made (an unreadable body, an undescribed event) get the contract too. */
export function withContract<Judged extends { readonly kind: string; readonly findings?: readonly Finding[] }>(
  judged: Judged,
  { name, version }: Named,
): Judged {
  const { findings } = judged;
  if (findings === undefined || findings.every(({ contract }) => contract !== undefined)) return judged;
  return {
    ...judged,
    findings: findings.map((finding) => (finding.contract ? finding : { ...finding, contract: { name, version } })),
  };
}
