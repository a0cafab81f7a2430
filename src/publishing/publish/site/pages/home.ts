/** The first page, for somebody who has never seen the site: who it is for, where to send, a first push, the contracts, what changed. */
import { badge, codeBlock, table, tabs } from '../../../../ui/components.ts';
import { html, type Piece } from '../../../../ui/html.ts';
import type { Contact } from '../../contact.ts';
import type { FirstPush } from '../../first-push.ts';
import type { Policy } from '../../policy.ts';
import { atBaseUrl } from '../base-url.ts';
import type { Page } from '../layout.ts';
import { inline } from '../markdown.ts';

export type Link = { readonly path: string; readonly title: string; readonly what: string };

/** `released` is the last released version; undefined where there is none yet. `version` is what these pages show. */
export type ContractState = {
  readonly title: string;
  readonly version: string;
  readonly released: string | undefined;
};

export type OwnerLinks = {
  readonly owner: string;
  readonly name: string;
  readonly links: readonly Link[];
  readonly policies: readonly Policy[];
  readonly states: readonly ContractState[];
};

/** What changed last in one contract. */
export type News = {
  readonly title: string;
  readonly version: string;
  readonly path: string;
  readonly lines: readonly string[];
};

export type HomeParts = {
  readonly providers: readonly OwnerLinks[];
  readonly others: readonly OwnerLinks[];
  readonly guides: readonly Link[];
  readonly firstPush: FirstPush | undefined;
  readonly baseUrl: string;
  readonly contact: Contact;
  readonly news: readonly News[];
};

export function homePage({ providers, others, guides, firstPush, baseUrl, contact, news }: HomeParts): Page {
  return {
    path: 'index.html',
    title: 'Pushdock contracts',
    short: 'Start here',
    summary: 'Everything that the gateway receives, calls and hands on, and a first push in five minutes.',
    contents: [
      ...(firstPush ? [{ id: 'first-push', title: 'Your first push' }] : []),
      { id: 'addresses', title: 'Addresses' },
      { id: 'contracts', title: 'Contracts' },
      { id: 'behaviour', title: 'How the providers behave' },
      { id: 'changes', title: 'What changed lately' },
      { id: 'contact', title: 'Whom to ask' },
      { id: 'files', title: 'For programs' },
    ],
    body: html`<p class="lead">For teams that push to this gateway (${providers.map(({ name }, index) => html`${index > 0 && (index === providers.length - 1 ? ' and ' : ', ')}${name}`)}), and for
teams that take its events. Here is what to send, how to prove it, what you are answered, and what reaches you.</p>
${firstPush && firstPushHtml(firstPush, baseUrl)}
${addresses(baseUrl)}
<h2 id="contracts">Contracts</h2>
<ul class="cards">${[...providers, ...others].map(card)}</ul>
${behaviour(providers)}
<h2 id="changes">What changed lately</h2>
${news.map(newsHtml)}
<h2 id="contact">Whom to ask</h2>
${contactHtml(contact)}
${guides.length > 0 && html`<h2 id="guides">Guides</h2><p>For those who run the gateway.</p>${linkList(guides, '')}`}
<h2 id="files">For programs</h2>
<p>Everything that the public listener answers is one document: OpenAPI 3.0.3 (<a href="all/openapi.json">JSON</a>, <a href="all/openapi.yaml">YAML</a>) and OpenAPI 3.1 with the pushes as webhooks
(<a href="all/openapi-3.1.json">JSON</a>, <a href="all/openapi-3.1.yaml">YAML</a>).</p>
<ul>
<li>Our events: AsyncAPI 3 (<a href="events/asyncapi.json">JSON</a>, <a href="events/asyncapi.yaml">YAML</a>) and <a href="events/envelope.json">the schema of the envelope</a>.</li>
<li>Every push as <a href="all/postman.json">a Postman collection</a>, which signs what it sends.</li>
<li><a href="changes.atom">A feed</a> of the releases, <a href="catalog.json">a catalogue</a> of everything (<a href="catalog.schema.json">its schema</a>), and the pages as Markdown: <a href="llms.txt">llms.txt</a>.</li>
</ul>`,
  };
}

