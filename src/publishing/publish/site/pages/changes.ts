/** The change log of one contract. */

import { field, textField } from '../../../../formats/values.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import type { Change } from '../../../diff/change.ts';
import type { Snapshot } from '../../../snapshot.ts';
import { type ChangeLogEntry, changeText, noteLines } from '../../change-log.ts';
import type { Page } from '../layout.ts';
import { inline, markdown } from '../markdown.ts';

export function changesPage(
  path: string,
  { document, name, kind }: Snapshot,
  entries: readonly ChangeLogEntry[],
): Page {
  const title = textField(field(document, 'info'), 'title') ?? name;
  return {
    path,
    title: `Changes: ${title}`,
    short: kind === 'api' ? 'Changes of what we call' : 'Changes',
    summary: `What changed from version to version of “${title}” (${name}), and whom each change breaks.`,
    contents: entries.map(({ version }) => ({ id: versionId(version), title: version })),
    body: entries.map(
      ({ version, first, changes, notes }) =>
        html`<h2 id="${versionId(version)}">${version}</h2>${notes && noteLines(notes).map((line) => markdown(line))}<ul>${lines(first, changes)}</ul>`,
    ),
  };
}

export const versionId = (version: string): string => `v${anchor(version)}`;

function lines(first: boolean, changes: readonly Change[]): Piece {
  if (first) return html`<li>The first version.</li>`;
  if (changes.length === 0) return html`<li>Nothing changed but the version.</li>`;
  return changes.map((change) => html`<li>${inline(changeText(change))}</li>`);
}
