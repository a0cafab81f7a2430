/** Two texts as a unified diff that `git apply` takes. Texts differ in few lines, so what is the same at both ends is set aside first. */

const context_lines = 3;

/** Empty when nothing differs. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const hunks = hunksOf(script(before.split('\n'), after.split('\n')));
  return [`diff --git a/${file} b/${file}`, `--- a/${file}`, `+++ b/${file}`, ...hunks].join('\n').concat('\n');
}

type Line = { readonly mark: ' ' | '-' | '+'; readonly text: string };

function script(before: readonly string[], after: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - head;
  while (tail < shorter && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]) => lines.map((text): Line => ({ mark: ' ', text }));
  return [
    ...same(before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** The longest common subsequence, by the table that every textbook has. */
function middle(before: readonly string[], after: readonly string[]): readonly Line[] {
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      i += 1;
      j += 1;
    } else if (fresh === undefined || (old !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: old ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: fresh });
      j += 1;
    }
  }
  return lines;
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const changed = lines.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const ranges: [from: number, to: number][] = [];
  for (const index of changed) {
    const [from, to] = [Math.max(0, index - context_lines), Math.min(lines.length, index + context_lines + 1)];
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges.flatMap(([from, to]) => {
    const part = lines.slice(from, to);
    const [oldAt, newAt] = (['+', '-'] as const).map((other) => count(lines.slice(0, from), other) + 1);
    const head = `@@ -${oldAt},${count(part, '+')} +${newAt},${count(part, '-')} @@`;
    // What a file ends with is no line of it.
    const shown = part.at(-1)?.text === '' && to === lines.length ? part.slice(0, -1) : part;
    if (shown === part) return [head, ...part.map(({ mark, text }) => mark + text)];
    const less = `@@ -${oldAt},${count(shown, '+')} +${newAt},${count(shown, '-')} @@`;
    return [less, ...shown.map(({ mark, text }) => mark + text)];
  });
}

/** How many lines the side has whose lines are not marked `other`. */
const count = (lines: readonly Line[], other: '+' | '-'): number => lines.filter(({ mark }) => mark !== other).length;
