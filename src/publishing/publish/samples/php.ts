/** A push in PHP 8, with nothing but what every PHP has: its curl extension is a package of its own. */
import { type Pair, type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const literal = (text: string): string => (/[\n"]/.test(text) ? `<<<'TEXT'\n${text}\nTEXT` : quoted(text));
const map = (pairs: readonly Pair[]): string =>
  `[${pairs.map(([name, value]) => `${quoted(name)} => ${quoted(value)}`).join(', ')}]`;

function push(sample: PushSample): string {
  const { content, oauth1, query } = sample;
  return program(
    `<?php\n$url = ${quoted(sample.url)};\n$headers = [${sample.headers.map(([name, value]) => quoted(`${name}: ${value}`)).join(', ')}];${query.length > 0 ? `\n$query = ${map(query)};` : ''}`,
    bodyOf(content),
    oauth1 !== undefined && signOauth1(sample.method, oauth1),
    `$answer = file_get_contents(${query.length > 0 ? "$url . '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986)" : '$url'}, false, stream_context_create(['http' => [
    'method' => ${quoted(sample.method)},
    'header' => $headers,${content.kind === 'none' ? '' : "\n    'content' => $body,"}
    'ignore_errors' => true,
]]));
echo $http_response_header[0] ?? 'no answer', "\\n", $answer, "\\n";`,
  );
}

function bodyOf(content: PushSample['content']): string | undefined {
  if (content.kind === 'none') return undefined;
  if (content.kind === 'text') return `$body = ${literal(content.text)};`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  return `$key = ${quoted(hmac.key)};
${members
  .filter(([name]) => isSigned(name))
  .map(([name, text]) => `$${name} = ${literal(text)};`)
  .join('\n')}
$body = json_encode([
${members.map(([name, text]) => `    ${quoted(name)} => ${isSigned(name) ? `$${name}` : literal(text)},`).join('\n')}
]);

$signed = ${hmac.members.map((name) => `$${name}`).join(` . ${quoted(hmac.joinedBy)} . `)};
$headers[] = ${quoted(`${hmac.header}: `)} . hash_hmac('sha256', $signed, $key);`;
}

const signOauth1 = (
  method: string,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `$oauth = [
    'oauth_consumer_key' => ${quoted(consumerKey)},
    'oauth_nonce' => bin2hex(random_bytes(8)),
    'oauth_signature_method' => 'HMAC-SHA1',
    'oauth_timestamp' => (string) time(),
    'oauth_version' => '1.0',
];
$pairs = [];
foreach ($query + $oauth as $name => $value) {
    $pairs[] = rawurlencode($name) . '=' . rawurlencode($value);
}
sort($pairs, SORT_STRING);
$signed = implode('&', [${quoted(method)}, rawurlencode($url), rawurlencode(implode('&', $pairs))]);
$oauth['oauth_signature'] = base64_encode(hash_hmac('sha1', $signed, rawurlencode(${quoted(secret)}) . '&', true));
$parts = [];
foreach ($oauth as $name => $value) {
    $parts[] = $name . '="' . rawurlencode($value) . '"';
}
$headers[] = 'Authorization: OAuth ' . implode(', ', $parts);`;

export const php: SampleLanguage = { name: 'PHP', language: 'php', file: 'push.php', run: 'php push.php', push };
