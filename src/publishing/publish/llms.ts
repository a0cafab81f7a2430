/** `llms.txt`: the site for programs that read text (llmstxt.org): what it is, and each page and document with what is in it. */
import { markdownPath } from './site/as-markdown.ts';
import type { Group } from './site/layout.ts';

const documents = [
  ['all/openapi.yaml', 'Everything that the public listener answers, as OpenAPI 3.0.3.'],
  ['all/openapi-3.1.yaml', 'The same as OpenAPI 3.1, where pushes are webhooks.'],
  ['events/openapi.json', 'A receiver of our events as OpenAPI, with a schema for each type: for generators.'],
  ['events/types.json', 'Every event type, with the name of its JSON Schema.'],
  ['events/asyncapi.yaml', 'Every event as a message that a receiver gets: AsyncAPI 3.'],
  ['events/envelope.json', 'The JSON Schema of what is around the data of an event.'],
  ['all/postman.json', 'Every push as a Postman collection, signed when it is sent.'],
  ['mocks/openapi.json', 'The control API of the mock providers as OpenAPI: for tests in any language.'],
  ['changes.atom', 'Each release of a contract, as a feed.'],
  ['catalog.schema.json', 'The JSON Schema of catalog.json.'],
  ['catalog.json', 'Every contract with its version, and every file with its hash.'],
] as const;

export function llmsText(groups: readonly Group[]): string {
  const [home] = groups.flatMap(({ pages }) => pages);
  const sections = groups.map(({ title, pages }) =>
    [
      `## ${title ?? 'Start here'}`,
      '',
      ...pages.map((page) => line(markdownPath(page.path), page.title, page.summary)),
    ].join('\n'),
  );
  return `${[
    `# ${home?.title ?? 'Contracts'}`,
    `> ${home?.summary ?? ''}`,
    'Paths are relative to this file. Each page is Markdown here and HTML under the same name. Every key in these documents is published and protects nothing.',
    ...sections,
    ['## Documents', '', ...documents.map(([path, what]) => line(path, path, what))].join('\n'),
  ].join('\n\n')}\n`;
}

const line = (path: string, title: string, what: string): string => `- [${title}](${path}): ${what}`;
