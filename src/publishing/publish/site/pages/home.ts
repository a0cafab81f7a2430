/** The first page: the contracts by owner, how each provider behaves in one table, and the guides. */
import type { Policy } from '../../policy.ts';
import { html, type Piece } from '../html.ts';
import { type Page, table } from '../layout.ts';
import { shortPolicy } from './answers.ts';

export type Link = { readonly path: string; readonly title: string; readonly what: string };
export type OwnerLinks = {
  readonly owner: string;
  readonly links: readonly Link[];
  readonly policies: readonly Policy[];
};

export function homePage(owners: readonly OwnerLinks[], guides: readonly Link[]): Page {
  const rows = owners.flatMap(({ owner, policies }) =>
    policies.map((policy) => [
      owner,
      shortPolicy(policy, 'Which answers count as success'),
      shortPolicy(policy, 'How long it waits for the answer'),
      shortPolicy(policy, 'When it tries again'),
      shortPolicy(policy, 'When it gives up'),
    ]),
  );
  return {
    path: 'index.html',
    title: 'Contracts',
    summary: 'Everything that the gateway receives, calls and hands on.',
    body: html`<p>What providers push to this gateway, what it answers, which APIs it calls, and the events that it hands on. Each contract has a version, examples and a list of changes.</p>
${owners.map(({ owner, links }) => html`<h2>${owner}</h2>${linkList(links, '')}`)}
<h2>How the providers behave</h2>
${table('How the providers behave', ['Provider', 'Success', 'Waits', 'Tries again', 'Gives up'], rows)}
${guides.length > 0 && html`<h2>Guides</h2>${linkList(guides, '')}`}
<h2>All in one document</h2>
<p>Everything that the public listener answers, as OpenAPI 3.0.3 (<a href="all/openapi.json">JSON</a>, <a href="all/openapi.yaml">YAML</a>) and as OpenAPI 3.1 with the pushes as webhooks
(<a href="all/openapi-3.1.json">JSON</a>, <a href="all/openapi-3.1.yaml">YAML</a>).</p>`,
  };
}

/** Also the first page of an owner; `root` leads from there to the site's root. */
export const linkList = (links: readonly Link[], root: string): Piece =>
  html`<ul>${links.map(({ path, title, what }) => html`<li><a href="${root}${path}">${title}</a>: ${what}</li>`)}</ul>`;

export type OwnerParts = OwnerLinks & { readonly files: readonly Link[] };

export function ownerPage({ owner, links, files }: OwnerParts): Page {
  return {
    path: `${owner}/index.html`,
    title: owner,
    summary: `The contracts of ${owner}, with everything that belongs to them.`,
    body: html`${linkList(links, '../')}<h2>Files</h2>${linkList(files, '../')}`,
  };
}
