/** A copy of the contracts in which a proposal can be applied and looked at, without the generator: the prepared contract serves as its bundle. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { prepare } from '../../spec/codegen/prepare.ts';
import { packageRoot } from '../../src/running/package-root.ts';

export type Copy = {
  readonly root: string;
  /** As `git apply` does, with the patch from standard input. */
  apply(patch: string): void;
  /** Makes the bundle of a contract again. */
  bundle(name: string): void;
};

export function copyContracts(t: TestContext): Copy {
  const root = mkdtempSync(join(tmpdir(), 'pushdock-propose-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['spec', 'generated/bundles'])
    cpSync(join(packageRoot(), folder), join(root, folder), { recursive: true });
  return {
    root,
    apply: (patch) => applyPatch(root, patch),
    bundle: (name) => {
      const [, provider = '', kind = ''] = /^(.*)-(push|api)$/.exec(name) ?? [];
      const made = prepare(root, `spec/providers/${provider}/${kind}.yaml`, join(root, 'prepared'));
      mkdirSync(join(root, 'generated', 'bundles'), { recursive: true });
      cpSync(made, join(root, 'generated', 'bundles', `${name}.json`));
    },
  };
}

/** With `git apply`, in a folder that need not be a repository. */
export function applyPatch(root: string, patch: string): void {
  execFileSync('git', ['apply', '-'], { cwd: root, input: patch, stdio: ['pipe', 'ignore', 'pipe'] });
}
