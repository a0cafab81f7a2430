/**
 * Many command lines in one process, because each start costs more than what is looked at: reads a list of lists of arguments from standard
 * input, and writes one object with code, stdout and stderr for each. A bug ends it.
 */
import { run } from '../../src/cli/program.ts';
import type { Ran } from '../end-to-end/command.ts';

const out = process.stdout.write.bind(process.stdout);
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const lines: readonly (readonly string[])[] = JSON.parse(Buffer.concat(chunks).toString());

const ran: Ran[] = [];
for (const args of lines) {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    process[name].write = (text: string | Uint8Array) => {
      said[name] += text.toString();
      return true;
    };
  ran.push({ code: await run(args), ...said });
}
// Of `process.exitCode`, which some command may have set, nothing is left.
process.exitCode = 0;
out(JSON.stringify(ran));
