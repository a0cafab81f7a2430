/**
 * What is not well-formed in ways of which the meaning is certain, made so, each with a notice: blanks before the declaration, characters
 * that XML cannot hold, HTML's names for characters, a bare ampersand. A shop's order is not to be lost for the line feed of a template or
 * for `Smith & Sons`. Everything else is left for the scan and for libxml2 to refuse.
 */
import { htmlCharacter } from './html-entities.ts';
import type { Notice } from './readable.ts';
import { lineAt, nextLiteral } from './xml-scan.ts';

export type Mended = { readonly text: string; readonly notices: readonly Notice[] };

export function mendXml(text: string): Mended {
  const declared = withDeclarationFirst(text);
  const plain = withoutControls(declared.text);
  const resolved = withReferences(plain.text);
  return { text: resolved.text, notices: [...declared.notices, ...merged(plain.notices, resolved.notices)] };
}

const nothing: readonly Notice[] = [];

/** The blanks go behind the declaration, so that the lines below keep their numbers. A second byte order mark goes altogether. */
function withDeclarationFirst(text: string): Mended {
  const [whole, before = '', declaration = ''] = /^([\s\ufeff]+)(<\?xml\s[^>]*\?>)/.exec(text) ?? [];
  if (whole === undefined) return { text, notices: nothing };
  const seen = `${before.length} blank character${before.length === 1 ? '' : 's'} before it`;
  return {
    text: declaration + before.replaceAll(/[^\n\r\t ]/g, '') + text.slice(whole.length),
    notices: [{ rule: 'declaration_misplaced', path: '', line: 1, seen }],
  };
}

// XML 1.0 §2.2. A lone surrogate cannot come here: no decoder lets one through.
const control = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function withoutControls(text: string): Mended {
  const at = text.search(control);
  if (at < 0) return { text, notices: nothing };
  const code = text.charCodeAt(at);
  return {
    text: text.replaceAll(control, '\ufffd'),
    notices: [replacement(text.match(control)?.length ?? 1, code, lineAt(text, at))],
  };
}

const replacement = (count: number, first: number, line: number): Notice => ({
  rule: 'control_character',
  path: '',
  line,
  seen: `${count} of them, the first U+${first.toString(16).toUpperCase().padStart(4, '0')}`,
});

/** Both forms of one character are one notice: as it is, and as a reference. */
function merged(plain: readonly Notice[], resolved: readonly Notice[]): readonly Notice[] {
  return plain.length === 0 ? resolved : [...plain, ...resolved.filter(({ rule }) => rule !== 'control_character')];
}

const reference = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));/y;

function withReferences(text: string): Mended {
  let at = text.indexOf('&');
  if (at < 0) return { text, notices: nothing };
  const notices = new Map<string, Notice>();
  const pieces: string[] = [];
  let copied = 0;
  let literal = nextLiteral(text, 0);
  for (; at >= 0; at = text.indexOf('&', at + 1)) {
    while (literal.end <= at) literal = nextLiteral(text, literal.end);
    if (at >= literal.start) {
      at = literal.end - 1;
      continue;
    }
    reference.lastIndex = at;
    const match = reference.exec(text);
    const mended = match === null ? bare(text, at) : mendedReference(match);
    if (mended === undefined) continue;
    pieces.push(text.slice(copied, at), mended.by);
    copied = at + mended.length;
    if (!notices.has(mended.seen)) notices.set(mended.seen, noticeOf(mended, lineAt(text, at)));
  }
  pieces.push(text.slice(copied));
  return { text: pieces.join(''), notices: [...notices.values()] };
}

type Mending = { readonly by: string; readonly length: number; readonly seen: string; readonly control?: number };

const noticeOf = ({ seen, control: code }: Mending, line: number): Notice =>
  code === undefined ? { rule: 'xml_entity', path: '', line, seen } : { ...replacement(1, code, line), seen };

/** `undefined`: it is well-formed as it is, or its meaning is not certain. */
function mendedReference([whole, decimal, hex, name]: RegExpExecArray): Mending | undefined {
  if (name !== undefined) {
    const by = htmlCharacter(name);
    return by === undefined ? undefined : { by, length: whole.length, seen: "a name of HTML's, such as &eacute;" };
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  // Halves of surrogate pairs are not control characters, and one half does not show which character was meant.
  if (code > 0xffff || (code >= 0xd800 && code < 0xe000) || String.fromCharCode(code).search(control) < 0)
    return undefined;
  return { by: '\ufffd', length: whole.length, seen: 'a reference to one of them', control: code };
}

/** An ampersand that begins no reference at all. `&name;` and `&#…` are meant as references, whatever they mean. */
function bare(text: string, at: number): Mending | undefined {
  return /^&(?:#|[A-Za-z_:][\w:.-]*;)/.test(text.slice(at, at + 80))
    ? undefined
    : { by: '&amp;', length: 1, seen: 'an ampersand that is not written &amp;' };
}
