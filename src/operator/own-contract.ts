import type { Contract } from '../../generated/gateway/models.ts';
import { isSchema as isJsonObject } from '../config/schema.ts';

/** The bundle of `spec/gateway.yaml` as what `/openapi.json` answers. Throws where it is not an OpenAPI document: the installation is damaged. */
export function ownContract(bundle: unknown): Contract {
  if (!isJsonObject(bundle)) throw new TypeError('the bundle of the operator API is not an object');
  const { openapi, info, servers, security, tags, paths, components } = bundle;
  const isWhole = isJsonObject(info) && isJsonObject(paths) && isJsonObject(components);
  if (typeof openapi !== 'string' || !isWhole || !areObjects(servers) || !areObjects(security) || !areObjects(tags))
    throw new TypeError('the bundle of the operator API is not an OpenAPI document');
  return { openapi, info, servers, security, tags, paths, components };
}

const areObjects = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isJsonObject);
