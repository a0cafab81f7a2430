/** Everything that is published of one owner: documents, schemas, examples, signed requests, vectors, policy, changes, and its pages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError } from '../../contracts/schema.ts';
import type { JsonObject } from '../../formats/json.ts';
import { field, isObject, textField } from '../../formats/values.ts';
import { ENVELOPE } from '../diff/events.ts';
import type { Review } from '../releases.ts';
import { DOCUMENT, EXAMPLES, NOTES } from '../snapshot.ts';
import { asyncApi } from './asyncapi.ts';
import { changeLog, changeLogMarkdown } from './change-log.ts';
import type { Contact } from './contact.ts';
import { contractPages, shownOf } from './contract-pages.ts';
import { batchExample, batchText, eventExamples, isWebhook } from './event-requests.ts';
import { eventsOpenApi } from './events-openapi.ts';
import { stemOf, titleOf } from './names.ts';
import { toOpenApi31 } from './openapi31.ts';
import { type Policy, policiesOf } from './policy.ts';
import type { Pusher } from './pushers.ts';
import { type ExampleRequest, httpText } from './requests.ts';
import { defaultRetries } from './retries.ts';
import { withReuse } from './reuse.ts';
import { readSigning, type Signing } from './signing.ts';
import { sinceRelease } from './since-release.ts';
import type { Page } from './site/layout.ts';
import { noMarks } from './site/marks.ts';
import { answersPage } from './site/pages/answers.ts';
import { deliveryPage } from './site/pages/delivery.ts';
import { type ContractState, type Link, type OwnerLinks, ownerPage } from './site/pages/home.ts';
import { signPage } from './site/pages/sign.ts';
import { jsonText, plainText, yamlText } from './texts.ts';
import { typedXsds } from './typed-xsd.ts';
import { computeVectors, type Vector } from './vectors.ts';

export type Files = Map<string, Uint8Array | string>;

export type OwnerPublication = OwnerLinks & {
  /** The first is the owner's own. */
  readonly pages: readonly Page[];
};

/** What an owner's pages have to know of the rest. */
export type Around = {
  readonly baseUrl: string;
  /** Provider → the name of a source in examples. */
  readonly sourceOf: ReadonlyMap<string, string>;
  /** Paths of packages, below the site's root. */
  readonly packages: readonly string[];
  readonly contact: Contact | undefined;
  readonly pushers: readonly Pusher[];
};

/** `reviews` are the owner's contracts. Adds to `files`; throws `ContractError` for a `signing.yaml` that is wrong. */
export function publishOwner(
  root: string,
  owner: string,
  reviews: readonly Review[],
  files: Files,
  around: Around,
): OwnerPublication {
  const { baseUrl, sourceOf, packages, contact, pushers } = around;
  const folder = sourceFolder(root, owner);
  const push = reviews.find(({ snapshot }) => snapshot.kind === 'push');
  const pusher = pushers.find((one) => one.owner === owner);
  const signing = pusher?.signing ?? readSigning(root, folder);
  const requests = pusher?.requests ?? [];
  const vectors = signing === undefined ? [] : computeVectors(signing, (file) => readExample(folder, file));
  const policies = reviews.flatMap(({ snapshot }) => policiesOf(snapshot));

  for (const review of reviews) addDocuments(owner, review, contact, files);
  addExamples(owner, folder, files);
  addSigning(owner, signing, requests, vectors, files);
  const events = reviews.find(({ snapshot }) => snapshot.kind === 'events');
  const reaching = events && signing ? eventPages({ root, events, signing, files, sourceOf, packages, contact }) : [];
  if (policies.length > 0)
    files.set(`${owner}/policy.json`, plainText(policies.map(({ operation, rows }) => ({ operation, rows }))));

  const name = nameOf(reviews);
  const contracts = reviews
    .toSorted(pushesFirst)
    .map((review) =>
      contractPages({ name, review, examples: examplesOf(owner, files), requests, signing, baseUrl, pushers }),
    );
  const pages = [
    ...reaching,
    ...contracts.map(({ reference }) => reference),
    ...(signing ? [signPage({ path: `${owner}/sign.html`, name, signing, vectors, requests, baseUrl })] : []),
    ...(push ? [answersOf(name, push, policies)] : []),
    ...contracts.map(({ changes }) => changes),
    ...contracts.flatMap(({ releases }) => releases),
  ];
  const links = pages
    .filter(({ apart }) => apart !== true)
    .map(({ path, title, short, summary }): Link => ({ path, title: short ?? title, what: summary }));
  const own = [...files.keys()].filter((path) => path.startsWith(`${owner}/`)).sort();
  const about = { owner, name, links, policies, states: reviews.map(stateOf) };
  const first = ownerPage({
    ...about,
    files: own.map((path) => ({ path, title: path.slice(owner.length + 1), what: whatIs(path) })),
  });
  return { ...about, pages: [first, ...pages] };
}

