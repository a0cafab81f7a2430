/** A push in C# 11 (.NET 7 or newer), with nothing but its standard library. */
import { type Pair, type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => JSON.stringify(text);
const literal = (text: string): string =>
  /[\n"\\]/.test(text) && !text.includes('"""') ? `"""\n${text}\n"""` : quoted(text);
const dictionary = (pairs: readonly Pair[]): string =>
  `new Dictionary<string, string> { ${pairs.map(([name, value]) => `[${quoted(name)}] = ${quoted(value)}`).join(', ')} }`;

function push(sample: PushSample): string {
  const { content, oauth1, query } = sample;
  const signs = content.kind === 'signed' || oauth1 !== undefined;
  const target =
    query.length > 0
      ? 'url + "?" + string.Join("&", query.Select(one => Uri.EscapeDataString(one.Key) + "=" + Uri.EscapeDataString(one.Value)))'
      : 'url';
  const mediaType = sample.headers.find(([name]) => name === 'content-type')?.[1];
  return program(
    [
      ...(signs ? ['System.Security.Cryptography', 'System.Text'] : content.kind === 'none' ? [] : ['System.Text']),
      ...(content.kind === 'signed' ? ['System.Text.Json'] : []),
    ]
      .map((name) => `using ${name};`)
      .join('\n'),
    `var url = ${quoted(sample.url)};${query.length > 0 ? `\nvar query = ${dictionary(query)};` : ''}${bodyOf(content)}`,
    oauth1 !== undefined && signOauth1(sample.method, oauth1),
    `using var client = new HttpClient();
var request = new HttpRequestMessage(new HttpMethod(${quoted(sample.method)}), ${target});
${content.kind === 'none' ? '' : `request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));\nrequest.Content.Headers.TryAddWithoutValidation("Content-Type", ${quoted(mediaType ?? 'application/json')});\n`}${sample.headers
  .filter(([name]) => name !== 'content-type')
  .map(([name, value]) => `request.Headers.TryAddWithoutValidation(${quoted(name)}, ${quoted(value)});\n`)
  .join(
    '',
  )}${content.kind === 'signed' ? `request.Headers.TryAddWithoutValidation(${quoted(content.hmac.header)}, signature);\n` : ''}${oauth1 === undefined ? '' : 'request.Headers.TryAddWithoutValidation("Authorization", authorization);\n'}
var answer = await client.SendAsync(request);
Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");`,
  );
}

function bodyOf(content: PushSample['content']): string {
  if (content.kind === 'none') return '';
  if (content.kind === 'text') return `\nvar body = ${literal(content.text)};`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  return `
var key = ${quoted(hmac.key)};
${members
  .filter(([name]) => isSigned(name))
  .map(([name, text]) => `var ${name} = ${literal(text)};`)
  .join('\n')}
var body = JsonSerializer.Serialize(new Dictionary<string, string>
{
${members.map(([name, text]) => `    [${quoted(name)}] = ${isSigned(name) ? name : quoted(text)},`).join('\n')}
});

var signed = ${hmac.members.join(` + ${quoted(hmac.joinedBy)} + `)};
var signature = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed))).ToLowerInvariant();`;
}

const signOauth1 = (
  method: string,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `string Encode(string text) => Uri.EscapeDataString(text);
var oauth = new Dictionary<string, string>
{
    ["oauth_consumer_key"] = ${quoted(consumerKey)},
    ["oauth_nonce"] = Guid.NewGuid().ToString("N"),
    ["oauth_signature_method"] = "HMAC-SHA1",
    ["oauth_timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(),
    ["oauth_version"] = "1.0",
};
var pairs = query.Concat(oauth).Select(one => Encode(one.Key) + "=" + Encode(one.Value)).Order(StringComparer.Ordinal);
var signed = string.Join("&", ${quoted(method)}, Encode(url), Encode(string.Join("&", pairs)));
var key = Encoding.UTF8.GetBytes(Encode(${quoted(secret)}) + "&");
oauth["oauth_signature"] = Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(signed)));
var authorization = "OAuth " + string.Join(", ", oauth.Select(one => $"{one.Key}=\\"{Encode(one.Value)}\\""));`;

export const csharp: SampleLanguage = {
  name: 'C#',
  language: 'csharp',
  file: 'Program.cs',
  run: 'dotnet new console -o push && cp Program.cs push/ && dotnet run --project push',
  push,
};
