import type { FirstSource } from '../first-source.ts';

export const firstPaazlSource: FirstSource = {
  name: 'shipping',
  block: `provider: paazl
auth:
  # Any one is enough: the old and the new token during a change.
  bearer:
    - { env: PAAZL_TOKEN }`,
  questions: {},
  secrets: [
    {
      name: 'PAAZL_TOKEN',
      about: "The security token of Paazl's page: enter this one there, or put Paazl's here",
      from: 'us',
    },
  ],
  push: `curl -i {url}/push/paazl/shipping -H "Authorization: Bearer $PAAZL_TOKEN" -H 'Content-Type: application/json' \\
  -d '{ "orderReference": "first-1", "webshop": 8, "barcode": "FIRST1", "status": "CREATED" }'`,
};
