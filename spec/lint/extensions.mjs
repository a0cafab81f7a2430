/** Every `x-` extension that a contract may use. `spec/README.md` explains each; a test holds the two together. */
export const extensions = [
  'x-name',
  'x-push-policy',
  'x-xsd',
  'x-json-schema',
  'x-payload-schema',
  'x-optional-in-practice',
  'x-lifecycle',
  'x-required-scope',
  'x-pii',
  'x-why',
  'x-extensible-enum',
  'x-events',
  'x-test-message',
];
