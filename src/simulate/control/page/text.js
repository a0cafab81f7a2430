// Values as people read them.

/** JSON with line breaks, every digit and every escape as it came: nothing is parsed. */
export function indented(text) {
  let depth = 0;
  let made = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    if (token === '{' || token === '[') {
      depth += 1;
      made += token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      made = /[{[]\s*$/.test(made) ? made.trimEnd() + token : made + line() + token;
    } else if (token === ',') made += token + line();
    else made += token === ':' ? ': ' : token;
  }
  return made;
}

export const shown = (format, text) => (format === 'json' ? indented(text) : text.trim());

/** `2 h 5 min`. */
export function duration(ms) {
  let rest = Math.round(ms / 1000);
  const parts = [];
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ]) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (parts.length === 0 || (rest > 0 && parts.length < 2)) parts.push(`${rest} s`);
  return parts.slice(0, 2).join(' ');
}

export const clockTime = (text) => text.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
