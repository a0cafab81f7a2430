/** What becomes of a command when nobody takes what it prints: a closed pipe (`| head`, a pager that was left), a full disk, a terminal that is gone. */

let goesOn = false;

/**
 * Once, before anything is printed. A command whose reader has seen enough ends at once and without a word, as programs do that know of
 * SIGPIPE, which Node keeps from them; any other failure is said on standard error. What cannot be written to standard error is left unsaid.
 */
export function hearOutputFail(): void {
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
