import type { Contract } from '../../generated/gateway/models.ts';
import { isSchema as isJsonObject } from '../config/schema.ts';

/** The bundle of `spec/gateway.yaml` as what `/openapi.json` answers. Throws where it is not an OpenAPI document: the installation is damaged. */
export function ownContract(bundle: unknown): Contract {
  if (!isContract(bundle)) throw new TypeError('the bundle of the operator API is not an OpenAPI document');
  return bundle;
}

/** Its parts are there. What is in them is held against the schema with each answer, as with every operation. */
const isContract = (value: unknown): value is Contract =>
  isJsonObject(value) &&
  typeof value.openapi === 'string' &&
  [value.info, value.paths, value.components].every(isJsonObject) &&
  [value.servers, value.security, value.tags].every(Array.isArray);
