/** For `node --import`: a process in which Prism is not installed, and the mocks' fixed ports are any that are free. */
import { register } from 'node:module';

const hooks = `
  const anyPort = 'export const mockPorts = new Proxy({}, { get: () => 0 });';
  export async function resolve(specifier, context, next) {
    if (specifier.startsWith('@stoplight/'))
      throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
    if (/^\\.\\/ports\\.[jt]s$/.test(specifier))
      return { url: 'data:text/javascript,' + encodeURIComponent(anyPort), format: 'module', shortCircuit: true };
    return next(specifier, context);
  }
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
