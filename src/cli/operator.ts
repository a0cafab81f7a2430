/** The operator API as the commands use it. The only importer of the generated client. */

import type { Command } from 'commander';
import { createGateway, type Gateway } from '../../generated/gateway/client/client.ts';
import type { Undeclared } from '../../generated/runtime/client.ts';
import { operatorAddress, operatorToken } from '../config.ts';
import { causeOf } from '../running/thrown.ts';
import { CommandFailed } from './failure.ts';
import { configurationDefault, findConfiguration } from './find-configuration.ts';
import { here } from './here.ts';

export type OperatorOptions = { readonly url?: string; readonly config?: string };
export type Operator = Gateway;

/** Adds the options by which a command finds the gateway. */
export function withOperator(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'base URL of the operator API (default: what --config says, $PUSHDOCK_URL, or http://127.0.0.1:8081)',
    )
    .option('--config <file>', `read the address of the gateway from this configuration (${configurationDefault})`)
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nIf the gateway needs an operator token, put it into the environment variable PUSHDOCK_TOKEN. In the folder of a configuration by\npushdock init it is found.',
    );
}

export function openOperatorClient(options: OperatorOptions): Operator {
  const { url, file } = placeOf(options);
  const token = process.env.PUSHDOCK_TOKEN ?? (file === undefined ? undefined : operatorToken(file));
  // The error of fetch would print the token.
  if (token !== undefined && !/^[\x21-\x7e]*$/.test(token))
    throw new CommandFailed(
      'usage',
      'PUSHDOCK_TOKEN contains a blank or a character that is not ASCII, which no token has; check whether it ends with the line end of a file',
    );
  return createGateway({
    baseUrl: url ?? (file === undefined ? standardUrl() : urlOf(file)),
    answerBytesMax: 256 * 1024 * 1024, // A page of 200 messages with findings, or one message of the largest body allowed, in base64.
    ...(token && { authorise: () => ({ headers: { authorization: `Bearer ${token}` } }) }),
  });
}

/** What is named on the command line counts before what the environment says, and that before a file that happens to be here. */
function placeOf({ url, config }: OperatorOptions): { readonly url?: string; readonly file?: string } {
  if (url !== undefined) return { url: httpUrl(url, '--url') };
  if (config !== undefined) return { file: config };
  const { PUSHDOCK_URL } = process.env;
  if (PUSHDOCK_URL) return { url: httpUrl(PUSHDOCK_URL, 'PUSHDOCK_URL') };
  const file = findConfiguration(undefined);
  return file === undefined ? {} : { file };
}

const standardUrl = (): string => `http://127.0.0.1:${operatorPort(process.env.ADMIN_PORT)}`;

function urlOf(file: string): string {
  const { host, port } = operatorAddress(file, process.env);
  if (port === 0)
    throw new CommandFailed(
      'usage',
      `listen.admin in ${file} lets the system choose the port; name the one it chose with --url`,
    );
  return here(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
}

function httpUrl(text: string, from: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new CommandFailed(
      'usage',
      `${from} ${text} is not an http or https URL; write it like http://127.0.0.1:8081`,
    );
  return text.replace(/\/+$/, '');
}

function operatorPort(port: string | undefined): number {
  if (!port) return 8081;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandFailed(
      'configuration',
      'the environment variable ADMIN_PORT is not a port up to 65535; correct it or unset it',
    );
  return Number(port);
}

type Refused = { readonly status: number | 'undeclared'; readonly body?: unknown };

/** The answer, or a `CommandFailed` that says that the gateway does not answer. */
export function reached<Answer>(call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw new CommandFailed(
      'unreachable',
      `the operator API does not answer (${causeOf(error)}); start the gateway, or name its address with --url or --config`,
    );
  });
}

/** The body of a 200, or a `CommandFailed` that says what to do. */
export async function answered<Answer extends Refused>(
  call: Promise<Answer | Undeclared>,
): Promise<Extract<Answer, { status: 200 }> extends { body: infer Body } ? Body : never> {
  const answer = await reached(call);
  if (answer.status === 200) return (answer as Extract<Answer, { status: 200 }> & { body: never }).body;
  if (answer.status === 401)
    throw new CommandFailed(
      'failed',
      process.env.PUSHDOCK_TOKEN
        ? 'the token in PUSHDOCK_TOKEN is not one of admin.tokens of this gateway; correct it'
        : 'the operator API needs a token; put one of admin.tokens into PUSHDOCK_TOKEN',
    );
  if (answer.status === 'undeclared')
    throw new CommandFailed(
      'failed',
      ownFailure(answer) ??
        'the answer is not one that the operator API gives; check that this URL is the operator listener of a Pushdock of this version',
    );
  throw new CommandFailed(kindOf(answer), detailOf(answer) ?? `the operator API answered ${answer.status}`);
}

function kindOf({ status }: Refused): CommandFailed['kind'] {
  if (status === 404) return 'not found';
  // A parameter that the contract refuses came from an option or an argument.
  if (status === 400) return 'usage';
  // Its store is away: to a script that is the same as a gateway that is away, and it may ask again.
  return status === 503 ? 'unreachable' : 'failed';
}

/** What the gateway says of its own bug. Any operation may have a bug, so no operation declares this answer. */
function ownFailure(answer: object): string | undefined {
  if (!('bytes' in answer) || !(answer.bytes instanceof Uint8Array)) return undefined;
  const text = Buffer.from(answer.bytes).toString('utf8');
  if (!text.includes('"urn:pushdock:problem:')) return undefined;
  try {
    return detailOf({ status: 'undeclared', body: JSON.parse(text) });
  } catch {
    return undefined; // Not a document: something else than a gateway answered.
  }
}

function detailOf({ body }: Refused): string | undefined {
  if (typeof body !== 'object' || body === null || !('title' in body)) return undefined;
  const faults =
    'faults' in body && Array.isArray(body.faults) ? body.faults.map((fault) => `\n  ${String(fault)}`) : [];
  return `${String(body.title)}. ${'detail' in body ? String(body.detail) : ''}${faults.join('')}`;
}
