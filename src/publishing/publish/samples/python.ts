/** A push in Python, with nothing but its standard library. */
import { type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** Raw where that is possible, so that a person can read it. */
const literal = (text: string): string =>
  /'''|'$|\\$/.test(text) || !/[\n"\\]/.test(text) ? quoted(text) : `r'''${text}'''`;

function push(sample: PushSample): string {
  const { content, oauth1 } = sample;
  return program(
    imports(sample),
    `url = ${quoted(sample.url)}
headers = {
${sample.headers.map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`).join('\n')}
}`.replace('{\n\n}', '{}'),
    bodyOf(content),
    oauth1 !== undefined && signOauth1(sample, oauth1),
    sample.query.length > 0 &&
      oauth1 === undefined &&
      `url += "?" + urllib.parse.urlencode({${sample.query.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(', ')}})`,
    `request = urllib.request.Request(url, data=${content.kind === 'none' ? 'None' : 'body'}, headers=headers, method=${quoted(sample.method)})
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode())`,
  );
}

function imports({ content, oauth1, query }: PushSample): string {
  const signed = content.kind === 'signed' ? ['hashlib', 'hmac', 'json'] : [];
  const oauth = oauth1 === undefined ? [] : ['base64', 'hashlib', 'hmac', 'secrets', 'time'];
  const names = [...signed, ...oauth, 'urllib.error', ...(query.length > 0 ? ['urllib.parse'] : []), 'urllib.request'];
  return names.map((name) => `import ${name}`).join('\n');
}

function bodyOf(content: PushSample['content']): string | undefined {
  if (content.kind === 'none') return undefined;
  if (content.kind === 'text') return `body = ${literal(content.text)}.encode()`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  return `key = ${quoted(hmac.key)}
${members
  .filter(([name]) => isSigned(name))
  .map(([name, text]) => `${name} = ${literal(text)}`)
  .join('\n')}
body = json.dumps({
${members.map(([name, text]) => `    ${quoted(name)}: ${isSigned(name) ? name : literal(text)},`).join('\n')}
}).encode()

signed = ${hmac.members.join(` + ${quoted(hmac.joinedBy)} + `)}
headers[${quoted(hmac.header)}] = hmac.new(key.encode(), signed.encode(), hashlib.sha256).hexdigest()`;
}

const signOauth1 = (
  { method, query }: PushSample,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `def encode(text):
    return urllib.parse.quote(text, safe="-._~")

query = {${query.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(', ')}}
oauth = {
    "oauth_consumer_key": ${quoted(consumerKey)},
    "oauth_nonce": secrets.token_hex(8),
    "oauth_signature_method": "HMAC-SHA1",
    "oauth_timestamp": str(int(time.time())),
    "oauth_version": "1.0",
}
pairs = sorted((encode(name), encode(value)) for name, value in {**query, **oauth}.items())
signed = "&".join([${quoted(method)}, encode(url), encode("&".join(f"{name}={value}" for name, value in pairs))])
key = encode(${quoted(secret)}) + "&"
oauth["oauth_signature"] = base64.b64encode(hmac.new(key.encode(), signed.encode(), hashlib.sha1).digest()).decode()
headers["Authorization"] = "OAuth " + ", ".join(f'{name}="{encode(value)}"' for name, value in oauth.items())
url += "?" + "&".join(f"{encode(name)}={encode(value)}" for name, value in query.items())`;

export const python: SampleLanguage = {
  name: 'Python',
  language: 'python',
  file: 'push.py',
  run: 'python3 push.py',
  push,
};
