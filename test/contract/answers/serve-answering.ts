/** A process that is a gateway with a mistake: `<folder> <mistake>`. Says where it listens. */
import { openAnswering } from './toy-that-answers.ts';

const [folder = '', mistake = ''] = process.argv.slice(2);
const { publicUrl } = await openAnswering(folder, mistake);
process.stdout.write(`${publicUrl}\n`);
