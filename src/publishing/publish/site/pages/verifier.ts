/** A form that checks a proof in the page, without a network. Its work is done by verify.js, with the browser's own cryptography. */
import { anchor, html, Markup, type Piece } from '../../../../ui/html.ts';
import type { ExampleRequest } from '../../requests.ts';
import type { Proof, Signing } from '../../signing.ts';
import { requestSteps, vectorSteps } from '../../steps.ts';
import type { Vector } from '../../vectors.ts';

type Field = { readonly name: string; readonly label: string; readonly value: string; readonly rows?: number };

/** What the form can be filled with: a vector, or where nothing is signed a whole request. `steps` are the values on the way. */
type Example = { readonly name: string; readonly fields: readonly Field[]; readonly steps: readonly string[] };

/** Undefined if there is no example of the proof. */
export function verifier(
  proof: Proof,
  signing: Signing,
  vectors: readonly Vector[],
  requests: readonly ExampleRequest[],
): Piece {
  const ofProof = vectors.filter((vector) => vector.proof === proof.name);
  const request = requests.find((one) => one.proof === proof.name);
  const examples =
    ofProof.length > 0
      ? ofProof.map(
          (vector): Example => ({
            name: vector.name,
            fields: vectorFields(proof, vector),
            steps: vectorSteps(signing, vector).map(({ value }) => value),
          }),
        )
      : request === undefined
        ? []
        : [requestExample(proof, request)];
  const [first] = examples;
  if (first === undefined || first.fields.length === 0) return undefined;
  const id = `verify-${anchor(proof.name)}`;
  const settings =
    proof.scheme === 'hmac' ? { members: proof.members, joinedBy: proof.joinedBy, header: proof.header } : {};
  const fillings = examples.map(({ name, fields, steps }) => ({
    name,
    fields: Object.fromEntries(fields.map((field) => [field.name, field.value])),
    steps,
  }));
  const signs = ofProof.length > 0;
  const data = new Markup(
    JSON.stringify({ scheme: proof.scheme, signs, ...settings, examples: fillings }).replaceAll('<', '\\u003c'),
  );
  return html`<h3 id="${id}">Check a ${signs ? 'signature' : 'proof'} of your own</h3>
<p>Paste what you have. Everything stays in this page: it ${signs ? 'computes the signature' : 'compares'} itself, and no network is needed. It shows each value on the way, and tries what goes wrong most often.
Where a value is another than in the example, it says so: there the two part.</p>
<form class="try verify">
${examples.length > 1 && html`<label for="${id}-example">Begin with the vector</label><select id="${id}-example" name="example">${examples.map(({ name }, index) => html`<option value="${index}">${name}</option>`)}</select>`}
${first.fields.map(({ name, label, value, rows }) => html`<label for="${id}-${name}">${label}</label>${rows === undefined ? html`<input id="${id}-${name}" name="${name}" value="${value}" autocomplete="off" spellcheck="false">` : html`<textarea id="${id}-${name}" name="${name}" rows="${rows}" spellcheck="false">${value}</textarea>`}`)}
${first.fields.some(({ name }) => name === 'body') && html`<label class="check"><input type="checkbox" name="base64"> The body is in Base64, because a text field changes line ends</label>`}
<button type="submit" disabled>Check</button>
<script type="application/json">${data}</script>
</form>
<div class="verified" id="${id}-result" role="status"><p class="quiet">This needs a script, and a page that is opened from disk, from localhost or over https.</p></div>`;
}

function vectorFields(proof: Proof, { keys, request, header, headers }: Vector): readonly Field[] {
  const body: Field = {
    name: 'body',
    label: 'Body, byte for byte',
    value: Buffer.from(request.bodyBase64 ?? '', 'base64').toString('utf8'),
    rows: 6,
  };
  const key = (name: string, label: string): Field => ({ name: 'key', label, value: String(keys[name] ?? '') });
  switch (proof.scheme) {
    case 'hmac':
      return [key('key', 'Key'), { name: 'signature', label: proof.header, value: header.value }, body];
    case 'standard-webhooks':
      return [
        keys.publicKey === undefined ? key('secret', 'Secret') : key('publicKey', 'Public key'),
        ...['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
          name,
          label: name,
          value: headers[name] ?? '',
        })),
        body,
      ];
    case 'oauth1':
      return [
        key('secret', 'Secret'),
        { name: 'method', label: 'Method', value: request.method },
        { name: 'url', label: 'URL with its query, as it was called', value: request.url ?? '' },
        { name: 'authorization', label: 'Authorization', value: headers.authorization ?? '', rows: 4 },
      ];
    default:
      return [];
  }
}

/** Of a proof that signs nothing: the secret itself is compared with what came. */
function requestExample(proof: Proof, request: ExampleRequest): Example {
  const authorization = { name: 'authorization', label: 'Authorization', value: request.headers.authorization ?? '' };
  const steps = requestSteps(proof, request).map(({ value }) => value);
  const name = request.name;
  switch (proof.scheme) {
    case 'bearer':
      return { name, steps, fields: [{ name: 'key', label: 'Token', value: proof.token }, authorization] };
    case 'basic': {
      const user = { name: 'user', label: 'User', value: proof.user };
      return { name, steps, fields: [user, { name: 'key', label: 'Password', value: proof.password }, authorization] };
    }
    case 'path-key': {
      const url = { name: 'url', label: 'Path, as it was called', value: request.target };
      return { name, steps, fields: [{ name: 'key', label: 'Key', value: proof.key }, url] };
    }
    default:
      return { name, steps, fields: [] };
  }
}
