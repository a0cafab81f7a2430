/** A form that sends an example to a sandbox source of the gateway that serves these pages. Its work is done by site.js. */

import { html, Markup } from '../../../../ui/html.ts';
import type { ExampleRequest } from '../../requests.ts';

/** Headers that a browser sets by itself and does not let a page set. */
const browserSets = new Set(['host', 'content-length']);

/** Undefined where there is nothing to try: a GET only names something, and a sandbox fetches nothing. */
export function tryForm(all: readonly ExampleRequest[]): Markup | undefined {
  const requests = all.filter(({ method }) => method !== 'GET');
  if (requests.length === 0) return undefined;
  const examples = requests.map(({ method, target, headers, body }) => ({
    method,
    path: target.replace(/^\/push\//, '/sandbox/'),
    headers: Object.entries(headers)
      .filter(([name]) => !browserSets.has(name))
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    body: Buffer.from(body).toString('utf8'),
  }));
  // In a script element nothing is markup but `</script` and `<!--`.
  const data = new Markup(JSON.stringify(examples).replaceAll('<', '\\u003c'));
  return html`<h2 id="try">Try it</h2>
<p>Sends what stands below to a sandbox source of this gateway. A sandbox keeps nothing and hands nothing on; what departs from the contract is answered 422 with the findings.
Ask the operator for the name of a sandbox source and put it into the path, and its key into the headers.</p>
<form class="try">
<label for="try-example">Example</label>
<select id="try-example" name="example">${requests.map(({ name }, index) => html`<option value="${index}">${name}</option>`)}</select>
<label for="try-path">Path</label><input id="try-path" name="path">
<label for="try-headers">Headers, one in a line</label><textarea id="try-headers" name="headers" rows="4"></textarea>
<label for="try-body">Body</label><textarea id="try-body" name="body" rows="10"></textarea>
<button type="submit" disabled>Send</button>
</form>
<p>Answer:</p><pre id="try-answer" tabindex="0" role="region" aria-label="Answer" aria-live="polite"></pre>
<script type="application/json" id="try-examples">${data}</script>`;
}
