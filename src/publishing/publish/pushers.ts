/** Who pushes to us, with whole requests of theirs: of each provider that has a contract of pushes and says how they are signed. */
import type { Snapshot } from '../snapshot.ts';
import { inSandbox } from './in-sandbox.ts';
import { type ExampleRequest, exampleRequests } from './requests.ts';
import { type PushSample, pushSample } from './samples/push-sample.ts';
import { readSigning, type Signing } from './signing.ts';

export type Pusher = {
  readonly owner: string;
  readonly name: string;
  readonly signing: Signing;
  readonly requests: readonly ExampleRequest[];
};

/** `folder` holds the contract's sources. Undefined where nothing is said of signing. */
export function pusherOf(root: string, folder: string, name: string, push: Snapshot): Pusher | undefined {
  const signing = readSigning(root, folder);
  return signing && { owner: push.owner, name, signing, requests: exampleRequests(push, signing, folder) };
}

export type SandboxSample = {
  readonly name: string;
  readonly proof: string;
  readonly owner: string;
  readonly sample: PushSample;
};

/** The first push of each provider by each of its proofs, as the sandbox operation of `path` takes it. */
export function sandboxSamples(pushers: readonly Pusher[], path: string, baseUrl: string): readonly SandboxSample[] {
  return pushers.flatMap(({ owner, name, signing, requests }) =>
    signing.proofs.flatMap((proof) => {
      const request = requests.find((one) => one.proof === proof.name && one.method === 'POST');
      const tried = request && inSandbox(request);
      const isTaken = tried?.target.split('/').length === path.split('/').length;
      const sample = tried && isTaken ? pushSample(tried, proof, baseUrl) : undefined;
      return sample === undefined ? [] : [{ owner, name, proof: proof.name, sample }];
    }),
  );
}
