#!/usr/bin/env node
/** The command `pushdock`. */
import { onOutputFailure } from './output.ts';
import { run } from './program.ts';

onOutputFailure();
process.exitCode = await run(process.argv.slice(2));
