/** A push as the sandbox takes it: of the source that every example of it has. */
import type { ExampleRequest } from './requests.ts';

/** The sandbox source of every example: the one of `spec/sandbox.yaml`, which `make run` has too. */
const SANDBOX_SOURCE = 'partner';

/** `/push/paazl/shipping` as `/sandbox/paazl/partner`; what follows the source's name, such as a key, stays. */
export const inSandbox = (request: ExampleRequest): ExampleRequest => ({
  ...request,
  target: request.target.replace(/^\/push\/([^/]+)\/[^/?]+/, `/sandbox/$1/${SANDBOX_SOURCE}`),
});

/** The path of a push, or one with parameters in it, below `/sandbox/`. */
export const sandboxPath = (path: string): string => path.replace(/^\/push\//, '/sandbox/');
