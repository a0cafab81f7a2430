/** The change log of one contract. */
import { type ChangeLogEntry, changeText } from '../../change-log.ts';
import { html } from '../html.ts';
import type { Page } from '../layout.ts';
import { inline } from '../markdown.ts';

export function changesPage(path: string, name: string, entries: readonly ChangeLogEntry[]): Page {
  return {
    path,
    title: `${name}: changes`,
    summary: `What changed from version to version of ${name}, and whom it breaks.`,
    body: entries.map(
      ({ version, first, changes }) =>
        html`<h2>${version}</h2><ul>${
          first
            ? html`<li>The first one.</li>`
            : changes.length === 0
              ? html`<li>Nothing but the version.</li>`
              : changes.map((change) => html`<li>${inline(changeText(change))}</li>`)
        }</ul>`,
    ),
  };
}
