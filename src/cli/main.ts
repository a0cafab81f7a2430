#!/usr/bin/env node
/** The command `pushdock`. */
import { keepCompiled } from '../running/compile-cache.ts';

keepCompiled();
// Afterwards, so that it is kept of them too.
const [{ onOutputFailure }, { run }] = await Promise.all([import('./output.ts'), import('./program.ts')]);

onOutputFailure();
process.exitCode = await run(process.argv.slice(2));
