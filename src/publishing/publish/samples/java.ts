/** A push in Java 17, with nothing but its standard library; one file, which `java` runs as it is. */
import { type Pair, type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** A text block where the text has several lines. What stands at the left edge keeps its indentation. */
const literal = (text: string): string =>
  text.includes('\n') || text.length > 80
    ? `"""\n${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""').replace(/"$/, '\\"')}"""`
    : quoted(text);

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '        ');

function push(sample: PushSample): string {
  const { content, oauth1, query, headers } = sample;
  const url = oauth1 !== undefined || query.length > 0 ? 'url + "?" + joined(query)' : 'url';
  const publisher = content.kind === 'none' ? 'noBody()' : 'ofString(body)';
  const signs = content.kind === 'signed' || oauth1 !== undefined;
  return program(
    imports(sample),
    `public class Push {
    public static void main(String[] arguments) throws Exception {
        var url = ${quoted(sample.url)};`.concat(
      query.length > 0 ? `\n        var query = new TreeMap<String, String>();\n${puts('query', query)}` : '',
      bodyOf(content),
      oauth1 === undefined ? '' : signOauth1(sample.method, oauth1),
    ),
    `        var request = HttpRequest.newBuilder(URI.create(${url}))
${headers.map(([name, value]) => `            .header(${quoted(name)}, ${quoted(value)})\n`).join('')}${proofHeader(sample)}            .method(${quoted(sample.method)}, HttpRequest.BodyPublishers.${publisher})
            .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
    }${signs ? `\n${hmacMethod}` : ''}${content.kind === 'signed' ? `\n${quotedMethod}` : ''}${query.length > 0 ? `\n${encodeMethods}` : ''}
}`,
  );
}

const puts = (map: string, pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `        ${map}.put(${quoted(name)}, ${quoted(value)});`).join('\n');

function imports({ content, oauth1, query }: PushSample): string {
  const signs = content.kind === 'signed' || oauth1 !== undefined;
  return [
    ...(query.length > 0 ? ['java.net.URLEncoder'] : []),
    'java.net.URI',
    'java.net.http.HttpClient',
    'java.net.http.HttpRequest',
    'java.net.http.HttpResponse',
    ...(signs || query.length > 0 ? ['java.nio.charset.StandardCharsets'] : []),
    ...(oauth1 === undefined ? [] : ['java.util.Base64']),
    ...(content.kind === 'signed' ? ['java.util.HexFormat'] : []),
    ...(query.length > 0 ? ['java.util.Map', 'java.util.TreeMap', 'java.util.stream.Collectors'] : []),
    ...(oauth1 === undefined ? [] : ['java.util.UUID']),
    ...(signs ? ['javax.crypto.Mac', 'javax.crypto.spec.SecretKeySpec'] : []),
  ]
    .map((name) => `import ${name};`)
    .join('\n');
}

function bodyOf(content: PushSample['content']): string {
  if (content.kind === 'none') return '';
  if (content.kind === 'text') return `\n        var body = ${literal(content.text)};`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  const values = members
    .filter(([name]) => isSigned(name))
    .map(([name, text]) => `        var ${name} = ${literal(text)};`);
  const parts = members.map(
    ([name, text], index) =>
      `            + "${index === 0 ? '' : ','}\\"${name}\\":" + quoted(${isSigned(name) ? name : quoted(text)})`,
  );
  return `
        var key = ${quoted(hmac.key)};
${values.join('\n')}
        var body = "{"
${parts.join('\n')}
            + "}";

        var signed = ${hmac.members.join(` + ${quoted(hmac.joinedBy)} + `)};
        var signature = HexFormat.of().formatHex(hmac("HmacSHA256", key, signed));`;
}

function proofHeader({ content, oauth1 }: PushSample): string {
  if (content.kind === 'signed') return `            .header(${quoted(content.hmac.header)}, signature)\n`;
  return oauth1 === undefined ? '' : '            .header("Authorization", authorization)\n';
}

const signOauth1 = (
  method: string,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string =>
  `\n${indented(`var oauth = new TreeMap<String, String>();
oauth.put("oauth_consumer_key", ${quoted(consumerKey)});
oauth.put("oauth_nonce", UUID.randomUUID().toString());
oauth.put("oauth_signature_method", "HMAC-SHA1");
oauth.put("oauth_timestamp", String.valueOf(System.currentTimeMillis() / 1000));
oauth.put("oauth_version", "1.0");
var all = new TreeMap<>(query);
all.putAll(oauth);
var signed = String.join("&", ${quoted(method)}, encode(url), encode(joined(all)));
oauth.put("oauth_signature", Base64.getEncoder().encodeToString(hmac("HmacSHA1", encode(${quoted(secret)}) + "&", signed)));
var authorization = "OAuth " + oauth.entrySet().stream()
    .map(one -> one.getKey() + "=\\"" + encode(one.getValue()) + "\\"")
    .collect(Collectors.joining(", "));`)}`;

const hmacMethod = `
    static byte[] hmac(String algorithm, String key, String text) throws Exception {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }`;

const quotedMethod = `
    static String quoted(String text) {
        return "\\"" + text.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"").replace("\\n", "\\\\n") + "\\"";
    }`;

const encodeMethods = `
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String joined(Map<String, String> pairs) {
        return pairs.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
    }`;

export const java: SampleLanguage = {
  name: 'Java',
  language: 'java',
  file: 'Push.java',
  run: 'java Push.java',
  push,
};
