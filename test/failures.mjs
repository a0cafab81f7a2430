/**
 * What failed, told once more at the end: of a long run a record often keeps only its last twenty lines, and the closing lines are eight of them.
 * One line for each test, and a bounded number of lines.
 */

/** With the eight closing lines, a line of the files of all others, and three lines of make, these are the last twenty. */
const SHOWN_MAX = 8;
const LINE_CHARACTERS_MAX = 300;

/** Asks each event of a run in turn. `sourceOf`: the file of an event as a path in the checkout. */
export function rememberFailures(sourceOf) {
  /** The names of the tests that are running, the outermost first: a file's suite, its suites, a test. */
  const running = [];
  const failed = [];
  const cancelled = [];
  /** What a process has said of itself: that something was thrown after a test had ended, or the last on its standard error. */
  const said = new Map();
  let thrownLate;

  function noteFailure({ name, nesting, file: path, details: { error } }) {
    // Of a suite, and of a process: its tests say more.
    if (error?.failureType === 'subtestsFailed') return;
    const [outermost = name, ...rest] = [...running.slice(0, nesting), name];
    // Of a run by `run.mjs`, each file is a suite that is named after it. Otherwise the event has the file.
    const isFile = outermost.endsWith('.test.ts');
    const file = isFile || path === undefined ? outermost : sourceOf(path);
    const isProcess = nesting === 0 && path !== undefined && sourceOf(name) === sourceOf(path);
    const title = isProcess ? [] : isFile ? rest : [outermost, ...rest];
    const reason = oneLine(error?.cause ?? error);
    // Of a process its reason is only "test failed".
    const told = isProcess ? [reason, thrownLate ?? said.get(path) ?? ''] : [reason];
    if (isProcess) thrownLate = undefined;
    const line = [file, title.join(' > '), ...told].filter((part) => part !== '').join(': ');
    const list = error?.failureType === 'cancelledByParent' ? cancelled : failed;
    list.push({ file, line: line.slice(0, LINE_CHARACTERS_MAX) });
  }

  return {
    note({ type, data }) {
      if (type === 'test:start') {
        running.length = data.nesting;
        running.push(data.name);
      } else if (type === 'test:fail' && data.todo === undefined) noteFailure(data);
      else if (type === 'test:stderr' && oneLine(data) !== '') said.set(data.file, oneLine(data));
      else if (type === 'test:diagnostic' && data.message.includes('asynchronous activity')) thrownLate = oneLine(data);
    },
    /** Lines for the end: what failed by itself first, then what was cancelled with it. */
    lines() {
      const all = [...failed, ...cancelled];
      const lines = all.slice(0, SHOWN_MAX).map(({ line }) => `failed: ${line}`);
      const others = all.slice(SHOWN_MAX);
      if (others.length === 0) return lines;
      const files = [...new Set(others.map(({ file }) => file))].join(' ');
      return [...lines, `failed: ${others.length} more, in ${files}`];
    },
  };
}

/** What was thrown or said, its lines as one: of an assertion the first line alone says only that something was not equal. */
function oneLine(thrown) {
  return String(thrown?.message ?? thrown ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
