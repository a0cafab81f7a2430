/** How openapi-generator is configured for each pass: bundling, and writing TypeScript with our templates. */
import { join } from 'node:path';
import { type Contract, camel, type Kind, pascal } from './contracts.ts';
import { isTree, type Tree } from './documents.ts';
import { home } from './generator.ts';

/** Template → file, per kind of contract. The generator writes far more; these are the ones that are kept. */
const files: { readonly [kind in Kind]: { readonly [template: string]: string } } = {
  push: { 'all-models': 'models.ts', handlers: 'handlers.ts', operations: 'operations.ts' },
  api: { 'all-models': 'models.ts', client: 'client.ts' },
  public: { 'all-models': 'models.ts', handlers: 'handlers.ts', operations: 'operations.ts' },
  gateway: {
    'all-models': 'models.ts',
    handlers: 'handlers.ts',
    operations: 'operations.ts',
    client: 'client/client.ts',
  },
  events: { 'all-models': 'models.ts', 'event-types': 'types.ts' },
  config: { 'all-models': 'models.ts' },
};

export function outputsOf(kind: Kind): readonly string[] {
  return Object.values(files[kind]);
}

export function bundling(input: string, output: string): object {
  return {
    generatorName: 'openapi',
    inputSpec: input,
    outputDir: output,
    additionalProperties: { outputFileName: 'bundle.json' },
    openapiNormalizer: { DISABLE_ALL: 'true' },
    // Two nested objects that happen to look alike would share the name of whichever comes first.
    inlineSchemaOptions: { SKIP_SCHEMA_REUSE: 'true' },
  };
}

export function typing(contract: Contract, input: string, output: string, bundle: Tree): object {
  const { kind, folder, source, name } = contract;
  const supporting = Object.entries(files[kind]).map(([template, destinationFilename]) => {
    return [`${template}.mustache`, { templateType: 'SupportingFiles', destinationFilename }] as const;
  });
  return {
    generatorName: 'typescript-fetch',
    inputSpec: input,
    outputDir: output,
    templateDir: join(home, 'spec/codegen/templates'),
    files: Object.fromEntries(supporting),
    openapiNormalizer: { DISABLE_ALL: 'true' },
    inlineSchemaOptions: { SKIP_SCHEMA_REUSE: 'true' },
    // Values stay as they came over the wire; a JSON array is never a Set.
    typeMappings: { DateTime: 'string', Date: 'string', set: 'Array', object: '{ readonly [name: string]: unknown }' },
    additionalProperties: {
      modelPropertyNaming: 'original',
      paramNaming: 'original',
      sortParamsByRequiredFlag: 'false',
      sortModelPropertiesByRequiredFlag: 'false',
      contractName: pascal(name),
      contractVariable: camel(name),
      contractSource: source,
      modelsPath: './models.ts',
      // The gateway's client lies one folder deeper, beside nothing but itself.
      clientModelsPath: kind === 'gateway' ? '../models.ts' : './models.ts',
      runtimePath: `${'../'.repeat(folder.split('/').length)}runtime`,
      clientRuntimePath: `${'../'.repeat(folder.split('/').length + (kind === 'gateway' ? 1 : 0))}runtime`,
      // A push is handed on as it came (its bytes are signed), and so is a token request (who sent it is in its bytes too);
      // the operator's API is read before its handlers run.
      untypedInput: kind === 'push' || kind === 'public',
      readBody: kind === 'gateway',
      eventTypes: eventTypesOf(bundle),
    },
  };
}

/** Quoted here: mustache cannot write a text as a literal. */
function eventTypesOf(bundle: Tree): readonly object[] {
  const rows = bundle['x-event-types'];
  if (!Array.isArray(rows)) return [];
  return rows.filter(isTree).map((row) => {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, name === 'schema' ? value : JSON.stringify(value)]),
    );
  });
}
