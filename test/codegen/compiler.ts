/** Compiles small programs against generated code, the way `tsc -p .` would, and says what it complains of in which. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';

/** Complaints by file name; a program without complaints has an empty text. One run of the compiler for all programs. */
export function compile(
  programs: Readonly<Record<string, string>>,
  generated: string = join(home, 'generated'),
  options: Readonly<Record<string, boolean>> = {},
): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-compile-'));
  try {
    symlinkSync(generated, join(folder, 'generated'));
    symlinkSync(join(home, 'src'), join(folder, 'src'));
    symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [name, program] of Object.entries(programs)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), program);
    }
    const settings = {
      extends: join(home, 'tsconfig.json'),
      // Links stay links: a program must find `./generated`, wherever that really lies.
      compilerOptions: { noEmit: true, rootDir: '.', preserveSymlinks: true, ...options },
      files: Object.keys(programs),
      include: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = join(home, 'node_modules/typescript/bin/tsc');
    const run = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return byProgram(Object.keys(programs), run.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byProgram(names: readonly string[], output: string): Readonly<Record<string, string>> {
  const complaints: Record<string, string> = Object.fromEntries(names.map((name) => [name, '']));
  let at: string | undefined;
  for (const line of output.split('\n').filter((text) => text !== '')) {
    const start = /^([^\s(][^(]*)\(\d+,\d+\): /.exec(line)?.[1];
    // A complaint about anything but the programs (a setting, a generated file) is a fault of its own.
    if (start !== undefined) at = names.includes(start) ? start : undefined;
    else if (!line.startsWith(' ')) at = undefined;
    if (at === undefined) throw new Error(`unexpected output of tsc: ${output}`);
    complaints[at] += `${line}\n`;
  }
  return complaints;
}
