/** A push in JavaScript, with nothing but Node. */
import { type Pair, type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => (/['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`);

/** Raw where that is possible, so that a person can read it. */
const literal = (text: string): string =>
  /`|\$\{|\\$/.test(text) || !/[\n"\\]/.test(text) ? quoted(text) : `String.raw\`${text}\``;

const nameOf = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? name : quoted(name));
const object = (pairs: readonly Pair[]): string =>
  pairs.length === 0 ? '{}' : `{ ${pairs.map(([name, value]) => `${nameOf(name)}: ${quoted(value)}`).join(', ')} }`;

const lines = (pairs: readonly Pair[]): string =>
  pairs.length < 2
    ? object(pairs)
    : `{\n${pairs.map(([name, value]) => `  ${nameOf(name)}: ${quoted(value)},`).join('\n')}\n}`;

function push(sample: PushSample): string {
  const { content, oauth1, query } = sample;
  const target = oauth1 === undefined && query.length === 0 ? 'url' : `\`\${url}?\${new URLSearchParams(query)}\``;
  return program(
    oauth1 !== undefined
      ? "import { createHmac, randomBytes } from 'node:crypto';"
      : content.kind === 'signed' && "import { createHmac } from 'node:crypto';",
    `const url = ${quoted(sample.url)};
const headers = ${lines(sample.headers)};${query.length > 0 ? `\nconst query = ${object(query)};` : ''}`,
    bodyOf(content),
    oauth1 !== undefined && signOauth1(sample.method, oauth1),
    `const answer = await fetch(${target}, { method: ${quoted(sample.method)}, headers${content.kind === 'none' ? '' : ', body'} });
console.log(answer.status, await answer.text());`,
  );
}

function bodyOf(content: PushSample['content']): string | undefined {
  if (content.kind === 'none') return undefined;
  if (content.kind === 'text') return `const body = ${literal(content.text)};`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  return `const key = ${quoted(hmac.key)};
${members
  .filter(([name]) => isSigned(name))
  .map(([name, text]) => `const ${name} = ${literal(text)};`)
  .join('\n')}
const body = JSON.stringify({
${members.map(([name, text]) => `  ${isSigned(name) ? name : `${nameOf(name)}: ${literal(text)}`},`).join('\n')}
});

const signed = ${hmac.members.join(` + ${quoted(hmac.joinedBy)} + `)};
headers[${quoted(hmac.header)}] = createHmac('sha256', key).update(signed).digest('hex');`;
}

const signOauth1 = (
  method: string,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
const oauth = {
  oauth_consumer_key: ${quoted(consumerKey)},
  oauth_nonce: randomBytes(8).toString('hex'),
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: String(Math.floor(Date.now() / 1000)),
  oauth_version: '1.0',
};
const pairs = Object.entries({ ...query, ...oauth }).map(([name, value]) => encode(name) + '=' + encode(value));
const signed = [${quoted(method)}, encode(url), encode(pairs.sort().join('&'))].join('&');
oauth.oauth_signature = createHmac('sha1', encode(${quoted(secret)}) + '&').update(signed).digest('base64');
headers.Authorization = 'OAuth ' + Object.entries(oauth).map(([name, value]) => name + '="' + encode(value) + '"').join(', ');`;

export const javascript: SampleLanguage = {
  name: 'JavaScript',
  language: 'javascript',
  file: 'push.mjs',
  run: 'node push.mjs',
  push,
};
