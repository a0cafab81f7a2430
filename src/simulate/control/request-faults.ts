/** What is wrong with a request to the control port, in words: the place, what stands there, and what may. */
import type { ErrorObject } from 'ajv';
import { formatPath } from '../../config/fault.ts';
import { faultsOf } from '../../config/validate.ts';
import { notOneOf } from '../not-one-of.ts';

/** `errors` of an ajv that is verbose, about `{ requestBody, query, path }`. */
export function requestFaults(errors: readonly ErrorObject[]): string {
  const sentences = errors.flatMap((error) => {
    if (error.keyword === 'enum') return [unknownWord(error)];
    return faultsOf([error], {}).map(({ path, sentence }) => `${placeOf(path)} ${sentence}`);
  });
  return sentences.join('; ');
}

/** Nothing that is sent here is a secret, so the word is repeated. */
function unknownWord({ instancePath, data, params }: ErrorObject): string {
  const allowed = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return `${placeOf(path)} is ${JSON.stringify(data)}, which is not known${notOneOf(String(data), allowed, 'there are')}`;
}

function placeOf([part, ...rest]: readonly (string | number)[]): string {
  if (part === 'requestBody') return rest.length === 0 ? 'the body' : formatPath(rest);
  return `the parameter ${rest.join('.')}`;
}
