/** A push in Go, with nothing but its standard library. */
import { type PushSample, program, type SampleLanguage } from './push-sample.ts';

const quoted = (text: string): string => JSON.stringify(text);
const literal = (text: string): string => (text.includes('`') || !/[\n"\\]/.test(text) ? quoted(text) : `\`${text}\``);

function push(sample: PushSample): string {
  const { content, oauth1, query } = sample;
  const signs = content.kind === 'signed' || oauth1 !== undefined;
  const body =
    content.kind === 'none' ? 'nil' : `strings.NewReader(${content.kind === 'signed' ? 'string(body)' : 'body'})`;
  const url = query.length > 0 ? 'address + "?" + joined(query)' : 'address';
  return program(
    `package main\n\nimport (\n${imports(sample)
      .map((name) => `\t"${name}"`)
      .join('\n')}\n)`,
    `func main() {
	address := ${quoted(sample.url)}${query.length > 0 ? `\n	query := map[string]string{${query.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(', ')}}` : ''}${bodyOf(content)}${oauth1 === undefined ? '' : signOauth1(sample.method, oauth1)}
	request, err := http.NewRequest(${quoted(sample.method)}, ${url}, ${body})
	check(err)
${sample.headers.map(([name, value]) => `	request.Header.Set(${quoted(name)}, ${quoted(value)})\n`).join('')}${content.kind === 'signed' ? `	request.Header.Set(${quoted(content.hmac.header)}, signature)\n` : ''}${oauth1 === undefined ? '' : '	request.Header.Set("Authorization", "OAuth "+strings.Join(parts, ", "))\n'}	answer, err := http.DefaultClient.Do(request)
	check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	check(err)
	fmt.Println(answer.StatusCode, string(text))
}`,
    signs &&
      `func mac(algorithm func() hash.Hash, key, text string) []byte {
	made := hmac.New(algorithm, []byte(key))
	made.Write([]byte(text))
	return made.Sum(nil)
}`,
    query.length > 0 &&
      `func encode(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func joined(pairs map[string]string) string {
	var all []string
	for name, value := range pairs {
		all = append(all, encode(name)+"="+encode(value))
	}
	sort.Strings(all)
	return strings.Join(all, "&")
}`,
    `func check(err error) {
	if err != nil {
		panic(err)
	}
}`,
  );
}

function imports({ content, oauth1, query }: PushSample): readonly string[] {
  const signed =
    content.kind === 'signed' ? ['crypto/hmac', 'crypto/sha256', 'encoding/hex', 'encoding/json', 'hash'] : [];
  const oauth =
    oauth1 === undefined
      ? []
      : ['crypto/hmac', 'crypto/rand', 'crypto/sha1', 'encoding/base64', 'encoding/hex', 'hash', 'strconv', 'time'];
  const queried = query.length > 0 ? ['net/url', 'sort'] : [];
  const read = content.kind !== 'none' || query.length > 0 ? ['strings'] : [];
  return [...new Set([...signed, ...oauth, ...queried, ...read, 'fmt', 'io', 'net/http'])].sort();
}

function bodyOf(content: PushSample['content']): string {
  if (content.kind === 'none') return '';
  if (content.kind === 'text') return `\n	body := ${literal(content.text)}\n`;
  const { members, hmac } = content;
  const isSigned = (name: string) => hmac.members.includes(name);
  return `
	key := ${quoted(hmac.key)}
${members
  .filter(([name]) => isSigned(name))
  .map(([name, text]) => `	${name} := ${literal(text)}`)
  .join('\n')}
	body, err := json.Marshal(map[string]string{
${members.map(([name, text]) => `		${quoted(name)}: ${isSigned(name) ? name : literal(text)},`).join('\n')}
	})
	check(err)

	signed := ${hmac.members.join(` + ${quoted(hmac.joinedBy)} + `)}
	signature := hex.EncodeToString(mac(sha256.New, key, signed))
`;
}

const signOauth1 = (
  method: string,
  { consumerKey, secret }: { readonly consumerKey: string; readonly secret: string },
): string => `
	nonce := make([]byte, 8)
	_, err := rand.Read(nonce)
	check(err)
	oauth := map[string]string{
		"oauth_consumer_key":     ${quoted(consumerKey)},
		"oauth_nonce":            hex.EncodeToString(nonce),
		"oauth_signature_method": "HMAC-SHA1",
		"oauth_timestamp":        strconv.FormatInt(time.Now().Unix(), 10),
		"oauth_version":          "1.0",
	}
	all := map[string]string{}
	for _, pairs := range []map[string]string{query, oauth} {
		for name, value := range pairs {
			all[name] = value
		}
	}
	signed := strings.Join([]string{${quoted(method)}, encode(address), encode(joined(all))}, "&")
	oauth["oauth_signature"] = base64.StdEncoding.EncodeToString(mac(sha1.New, encode(${quoted(secret)})+"&", signed))
	var parts []string
	for name, value := range oauth {
		parts = append(parts, name+"=\\""+encode(value)+"\\"")
	}`;

export const go: SampleLanguage = { name: 'Go', language: 'go', file: 'push.go', run: 'go run push.go', push };
