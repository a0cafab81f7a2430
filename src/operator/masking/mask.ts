/**
 * A text with `•••` in place of what may be personal data. It is masked as it is written, without being parsed, so that what is shown is what was
 * sent, digit for digit. What cannot be told apart is masked whole.
 */
import { MASK } from '../../formats/mask.ts';
import { localName, type ShownNames } from './names.ts';

export function masked(text: string, names: ShownNames): string {
  const trimmed = text.trimStart();
  if (/^[{[]/.test(trimmed)) return maskedJson(text, names);
  return trimmed.startsWith('<') ? maskedXml(text, names) : MASK;
}

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

type Level = { readonly hidden: boolean; readonly isObject: boolean; key?: string; atKey: boolean };

/** Below a name that is not shown nothing is: an unknown object may hold anything. */
function maskedJson(text: string, names: ShownNames): string {
  const levels: Level[] = [];
  return text.replaceAll(jsonToken, (token) => {
    const level = levels.at(-1);
    const hidden = level !== undefined && (level.hidden || (level.key !== undefined && !names.has(level.key)));
    switch (token) {
      case '{':
      case '[': {
        // A list has the name of the field that holds it.
        const key = token === '[' ? level?.key : undefined;
        levels.push({ hidden, isObject: token === '{', atKey: token === '{', ...(key !== undefined && { key }) });
        return token;
      }
      case '}':
      case ']':
        levels.pop();
        return token;
      case ',':
        if (level?.isObject) level.atKey = true;
        return token;
      case ':':
        return token;
    }
    if (level?.isObject && level.atKey) {
      level.key = localName(stringOf(token) ?? '');
      level.atKey = false;
      return token;
    }
    if (hidden) return token === 'null' ? token : JSON.stringify(MASK);
    // A string at the top or in a list without a name has no field that would vouch for it.
    if (level?.key === undefined) return JSON.stringify(MASK);
    const inner = stringOf(token);
    return inner !== undefined && /^\s*[{[]/.test(inner) ? JSON.stringify(maskedJson(inner, names)) : token;
  });
}

function stringOf(token: string): string | undefined {
  if (!token.startsWith('"')) return undefined;
  try {
    return String(JSON.parse(token));
  } catch {
    return undefined; // An escape that JSON does not have.
  }
}

const xmlToken = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][\s\S]*?>|<\/?[^>]*>|[^<]+/g;

/** The root element has no field that would name it, so it is shown, and its own text is not. */
function maskedXml(text: string, names: ShownNames): string {
  const hidden: boolean[] = [];
  return text.replaceAll(xmlToken, (token) => {
    if (token.startsWith('<!--')) return `<!--${MASK}-->`;
    if (token.startsWith('<![CDATA[')) return (hidden.at(-1) ?? true) ? MASK : token;
    if (token.startsWith('<?') || token.startsWith('<!')) return token;
    if (token.startsWith('</')) {
      hidden.pop();
      return token;
    }
    if (token.startsWith('<')) {
      const name = localName(/^<([^\s/>]+)/.exec(token)?.[1] ?? '');
      const isHidden = hidden.length > 0 && ((hidden.length > 1 && hidden.at(-1) === true) || !names.has(name));
      if (!token.endsWith('/>')) hidden.push(hidden.length === 0 ? true : isHidden);
      return maskedAttributes(token, names, isHidden);
    }
    if (token.trim() === '') return token;
    return (hidden.at(-1) ?? true) ? MASK : token;
  });
}

/** Declarations of namespaces are no data. */
const maskedAttributes = (tag: string, names: ShownNames, isHidden: boolean): string =>
  tag.replaceAll(/([^\s=<"']+)(\s*=\s*)("[^"]*"|'[^']*')/g, (whole, name: string, equals: string) =>
    /^xmlns(:|$)/.test(name) || (!isHidden && names.has(localName(name))) ? whole : `${name}${equals}"${MASK}"`,
  );
