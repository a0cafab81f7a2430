#!/usr/bin/env node
/** The command `pushdock`. */
import { hearOutputFail } from './output.ts';
import { run } from './program.ts';

hearOutputFail();
process.exitCode = await run(process.argv.slice(2));
