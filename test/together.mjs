/**
 * Test files that share a process: each is a suite, named after its file, so that what is before and after its tests (a gateway that is started,
 * a `beforeEach`) is its own, and a report names the file.
 */
import { describe, test } from 'node:test';

/** `files`: by name, what to import. */
export async function together(files) {
  let begin = () => {};
  const loaded = new Promise((resolve) => {
    begin = resolve;
  });
  for (const [name, url] of Object.entries(files))
    await new Promise((next) => {
      describe(name, async () => {
        await import(url).catch((error) => {
          // A failing suite alone is none of the tests that the runner counts.
          test('the file is loaded', () => Promise.reject(error));
        });
        process.emit('testFileLoaded', name);
        next();
        // No test runs while another file is loaded: the runner would take tests of that file for parts of the running one.
        await loaded;
      });
    });
  begin();
}
