/** Code with its parts named, so that a style sheet can colour them. Done where the page is made: a page needs no script for it. */
import { createRequire } from 'node:module';
import { html, Markup } from './html.ts';

/** What is used of it. Its own declarations bring the types of a browser along, and these would change those of Node everywhere. */
type Highlighter = {
  registerLanguage(name: string, language: unknown): void;
  configure(options: { readonly classPrefix: string }): void;
  highlight(
    code: string,
    options: { readonly language: string; readonly ignoreIllegals: boolean },
  ): { readonly value: string };
};

const load = createRequire(import.meta.url);
const hljs: Highlighter = load('highlight.js/lib/core');

/** Only these are loaded, of nearly two hundred. */
const languages = [
  'bash',
  'csharp',
  'go',
  'http',
  'java',
  'javascript',
  'json',
  'php',
  'python',
  'xml',
  'yaml',
] as const;
export type Language = (typeof languages)[number];

for (const name of languages) hljs.registerLanguage(name, load(`highlight.js/lib/languages/${name}`));
// `h-` for `hljs-`: a page with 60 examples is a tenth smaller.
hljs.configure({ classPrefix: 'h-' });

/** Longer than this it stays plain: colouring takes about a second for each megabyte. */
const coloured_characters_max = 100_000;

/** Markup whose text is `text`, character for character. `language` may be any word; code of a language that is not known stays plain. */
export function coloured(text: string, language: string | undefined): Markup {
  const known = languageNamed(language ?? '');
  if (known === undefined || text.length > coloured_characters_max) return html`${text}`;
  if (known === 'http') return httpMessage(text);
  return highlighted(text, known);
}

/** Head and body apart: the grammar of HTTP tries every language on a body, which takes twenty times as long. */
function httpMessage(text: string): Markup {
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const [, type] = /^content-type:.*\b(json|xml)\b/im.exec(head) ?? [];
  return html`${highlighted(head, 'http')}${coloured(text.slice(head.length), type)}`;
}

function highlighted(text: string, known: Language): Markup {
  // It escapes more than it must; an apostrophe is one in five characters of some samples.
  return new Markup(hljs.highlight(text, { language: known, ignoreIllegals: true }).value.replaceAll('&#x27;', "'"));
}

const others: Readonly<Record<string, Language>> = {
  sh: 'bash',
  shell: 'bash',
  js: 'javascript',
  mjs: 'javascript',
  ts: 'javascript',
  py: 'python',
  cs: 'csharp',
  yml: 'yaml',
  xsd: 'xml',
};

/** By the name of a language or the ending of a file. */
export function languageNamed(name: string): Language | undefined {
  return languages.find((language) => language === name) ?? (Object.hasOwn(others, name) ? others[name] : undefined);
}
