/** Running the samples of the published pages: a gateway that has the example keys, and what each language needs. */
import { spawn, spawnSync } from 'node:child_process';

/** The example keys of every provider, as an operator would configure them. */
export const sources = `
sources:
  partner: { provider: paazl, sandbox: true, auth: { bearer: [development-paazl-token] } }
  shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } }
  shop: { provider: oneshoppingcart, key: development-shop-key, merchantId: '1', merchantKey: development-merchant-key, apiBase: 'http://127.0.0.1:9' }
  pos: { provider: zettle, signingKeys: [zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa] }
  market: { provider: appdirect, auth: { oauth1: { consumerKey: development-appdirect-key, secret: development-appdirect-secret } }, eventHosts: [elsewhere.example.com], outbound: none, responder: { mode: auto } }
  market-basic: { provider: appdirect, auth: { basic: { user: appdirect, password: development-appdirect-password } }, eventHosts: [elsewhere.example.com], outbound: none, responder: { mode: auto } }
sinks: {}
`;

/** What a language needs to be on the machine, as a command that says its version. */
const needs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  curl: [
    ['curl', '--version'],
    ['jq', '--version'],
    ['openssl', 'version'],
  ],
  JavaScript: [['node', '--version']],
  Python: [['python3', '--version']],
  Java: [['java', '--version']],
  PHP: [['php', '--version']],
  'C#': [['dotnet', '--version']],
  Go: [['go', 'version']],
};

export const without = (language: string): string | false => {
  const missing = needs[language]?.find(([program = '', ...rest]) => spawnSync(program, rest).status !== 0);
  return missing === undefined ? false : `there is no ${missing[0]} on this machine`;
};

export type Ended = { readonly status: number | null; readonly output: string };

export function run(command: string, folder: string): Promise<Ended> {
  const child = spawn('bash', ['-c', command], {
    cwd: folder,
    // What is shown is one file, and belongs to no module.
    env: { ...process.env, GO111MODULE: 'off' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, output })));
}
