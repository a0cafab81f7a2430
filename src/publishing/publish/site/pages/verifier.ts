/** A form that checks a signature in the page, without a network. Its work is done by verify.js, with the browser's own cryptography. */
import { anchor, html, Markup, type Piece } from '../../../../ui/html.ts';
import type { Proof } from '../../signing.ts';
import type { Vector } from '../../vectors.ts';

type Field = { readonly name: string; readonly label: string; readonly value: string; readonly rows?: number };

/** Undefined for a proof that signs nothing, or that a browser cannot compute. */
export function verifier(proof: Proof, vector: Vector | undefined): Piece {
  if (vector === undefined || vector.openssl === undefined) return undefined;
  const fields = fieldsOf(proof, vector);
  if (fields === undefined) return undefined;
  const id = `verify-${anchor(proof.name)}`;
  const settings = proof.scheme === 'hmac' ? { members: proof.members, joinedBy: proof.joinedBy } : {};
  const data = new Markup(JSON.stringify({ scheme: proof.scheme, ...settings }).replaceAll('<', '\\u003c'));
  return html`<h3 id="${id}">Check a signature of your own</h3>
<p>Paste what you have. Everything stays in this page: it computes the signature itself, and no network is needed. It shows each value on the way, and tries what goes wrong most often.</p>
<form class="try verify">
${fields.map(({ name, label, value, rows }) => html`<label for="${id}-${name}">${label}</label>${rows === undefined ? html`<input id="${id}-${name}" name="${name}" value="${value}" autocomplete="off" spellcheck="false">` : html`<textarea id="${id}-${name}" name="${name}" rows="${rows}" spellcheck="false">${value}</textarea>`}`)}
${fields.some(({ name }) => name === 'body') && html`<label class="check"><input type="checkbox" name="base64"> The body is in Base64, because a text field changes line ends</label>`}
<button type="submit" disabled>Check</button>
<script type="application/json">${data}</script>
</form>
<div class="verified" id="${id}-result" role="status"><p class="quiet">This needs a script, and a page that is opened from disk, from localhost or over https.</p></div>`;
}

function fieldsOf(proof: Proof, { keys, request, header, headers }: Vector): readonly Field[] | undefined {
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
        key('secret', 'Secret'),
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
      return undefined;
  }
}
