/** A push from a shell, with curl; where something is signed, also with openssl and jq. */
import { type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function push(sample: PushSample): string {
  const { content, oauth1, query } = sample;
  const signing = content.kind === 'signed' ? signHmac(content) : oauth1 && signOauth1(sample, oauth1);
  const headers = [
    ...sample.headers.map(([name, value]) => quoted(`${name}: ${value}`)),
    ...(content.kind === 'signed' ? [`"${content.hmac.header}: $signature"`] : []),
    ...(oauth1 === undefined ? [] : ['"Authorization: $authorization"']),
  ];
  const body =
    content.kind === 'none' ? [] : [`--data-binary ${content.kind === 'signed' ? '"$body"' : quoted(content.text)}`];
  const lines = [
    ...headers.map((header) => `--header ${header}`),
    ...(query.length > 0 ? ['--get'] : [`--request ${sample.method}`]),
    ...query.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
    ...body,
  ];
  return program(
    signing,
    `curl --silent --show-error --write-out '%{http_code}\\n' ${quoted(sample.url)} \\\n  ${lines.join(' \\\n  ')}`,
  );
}

function signHmac({ members, hmac }: Extract<PushSample['content'], { kind: 'signed' }>): string {
  const isSigned = (name: string) => hmac.members.includes(name);
  const values = members.filter(([name]) => isSigned(name)).map(([name, text]) => `${name}=${quoted(text)}`);
  const options = hmac.members.map((name) => `--arg ${name} "$${name}"`).join(' ');
  const object = members.map(([name, text]) => (isSigned(name) ? `$${name}` : `${name}: ${JSON.stringify(text)}`));
  return `key=${quoted(hmac.key)}
${values.join('\n')}
body=$(jq --null-input --compact-output ${options} \\
  ${quoted(`{${object.map((one) => one.replace(/^\$(\w+)$/, '$1: $$$1')).join(', ')}}`)})
signature=$(printf '%s' "${hmac.members.map((name) => `$${name}`).join(hmac.joinedBy)}" |
  openssl dgst -sha256 -hmac "$key" -r | cut -d ' ' -f 1)`;
}

const signOauth1 = (
  { method, url, query }: PushSample,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `encode() { printf '%s' "$1" | jq --slurp --raw-input --raw-output @uri; }
nonce=$(openssl rand -hex 8)
time=$(date +%s)
pairs=$(printf '%s\\n' ${query.map(([name, value]) => `"$(encode ${quoted(name)})=$(encode ${quoted(value)})"`).join(' ')} \\
  "oauth_consumer_key=$(encode ${quoted(consumerKey)})" "oauth_nonce=$nonce" oauth_signature_method=HMAC-SHA1 \\
  "oauth_timestamp=$time" oauth_version=1.0 | LC_ALL=C sort | paste -s -d '&' -)
signed="${method}&$(encode ${quoted(url)})&$(encode "$pairs")"
signature=$(printf '%s' "$signed" | openssl dgst -sha1 -hmac "$(encode ${quoted(secret)})&" -binary | openssl base64 -A)
authorization="OAuth oauth_consumer_key=\\"${consumerKey}\\", oauth_nonce=\\"$nonce\\", oauth_signature_method=\\"HMAC-SHA1\\""
authorization="$authorization, oauth_timestamp=\\"$time\\", oauth_version=\\"1.0\\", oauth_signature=\\"$(encode "$signature")\\""`;

export const curl: SampleLanguage = { name: 'curl', language: 'bash', file: 'push.sh', run: 'bash push.sh', push };
