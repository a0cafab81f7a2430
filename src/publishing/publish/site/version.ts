/** What a page says of the version that it shows, so that nobody builds upon what may still change without knowing it. */
import { html, type Piece } from '../../../ui/html.ts';

export type Shown = {
  readonly publishedAs: string;
  /** The last release, and where its document and what changed since lie, as seen from the page. Absent: nothing is released yet. */
  readonly released?: { readonly version: string; readonly document: string };
  readonly changes: string;
};

export function versionHtml({ publishedAs, released, changes }: Shown): Piece {
  if (released?.version === publishedAs) return html`<p class="quiet">Version ${publishedAs}</p>`;
  const next = publishedAs.replace(/-unreleased$/, '');
  return html`<div class="next" role="note"><p><strong>Next: version ${next}, which is not released.</strong> What is new in it may still change: <a href="${changes}">what that is</a>.
${released === undefined ? 'Nothing of this contract is released yet.' : html`Released and kept: <a href="${released.document}">version ${released.version}</a>.`}</p></div>`;
}
