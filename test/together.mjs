/**
 * Which processes `make test` starts. One process for each test file costs more than most files themselves: to load a gateway takes half a
 * second. So the files of a folder that need no process of their own run one after the other in one.
 *
 *     node test/together.mjs <folder of the compiled tree> <test/….test.ts …>
 *
 * Prints what `node --test` is to be given.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Not those whose files start gateways before their first test, measure memory, or wait for children most of the time: beside each other they are done sooner.
const shared = [
  'config',
  'contracts',
  'deliver',
  'formats',
  'operator',
  'outbound',
  'providers',
  'publishing',
  'receive',
  'spec',
  'trust',
];

const [compiled = '', ...sources] = process.argv.slice(2);
const files = sources.map((file) => file.replace(/\.ts$/, '.js'));
const folderOf = (file) => file.split('/')[1] ?? '';
const together = shared.filter((folder) => files.filter((file) => folderOf(file) === folder).length > 1);

// Imported statically: what one of the tests imports while it runs would make a file that is loaded meanwhile a part of it.
const started = together.map((folder) => {
  const imports = files.filter((file) => folderOf(file) === folder).map((file) => `import '../${file}';\n`);
  const name = join(compiled, 'test', `${folder}.together.mjs`);
  writeFileSync(name, imports.join(''));
  return name;
});
// From the end of the alphabet: the longest are in `store`, `simulate` and `hostile`, and one that begins last is waited for alone.
const alone = files.filter((file) => !together.includes(folderOf(file))).map((file) => join(compiled, file));
alone.reverse();
process.stdout.write([...started, ...alone].join(' '));
