/** `pushdock mock scenario from`: a session that a gateway recorded, as scenario files. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import { providers } from '../providers/list.ts';
import { codeOf } from '../running/thrown.ts';
import type { SessionMessage } from '../simulate/scenario/from-session.ts';
import { CommandFailed } from './failure.ts';
import { printJson, printText } from './print.ts';

type Options = {
  readonly out: string;
  readonly source?: string;
  readonly together?: boolean;
  readonly json?: boolean;
};

const session_bytes_max = 256 * 1024 * 1024;

export const fromCommand = (): Command =>
  new Command('from')
    .description('Make a scenario of each source in a session that `pushdock messages export` wrote.')
    .argument('<file>', 'the session (NDJSON)')
    .option('--out <folder>', 'where to write <source>.yaml, or session.yaml', '.')
    .option('--source <name>', 'only this source')
    .addOption(
      new Option(
        '--together',
        'one scenario of all sources, session.yaml: in the order and with the pauses in which they came',
      ).conflicts('source'),
    )
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock messages export session.ndjson --since 2h\n  pushdock mock scenario from session.ndjson --out scenarios\n  pushdock mock scenario run scenarios/*.yaml --gateway http://127.0.0.1:9080\n  pushdock mock scenario from session.ndjson --together',
    )
    .action(from);

async function from(file: string, { out, source: only, together, json }: Options): Promise<void> {
  const session = readSession(file);
  const bySource = new Map<string, SessionMessage[]>();
  for (const message of session) {
    const name = together ? 'session' : message.source;
    bySource.set(name, [...(bySource.get(name) ?? []), message]);
  }
  const readPushes = new Map<string, Awaited<ReturnType<typeof readPushOf>>>();
  for (const provider of new Set(
    session.filter(({ source }) => (only ?? source) === source).map((one) => one.provider),
  ))
    readPushes.set(provider, await readPushOf(provider));
  const { scenarioOf } = await import('../simulate/scenario/from-session.ts');
  const chosen = [...bySource].filter(([source]) => (only ?? source) === source);
  if (chosen.length === 0)
    throw new CommandFailed(
      only === undefined ? 'failed' : 'not found',
      only === undefined
        ? `${file} contains no message`
        : `${file} contains no message of ${only}; it has those of ${[...bySource.keys()].join(', ')}`,
    );
  mkdirSync(out, { recursive: true });
  const written = [];
  for (const [source, messages] of chosen) {
    const path = join(out, `${source}.yaml`);
    if (existsSync(path))
      throw new CommandFailed('failed', `${path} already exists; move it away, or name another folder with --out`);
    const { scenario, leftOut } = scenarioOf(
      together ? 'A session' : `A session of ${source}`,
      messages,
      (provider) => {
        const readPush = readPushes.get(provider);
        if (readPush === undefined) throw new Error(`how ${provider} sends is read before`);
        return readPush;
      },
    );
    if (scenario.steps.length > 0) writeFileSync(path, yamlOf(scenario, file));
    written.push({ source, file: path, steps: scenario.steps.length, leftOut });
  }
  if (json) return printJson(written);
  for (const { source, file: path, steps, leftOut } of written) {
    printText(steps === 0 ? `${source}: no message can be sent by a mock.` : `${path}: ${steps} steps`);
    for (const { id, reason } of leftOut) printText(`  left out ${id}: ${reason}`);
  }
}

async function readPushOf(provider: string) {
  const simulation = await providers.find(({ name }) => name === provider)?.simulate?.();
  if (simulation?.readPush === undefined)
    throw new CommandFailed('failed', `no mock can send the messages of ${provider || 'a message without a provider'}`);
  return simulation.readPush;
}

const yamlOf = (scenario: object, file: string): string =>
  `# Made of ${file} by pushdock mock scenario from. Personal data was masked by the gateway and is filled with values that the contract takes.
# In sessions of more than ten minutes the mocks' clock runs ahead of the gateway's, so a source that checks signed times needs signedWithin: off.
${stringify(scenario, { lineWidth: 0 })}`;

function readSession(file: string): readonly SessionMessage[] {
  let text: string;
  try {
    if (statSync(file).size > session_bytes_max)
      throw new CommandFailed('failed', `${file} is larger than ${session_bytes_max} bytes; export fewer messages`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed('failed', `${file} cannot be read (${codeOf(error) ?? String(error)})`);
  }
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [messageOf(line, `${file}:${index + 1}`)]));
}

function messageOf(line: string, place: string): SessionMessage {
  const value: unknown = parsed(line);
  if (!isMessage(value))
    throw new CommandFailed(
      'failed',
      `${place} is not a message of a gateway; write the file with pushdock messages export (a recording of mocks is played by pushdock mock replay)`,
    );
  return value;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBody = (value: unknown): boolean =>
  isRecord(value) && typeof value.encoding === 'string' && typeof value.content === 'string';

function isMessage(value: unknown): value is SessionMessage {
  if (!isRecord(value)) return false;
  const { id, provider, source, receiptsAt, body, documents } = value;
  return (
    [id, provider, source].every((one) => typeof one === 'string' && /^[\w-]+$/.test(one)) &&
    Array.isArray(receiptsAt) &&
    receiptsAt.length > 0 &&
    receiptsAt.every((at) => typeof at === 'string' && !Number.isNaN(Date.parse(at))) &&
    isBody(body) &&
    Array.isArray(documents) &&
    documents.every((one) => isRecord(one) && typeof one.name === 'string' && isBody(one.body))
  );
}