/** What people call an owner: `x-name` of one of its contracts. Throws `ContractError` where none has it. */
export function nameOf(reviews: readonly Review[]): string {
  const [name] = reviews.flatMap(({ snapshot }) => textField(field(snapshot.document, 'info'), 'x-name') ?? []);
  if (name === undefined)
    throw new ContractError(`no contract of ${reviews[0]?.snapshot.owner} has info.x-name, the name for people`);
  return name;
}

/** What is pushed to us is what most readers come for. */
const pushesFirst = (one: Review, other: Review): number =>
  Number(other.snapshot.kind === 'push') - Number(one.snapshot.kind === 'push');

const stateOf = ({ snapshot, released, publishedAs }: Review): ContractState => ({
  title: titleOf(snapshot),
  version: publishedAs,
  released: released.at(-1)?.version,
});

/** Where an owner's `signing.yaml` and examples lie. */
export function sourceFolder(root: string, owner: string): string {
  const ofProvider = join(root, 'spec', 'providers', owner);
  return existsSync(ofProvider) ? ofProvider : join(root, 'spec', owner);
}

const readExample = (folder: string, file: string): Uint8Array => readFileSync(join(folder, 'examples', file));

/** The document with the version that it is published under, and with whom to ask about it. */
function published({ snapshot, publishedAs }: Review, contact: Contact | undefined): JsonObject {
  const info = field(snapshot.document, 'info');
  const own = contact !== undefined && Object.keys(contact).length > 0 && { contact: { ...contact } };
  return withReuse({ ...snapshot.document, info: { ...(isObject(info) ? info : {}), ...own, version: publishedAs } });
}

function addDocuments(owner: string, review: Review, contact: Contact | undefined, files: Files): void {
  const { snapshot, released } = review;
  const stem = `${owner}/${stemOf(snapshot)}`;
  if (snapshot.kind !== 'events') {
    addOpenApi(stem, published(review, contact), snapshot.kind === 'push', files);
  } else files.set(`${owner}/types.json`, jsonText(field(snapshot.document, 'x-event-types') ?? []));
  for (const [file, text] of [...snapshot.files, ...typedXsds(snapshot)]) files.set(`${owner}/${file}`, text);
  files.set(`${stem}.changes.md`, changeLogMarkdown(snapshot.name, changeLog(review)));
  for (const release of released) {
    const folder = `releases/${snapshot.name}/${release.version}`;
    files.set(`${folder}/${DOCUMENT}`, release.text);
    for (const [file, text] of release.files) files.set(`${folder}/${file}`, text);
    for (const [file, text] of release.examples ?? []) files.set(`${folder}/${EXAMPLES}/${file}`, text);
    if (release.notes) files.set(`${folder}/${NOTES}`, plainText(release.notes));
  }
}

/** As 3.0.3 and as 3.1, in JSON and in YAML. `pushes`: its operations are calls that somebody else makes. */
function addOpenApi(stem: string, document: JsonObject, pushes: boolean, files: Files): void {
  const newer = toOpenApi31(document, pushes);
  files.set(`${stem}.json`, jsonText(document));
  files.set(`${stem}.yaml`, yamlText(document));
  files.set(`${stem}-3.1.json`, jsonText(newer));
  files.set(`${stem}-3.1.yaml`, yamlText(newer));
}

