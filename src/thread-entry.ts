/**
 * What a worker thread is started with: the file `<name>` beside the caller (`import.meta.url`). Compiled, that is JavaScript. From source
 * it is TypeScript, and Node 20 does not hand tsx's loader down to worker threads (neither through execArgv nor NODE_OPTIONS), so a
 * one-line module registers it there first. tsx is named only on this branch: nothing installed from npm needs it.
 */
export function threadEntry(name: string, beside: string): URL {
  if (!beside.endsWith('.ts')) return new URL(`./${name}.js`, beside);
  const file = new URL(`./${name}.ts`, beside).href;
  const tsx = import.meta.resolve('tsx/esm/api');
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(file)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
