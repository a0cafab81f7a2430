/** The pushes as a Postman collection (schema 2.1): one folder a provider, one request for each example and proof; what signs, signs when it is sent. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { inSandbox } from './in-sandbox.ts';
import type { Pusher } from './pushers.ts';
import type { ExampleRequest } from './requests.ts';
import type { Proof, Signing } from './signing.ts';

const POSTMAN_SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

export function postmanCollection(pushers: readonly Pusher[], baseUrl: string): JsonObject {
  return {
    info: {
      name: 'Pushdock: pushes',
      description:
        'Every example of a push, live and to the sandbox. Set `baseUrl` to your gateway. The keys are published and protect nothing: put yours into the variables.',
      schema: POSTMAN_SCHEMA,
    },
    variable: [
      { key: 'baseUrl', value: baseUrl },
      ...pushers.flatMap(({ owner, signing }) => variables(owner, signing)),
    ],
    item: pushers.map(({ owner, name, requests, signing }) => ({
      name,
      item: requests.flatMap((request) => items(owner, request, signing)),
    })),
  };
}

/** Headers that Postman or the proof sets. */
const set = new Set(['host', 'content-length', 'authorization']);

function items(owner: string, request: ExampleRequest, signing: Signing): readonly JsonObject[] {
  const proof = signing.proofs.find(({ name }) => name === request.proof);
  if (proof === undefined) return [];
  // A sandbox fetches nothing, so a message that only names something is not tried there.
  const sandboxed = request.method === 'POST' ? [item(owner, inSandbox(request), proof, ', sandbox')] : [];
  return [item(owner, request, proof, ''), ...sandboxed];
}

function item(
  owner: string,
  { name, method, target, headers, body }: ExampleRequest,
  proof: Proof,
  where: string,
): JsonObject {
  const [path = '', query] = target.split('?');
  const made = new Set([...set, ...(proof.scheme === 'hmac' ? [proof.header.toLowerCase()] : [])]);
  const header = Object.entries(headers)
    .filter(([key]) => !made.has(key))
    .map(([key, value]): JsonObject => ({ key, value }));
  const pairs = [...new URLSearchParams(query ?? '')].map(
    ([key, value]): JsonObject => ({ key, value: encodeURIComponent(value) }),
  );
  return {
    name: `${name}${where}`,
    ...(proof.scheme === 'hmac' && { event: [signHmac(owner, proof)] }),
    request: {
      method,
      header,
      ...(proof.scheme !== 'hmac' && { auth: authOf(owner, proof) }),
      ...(body.byteLength > 0 && { body: { mode: 'raw', raw: Buffer.from(body).toString('utf8') } }),
      url: {
        raw: `{{baseUrl}}${target}`,
        host: ['{{baseUrl}}'],
        path: path.slice(1).split('/'),
        ...(pairs.length > 0 && { query: pairs }),
      },
    },
  };
}

const variable = (owner: string, { name }: Proof, what: string): string =>
  `${owner}_${name}_${what}`.replaceAll(/[^A-Za-z0-9_]+/g, '_');

const placed = (owner: string, proof: Proof, what: string): string => `{{${variable(owner, proof, what)}}}`;

function variables(owner: string, signing: Signing): readonly JsonObject[] {
  return signing.proofs.flatMap((proof) =>
    secretsOf(proof).map(([what, value]): JsonObject => ({ key: variable(owner, proof, what), value })),
  );
}

function secretsOf(proof: Proof): readonly (readonly [what: string, value: string])[] {
  switch (proof.scheme) {
    case 'bearer':
      return [['token', proof.token]];
    case 'basic':
      return [
        ['user', proof.user],
        ['password', proof.password],
      ];
    case 'hmac':
      return [['key', proof.key]];
    case 'oauth1':
      return [
        ['consumerKey', proof.consumerKey],
        ['secret', proof.secret],
      ];
    default:
      return [];
  }
}

const attribute = (key: string, value: string): JsonObject => ({ key, value, type: 'string' });

function authOf(owner: string, proof: Proof): JsonValue {
  switch (proof.scheme) {
    case 'bearer':
      return { type: 'bearer', bearer: [attribute('token', placed(owner, proof, 'token'))] };
    case 'basic':
      return {
        type: 'basic',
        basic: [
          attribute('username', placed(owner, proof, 'user')),
          attribute('password', placed(owner, proof, 'password')),
        ],
      };
    case 'oauth1':
      return {
        type: 'oauth1',
        oauth1: [
          attribute('consumerKey', placed(owner, proof, 'consumerKey')),
          attribute('consumerSecret', placed(owner, proof, 'secret')),
          attribute('signatureMethod', 'HMAC-SHA1'),
          attribute('version', '1.0'),
          { key: 'addParamsToHeader', value: true, type: 'boolean' },
          { key: 'addEmptyParamsToSign', value: false, type: 'boolean' },
        ],
      };
    default:
      return { type: 'noauth' };
  }
}

/** Signs the members of the body as it is then, so that an edited message is signed too. */
function signHmac(owner: string, proof: Extract<Proof, { scheme: 'hmac' }>): JsonObject {
  const exec = [
    'const body = JSON.parse(pm.request.body.raw);',
    `const signed = ${JSON.stringify(proof.members)}.map((name) => body[name]).join(${JSON.stringify(proof.joinedBy)});`,
    `const key = pm.variables.get(${JSON.stringify(variable(owner, proof, 'key'))});`,
    `pm.request.headers.upsert({ key: ${JSON.stringify(proof.header)}, value: CryptoJS.HmacSHA256(signed, key).toString() });`,
  ];
  return { listen: 'prerequest', script: { type: 'text/javascript', exec } };
}
