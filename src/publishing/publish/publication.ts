/**
 * Everything that is published, as a map from path to content. The same contracts always give the same bytes: no date, no machine, no
 * order that depends on a file system.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ContractError } from '../../contracts/schema.ts';
import type { JsonObject } from '../../formats/json.ts';
import { mediaTypeOf } from '../../formats/media-types.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import { canPackage, partnerPackage } from '../package/package.ts';
import { tarball } from '../package/tarball.ts';
import { type Review, review } from '../releases.ts';
import { DOCUMENT, publishedNames } from '../snapshot.ts';
import { type Contact, infoContact } from './contact.ts';
import { exampleSource } from './event-requests.ts';
import { atomFeed } from './feed.ts';
import { firstPush } from './first-push.ts';
import { guideLinks, guidePages, guidesPage } from './guides.ts';
import { llmsText } from './llms.ts';
import { stemOf, titleOf } from './names.ts';
import { latestNews } from './news.ts';
import { toOpenApi31, withoutIdleParameters } from './openapi31.ts';
import { type Around, type Files, nameOf, type OwnerPublication, publishOwner, sourceFolder } from './owner.ts';
import { postmanCollection } from './postman.ts';
import { pusherOf } from './pushers.ts';
import { EXAMPLE_ORIGIN } from './requests.ts';
import { withReuse } from './reuse.ts';
import { markdownPath, pageMarkdown } from './site/as-markdown.ts';
import { type Group, type Page, pageHtml } from './site/layout.ts';
import { homePage } from './site/pages/home.ts';
import { searchIndex } from './site/search-index.ts';
import { jsonText, plainText, yamlText } from './texts.ts';
import { wholeDocument, withNamedValues } from './whole.ts';

export type Publication =
  | { readonly ok: true; readonly files: Files }
  | { readonly ok: false; readonly faults: readonly string[] };

/** What the gateway that these contracts belong to says of itself. Absent: nothing is known of it, and the examples are nobody's. */
export type About = { readonly baseUrl?: string; readonly contact?: Contact };

/** `root` is a checkout or a package. Refused when a contract's version is too low; throws `ContractError` when something cannot be read. */
export function publication(root: string, about: About = {}): Publication {
  const reviews = publishedNames(root).map((name) => review(root, name));
  const faults = reviews.flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0) return { ok: false, faults };

  const files: Files = new Map();
  const owners = [...new Set(reviews.map(({ snapshot }) => snapshot.owner))].sort();
  const packages = addPackages(root, reviews, files);
  const sourceOf = new Map(
    reviews.flatMap(({ snapshot }) => {
      const source = snapshot.kind === 'push' ? exampleSource(snapshot) : undefined;
      return source === undefined ? [] : [[snapshot.owner, source] as const];
    }),
  );
  const ofOwner = (owner: string) => reviews.filter(({ snapshot }) => snapshot.owner === owner);
  const pushers = reviews.flatMap(({ snapshot }) => {
    const { kind, owner } = snapshot;
    return kind === 'push' ? (pusherOf(root, sourceFolder(root, owner), nameOf(ofOwner(owner)), snapshot) ?? []) : [];
  });
  const around = { baseUrl: about.baseUrl ?? EXAMPLE_ORIGIN, sourceOf, packages, contact: about.contact, pushers };
  const publications = owners.map((owner) => publishOwner(root, owner, ofOwner(owner), files, around));
  addWhole(reviews, files);
  const contracts = publications.flatMap(({ pages }) => pages);
  const guides = guidePages(root, new Set(contracts.map(({ path }) => path)), files);
  const groups = groupsOf(publications, guides, reviews, around);
  addPages(groups, root, files);
  files.set('llms.txt', llmsText(groups));
  addDerived(reviews, around, root, files);
  // Of the mock providers, for tests in any language: versioned with the program, so it has no page and no releases.
  const bundle: JsonObject = JSON.parse(readFileSync(join(root, 'generated', 'bundles', 'mock.json'), 'utf8'));
  // Said again, because the bundler leaves it out: nobody has to prove anything to what listens on loopback only.
  const control = { ...withNamedValues(withReuse(bundle)), security: [] };
  files.set('mocks/openapi.json', jsonText(control));
  addCatalogue(reviews, files);
  return { ok: true, files: sorted(files) };
}

/** The contracts as npm packages, where there is compiled code to make them of. Their paths. */
function addPackages(root: string, reviews: readonly Review[], files: Files): readonly string[] {
  if (!canPackage(root)) return [];
  return reviews.map(({ snapshot }) => {
    const made = partnerPackage(root, snapshot.name);
    if (!made.ok) throw new ContractError(made.sentence);
    const path = `packages/${made.name}.tgz`;
    files.set(path, tarball(made.files));
    return path;
  });
}

