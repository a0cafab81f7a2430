import { hash } from 'node:crypto';
import { readJson } from '../../formats/json.ts';
import { textField } from '../../formats/values.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';

/** The toy's own id, bound to the bytes; where it cannot be read, the bytes alone. */
export function identify(message: Verified): Identification {
  const digest = hash('sha256', message.bytes, 'hex');
  const read = readJson(message.bytes);
  const id = read.ok ? textField(read.value.value, 'id') : undefined;
  return {
    identities: [
      id === undefined ? { kind: 'body', key: digest, binding: digest } : { kind: 'id', key: id, binding: digest },
    ],
    disposition: { kind: 'process' },
  };
}
