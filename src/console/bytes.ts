/**
 * Texts as people read them, made without parsing them: what stands between quotes, and every digit of a number, is shown as it was sent.
 * `9007199254740993` stays what it is.
 */

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** JSON with a line for each field. What is not JSON comes back as it is. */
function prettyJson(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  let depth = 0;
  let out = '';
  let before = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of text.matchAll(jsonToken)) {
    if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      out += before === '{' || before === '[' ? token : line() + token;
    } else {
      if (before === '{' || before === '[' || before === ',') out += line();
      out += token === ':' ? ': ' : token;
      if (token === '{' || token === '[') depth += 1;
    }
    before = token;
  }
  return out;
}

/** XML with a line for each element; an element with only a text stays on one line. */
function prettyXml(text: string): string {
  if (!/^\s*</.test(text)) return text;
  const tokens = text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g) ?? [];
  let depth = 0;
  let out = '';
  let inline = false;
  for (const token of tokens) {
    if (token.trim() === '') continue;
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      out += inline ? token : `\n${'  '.repeat(depth)}${token}`;
      inline = false;
    } else if (token.startsWith('<') && !token.startsWith('<![CDATA[')) {
      out += `${out === '' ? '' : '\n'}${'  '.repeat(depth)}${token}`;
      if (!/^<[?!]|\/>$/.test(token)) depth += 1;
      inline = !/^<[?!]|\/>$/.test(token);
    } else {
      out += token;
    }
  }
  return out;
}

export const pretty = (text: string): string => (/^\s*</.test(text) ? prettyXml(text) : prettyJson(text));

/** The text of a member of a JSON object, as it stands in it; `undefined`: it has none of that name. */
export function memberText(json: string, name: string): string | undefined {
  let depth = 0;
  let from: number | undefined;
  let atKey = true;
  let wanted = false;
  for (const { 0: token, index } of json.matchAll(jsonToken)) {
    if (from !== undefined && depth === 1 && (token === ',' || token === '}')) return json.slice(from, index).trim();
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && token === ',') atKey = true;
    else if (depth === 1 && token === ':') {
      if (wanted) from = index + 1;
      atKey = false;
    } else if (depth === 1 && atKey) wanted = token === JSON.stringify(name);
  }
  return undefined;
}

/** A command that sends the same bytes; what was removed before anything was stored has a place to be put in. */
export function curlOf(method: string, url: string, headers: Readonly<Record<string, string>>, body: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(host|content-length|connection|accept-encoding)$/.test(name),
  );
  return [
    `curl -X ${method} ${quote(url)}`,
    ...kept.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-binary ${quote(body)}`]),
  ].join(' \\\n  ');
}
