/** Where a store is, as a command is told. What is refused is not repeated: somebody may have written a password into it. */
import { whyNoAddress } from '../store/address.ts';
import { CommandFailed } from './failure.ts';

/** `name`: of the option, such as `--to`. */
export function mustBeDatabase(name: string, text: string): void {
  const why = whyNoAddress(text);
  if (why !== undefined) throw new CommandFailed('usage', `${name} ${why}`);
}

/** A URL here would be taken for a path, and named in an error or made a folder. */
export function mustBeFile(name: string, text: string): void {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) throw new CommandFailed('usage', `${name} is a URL; name a file here`);
}
