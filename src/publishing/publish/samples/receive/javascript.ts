/** A receiver in JavaScript: with nothing but Node, and with our package. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

const server = (
  check: string,
): string => `const seen = new Set(); // Keep these ids in your database: an event may come again after a restart.

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts); // The bytes as they came. Parsed and written again they no longer fit the signature.
${check}
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) {
    const event = JSON.parse(body);
    console.log(event.type, event.subject, id); // Your own work, or a queue of your own.
    seen.add(id);
  }
  response.writeHead(204).end();
}).listen(${SAMPLE_PORT}, '127.0.0.1');
`;

export const javascriptPlain: ReceiveSample = {
  name: 'JavaScript',
  language: 'javascript',
  file: 'receive.mjs',
  run: 'node receive.mjs',
  program: `import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');

function isSigned(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const signature = Buffer.from(text, 'base64');
    return version === 'v1' && signature.length === expected.length && timingSafeEqual(signature, expected);
  });
}

${server('  if (!isSigned(request.headers, body)) return response.writeHead(401).end();')}`,
};

export const javascriptPackage: ReceiveSample = {
  name: 'JavaScript with pushdock-events',
  language: 'javascript',
  file: 'receive-with-package.mjs',
  run: 'npm install ./pushdock-events.tgz && node receive-with-package.mjs',
  program: `import { createServer } from 'node:http';
import { checkWebhook } from 'pushdock-events';

// While a secret is being changed, list both.
const secrets = process.env.WEBHOOK_SECRET.split(' ');

${server(`  const checked = checkWebhook(request.headers, body, secrets);
  if (!checked.ok) return response.writeHead(401).end(checked.code);`)}`,
};
