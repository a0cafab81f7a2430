import { createHash } from 'node:crypto';
import { readJson } from '../../../../src/formats/json.ts';
import { textField } from '../../../../src/formats/values.ts';
import type { Identification } from '../../../../src/providers/provider.ts';
import type { Verified } from '../../../../src/trust/trust.ts';

/** The sender's own id, bound to the bytes; where it cannot be read, the bytes alone. */
export function identify(message: Verified): Identification {
  const digest = createHash('sha256').update(message.bytes).digest('hex');
  const read = readJson(message.bytes);
  const id = read.ok ? textField(read.value.value, 'id') : undefined;
  return {
    identities: [
      id === undefined ? { kind: 'body', key: digest, binding: digest } : { kind: 'id', key: id, binding: digest },
    ],
    disposition: { kind: 'process' },
  };
}
