// Checks a signature in the page, with the browser's own cryptography. Nothing leaves the page.
const encoder = new TextEncoder();
const bytesOf = (text) => encoder.encode(text);
const fromBase64 = (text) => Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const toHex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
const shortHex = (bytes) => `${bytes.length} bytes: ${toHex(bytes.slice(0, 32))}${bytes.length > 32 ? ' …' : ''}`;
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

async function hmac(hash, key, data) {
  if (key.length === 0) throw new Error('the key is empty');
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

/** Each gives the steps, the signature that should be there, and those that are there. */
const schemes = {
  async hmac({ key, signature, bytes }, { members, joinedBy }) {
    const envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    for (const name of members) if (typeof envelope[name] !== 'string') throw new Error(`the body has no text ${name}`);
    const signed = members.map((name) => envelope[name]).join(joinedBy);
    const made = toHex(await hmac('SHA-256', bytesOf(key), bytesOf(signed)));
    return {
      steps: [
        ...members.map((name) => [`${name}, decoded from the JSON of the body once`, envelope[name]]),
        [`Joined by ${JSON.stringify(joinedBy)}`, signed],
        ['The same in UTF-8', shortHex(bytesOf(signed))],
        ['The key, as the bytes of its text', shortHex(bytesOf(key))],
        ['HMAC-SHA256 in hexadecimal', made],
      ],
      expected: made,
      given: [signature.trim()],
    };
  },

  async 'standard-webhooks'(fields) {
    const { key, bytes } = fields;
    const [id, timestamp] = [fields['webhook-id'].trim(), fields['webhook-timestamp'].trim()];
    if (!key.startsWith('whsec_')) throw new Error('the secret does not begin with whsec_');
    const secret = fromBase64(key.slice('whsec_'.length));
    const signed = joined(bytesOf(`${id}.${timestamp}.`), bytes);
    const made = `v1,${toBase64(await hmac('SHA-256', secret, signed))}`;
    const age = Math.round(Date.now() / 1000 - Number(timestamp));
    return {
      steps: [
        ['Joined by full stops: what is signed', shortHex(signed)],
        ['The key: what follows whsec_, decoded from Base64', shortHex(secret)],
        ['v1, and the Base64 of HMAC-SHA256', made],
        [
          'Signed',
          `${age} s ago${Math.abs(age) > 300 ? ': a receiver refuses it for that, however well it is signed' : ''}`,
        ],
      ],
      expected: made,
      given: fields['webhook-signature'].trim().split(' '),
    };
  },

  async oauth1({ key, method, url, authorization }) {
    const encode = (text) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    const oauth = [...authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    const signature = oauth.find(([name]) => name === 'oauth_signature')?.[1];
    if (signature === undefined) throw new Error('Authorization has no oauth_signature');
    const target = new URL(url.trim());
    const query = [...new URLSearchParams(target.search)];
    const parameters = [...query, ...oauth.filter(([name]) => name !== 'oauth_signature' && name !== 'realm')]
      .map(([name, value]) => [encode(name), encode(value)])
      .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
      .map((pair) => pair.join('='))
      .join('&');
    const base = [method.trim().toUpperCase(), encode(target.origin + target.pathname), encode(parameters)].join('&');
    const made = toBase64(await hmac('SHA-1', bytesOf(`${encode(key)}&`), bytesOf(base)));
    return {
      steps: [
        ['The URL without its query', target.origin + target.pathname],
        ['Every parameter but the signature: encoded, sorted, joined', parameters],
        ['The base string', base],
        ['The key: the encoded secret and an &', `${encode(key)}&`],
        ['HMAC-SHA1 in Base64', made],
      ],
      expected: made,
      given: [signature],
    };
  },
};

/** What goes wrong most often, as other fields. */
const mistakes = [
  [
    'the line end at the end of the body does not belong to it',
    (fields) => withText(fields, (text) => text.replace(/\r?\n$/, '')),
  ],
  ['a line end at the end of the body is missing', (fields) => withText(fields, (text) => `${text}\n`)],
  ['the line ends of the body are CR LF', (fields) => withText(fields, (text) => text.replaceAll(/\r?\n/g, '\r\n'))],
  ['the key has blanks around it', (fields) => ({ ...fields, key: fields.key.trim() })],
  [
    'the URL is https, and a proxy made http of it',
    (fields) => ({ ...fields, url: fields.url?.replace(/^http:/, 'https:') }),
  ],
];

function withText(fields, change) {
  if (fields.bytes === undefined) return fields;
  return { ...fields, bytes: bytesOf(change(new TextDecoder().decode(fields.bytes))) };
}

async function fits(check, fields, settings) {
  try {
    const { expected, given } = await check(fields, settings);
    return given.includes(expected);
  } catch {
    return false;
  }
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

async function judge(check, fields, settings, place) {
  let outcome;
  try {
    outcome = await check(fields, settings);
  } catch (error) {
    place.replaceChildren(
      element('p', `It cannot be checked: ${error instanceof Error ? error.message : error}.`, 'wrong'),
    );
    return;
  }
  const { steps, expected, given } = outcome;
  const isRight = given.includes(expected);
  const said = element(
    'p',
    isRight ? 'The signature fits.' : 'The signature does not fit.',
    isRight ? 'right' : 'wrong',
  );
  const list = document.createElement('dl');
  for (const [title, value] of steps) list.append(element('dt', title), element('dd', value));
  const rest = [];
  if (!isRight) {
    list.append(element('dt', 'What came'), element('dd', given.join(' ')));
    for (const [what, change] of mistakes)
      if (await fits(check, change(fields), settings)) rest.push(element('p', `It would fit if ${what}.`));
  }
  place.replaceChildren(said, ...rest, list);
}

for (const form of document.querySelectorAll('form.verify')) {
  const place = form.nextElementSibling;
  if (globalThis.crypto?.subtle === undefined) continue;
  const settings = JSON.parse(form.querySelector('script').textContent);
  const button = form.querySelector('button');
  button.disabled = false;
  place.replaceChildren();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(
      [...form.elements].filter(({ name }) => name).map(({ name, value }) => [name, value]),
    );
    if (fields.body !== undefined) {
      try {
        fields.bytes = form.elements.namedItem('base64').checked ? fromBase64(fields.body) : bytesOf(fields.body);
      } catch {
        place.replaceChildren(element('p', 'The body is not Base64.', 'wrong'));
        return;
      }
    }
    await judge(schemes[settings.scheme], fields, settings, place);
  });
}
