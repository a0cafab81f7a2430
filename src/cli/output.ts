/** What a command does when its output cannot be written: a closed pipe (`| head`, a pager that was left), a full disk, a closed terminal. */

let goesOn = false;

/**
 * Call it once, before anything is printed. A command whose reader has closed the pipe ends at once and silently, as programs do on SIGPIPE,
 * which Node ignores. Any other failure is printed on standard error. A failure of standard error is ignored.
 */
export function onOutputFailure(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (goesOn) return;
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`pushdock: standard output could not be written: ${error.message}\n`);
    process.exit(1);
  });
}

/** For a server: it lives on, whoever looks. Until the end, which takes `msMax` at the most even if a reader stands still. */
export function outliveOutput(): { end(msMax: number): void } {
  goesOn = true;
  return { end: (msMax) => void setTimeout(() => process.exit(), msMax).unref() };
}
