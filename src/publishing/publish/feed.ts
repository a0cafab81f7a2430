/** `changes.atom`: each release of a contract as an entry (RFC 4287). What is not released may still change, and is no news yet. */
import { v5 } from 'uuid';
import { html, type Piece } from '../../ui/html.ts';
import type { Review } from '../releases.ts';
import { changeLog, changeText } from './change-log.ts';
import type { Contact } from './contact.ts';
import { stemOf, titleOf } from './names.ts';
import { inline } from './site/markdown.ts';
import { versionId } from './site/pages/changes.ts';

/** Of our own, so that an entry keeps its id wherever the feed lies. */
const NAMESPACE = '5b0f5a0e-7d1c-4f0c-9a43-0c2a1f6f7e10';
const idOf = (name: string): string => `urn:uuid:${v5(name, NAMESPACE)}`;

type Entry = { readonly updated: string; readonly order: string; readonly piece: Piece };

/** `site` is where the pages are served, with a slash at its end. */
export function atomFeed(reviews: readonly Review[], site: string, { name, email }: Contact): string {
  const entries = reviews
    .flatMap((review) => entriesOf(review, site))
    .toSorted((one, other) =>
      one.updated === other.updated ? (one.order < other.order ? -1 : 1) : one.updated < other.updated ? 1 : -1,
    );
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom">
<id>${idOf('feed')}</id>
<title>Pushdock contracts: releases</title>
<updated>${entries[0]?.updated ?? '1970-01-01T00:00:00Z'}</updated>
<author><name>${name ?? 'Pushdock'}</name>${email !== undefined && html`<email>${email}</email>`}</author>
<link rel="self" type="application/atom+xml" href="${site}changes.atom"/>
<link rel="alternate" type="text/html" href="${site}index.html"/>
${entries.map(({ piece }) => piece)}</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed.text}`;
}

function entriesOf(review: Review, site: string): readonly Entry[] {
  const { snapshot } = review;
  return changeLog(review).flatMap(({ version, first, changes, notes }) => {
    if (notes === undefined) return [];
    const updated = `${notes.date}T00:00:00Z`;
    const lines = first ? ['The first version.'] : changes.map((change) => changeText(change));
    const content = html`${notes.summary !== undefined && html`<p>${notes.summary}</p>`}${notes.migrate !== undefined && html`<p>How to migrate: ${notes.migrate}</p>`}<ul>${lines.map((line) => html`<li>${inline(line)}</li>`)}</ul>`;
    const piece = html`<entry>
<id>${idOf(`${snapshot.name} ${version}`)}</id>
<title>${titleOf(snapshot)} ${version}</title>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${site}${snapshot.owner}/${stemOf(snapshot)}-changes.html#${versionId(version)}"/>
<summary>${notes.summary ?? lines[0] ?? 'Nothing changed but the version.'}</summary>
<content type="html">${content.text}</content>
</entry>
`;
    return [{ updated, order: snapshot.name, piece }];
  });
}
