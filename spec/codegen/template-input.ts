/**
 * What the templates read: a bundle, with what mustache cannot work out written beside it as `x-codegen-…` text.
 * Examples are left out, they say nothing to a type.
 */

import { pascal } from './contracts.ts';
import { isTree, mapTrees, type Tree, treeAt, type Value } from './documents.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export function templateInput(original: Tree): Tree {
  const bundle = withoutBuiltInNames(original);
  const schemas = treeAt(bundle, 'components', 'schemas');
  const paths = Object.entries(treeAt(bundle, 'paths')).map(([path, item]) => {
    const operations = Object.entries(isTree(item) ? item : {}).map(([method, operation]) => {
      const marked = methods.includes(method) && isTree(operation);
      return [method, marked ? markOperation(path, method, operation, bundle, schemas) : operation] as const;
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  const described = mapTrees({ ...bundle, paths: Object.fromEntries(paths) }, (tree) => {
    const { examples: _, ...rest } = tree;
    return typeof rest.description === 'string' ? { ...rest, description: comment(rest.description) } : rest;
  });
  return described as Tree;
}

/** A schema called `Error` would otherwise be taken for the class of that name. `Model` in front is the generator's own way out. */
const builtIn = [
  'Array',
  'Blob',
  'Boolean',
  'Buffer',
  'Date',
  'Error',
  'File',
  'Function',
  'Map',
  'Number',
  'Object',
  'Promise',
  'ReadonlyArray',
  'Record',
  'Set',
  'String',
  'Symbol',
];

function withoutBuiltInNames(bundle: Tree): Tree {
  const renamed = (name: string) => (builtIn.includes(name) ? `Model${name}` : name);
  const schemas = Object.entries(treeAt(bundle, 'components', 'schemas')).map(
    ([name, schema]) => [renamed(name), schema] as const,
  );
  const components = { ...treeAt(bundle, 'components'), schemas: Object.fromEntries(schemas) };
  return mapTrees({ ...bundle, components }, (tree) => {
    const name = /^#\/components\/schemas\/(.+)$/.exec(String(tree.$ref))?.[1];
    return name === undefined ? tree : { ...tree, $ref: `#/components/schemas/${renamed(name)}` };
  }) as Tree;
}

function markOperation(path: string, method: string, operation: Tree, bundle: Tree, schemas: Tree): Tree {
  const operationId = String(operation.operationId);
  const extensions = Object.entries(operation).filter(([name]) => name.startsWith('x-'));
  const parameters = listOf(operation.parameters).filter(isTree);
  const requires = (place: string) =>
    parameters.some((parameter) => parameter.in === place && parameter.required === true);
  const body = isTree(operation.requestBody) ? operation.requestBody : {};
  const media = Object.entries(treeAt(body, 'content'));
  const responses = Object.entries(treeAt(operation, 'responses')).map(([status, response]) => {
    // A default or a range has no literal type, and Dredd does not understand it either.
    if (!/^\d{3}$/.test(status))
      throw new Error(`${operationId} declares the status ${status}: write each status by itself`);
    return [status, isTree(response) ? markResponse(response, bundle) : response] as const;
  });
  return {
    ...operation,
    parameters: parameters.map((parameter) => markParameter(parameter, schemas)),
    responses: Object.fromEntries(responses),
    // One group, in the order of the contract: the generator would sort by tag.
    tags: ['operations'],
    // The generator's own lower-case letters make `_delete` of a word that JavaScript reserves.
    'x-codegen-method': method,
    'x-codegen-path': path,
    'x-codegen-summary': comment(String(operation.summary ?? operationId)),
    'x-codegen-security': JSON.stringify(operation.security ?? bundle.security ?? []),
    'x-codegen-extensions': JSON.stringify(Object.fromEntries(extensions)),
    ...(requires('query') ? { 'x-codegen-query-required': true } : {}),
    ...(requires('header') ? { 'x-codegen-headers-required': true } : {}),
    ...(media.length === 0 ? {} : { 'x-codegen-body': bodyType(media) }),
    ...(media.length === 1 ? { 'x-codegen-consumes': media[0]?.[0] ?? '' } : {}),
    ...(body.required === true ? { 'x-codegen-body-required': true } : {}),
    // Read above; the generator would turn a form into single parameters.
    requestBody: undefined as unknown as Value,
  };
}

function markResponse(response: Tree, bundle: Tree): Tree {
  const headers = Object.entries(treeAt(response, 'headers')).filter(([, header]) => {
    const resolved = isTree(header) && typeof header.$ref === 'string' ? resolve(bundle, header.$ref) : header;
    return isTree(resolved) && resolved.required === true;
  });
  if (headers.length === 0) return response;
  const types = headers.map(([name]) => `readonly '${name}': string`);
  return { ...response, 'x-codegen-required-headers': types.join('; ') };
}

function markParameter(parameter: Tree, schemas: Tree): Tree {
  const schema = inlineEnum(treeAt(parameter, 'schema'), schemas);
  const marked: Tree = schema.default === undefined ? {} : { 'x-codegen-default': JSON.stringify(schema.default) };
  const numeric: Tree = schema.type === 'integer' || schema.type === 'number' ? { 'x-codegen-number': true } : {};
  return { ...parameter, schema, ...marked, ...numeric };
}

/** Reading a parameter compares it with the values of its enumeration, also of a named one. */
function inlineEnum(schema: Tree, schemas: Tree): Tree {
  if (isTree(schema.items)) return { ...schema, items: inlineEnum(schema.items, schemas) };
  const name = String(schema.$ref ?? '').replace('#/components/schemas/', '');
  return treeAt(schemas, name).enum === undefined ? schema : treeAt(schemas, name);
}

/** One media type: the value itself. Several: the value with the one that was chosen. */
function bodyType(media: readonly (readonly [string, Value])[]): string {
  const types = media.map(
    ([contentType, content]) => [contentType, typeOf(treeAt(content as Tree, 'schema'))] as const,
  );
  if (types.length === 1) return types[0]?.[1] ?? 'unknown';
  return types.map(([name, type]) => `{ readonly contentType: '${name}'; readonly value: ${type} }`).join(' | ');
}

function typeOf(schema: Tree): string {
  if (typeof schema.$ref === 'string') return pascal(schema.$ref.replace('#/components/schemas/', ''));
  if (schema.type === 'array') return `ReadonlyArray<${typeOf(treeAt(schema, 'items'))}>`;
  if (schema.type === 'integer') return 'number';
  if (schema.type === 'string' || schema.type === 'number' || schema.type === 'boolean') return schema.type;
  return 'unknown';
}

function resolve(bundle: Tree, reference: string): Tree {
  return treeAt(bundle, ...reference.replace('#/', '').split('/'));
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** Several lines in a doc comment, which nothing in the text can end. */
function comment(description: string): string {
  const lines = description.trim().replaceAll('*/', '*\u200b/').split('\n');
  return lines.length === 1 ? ` ${lines[0]} ` : `${lines.map((line) => `\n * ${line}`.trimEnd()).join('')}\n `;
}
