/** What `pushdock serve` says to a person at its start. On standard output, because the log goes to standard error. */
import type { Configuration } from '../config.ts';
import type { Gateway } from '../gateway.ts';
import { providers } from '../providers/list.ts';
import { joined, type Visible, visible } from '../running/visible.ts';
import { mockPorts } from '../simulate/ports.ts';
import { usualConfiguration } from './find-configuration.ts';
import { here } from './here.ts';
import { printPainted } from './print.ts';
import { type Paint, paintFor } from './terminal.ts';

type Urls = Pick<Gateway, 'publicUrl' | 'operatorUrl'>;
type Greeted = Pick<Configuration, 'file' | 'development' | 'writtenSecrets' | 'mocks' | 'sources'>;

/** Where commands look without being told. */
const USUAL_OPERATOR = 'http://127.0.0.1:8081';

export async function greet(configuration: Greeted, bound: Urls): Promise<void> {
  const urls = { publicUrl: here(bound.publicUrl), operatorUrl: here(bound.operatorUrl) };
  const lines = greeting(configuration, urls, await firstPush(configuration, urls), paintFor(process.stdout));
  for (const line of lines) printPainted(line);
}

/** `push`: a command line to paste; absent: there is none. */
export function greeting(
  configuration: Greeted,
  { publicUrl, operatorUrl }: Urls,
  push: string | undefined,
  paint: Paint,
): readonly Visible[] {
  const { development, writtenSecrets, mocks, file } = configuration;
  const blank = visible('');
  const found = file === usualConfiguration || operatorUrl === USUAL_OPERATOR;
  const option = found ? '' : ` --url ${operatorUrl}`;
  const row = (name: string, value: string) => joined([paint('dim', `  ${name.padEnd(10)}`), paint('cyan', value)], '');
  const command = (words: string, does: string, where = option) =>
    joined([visible('  '), paint('bold', `npx pushdock ${words}${where}`.padEnd(34)), paint('dim', does)], '  ');
  return [
    blank,
    joined([paint('bold', 'Pushdock'), visible(publicUrl === '' ? ' delivers.' : ' takes pushes.')], ''),
    blank,
    ...(publicUrl === '' ? [] : [row('Pushes', `${publicUrl}/push/…`)]),
    row('Console', `${operatorUrl}/console/`),
    ...(mocks === undefined ? [] : [row('Mocks', `http://127.0.0.1:${mocks}`)]),
    blank,
    ...(development
      ? [
          paint(
            'yellow',
            `DEVELOPMENT MODE is on: this configuration protects nothing. Keep it off the internet.${writtenSecrets.length === 0 ? '' : ' Its secrets:'}`,
          ),
          ...writtenSecrets.map(({ place, secret }) => visible(`  ${place} = ${secret.reveal()}`)),
          blank,
        ]
      : []),
    ...(push === undefined
      ? []
      : [visible('A first push, to paste in another terminal:'), blank, paint('green', push), blank]),
    command('tail', 'shows what arrives, and where it goes'),
    command('sources show', 'shows where each provider pushes to'),
    ...(mocks === undefined
      ? []
      : [command('mock emit <provider> <event>', 'lets a mock provider push', mockOption(mocks))]),
    blank,
  ];
}

/** `mock emit` speaks to the mocks, wherever the operator API is. */
const mockOption = (port: number): string => (port === mockPorts.control ? '' : ` --mock http://127.0.0.1:${port}`);

/** What a shell takes as it is, within double quotes and without. */
const plainSecret = /^[\w.~+/=-]+$/;

/**
 * One line for a source whose only secret is written in the configuration, which only development allows. A push that must be signed, or whose secret
 * is in a file, does not fit into one line.
 */
export async function firstPush({ development, writtenSecrets, sources }: Greeted, { publicUrl }: Urls) {
  if (!development || publicUrl === '') return undefined;
  for (const [name, { provider }] of Object.entries(sources)) {
    const secrets = writtenSecrets.filter(({ place }) => place.startsWith(`sources.${name}.`));
    const [secret] = secrets;
    if (secret === undefined || secrets.length > 1 || !plainSecret.test(secret.secret.reveal())) continue;
    const first = await providers.find((one) => one.name === provider)?.first?.();
    const line = first?.push
      ?.replaceAll(/\s*\\\n\s*/g, ' ')
      .replace(/\{url\}\/push\/(\w+)\/\w+/, (_, of) => `${publicUrl}/push/${of}/${name}`)
      .replace(/\$[A-Z_]+/, () => secret.secret.reveal());
    if (line?.startsWith('curl ') && !/[\n$]/.test(line)) return line;
  }
  return undefined;
}
