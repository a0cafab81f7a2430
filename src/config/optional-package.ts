/** Packages that only some configurations need, and that are installed by those who use them. */
import { codeOf } from '../running/thrown.ts';
import { ConfigurationError } from './configuration-error.ts';

/** What `load` imports; a package that is not there is a `ConfigurationError` that says what to install. `place`: the key that needs it. */
export async function loadPackage<T>(place: string, names: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    const packages = names.join(' and ');
    throw new ConfigurationError([
      `${place}: needs ${packages}, which ${names.length === 1 ? 'is' : 'are'} not installed; run npm install ${names.join(' ')}`,
    ]);
  }
}
