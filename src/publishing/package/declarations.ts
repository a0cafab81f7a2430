/** The types of what a package exports, beside those of its messages. */
import { field, itemsOf, textField } from '../../formats/values.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Validator } from './validators.ts';

const validation = `/** One place where a message departs from its schema. */
export type Departure = { readonly instancePath: string; readonly keyword: string; readonly message?: string };

/** True when the value fits; else \`errors\` says why, until the next call. */
export type Validate<T> = { (value: unknown): value is T; errors?: readonly Departure[] | null };
`;

const signing = `
/** What is signed: the whole URL with its query, and the body byte for byte. */
export type ToSign = { readonly method: string; readonly url: string; readonly body: Uint8Array };

export type Signed = {
  /** To be sent, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signature?: { readonly header: string; readonly value: string };
  /** The bytes under the signature. */
  readonly bytes?: Uint8Array;
};

export type Proof =
  | { readonly scheme: 'bearer'; readonly token: string }
  | { readonly scheme: 'basic'; readonly user: string; readonly password: string }
  | { readonly scheme: 'path-key'; readonly parameter: string; readonly key: string }
  | { readonly scheme: 'hmac'; readonly header: string; readonly key: string; readonly members: readonly string[]; readonly joinedBy: string }
  | { readonly scheme: 'oauth1'; readonly consumerKey: string; readonly secret: string; readonly nonce: string; readonly timestamp: number }
  | { readonly scheme: 'standard-webhooks'; readonly secret: string; readonly id: string; readonly timestamp: number };

/** Makes the headers that prove who sent a request. */
export declare function sign(proof: Proof, request: ToSign): Signed;
`;

const checking = `
export type WebhookFault = 'header_missing' | 'timestamp_wrong' | 'signature_wrong';

/**
 * Was \`body\` signed with one of \`secrets\` (whsec_ or whpk_), within five minutes of \`nowMs\`? \`id\` is the same for every attempt of one event, or of the same
 * batch. \`events\`: the one event of a structured request, those of a batch in their order, none of a binary request, whose event is headers and body.
 */
export declare function checkWebhook(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs?: number,
): { readonly ok: true; readonly id: string; readonly events: readonly import('./models.js').PushdockEvent[] } | { readonly ok: false; readonly code: WebhookFault };
`;

/** `models` is the text of the generated types, `proofs` the names of the proofs by scheme. */
export function declarations(
  snapshot: Snapshot,
  models: string,
  validators: readonly Validator[],
  proofs: readonly (readonly [name: string, scheme: string])[],
): string {
  const types = new Set([...models.matchAll(/^export type (\w+)/gm)].map(([, name = '']) => name));
  const typeOf = (schema: string) => [schema, `Model${schema}`].find((name) => types.has(name)) ?? 'unknown';
  const used = [...new Set(validators.map(({ schema }) => typeOf(schema)))].filter((name) => name !== 'unknown').sort();
  return [
    `import type {\n${used.map((name) => `  ${name},\n`).join('')}} from './models.js';\nexport * from './models.js';\n`,
    validation,
    ...validators.map(({ schema, exported }) => `export declare const ${exported}: Validate<${typeOf(schema)}>;\n`),
    signing,
    `/** The proofs of this contract with keys that exist for examples only: put your own in their place. */\nexport declare const proofs: {\n${proofs
      .map(([name, scheme]) => `  readonly ${JSON.stringify(name)}: Extract<Proof, { scheme: '${scheme}' }>;\n`)
      .join('')}};\n`,
    ...(snapshot.kind === 'events' ? [checking, eventTypes(snapshot)] : []),
  ].join('\n');
}

function eventTypes({ document }: Snapshot): string {
  const rows = itemsOf(field(document, 'x-event-types')).map(
    (row) => `  ${JSON.stringify(textField(row, 'type'))}: import('./models.js').${textField(row, 'schema')};\n`,
  );
  return `\n/** What stands in \`data\`, by the event's type. A type that ends in \`.*\` stands for names that the contract does not know. */\nexport type EventDataByType = {\n${rows.join('')}};\n`;
}
