import type { Contract } from '../../generated/gateway/models.ts';
import { isSchema as isJsonObject } from '../config/schema.ts';

/** The bundle of `spec/gateway.yaml` as what `/openapi.json` answers. Throws where it is not an OpenAPI document: the installation is damaged. */
export function ownContract(bundle: unknown): Contract {
  if (!isJsonObject(bundle)) throw new TypeError('the bundle of the operator API is not an object');
  const { openapi, info, paths } = bundle;
  if (typeof openapi !== 'string' || !isJsonObject(info) || !isJsonObject(paths))
    throw new TypeError('the bundle of the operator API is not an OpenAPI document');
  return { ...bundle, openapi, info, paths };
}
