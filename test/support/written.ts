/** README.md and the guides, taken apart: their blocks, the commands in them, and their links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';

/** The checkout, also where this file is a compiled one: the sources that the guides link to do not stand beside that. */
export const root = home;

/** Paths below the checkout, such as `spec/guides/sinks.md`. */
export const guideFiles: readonly string[] = readdirSync(join(root, 'spec/guides'))
  .filter((file) => file.endsWith('.md'))
  .sort()
  .map((file) => `spec/guides/${file}`);
export const userFiles: readonly string[] = ['README.md', ...guideFiles];

export type Block = {
  readonly file: string;
  /** Of its first line of content, from 1. */
  readonly line: number;
  /** `sh`, `yaml`, `js`, or nothing. */
  readonly language: string;
  readonly text: string;
};

export function blocksOf(file: string): readonly Block[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', inner = ''] = match;
    const line = text.slice(0, match.index).split('\n').length + 1;
    return { file, line, language, text: inner.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
  });
}

export type Command = { readonly at: string; readonly words: readonly string[] };

/** What stands behind `pushdock` (with npx or not) in every line of the `sh` blocks; a line that ends in `\` goes on. */
export function commandsOf(file: string): readonly Command[] {
  return blocksOf(file)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text, line }) =>
      text
        .split('\n')
        .map((_, index, lines) => ({ at: `${file}:${line + index}`, words: shellWords(whole(lines, index)) })),
    )
    .flatMap(({ at, words }) => {
      const from = words.findIndex((word) => !/^(npx|[A-Z_]+=.*)$/.test(word));
      return words[from] === 'pushdock' ? [{ at, words: words.slice(from + 1) }] : [];
    });
}

function whole(lines: readonly string[], index: number): string {
  const line = lines[index] ?? '';
  return line.endsWith('\\') ? line.slice(0, -1) + whole(lines, index + 1) : line;
}

/** The words of one line of a shell as far as our documents need them: quotes, and comments that end the line. */
function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [piece] of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (piece.startsWith('#')) break;
    words.push(piece.replaceAll(/["']/g, ''));
  }
  return words;
}

/** Commands within a sentence: `pushdock drift list`. They may leave out arguments. */
export function mentionsOf(file: string): readonly Command[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, (block) =>
    block.replaceAll(/[^\n]/g, ''),
  );
  return [...text.matchAll(/`(?:npx )?pushdock ([^`]+)`/g)].map((match) => ({
    at: `${file}:${text.slice(0, match.index).split('\n').length}`,
    words: shellWords(match[1] ?? ''),
  }));
}

/** Links of a Markdown file that lead to nothing: a file that is not there, or a heading that its file does not have. */
export function brokenLinks(file: string): readonly string[] {
  const text = withoutCode(readFileSync(join(root, file), 'utf8'));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', heading] = target.split('#');
      const full = path === '' ? join(root, file) : join(root, dirname(file), path);
      if (!existsSync(full)) return true;
      return heading !== undefined && !headingsOf(full).includes(heading);
    })
    .map((target) => `${file}: ${target}`);
}

const withoutCode = (text: string): string =>
  text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** As GitHub names them: lower case, marks taken out, blanks as hyphens. */
export const headingsOf = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
