/** The first push of a partner team, as two blocks to copy: a program, and the command that runs it. */
import type { Choice } from '../../ui/components.ts';
import type { ExampleRequest } from './requests.ts';
import { pushSample } from './samples/push-sample.ts';
import { python } from './samples/python.ts';
import { pushChoices } from './samples/samples.ts';
import type { Proof, Signing } from './signing.ts';

/** Who pushes, what they push, and by which proofs. */
type Pusher = {
  readonly owner: string;
  readonly name: string;
  readonly requests: readonly ExampleRequest[];
  readonly signing?: Signing;
};

export type FirstPush = {
  /** Whose message it is. */
  readonly name: string;
  readonly language: string;
  readonly file: string;
  readonly run: string;
  readonly program: string;
  readonly command?: string;
  readonly others: readonly Choice[];
  readonly signPath: string;
};

/** The sandbox source of every example: the one of `spec/sandbox.yaml`, which `make run` has too. */
export const SANDBOX_SOURCE = 'partner';

/**
 * The simplest that there is: a body that is posted, and a proof that is sent as it is. Undefined where no provider takes such a message.
 * A sandbox fetches nothing, so a message that only names something is not tried.
 */
export function firstPush(owners: readonly Pusher[], baseUrl: string): FirstPush | undefined {
  for (const { owner, name, requests, signing } of owners) {
    const request = requests.find(
      ({ method, proof }) => method === 'POST' && schemeOf(signing?.proofs, proof) === 'bearer',
    );
    const proof = signing?.proofs.find((one) => one.name === request?.proof);
    if (request === undefined || proof === undefined) continue;
    const sample = pushSample(inSandbox(request), proof, baseUrl);
    if (sample === undefined) continue;
    return {
      name,
      language: python.name,
      file: python.file,
      run: python.run,
      program: python.push(sample),
      others: pushChoices(sample).filter((choice) => choice.name !== python.name),
      signPath: `${owner}/sign.html`,
    };
  }
  return undefined;
}

const schemeOf = (proofs: readonly Proof[] | undefined, name: string): string | undefined =>
  proofs?.find((proof) => proof.name === name)?.scheme;

/** `/push/paazl/shipping` as `/sandbox/paazl/partner`; what follows the source's name, such as a key, stays. */
export const inSandbox = (request: ExampleRequest): ExampleRequest => ({
  ...request,
  target: request.target.replace(/^\/push\/([^/]+)\/[^/?]+/, `/sandbox/$1/${SANDBOX_SOURCE}`),
});

/** The path of a push, or one with parameters in it, below `/sandbox/`. */
export const sandboxPath = (path: string): string => path.replace(/^\/push\//, '/sandbox/');
