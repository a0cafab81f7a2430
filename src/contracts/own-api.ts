/**
 * Our own APIs by openapi-backend, strict in what they take: the operator's, and the control port of the mocks. Both sides are ours, so a mismatch with
 * the contract is refused. A push never is (src/receive).
 */
import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend, type Options } from 'openapi-backend';
import { withoutUnknownFields } from './closed.ts';

/** Initialised; operations are registered by the caller. Fields and parameters that `contract` does not name are faults. */
export async function openOwnApi(
  contract: unknown,
  {
    handlers,
    securityHandlers,
    verbose = false,
  }: Pick<Options, 'handlers' | 'securityHandlers'> & { verbose?: boolean },
): Promise<OpenAPIBackend> {
  const backend = new OpenAPIBackend({
    definition: withoutUnknownFields(contract) as Document,
    strict: true,
    quick: true, // Validators are compiled when they are first needed: all at once took half a second of each start.
    coerceTypes: true,
    ajvOpts: { strict: false, allErrors: true, verbose },
    customizeAjv: (ajv) => {
      addFormats.default(ajv as Ajv);
      return ajv;
    },
    ...(handlers && { handlers }),
    ...(securityHandlers && { securityHandlers }),
  });
  await backend.init();
  return backend;
}
