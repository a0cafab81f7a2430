/** Packages that only some sinks need, and that are installed by those who use them. */

import { ConfigurationError } from '../../config.ts';
import { codeOf } from '../../running/thrown.ts';

/** What `load` imports; a package that is not there is a `ConfigurationError` that says what to install. */
export async function loadPackage<T>(sink: string, names: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    const packages = names.join(' and ');
    throw new ConfigurationError([
      `sinks.${sink}.type: needs ${packages}, which ${names.length === 1 ? 'is' : 'are'} not installed; run npm install ${names.join(' ')}`,
    ]);
  }
}
