/** "How our events reach you": the request, its attributes, what to answer, when we try again, and how to check who sent it. */
import type { JsonObject } from '../../../../formats/json.ts';
import { codeBlock, statusBadge, table, tabs } from '../../../../ui/components.ts';
import { html, Markup, type Piece } from '../../../../ui/html.ts';
import type { EventExample } from '../../event-requests.ts';
import type { Retries } from '../../retries.ts';
import { sendEvent } from '../../samples/receive/curl.ts';
import type { ReceiveSample } from '../../samples/receive/receive-sample.ts';
import { receivers } from '../../samples/receive/receivers.ts';
import type { Page } from '../layout.ts';
import { markdown } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { legend, schemaHtml } from '../schema-tree.ts';
import { drawn, short } from '../time-line.ts';
import { aboutBatches, answers } from './delivery-answers.ts';

export type DeliveryParts = {
  readonly path: string;
  /** The schema of `envelope.json`. */
  readonly envelope: JsonObject;
  /** Marks attributes that no release has. */
  readonly next: Marks;
  readonly examples: readonly EventExample[];
  /** A whole request with several events. */
  readonly batch: string;
  readonly secret: string;
  readonly retries: Retries;
  /** Paths of packages, as they are seen from the page. Empty where none were made. */
  readonly packages: readonly string[];
};

const contents = [
  ['request', 'The request'],
  ['attributes', 'Every attribute'],
  ['answer', 'What to answer'],
  ['retries', 'When we try again'],
  ['repeats', 'Repeats and order'],
  ['verify', 'Check who sent it'],
  ['send', 'Try your receiver'],
  ['packages', 'Packages'],
  ['requests', 'A request of every event'],
] as const;

export function deliveryPage({
  path,
  envelope,
  next,
  examples,
  batch,
  secret,
  retries,
  packages,
}: DeliveryParts): Page {
  const shown = examples.find(({ name }) => name.endsWith('.created')) ?? examples[0];
  const shownContents = contents.filter(([id]) => id !== 'packages' || packages.length > 0);
  return {
    path,
    title: 'How our events reach you',
    summary: 'The request that brings an event, what to answer, when it comes again, and how to check who sent it.',
    contents: shownContents.map(([id, title]) => ({ id, title })),
    parts: [...shownContents.map(([id, title]) => ({ id, title, text: 'how our events reach you' })), ...answerParts],
    body: html`<p class="lead">An event is a POST to a URL of yours: a <a href="https://cloudevents.io">CloudEvent 1.0</a>, signed as <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0</a>.
Check the signature, keep the event, answer 2xx. Everything else on this page is detail.</p>
${head('request')}
${markdown(requestText)}
${shown && html`<div class="picker" data-picker="example" data-label="The request">${mode('structured', shown.structured, true)}${mode('binary', shown.binary, false)}${mode('batch', batch, false)}</div>`}
${head('attributes')}
<p>The envelope has a schema of its own: <a href="envelope.json">envelope.json</a>. Which types there are and what <code>data</code> holds: <a href="types.html">every type</a>.
Headers are those of HTTP in lower case; in binary mode each attribute but <code>data</code> and <code>datacontenttype</code> is a header that begins with <code>ce-</code>.</p>
${legend(next)}
${schemaHtml('PushdockEvent', envelope, 'envelope', next)}
${table('Headers of every request', ['Header', 'What it holds'], headers)}
${head('answer')}
<p>Only the status counts. We read the first KiB of the body, to show it to the people who run the gateway, and not more.</p>
${table('What to answer', ['You answer', 'What it means', 'What we do'], answers.map(answerRow))}
${head('retries')}
${retriesHtml(retries)}
${head('repeats')}
${markdown(repeatsText)}
${head('verify')}
${markdown(verifyText, { link: (href) => ({ href }) })}
<p>Each of these programs is a whole receiver. The secret comes from an environment variable, such as the example secret:</p>
${codeBlock('The example secret', `export WEBHOOK_SECRET=${secret}`, 'bash')}
<div data-samples="receive">${tabs('A receiver', receivers.map(choice))}</div>
${head('send')}
<p>Save a body, such as the one of a request below, as <code>event.json</code>. This signs it now and sends it to the receiver above; a second time with the same id it changes nothing.
While you write a receiver, the people who run a gateway can also post its live events to you: <code>pushdock forward --to http://localhost:3000/events</code>.</p>
${codeBlock(`${sendEvent.name}: ${sendEvent.file}`, sendEvent.program, sendEvent.language)}
${packages.length > 0 && packagesHtml(packages)}
${head('requests')}
<p>Whole requests, made by the code that delivers them and signed with the example secret. Their time is long past, so a receiver that checks it refuses them.</p>
${table('Requests', ['Event', 'Structured', 'Binary'], examples.map(requestRow))}
<p>Three of them as one batch: <a href="requests/batch.http">batch.http</a>.</p>`,
  };
}

const head = (id: (typeof contents)[number][0]): Markup => {
  const title = contents.find(([one]) => one === id)?.[1] ?? '';
  return html`<h2 id="${id}"><a href="#${id}">${title}</a></h2>`;
};

