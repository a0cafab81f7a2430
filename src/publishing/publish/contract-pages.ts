/** The pages of one contract: its reference as it stands, that of each release, and what changed between them. */
import { type JsonObject, parseJson } from '../../formats/json.ts';
import { isObject } from '../../formats/values.ts';
import { html, type Piece } from '../../ui/html.ts';
import type { Review } from '../releases.ts';
import { DOCUMENT, type Snapshot } from '../snapshot.ts';
import { changeLog } from './change-log.ts';
import { stemOf } from './names.ts';
import { EXAMPLE_ORIGIN, type ExampleRequest } from './requests.ts';
import { callSample } from './samples/call-sample.ts';
import { pushSample } from './samples/push-sample.ts';
import type { Signing } from './signing.ts';
import type { Page } from './site/layout.ts';
import { changesPage, versionId } from './site/pages/changes.ts';
import { eventsPage } from './site/pages/events.ts';
import type { Operation, Sampled } from './site/pages/operation.ts';
import { referencePage } from './site/pages/reference.ts';
import { tryForm } from './site/pages/try.ts';
import type { Shown, ShownVersion } from './site/version.ts';

export type ContractParts = {
  readonly name: string;
  readonly review: Review;
  /** Example file → its text. */
  readonly examples: ReadonlyMap<string, string>;
  readonly requests: readonly ExampleRequest[];
  readonly signing: Signing | undefined;
  readonly baseUrl: string;
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
};

function referenceOf(parts: ContractParts, snapshot: Snapshot, shown: Shown, place: Place): Page {
  const { path, documents, examples, form } = place;
  if (snapshot.kind === 'events')
    return eventsPage({
      path,
      snapshot,
      shown,
      documents,
      schemas: new Map([...snapshot.files].map(([file, text]) => [file, objectOf(text)])),
      examples,
    });
  return referencePage({
    path,
    name: parts.name,
    snapshot,
    shown,
    documents,
    payloadExample: (file) => examples.get(file),
    sampleOf: (operation) => sampleOf(parts, snapshot, operation, path),
    ...(form !== undefined && { tryForm: form }),
  });
}

/** A release as it was, so without examples that lie beside the contract and not in it: those are of today. */
function releasePage({ ...parts }: ContractParts, release: Snapshot, current: string): Page {
  const path = releasePath(release.name, release.version);
  const page = referenceOf(parts, release, shownOf(parts.review, current, release.version), {
    path,
    documents: [DOCUMENT],
    examples: new Map(),
  });
  return { ...page, title: `${page.title}, version ${release.version}`, apart: true };
}

const releasePath = (name: string, version: string): string => `releases/${name}/${version}/index.html`;

function shownOf(review: Review, current: string, version = review.publishedAs): Shown {
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
    ...(last !== undefined && {
      released: { version: last, document: `${root}releases/${snapshot.name}/${last}/${DOCUMENT}` },
    }),
  };
}

/** Of a push a whole request, signed by the sample itself; of anything else the call that the contract declares. */
function sampleOf(parts: ContractParts, snapshot: Snapshot, operation: Operation, page: string): Sampled | undefined {
  const { requests, signing, baseUrl } = parts;
  if (snapshot.kind !== 'push') {
    const sample = callSample(snapshot, operation, snapshot.kind === 'public' ? EXAMPLE_ORIGIN : undefined);
    return sample && { sample, baseUrl: EXAMPLE_ORIGIN };
  }
  const root = page.startsWith('releases/') ? '../../../' : '../';
  for (const request of requests) {
    const proof = signing?.proofs.find(({ name }) => name === request.proof);
    const isOf = request.operationId === operation.operationId;
    const sample = isOf && proof !== undefined ? pushSample(request, proof, baseUrl) : undefined;
    if (sample !== undefined)
      return {
        sample,
        baseUrl,
        note: html`With the example key. <a href="${root}${snapshot.owner}/sign.html">How to sign</a>`,
      };
  }
  return undefined;
}

export function objectOf(text: string): JsonObject {
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value.value) ? parsed.value.value : {};
}
