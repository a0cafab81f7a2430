/** "How to sign": each proof in words, the example keys, and the vectors with the command that makes the same signature. */

import { codeBlock, table, tabs } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import type { ExampleRequest } from '../../requests.ts';
import { httpText } from '../../requests.ts';
import { pushSample } from '../../samples/push-sample.ts';
import { pushChoices } from '../../samples/samples.ts';
import type { Proof, Signing } from '../../signing.ts';
import { vectorSteps } from '../../steps.ts';
import { keysOf, type Vector } from '../../vectors.ts';
import { atBaseUrl } from '../base-url.ts';
import type { Page } from '../layout.ts';
import { markdown } from '../markdown.ts';
import { verifier } from './verifier.ts';

export type SignParts = {
  readonly path: string;
  readonly name: string;
  readonly signing: Signing;
  readonly vectors: readonly Vector[];
  readonly requests: readonly ExampleRequest[];
  readonly baseUrl: string;
};

export function signPage({ path, name, signing, vectors, requests, baseUrl }: SignParts): Page {
  return {
    path,
    title: `${name}: how to sign`,
    short: 'How to sign',
    scripts: ['verify-schemes.js', 'verify.js'],
    summary: `${name}: how a message proves who sent it, with example keys and test vectors.`,
    parts: [
      ...signing.proofs.map(({ name }) => ({
        id: `proof-${anchor(name)}`,
        title: name,
        text: 'how this proof is made',
      })),
      ...vectors.map(({ name, why }) => ({ id: `vector-${name}`, title: name, text: why })),
    ],
    contents: [
      ...signing.proofs.map((proof) => ({ id: `proof-${anchor(proof.name)}`, title: proof.name })),
      ...vectors.map((vector) => ({ id: `vector-${vector.name}`, title: `Vector: ${vector.name}` })),
    ],
    body: html`<p class="note">Every key on this page is published and protects nothing. Use it to test your code, never to send.</p>
${signing.proofs.map(
  (proof) => html`<h2 id="proof-${anchor(proof.name)}">${proof.name}</h2>${markdown(proof.how)}
${table(
  `Example credentials of ${proof.name}`,
  ['Example', 'Value'],
  Object.entries(keysOf(proof)).map(([name, value]) => [name, html`<code>${value}</code>`]),
)}
${firstRequest(requests, proof.name)}
${sampleOf(requests, proof, baseUrl)}
${verifier(proof, signing, vectors, requests)}`,
)}
${vectors.length > 0 && html`<h2 id="vectors">Test vectors</h2><p>The same as data: <a href="signing.json">signing.json</a>.</p>${vectors.map((vector) => vectorHtml(vector, signing))}`}`,
  };
}

/** The same in code that makes the proof itself, so that another key and another message take nothing but other values. */
function sampleOf(requests: readonly ExampleRequest[], proof: Proof, baseUrl: string): Piece {
  const request = requests.find((one) => one.proof === proof.name);
  const sample = request && pushSample(request, proof, baseUrl);
  if (sample === undefined) return undefined;
  return html`<p>In code, with nothing but each language's standard library:</p>${atBaseUrl(html`${tabs(`A push with ${proof.name}`, pushChoices(sample))}`, baseUrl)}`;
}

function firstRequest(requests: readonly ExampleRequest[], proof: string): Piece {
  const all = requests.filter((request) => request.proof === proof);
  const [first] = all;
  if (first === undefined) return undefined;
  const text = httpText(first).toString('utf8').replaceAll('\r\n', '\n');
  return html`<p>A whole request, as a file: ${all.map((request, index) => html`${index > 0 && ', '}<a href="requests/${request.name}.http">${request.example ?? request.operationId}</a>`)}. The first of them:</p>${codeBlock(`Request with ${proof}`, text, 'http')}`;
}

/** The values on the way, in the order in which they come about. */
function stepsHtml(vector: Vector, signing: Signing): Piece {
  const steps = vectorSteps(signing, vector);
  return (
    steps.length > 0 &&
    html`<details class="steps"><summary>Step by step</summary><ol>${steps.map(({ title, value }) => html`<li>${title}<div class="value"><code>${value}</code></div></li>`)}</ol></details>`
  );
}

function vectorHtml(vector: Vector, signing: Signing): Piece {
  const { name, why, keys, signed, header, openssl, request } = vector;
  const given = Object.entries(keys).map(([key, value]) => [key, html`<code>${value}</code>`]);
  return html`<h3 id="vector-${name}">${name}</h3><p>${why}</p>
${table(`Vector ${name}`, ['Given', 'Value'], [...(request.url === undefined ? [] : [['request', html`<code>${request.method} ${request.url}</code>`]]), ...given])}
${stepsHtml(vector, signing)}
<p>The signed bytes, as text:</p>${codeBlock(`Signed bytes of ${name}`, signed.text)}
${
  openssl !== undefined &&
  html`<p>This prints the signature:</p><div data-vector="${name}">${codeBlock(`openssl command of ${name}`, openssl, 'bash')}</div>`
}
<p>Expected in <code>${header.name}</code>:</p><div data-expected="${name}">${codeBlock(`Signature of ${name}`, header.value)}</div>`;
}