function firstPushHtml({ name, language, file, run, program, others, signPath }: FirstPush, baseUrl: string): Piece {
  return html`<h2 id="first-push">Send your first push in five minutes</h2>
<p>A sandbox judges your message at once. It keeps nothing and delivers nothing. This example pushes as ${name} does. You need the name of a sandbox source and its token: ask the people below.
A gateway that was started with <code>make run</code> has the source and the token of this example.</p>
<ol class="steps">
<li><p>Save this as <code>${file}</code>. ${baseUrlHtml(baseUrl)} is this gateway; put your own source and token in their place.</p>
<div data-first="program">${atBaseUrl(codeBlock(`${language}: ${file}`, program, language.toLowerCase()), baseUrl)}</div></li>
<li><p>Run it.</p>
<div data-first="command">${codeBlock('Command', run, 'bash')}</div></li>
<li><p>The answer is <code>200</code> with <code>"verdict":"match"</code>, and names the event that the message would become. Change a field and run it again: a message that violates the contract
is answered 422 with each place that departs.</p></li>
</ol>
<details><summary>The same in another language</summary>${atBaseUrl(html`${tabs('The first push', others)}`, baseUrl)}</details>
<p>Next: <a href="${signPath}">how to prove who you are</a>.</p>`;
}

const baseUrlHtml = (baseUrl: string): Piece => atBaseUrl(html`<code>${baseUrl}</code>`, baseUrl);

const addresses = (baseUrl: string): Piece => html`<h2 id="addresses">Addresses</h2>
<p>The base URL is ${baseUrlHtml(baseUrl)}.</p>
${table(
  'Addresses',
  ['Path', 'What it is for'],
  [
    [html`<code>/push/…</code>`, 'The live pushes. Every message that proves who sent it is kept.'],
    [
      html`<code>/sandbox/…</code>`,
      'The same messages, for trying. Nothing is kept, and the answer says what was found.',
    ],
    [html`<code>/contracts/</code>`, 'These pages.'],
  ],
)}`;

const card = ({ owner, name, links, states }: OwnerLinks): Piece => html`<li class="card">
<h3><a href="${owner}/index.html">${name}</a></h3>
${states.map((state) => html`<p>${state.title}<br>${stateBadges(state)}</p>`)}
<p class="foot">${links.map(({ path, title }, index) => html`${index > 0 && ' · '}<a href="${path}">${title}</a>`)}</p>
</li>`;

/** A version that is not released may still change, and that has to be seen. */
function stateBadges({ version, released }: ContractState): Piece {
  const next = version === released ? undefined : version.replace(/-unreleased$/, '');
  return html`${released !== undefined && badge(`${released} released`, 'good')} ${next !== undefined && badge(`${next} next, may still change`, 'warn')}`;
}

const questions = [
  ['Success', 'Which answers count as success'],
  ['Waits', 'How long it waits for the answer'],
  ['Tries again', 'When it tries again'],
  ['Gives up', 'When it gives up'],
] as const;

function behaviour(owners: readonly OwnerLinks[]): Piece {
  const rows = owners.flatMap(({ name, policies }) =>
    policies.map((policy) => [
      name,
      ...questions.map(([, question]) => policy.rows.find((row) => row.question === question)?.answer),
    ]),
  );
  return html`<h2 id="behaviour">How the providers behave</h2>
${table('How the providers behave', ['Provider', ...questions.map(([head]) => head)], rows)}`;
}

const newsHtml = ({
  title,
  version,
  path,
  lines,
}: News): Piece => html`<h3><a href="${path}">${title} ${version}</a></h3>
<ul>${lines.map((line) => html`<li>${inline(line)}</li>`)}</ul>`;

function contactHtml({ name, email, url }: Contact): Piece {
  if (name === undefined && email === undefined && url === undefined)
    return html`<p>Ask the team that runs the gateway and gave you this address. Tell them what you sent, when, and what you were answered.</p>`;
  return html`<p>${name}${email !== undefined && html` <a href="mailto:${email}">${email}</a>`}${url !== undefined && html` <a href="${url}">${url}</a>`}</p>`;
}

/** Also the first page of an owner; `root` leads from there to the site's root. */
export const linkList = (links: readonly Link[], root: string): Piece =>
  html`<ul>${links.map(({ path, title, what }) => html`<li><a href="${root}${path}">${title}</a>: ${what}</li>`)}</ul>`;

export type OwnerParts = OwnerLinks & { readonly files: readonly Link[] };

export function ownerPage({ owner, name, links, states, files }: OwnerParts): Page {
  return {
    path: `${owner}/index.html`,
    title: name,
    short: 'Overview',
    summary: `${name}: the contracts, and every file that belongs to them.`,
    contents: [{ id: 'files', title: 'Files' }],
    body: html`${table(
      `Contracts of ${name}`,
      ['Contract', 'Versions'],
      states.map((state) => [state.title, stateBadges(state)]),
    )}
${linkList(links, '../')}<h2 id="files">Files</h2>${linkList(files, '../')}`,
  };
}
