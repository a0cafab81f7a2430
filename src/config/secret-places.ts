/** The secrets of a configuration are where its schema says `$ref: '#/definitions/Secret'`. The schema is the only list of them. */
import { type Environment, isReference, resolveReference, Secret, strayCharacter, tooShort } from '../trust/secrets.ts';
import type { Fault } from './fault.ts';
import { branchesOf, definitionName, dereference, isSchema, type Schema } from './schema.ts';

export type SecretRules = { readonly env: Environment; readonly development: boolean };

/** A secret written in the file itself, which is allowed in development only; it is printed at start, so that the file can be tried. */
export type WrittenSecret = { readonly path: Fault['path']; readonly secret: Secret };

/** A copy of `value` in which every secret is a `Secret`, and what is wrong with those that could not be resolved. */
export function resolveSecrets(
  value: unknown,
  root: Schema,
  rules: SecretRules,
): { value: unknown; faults: readonly Fault[]; written: readonly WrittenSecret[] } {
  const faults: Fault[] = [];
  const written: WrittenSecret[] = [];
  const walk = (node: unknown, schema: unknown, path: readonly (string | number)[]): unknown => {
    const keep = (secret: Secret) => {
      if (typeof node === 'string') written.push({ path, secret });
      return secret;
    };
    if (definitionName(schema) === 'Secret') return keep(secretOf(node, path, rules, faults));
    const resolved = dereference(root, schema);
    if (resolved.title === 'Secret') return keep(secretOf(node, path, rules, faults));
    const branches = branchesOf(root, resolved);
    if (branches.length > 0) return walk(node, branches.find((branch) => fits(node, branch, resolved)) ?? {}, path);
    if (Array.isArray(node)) return node.map((item, index) => walk(item, resolved.items, [...path, index]));
    if (!isSchema(node)) return node;
    const properties = isSchema(resolved.properties) ? resolved.properties : {};
    const entries = Object.entries(node).map(([key, item]) => [
      key,
      walk(item, properties[key] ?? resolved.additionalProperties, [...path, key]),
    ]);
    return Object.fromEntries(entries);
  };
  return { value: walk(value, root, []), faults, written };
}

/** The branch that a validated value took: by its discriminator, else by being a map or not. */
function fits(node: unknown, branch: Schema, choice: Schema): boolean {
  const tag = isSchema(choice.discriminator) ? String(choice.discriminator.propertyName) : undefined;
  if (tag === undefined) return isSchema(node) === (branch.type === 'object');
  const property = isSchema(branch.properties) ? branch.properties[tag] : undefined;
  return isSchema(node) && isSchema(property) && Array.isArray(property.enum) && property.enum.includes(node[tag]);
}

function secretOf(node: unknown, path: readonly (string | number)[], rules: SecretRules, faults: Fault[]): Secret {
  const no = (sentence: string) => {
    faults.push({ path, sentence });
    return Secret.of('');
  };
  if (typeof node !== 'string' && !isReference(node))
    return no('is not a secret; write { env: NAME } or { file: path }');
  if (typeof node === 'string' && !rules.development)
    return no(
      'is a secret written in the file; put it into an environment variable or a file and write { env: NAME } or { file: path }',
    );
  const resolved = resolveReference(node, rules.env);
  if (!resolved.ok) return no(resolved.sentence);
  const fault =
    tooShort(resolved.text, bytesMinOf(path)) ?? formFault(resolved.text, path) ?? strayCharacter(resolved.text);
  return fault === undefined ? Secret.of(resolved.text) : no(fault);
}

const issuedByProvider: readonly (string | number | undefined)[] = [
  'merchantKey',
  'apiKey',
  'clientSecret',
  'refreshToken',
];

/** 32 bytes for what signs tokens (RFC 7518 §3.2) and for what seals stored secrets; 16 for what we choose and what lets a caller in; 8 for what a provider issued, which we cannot make longer. */
function bytesMinOf(path: readonly (string | number)[]): number {
  if (path[0] === 'oauth' || path[0] === 'encryptionKey') return 32;
  if (path[0] === 'store') return 1; // Of a database user: the server judges it.
  if (path[0] === 'sinks' || path[0] === 'alerts') return 8; // What their systems chose; `secrets` has a rule of its own.
  return path.includes('outbound') || path.includes('oauth1') || issuedByProvider.includes(path.at(-1)) ? 8 : 16;
}

/** A secret that a header or a path segment cannot carry as it is would never match, however right it looks. */
function formFault(text: string, path: readonly (string | number)[]): string | undefined {
  const inHeader = path.includes('bearer') || path[0] === 'admin' || path.includes('responder');
  if (inHeader && !/^[\x21-\x7e]+$/.test(text))
    return 'contains a blank or a character that is not ASCII, which a bearer token cannot have; remove it (a stray line end in the file?)';
  if (path[0] === 'sources' && path.at(-1) === 'key' && !/^[A-Za-z0-9._~-]+$/.test(text))
    return 'contains a character that a URL would have to encode; use letters, digits and . _ ~ - only (openssl rand -hex 32)';
  return undefined;
}
