/** The pages of one contract: its reference as it stands, that of each release, and what changed between them. */
import type { Piece } from '../../ui/html.ts';
import type { Review } from '../releases.ts';
import { DOCUMENT, type Snapshot } from '../snapshot.ts';
import { changeLog } from './change-log.ts';
import { releasedRequests, type SampleParts, samplesOf } from './contract-samples.ts';
import { environmentsOf } from './environments.ts';
import { stemOf } from './names.ts';
import { asReleased, type SinceRelease, sinceRelease } from './since-release.ts';
import type { Page } from './site/layout.ts';
import { changesPage, versionId } from './site/pages/changes.ts';
import { eventsPage } from './site/pages/events.ts';
import { referencePage } from './site/pages/reference.ts';
import { tryForm } from './site/pages/try.ts';
import type { Shown, ShownVersion } from './site/version.ts';

export type ContractParts = SampleParts & {
  readonly name: string;
  readonly review: Review;
  /** Example file → its text. */
  readonly examples: ReadonlyMap<string, string>;
};

export type ContractPages = { readonly reference: Page; readonly changes: Page; readonly releases: readonly Page[] };

export function contractPages(parts: ContractParts): ContractPages {
  const { review, examples, requests } = parts;
  const { snapshot } = review;
  const { owner } = snapshot;
  const stem = stemOf(snapshot);
  const path = `${owner}/${snapshot.kind === 'events' ? 'types' : stem}.html`;
  const shown = shownOf(review, path);
  const form = snapshot.kind === 'push' ? tryForm(requests) : undefined;
  const reference = referenceOf(parts, snapshot, shown, {
    path,
    since: sinceRelease(review),
    documents:
      snapshot.kind === 'events'
        ? eventDocuments
        : ['.yaml', '.json', '-3.1.yaml', '-3.1.json'].map((end) => stem + end),
    examples,
    form,
  });
  return {
    reference,
    changes: changesPage(`${owner}/${stem}-changes.html`, snapshot, changeLog(review)),
    releases: review.released
      .filter(({ version }) => version !== review.publishedAs)
      .map((release) => releasePage(parts, release, path)),
  };
}

const eventDocuments = [
  'openapi.yaml',
  'openapi.json',
  'openapi-3.1.yaml',
  'asyncapi.yaml',
  'asyncapi.json',
  'types.json',
];

type Place = {
  readonly path: string;
  readonly documents: readonly string[];
  readonly examples: ReadonlyMap<string, string>;
  readonly form?: Piece;
  readonly since: SinceRelease;
};

function referenceOf(parts: ContractParts, snapshot: Snapshot, shown: Shown, place: Place): Page {
  const { path, documents, examples, form, since } = place;
  const { now, next, last } = since;
  if (snapshot.kind === 'events')
    return eventsPage({ path, snapshot, shown, documents, schemas: now.schemas, examples, next });
  return referencePage({
    path,
    name: parts.name,
    snapshot,
    shown,
    documents,
    next,
    ...(last !== undefined && { last }),
    payloadExample: (file) => examples.get(file),
    environments: environmentsOf(snapshot, parts.baseUrl),
    baseUrl: parts.baseUrl,
    samplesOf: (operation) => samplesOf(parts, snapshot, operation, path),
    ...(form !== undefined && { tryForm: form }),
  });
}

/** A release as it was: with the examples that it kept, and with requests made of its own document. */
function releasePage(parts: ContractParts, release: Snapshot, current: string): Page {
  const path = releasePath(release.name, release.version);
  const { review, signing } = parts;
  const requests = release.kind === 'push' && signing ? releasedRequests(release, signing) : [];
  const page = referenceOf({ ...parts, requests }, release, shownOf(review, current, release.version), {
    path,
    documents: [DOCUMENT],
    examples: release.examples ?? new Map(),
    since: asReleased(release),
  });
  return { ...page, title: `${page.title}, version ${release.version}`, apart: true };
}

const releasePath = (name: string, version: string): string => `releases/${name}/${version}/index.html`;

/** Which version a page of the contract's folder shows, and the way to the others; `current` is its reference. */
export function shownOf(review: Review, current: string, version = review.publishedAs): Shown {
  const { snapshot, publishedAs, released } = review;
  const root = version === publishedAs ? '../' : '../../../';
  const last = released.at(-1)?.version;
  const versions: readonly ShownVersion[] = [publishedAs, ...released.map((one) => one.version).toReversed()]
    .filter((one, index, all) => all.indexOf(one) === index)
    .map((one) => ({
      version: one.replace(/-unreleased$/, ''),
      isReleased: released.some((release) => release.version === one),
      href: `${root}${one === publishedAs ? current : releasePath(snapshot.name, one)}`,
      isHere: one === version,
    }));
  const changes = `${root}${snapshot.owner}/${stemOf(snapshot)}-changes.html`;
  return {
    publishedAs: version,
    versions,
    changes: `${changes}#${versionId(publishedAs)}`,
    onlyWords: review.needed === 'patch',
    ...(last !== undefined && {
      released: { version: last, document: `${root}releases/${snapshot.name}/${last}/${DOCUMENT}` },
    }),
  };
}