/** The pages in the order in which a newcomer wants them: the providers by name, our events, the rest, the guides. */
function groupsOf(
  publications: readonly OwnerPublication[],
  guides: readonly Page[],
  reviews: readonly Review[],
  { pushers, baseUrl, contact }: Around,
): readonly Group[] {
  const inOrder = publications.toSorted(byName);
  const kindsOf = (owner: string) => reviews.flatMap(({ snapshot }) => (snapshot.owner === owner ? snapshot.kind : []));
  const providers = inOrder.filter(({ owner }) => kindsOf(owner).includes('push'));
  const events = inOrder.filter(({ owner }) => kindsOf(owner).includes('events'));
  const others = inOrder.filter((one) => !providers.includes(one) && !events.includes(one));
  const home = homePage({
    providers,
    others: [...events, ...others],
    guides: guideLinks(guides),
    firstPush: firstPush(pushers.toSorted(byName), baseUrl),
    baseUrl,
    contact:
      contact ?? infoContact(reviews.find(({ snapshot }) => snapshot.kind === 'events')?.snapshot.document ?? null),
    news: latestNews(reviews),
  });
  return [
    { pages: [home] },
    ...[...providers, ...events, ...others].map(({ name, pages }) => ({ title: name, pages })),
    ...(guides.length > 0 ? [{ title: 'Guides', pages: [guidesPage(guides), ...guides] }] : []),
  ];
}

function addWhole(reviews: readonly Review[], files: Files): void {
  const received = reviews.map(({ snapshot }) => snapshot).filter(({ kind }) => kind === 'push' || kind === 'public');
  const whole = wholeDocument(received);
  const pushes = wholeDocument(received.filter(({ kind }) => kind === 'push'));
  // Pushes are webhooks there, and what callers ask of us by themselves, such as a token, keeps its path.
  const { paths } = toOpenApi31(wholeDocument(received.filter(({ kind }) => kind === 'public')), false);
  const newer = withoutIdleParameters({
    ...toOpenApi31(whole, false),
    webhooks: toOpenApi31(pushes, true).webhooks ?? {},
    paths: paths ?? {},
  });
  files.set('all/openapi.json', jsonText(whole));
  files.set('all/openapi.yaml', yamlText(whole));
  files.set('all/openapi-3.1.json', jsonText(newer));
  files.set('all/openapi-3.1.yaml', yamlText(newer));
}

/** What other tools read. */
function addDerived(
  reviews: readonly Review[],
  { pushers, baseUrl, contact }: Around,
  root: string,
  files: Files,
): void {
  files.set('all/postman.json', jsonText(postmanCollection(pushers, baseUrl)));
  files.set('changes.atom', atomFeed(reviews, `${baseUrl}/contracts/`, contact ?? {}));
  files.set('catalog.schema.json', readFileSync(join(root, 'spec', 'catalog.schema.json')));
}

function addPages(groups: readonly Group[], root: string, files: Files): void {
  const assets = join(root, 'src', 'publishing', 'publish', 'site', 'assets');
  const shared = ['tokens.css', 'components.css'].map((file) => join(root, 'src', 'ui', file));
  files.set('site.css', [...shared, join(assets, 'site.css')].map((file) => readFileSync(file, 'utf8')).join('\n'));
  for (const file of ['site.js', 'theme.js', 'verify-schemes.js', 'verify.js'])
    files.set(file, readFileSync(join(assets, file)));
  // Its build for a page, without the address of a source map that is not published.
  const minisearch = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '../umd/index.js');
  files.set('minisearch.js', readFileSync(minisearch, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
  const pages = groups.flatMap((group) => group.pages);
  for (const page of pages) {
    files.set(page.path, pageHtml(page, groups));
    files.set(markdownPath(page.path), pageMarkdown(page));
  }
  files.set('search-index.js', searchIndex(pages.filter(({ apart }) => apart !== true)));
}

function addCatalogue(reviews: readonly Review[], files: Files): void {
  const all = [...sorted(files)].map(([path, content]) => ({
    path,
    mediaType: mediaTypeOf(path),
    bytes: Buffer.byteLength(content),
    sha256: sha256(content),
  }));
  const contracts = reviews.map(({ snapshot, publishedAs, released }) => ({
    name: snapshot.name,
    owner: snapshot.owner,
    kind: snapshot.kind,
    title: titleOf(snapshot),
    version: publishedAs,
    releases: released.map(({ version }) => version),
    ...releasedAndNext(publishedAs, snapshot.name, released.at(-1)?.version),
    document:
      snapshot.kind === 'events' ? `${snapshot.owner}/types.json` : `${snapshot.owner}/${stemOf(snapshot)}.json`,
    operations: membersOf(field(snapshot.document, 'paths')).flatMap(([path, item]) =>
      membersOf(item).flatMap(([method, operation]) => {
        const operationId = textField(operation, 'operationId');
        return operationId === undefined ? [] : [{ method: method.toUpperCase(), path, operationId }];
      }),
    ),
    eventTypes: itemsOf(field(snapshot.document, 'x-event-types')).flatMap((row) => textField(row, 'type') ?? []),
  }));
  files.set('catalog.json', plainText({ contracts, files: all }));
  // As `sha256sum --check` reads it.
  const sums = [...sorted(files)].map(([path, content]) => `${sha256(content)}  ${path}`);
  files.set('SHA256SUMS', `${sums.join('\n')}\n`);
}

/** What partners can build upon, and apart from it what may still change. */
function releasedAndNext(publishedAs: string, name: string, last: string | undefined): object {
  const next = publishedAs.replace(/-unreleased$/, '');
  return {
    ...(last !== undefined && { released: { version: last, document: `releases/${name}/${last}/${DOCUMENT}` } }),
    ...(publishedAs !== last && publishedAs !== next && { next }),
  };
}

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

const sorted = (files: Files): Files => new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
