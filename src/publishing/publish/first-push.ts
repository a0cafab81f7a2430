/** The first push of a partner team, as two blocks to copy: a program, and the command that runs it. */
import type { Choice } from '../../ui/components.ts';
import { inSandbox } from './in-sandbox.ts';
import type { Pusher } from './pushers.ts';
import { pushSample } from './samples/push-sample.ts';
import { python } from './samples/python.ts';
import { pushChoices } from './samples/samples.ts';
import type { Proof } from './signing.ts';

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

/**
 * The simplest that there is: a body that is posted, and a proof that is sent as it is. Undefined where no provider takes such a message.
 * A sandbox fetches nothing, so a message that only names something is not tried.
 */
export function firstPush(pushers: readonly Pusher[], baseUrl: string): FirstPush | undefined {
  for (const { owner, name, requests, signing } of pushers) {
    const request = requests.find(
      ({ method, proof }) => method === 'POST' && schemeOf(signing.proofs, proof) === 'bearer',
    );
    const proof = signing.proofs.find((one) => one.name === request?.proof);
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

const schemeOf = (proofs: readonly Proof[], name: string): string | undefined =>
  proofs.find((proof) => proof.name === name)?.scheme;
