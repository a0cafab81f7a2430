/**
 * A contract as an npm package for the team at the other end: types, validators and signing. It depends on nothing, so that it can be
 * installed from its tarball alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ContractError } from '../../contracts/schema.ts';
import { titleOf } from '../publish/names.ts';
import { type Files, sourceFolder } from '../publish/owner.ts';
import { type Proof, readSigning } from '../publish/signing.ts';
import { review } from '../releases.ts';
import type { Snapshot } from '../snapshot.ts';
import { declarations } from './declarations.ts';
import { validatorsOf } from './validators.ts';

export type Packaged =
  | { readonly ok: true; readonly name: string; readonly files: Files }
  | { readonly ok: false; readonly sentence: string };

export const packageName = (contract: string): string => `pushdock-${contract}`;

/** `compiled` holds this project's code as JavaScript. Throws `ContractError` when something is missing. */
export function partnerPackage(root: string, contract: string, compiled: string = compiledFolder()): Packaged {
  const { snapshot, publishedAs, fault } = review(root, contract);
  if (fault !== undefined) return { ok: false, sentence: fault };
  const proofs = readSigning(root, sourceFolder(root, snapshot.owner))?.proofs ?? [];
  const { validators, files: validatorFiles } = validatorsOf(snapshot);
  const models = readFileSync(modelsOf(root, snapshot), 'utf8');
  const events = snapshot.kind === 'events';
  const entries = [
    'publishing/publish/sign.js',
    ...(events ? ['trust/schemes/standard-webhooks.js', 'trust/secrets.js', 'formats/read-cloud-events.js'] : []),
  ];

  const files: Files = new Map();
  files.set('package.json', manifest(snapshot, publishedAs));
  files.set('README.md', readme(snapshot, publishedAs, proofs));
  files.set(
    'index.js',
    entry(
      validators.map(({ exported }) => exported),
      proofs,
      events,
    ),
  );
  files.set(
    'index.d.ts',
    declarations(
      snapshot,
      models,
      validators,
      proofs.map(({ name, scheme }) => [name, scheme]),
    ),
  );
  files.set('models.js', 'export {};\n');
  files.set('models.d.ts', models);
  for (const [file, text] of validatorFiles) files.set(`validators/${file}`, text);
  for (const [file, text] of libraryFiles(compiled, entries)) files.set(`lib/${file}`, text);
  return { ok: true, name: packageName(contract), files };
}

function modelsOf(root: string, { kind, owner }: Snapshot): string {
  const nested = kind === 'push' || kind === 'api' ? join(owner, kind) : owner;
  return join(root, 'generated', nested, 'models.ts');
}

function manifest(snapshot: Snapshot, version: string): string {
  const content = {
    name: packageName(snapshot.name),
    version,
    description: `${titleOf(snapshot)}: types, validators and signing`,
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function entry(exported: readonly string[], proofs: readonly Proof[], events: boolean): string {
  const named = Object.fromEntries(proofs.map(({ name, how: _how, ...proof }) => [name, proof]));
  const lines = [
    "import validators from './validators/validators.cjs';",
    "export { sign } from './lib/publishing/publish/sign.js';",
    `export const { ${exported.join(', ')} } = validators;`,
    `export const proofs = ${JSON.stringify(named, null, 2)};`,
  ];
  if (events)
    lines.push(
      "import { checkStandardWebhook, readWebhookKey } from './lib/trust/schemes/standard-webhooks.js';",
      "import { Secret } from './lib/trust/secrets.js';",
      "import { readCloudEvents } from './lib/formats/read-cloud-events.js';",
      'export function checkWebhook(headers, body, secrets, nowMs = Date.now()) {',
      '  const keys = secrets.map((secret) => {',
      '    const read = readWebhookKey(Secret.of(secret));',
      "    if (!read.ok) throw new TypeError('a secret ' + read.sentence);",
      '    return read.key;',
      '  });',
      '  const checked = checkStandardWebhook(headers, body, keys, nowMs);',
      "  return checked.ok ? { ...checked, events: readCloudEvents(headers['content-type'], body) } : checked;",
      '}',
    );
  return `${lines.join('\n')}\n`;
}

/** The other side of a contract of events: whoever gets them checks them. */
const receiving = `
\`\`\`js
import { checkWebhook } from 'pushdock-events';

// body: the bytes as they came. While a secret is being changed, list both.
const checked = checkWebhook(request.headers, body, [process.env.WEBHOOK_SECRET]);
if (!checked.ok) return answer(401);
// One event, or those of a batch. Remember each id: an event comes again, perhaps in another batch.
for (const event of checked.events) if (!(await alreadyHandled(event.id))) await handle(event);
return answer(204);
\`\`\`

What to answer, how deliveries are tried again, and how the same is done in other languages: \`events/delivery.html\` of the published contracts.

To test a receiver, sign what you send it yourself:
`;

function readme(snapshot: Snapshot, version: string, proofs: readonly Proof[]): string {
  const [first] = proofs;
  const example =
    first === undefined
      ? ''
      : `\n\`\`\`js\nimport { proofs, sign } from '${packageName(snapshot.name)}';\n\n// The keys in \`proofs\` are published and protect nothing: put yours in their place.\nconst { headers } = sign(proofs[${JSON.stringify(first.name)}], { method: 'POST', url, body });\n\`\`\`\n`;
  return `# ${titleOf(snapshot)}, version ${version}

Types of every message, a \`validate…\` for each schema, and the headers that prove who sent a request. It depends on nothing.
A message that a validator refuses departs from the contract; one with fields that the contract does not know is fine.
${snapshot.kind === 'events' ? receiving : ''}${example}`;
}

/** The folder `src` that this code was compiled to; `src` itself when it runs from source. */
export function compiledFolder(): string {
  const here = import.meta.dirname;
  return here.slice(0, here.lastIndexOf(`${sep}src${sep}`) + `${sep}src`.length);
}

/** Are there compiled code and types to make packages of? Pages that are made from source alone offer none. */
export const canPackage = (root: string, compiled: string = compiledFolder()): boolean =>
  [join(compiled, 'publishing/publish/sign.js'), join(root, 'generated/events/models.ts')].every((file) =>
    existsSync(file),
  );

/** `entries` are paths below `folder`, such as `trust/schemes/hmac.js`. Throws `ContractError` where nothing was compiled. */
function libraryFiles(folder: string, entries: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const file = join(folder, path);
    if (!existsSync(file))
      throw new ContractError(`${file} is missing: packages are made of compiled code (make build)`);
    const text = readFileSync(file, 'utf8').replaceAll(/\n?\/\/# sourceMappingURL=.*/g, '');
    files.set(path, text);
    for (const [, imported = ''] of text.matchAll(/from '(\.[^']+)'/g))
      waiting.push(relative(folder, join(dirname(file), imported)));
    const [, foreign] = /from '(?!\.|node:)([^']+)'/.exec(text) ?? [];
    if (foreign !== undefined)
      throw new ContractError(`${path} needs ${foreign}, and a package needs nothing but itself`);
  }
  return files;
}