function addExamples(owner: string, folder: string, files: Files): void {
  const examples = join(folder, 'examples');
  if (!existsSync(examples)) return;
  for (const file of readdirSync(examples).sort())
    files.set(`${owner}/examples/${file}`, readFileSync(join(examples, file)));
}

function addSigning(
  owner: string,
  signing: Signing | undefined,
  requests: readonly ExampleRequest[],
  vectors: readonly Vector[],
  files: Files,
): void {
  if (signing === undefined) return;
  const note = 'Keys for examples only. They are published and protect nothing.';
  files.set(`${owner}/signing.json`, plainText({ note, proofs: signing.proofs, vectors }));
  for (const request of requests) files.set(`${owner}/requests/${request.name}.http`, httpText(request));
}

type Reaching = Pick<Around, 'sourceOf' | 'packages' | 'contact'> & {
  readonly root: string;
  readonly events: Review;
  readonly signing: Signing;
  readonly files: Files;
};

function answersOf(name: string, review: Review, policies: readonly Policy[]): Page {
  const { snapshot } = review;
  const { owner } = snapshot;
  const shown = shownOf(review, `${owner}/${stemOf(snapshot)}.html`);
  const { next } = sinceRelease(review);
  return answersPage({ path: `${owner}/answers.html`, name, snapshot, policies, shown, next });
}

/** How events reach those who take them, with a whole request of each example. */
function eventPages(reaching: Reaching): readonly Page[] {
  const { root, signing, files, sourceOf, packages, contact } = reaching;
  const { snapshot: events, publishedAs } = reaching.events;
  const { owner } = events;
  const { now, next, last } = sinceRelease(reaching.events);
  const envelope = now.schemas.get(ENVELOPE) ?? {};
  const proof = signing.proofs.find(isWebhook);
  if (proof === undefined) return [];
  const examples = eventExamples({ events, signing, examples: examplesOf(owner, files), sourceOf });
  for (const { name, structured, binary } of examples) {
    files.set(`${owner}/requests/${name}.structured.http`, structured);
    files.set(`${owner}/requests/${name}.binary.http`, binary);
  }
  const batch = batchText(batchExample(examples), proof);
  files.set(`${owner}/requests/batch.http`, batch);
  const described = asyncApi(events, publishedAs, examples);
  files.set(`${owner}/asyncapi.json`, jsonText(described));
  files.set(`${owner}/asyncapi.yaml`, yamlText(described));
  addOpenApi(`${owner}/${stemOf(events)}`, eventsOpenApi(published(reaching.events, contact), examples), true, files);
  const page = deliveryPage({
    path: `${owner}/delivery.html`,
    envelope,
    // Releases before the envelope had a schema say nothing of it, so nothing of it is new.
    next: last?.files.has(ENVELOPE) === true ? next : noMarks,
    examples,
    batch,
    secret: proof.secret,
    retries: defaultRetries(root),
    packages: packages.map((path) => `../${path}`),
  });
  return [page];
}

function examplesOf(owner: string, files: Files): ReadonlyMap<string, string> {
  const prefix = `${owner}/examples/`;
  return new Map(
    [...files].flatMap(([path, content]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), Buffer.from(content).toString('utf8')] as const] : [],
    ),
  );
}

const kinds: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/-3\.1\.(json|yaml)$/, 'OpenAPI 3.1, pushes as webhooks'],
  [/\/requests\//, 'a whole request, signed with the example keys'],
  [/\/examples\//, 'an example'],
  [/\.typed\.xsd$/, 'XML Schema for generating classes'],
  [/\.xsd$/, 'XML Schema'],
  [/signing\.json$/, 'example keys and signature test vectors'],
  [/policy\.json$/, 'timeouts, retries and giving up'],
  [/types\.json$/, 'the table of event types'],
  [/asyncapi\.(json|yaml)$/, 'AsyncAPI 3: every event as a message'],
  [/\.changes\.md$/, 'what changed'],
  [/(push|api|openapi)\.(json|yaml)$/, 'OpenAPI 3.0.3'],
  [/\.json$/, 'JSON Schema'],
];

const whatIs = (path: string): string => kinds.find(([pattern]) => pattern.test(path))?.[1] ?? 'file';
