import type { FirstSource } from '../first-source.ts';

export const firstZettleSource: FirstSource = {
  name: 'pos',
  block: `provider: zettle
signingKeys:
  - { env: ZETTLE_SIGNING_KEY }
# In place of signingKeys the gateway can create the subscriptions itself and keep their keys: see the guide "Zettle"`,
  questions: {},
  secrets: [
    {
      name: 'ZETTLE_SIGNING_KEY',
      about: 'The signingKey in the answer to the call that creates the subscription',
      from: 'provider',
    },
  ],
  push: `now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
signature=$(printf '%s.%s' "$now" '{}' | openssl dgst -sha256 -hmac "$ZETTLE_SIGNING_KEY" | sed 's/.* //')
curl -i {url}/push/zettle/pos -H "X-iZettle-Signature: $signature" -H 'Content-Type: application/json' \\
  -d '{"organizationUuid":"ab305d54-75b4-431b-adb2-eb6b9e546013","messageUuid":"3a3a4b1c-5d0e-11ef-8a3c-0242ac120002","eventName":"FirstPush","messageId":"3a3a4b1c-5d0e-11ef-8a3c-0242ac120003","payload":"{}","timestamp":"'"$now"'"}'`,
};
