/** The requests that the page of a contract shows beside its operations. */
import { ContractError } from '../../contracts/schema.ts';
import { html } from '../../ui/html.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Pusher, sandboxSamples } from './pushers.ts';
import { type ExampleRequest, exampleRequests } from './requests.ts';
import { callSample } from './samples/call-sample.ts';
import { pushSample } from './samples/push-sample.ts';
import type { Signing } from './signing.ts';
import type { Operation, Sampled } from './site/pages/operation.ts';

export type SampleParts = {
  readonly requests: readonly ExampleRequest[];
  readonly signing: Signing | undefined;
  readonly baseUrl: string;
  /** Everybody who pushes: a sandbox takes the messages of them all. */
  readonly pushers: readonly Pusher[];
};

/** Of a push a whole request, signed by the sample itself; of the sandbox one of each provider; of anything else the call that the contract declares. */
export function samplesOf(
  parts: SampleParts,
  snapshot: Snapshot,
  operation: Operation,
  page: string,
): readonly Sampled[] {
  const { baseUrl, pushers } = parts;
  const root = page.startsWith('releases/') ? '../../../' : '../';
  if (snapshot.kind === 'push') return pushSamples(parts, snapshot, operation, root);
  const sample = callSample(snapshot, operation, snapshot.kind === 'public' ? baseUrl : undefined);
  if (sample !== undefined || snapshot.kind !== 'public') return sample === undefined ? [] : [{ sample, baseUrl }];
  return sandboxSamples(pushers, operation.path, baseUrl).map(({ owner, name, proof, sample }) => ({
    sample,
    baseUrl,
    title: `Request, as ${name} pushes`,
    note: html`With the example key of ${proof}. <a href="${root}${owner}/sign.html">How to sign</a>`,
  }));
}

function pushSamples(
  { requests, signing, baseUrl }: SampleParts,
  { owner }: Snapshot,
  { operationId, method }: Operation,
  root: string,
): readonly Sampled[] {
  const toSign = html`With the example key. <a href="${root}${owner}/sign.html">How to sign</a>`;
  const toTry =
    method === 'POST'
      ? html`To try it: send it to <code>/sandbox/</code> in place of <code>/push/</code>.`
      : html`A sandbox fetches nothing, so this push cannot be tried there.`;
  for (const request of requests) {
    const proof = signing?.proofs.find(({ name }) => name === request.proof);
    const isOf = request.operationId === operationId;
    const sample = isOf && proof !== undefined ? pushSample(request, proof, baseUrl) : undefined;
    if (sample !== undefined) return [{ sample, baseUrl, note: html`${toSign}. ${toTry}` }];
  }
  return [];
}

/** Of a release: made of its own document. None where the proofs of today cannot be made of a body of then. */
export function releasedRequests(release: Snapshot, signing: Signing): readonly ExampleRequest[] {
  try {
    return exampleRequests(release, signing);
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}