const requestText = `Each sink of the gateway has one mode. In \`structured\` mode, the default, the body is the whole event and the signature covers all of it. In \`binary\` mode the
body is \`data\` and the attributes are headers, which the signature does **not** cover: whoever reads \`ce-type\` has to trust the connection. Header values are percent-encoded
as CloudEvents' HTTP binding says.

${aboutBatches}`;

const repeatsText = `* **At least once.** An event comes again when we did not see your answer, after a crash, and when somebody replays it. The \`id\` is always the same (\`webhook-id\` and
  \`idempotency-key\` hold it too): remember it, and answer 2xx without doing the work twice. Keep ids for as long as a replay may reach back; 30 days is a good beginning.
* **A replay says so**: \`pushdockreplay\` holds the replay's id.
* **So does an edited copy** that an operator sends on purpose: \`pushdockedited\` holds the copy's id. The provider sent no such message.
* **No order**, unless the people who run the gateway set \`order: subject\` for your sink. Then the next event of one subject comes only after the one before was taken or given up.
  A repeat may still come later than its successors. Compare \`time\`, or ask the provider, where the newest state matters.
* **Several at once**: up to eight requests are under way at a time by default.`;

const verifyText = `Take the bytes of the body as they came. Compute HMAC-SHA256 over \`webhook-id\`, a full stop, \`webhook-timestamp\`, a full stop and the body; the key is what follows
\`whsec_\`, decoded from Base64. One of the values in \`webhook-signature\` must be \`v1,\` and the Base64 of it: while a secret is being changed there are several, with a blank
between them. Refuse a timestamp that is more than five minutes off. Steps, intermediate values and test vectors: [how to sign](sign.html).`;

const headers: readonly (readonly Piece[])[] = [
  [
    html`<code>content-type</code>`,
    'application/cloudevents+json; charset=utf-8, application/json in binary mode, application/cloudevents-batch+json; charset=utf-8 for a batch',
  ],
  [html`<code>webhook-id</code>`, 'The id of the event, or of the batch: the same for every attempt'],
  [html`<code>webhook-timestamp</code>`, 'When this attempt was signed, in seconds since 1970'],
  [html`<code>webhook-signature</code>`, 'One signature for each secret, with blanks between them'],
  [html`<code>idempotency-key</code>`, 'The same id again, for proxies and frameworks that know this header'],
  [html`<code>user-agent</code>`, 'pushdock, unless the operator set another'],
];

const mode = (name: 'structured' | 'binary' | 'batch', text: string, open: boolean): Markup =>
  html`<details data-name="${name}"${open && new Markup(' open')}><summary>${name}</summary>${codeBlock(`A ${name} request`, text.replaceAll('\r\n', '\n'), 'http')}</details>`;

const answerParts = answers.map(({ id, statuses, meaning }) => ({
  id: `answer-${id}`,
  title: `You answer ${statuses.join(', ')}`,
  text: meaning,
}));

const answerRow = ({ id, statuses, meaning, reaction }: (typeof answers)[number]): readonly Piece[] => [
  html`<span id="answer-${id}">${statuses.map((status) => html`${statusBadge(status)} `)}</span>`,
  meaning,
  markdown(reaction),
];

function retriesHtml({ attempts, waits, first, factor, cap, timeout }: Retries): Piece {
  return html`<p>By default ${attempts} attempts: ${first} after the first, then ${factor} times as long each time, at most ${cap}, and each wait is a random part of that. So the whole
takes ${short((waits.at(-1)?.seconds ?? 0) / 2)} on average and ${short(waits.at(-1)?.seconds ?? 0)} at most; the drawing shows the longest waits. An attempt may take ${timeout}.
<code>Retry-After</code>, in seconds or as a date, makes a wait longer, up to a day. Then the event is a dead letter: it is kept, and people are told and can send it again.</p>
${drawn('an event that is not taken', { attempts: waits, endless: false }, 'it is a dead letter')}
<p>After ten failures in a row only one event at a time is tried, until your receiver answers again; the others wait and use up no attempts. The people who run the gateway can set all
of this for each sink.</p>`;
}

const choice = ({ name, language, file, run, program }: ReceiveSample) => {
  const mark = language === 'javascript' || language === 'php' || language === 'go' ? '//' : '#';
  const comment = language === 'java' || language === 'csharp' ? '//' : mark;
  const line = `${comment} ${file}: ${run}\n`;
  return {
    name,
    language,
    text: language === 'php' ? program.replace('<?php\n', `<?php\n${line}`) : `${line}${program}`,
  };
};

const packagesHtml = (packages: readonly string[]): Markup => html`${head('packages')}
<p>Types, validators and signing of each contract as an npm package that depends on nothing. <code>pushdock-events</code> has <code>checkWebhook</code>, which also reads the events of a batch, the types of every event, and
<code>sign</code> for your tests. Install one from its file: <code>npm install ./pushdock-events.tgz</code>. Each README shows both sides.</p>
<ul>${packages.map((file) => html`<li><a href="${file}">${file.slice(file.lastIndexOf('/') + 1)}</a></li>`)}</ul>`;

const requestRow = ({ name, envelope }: EventExample): readonly Piece[] => [
  html`<code>${envelope.type}</code> <span class="quiet">${name.split('.').at(-1)}</span>`,
  html`<a href="requests/${name}.structured.http">${name}.structured.http</a>`,
  html`<a href="requests/${name}.binary.http">${name}.binary.http</a>`,
];
