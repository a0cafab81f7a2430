/** Which version a page shows, and the way to the others, so that nobody builds upon what may still change without knowing it. */
import { badge } from '../../../ui/components.ts';
import { html, type Piece } from '../../../ui/html.ts';
import { NEXT } from './marks.ts';

export type ShownVersion = {
  readonly version: string;
  readonly isReleased: boolean;
  /** Its page, as seen from this one. */
  readonly href: string;
  readonly isHere: boolean;
};

export type Shown = {
  readonly publishedAs: string;
  /** Newest first. */
  readonly versions: readonly ShownVersion[];
  /** The last release, and where its document and what changed since lie, as seen from the page. Absent: nothing is released yet. */
  readonly released?: { readonly version: string; readonly document: string };
  readonly changes: string;
  /** Only words and examples are others than in the last release: nothing is marked. */
  readonly onlyWords: boolean;
};

export function versionHtml(shown: Shown): Piece {
  return html`<div class="versions" role="group" aria-label="Versions">Version ${shown.versions.map(versionLink)}</div>${noteHtml(shown)}`;
}

function versionLink({ version, isReleased, href, isHere }: ShownVersion): Piece {
  const state = isReleased ? badge('released', 'good') : NEXT;
  return isHere ? html`<span class="here">${version} ${state}</span>` : html`<a href="${href}">${version} ${state}</a>`;
}

function noteHtml({ publishedAs, versions, released, changes, onlyWords }: Shown): Piece {
  const [newest] = versions;
  if (released?.version === publishedAs && newest?.isHere === true) return undefined;
  if (!publishedAs.endsWith('-unreleased'))
    return html`<p class="quiet">This is version ${publishedAs} as it was released. <a href="${changes}">What changed since.</a></p>`;
  const next = publishedAs.replace(/-unreleased$/, '');
  const what = onlyWords
    ? 'Only words and examples are others than in'
    : html`What is marked ${NEXT} is in no release and may still change: <a href="${changes}">what that is</a>. Released and kept:`;
  return html`<div class="next" role="note"><p><strong>Next: version ${next}, which is not released.</strong> ${
    released === undefined
      ? 'Nothing of this contract is released yet, so all of it may still change.'
      : html`${what} <a href="${released.document}">version ${released.version}</a>.`
  }</p></div>`;
}
