/** Our own rules as a Redocly plugin; `.redocly.yaml` switches them on under `pushdock/…`. */
import { copiedIntoCode } from './rules/copied-into-code.mjs';
import { externalValue } from './rules/external-value.mjs';
import { knownExtensions } from './rules/known-extensions.mjs';
import { namesForGenerators } from './rules/names-for-generators.mjs';
import { plainMessages } from './rules/plain-messages.mjs';
import { pointers } from './rules/pointers.mjs';
import { pushPolicy } from './rules/push-policy.mjs';
import { pushStatuses } from './rules/push-statuses.mjs';
import { responseExample } from './rules/response-example.mjs';

export const rules = {
  'response-example': responseExample,
  'push-policy': pushPolicy,
  'push-statuses': pushStatuses,
  'plain-messages': plainMessages,
  pointers,
  'external-value': externalValue,
  'known-extensions': knownExtensions,
  'copied-into-code': copiedIntoCode,
  'names-for-generators': namesForGenerators,
};

export default function pushdock() {
  return { id: 'pushdock', rules: { oas3: rules } };
}
