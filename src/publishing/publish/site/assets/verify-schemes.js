// How each proof is checked, with the browser's own cryptography: the values on the way, what should be there, what is there. verify.js has the forms.
const encoder = new TextEncoder();
const bytesOf = (text) => encoder.encode(text);
const fromBase64 = (text) => Uint8Array.from(atob(text.trim()), (one) => one.charCodeAt(0));
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const toHex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
const shortHex = (bytes) => `${bytes.length} bytes: ${toHex(bytes.slice(0, 32))}${bytes.length > 32 ? ' …' : ''}`;
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const textOf = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

async function hmac(hash, key, data) {
  if (key.length === 0) throw new Error('the key is empty');
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

const digest = async (text) => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));

/** What is sent as it is: digests are compared, as a receiver does that must not tell by its speed how much of a guess was right. */
async function compared(steps, came, known) {
  const [expected, given] = [await digest(known), await digest(came)];
  return {
    steps: [...steps, ['SHA-256 of what came', given], ['SHA-256 of what is expected', expected]],
    expected,
    given: [given],
  };
}

function credentials(authorization, scheme) {
  const [, word, rest] = /^\s*(\S+)[ ]+(.*?)\s*$/s.exec(authorization) ?? [];
  if (word === undefined) throw new Error(`Authorization is not one word, a blank and the rest, as in ${scheme} …`);
  if (word.toLowerCase() !== scheme.toLowerCase())
    throw new Error(`Authorization begins with ${word}, and not with ${scheme}`);
  return [word, rest];
}

const schemes = {
  async bearer({ key, authorization }) {
    const [word, token] = credentials(authorization, 'Bearer');
    return compared(
      [
        ['The scheme', word],
        ['The token that came', token],
      ],
      token,
      key,
    );
  },

  async basic({ user, key, authorization }) {
    const [word, encoded] = credentials(authorization, 'Basic');
    let pair;
    try {
      pair = textOf(fromBase64(encoded));
    } catch {
      throw new Error('what follows Basic is not the Base64 of UTF-8');
    }
    return compared(
      [
        ['The scheme', word],
        ['What follows, decoded from Base64', pair],
      ],
      pair,
      `${user}:${key}`,
    );
  },

  async 'path-key'({ key, url }) {
    const path = url
      .trim()
      .replace(/^[a-z]+:\/\/[^/]*/i, '')
      .replace(/[?#].*$/s, '');
    const last = path.slice(path.lastIndexOf('/') + 1);
    let came;
    try {
      came = decodeURIComponent(last);
    } catch {
      throw new Error('the last part of the path is not percent-encoded UTF-8');
    }
    return compared(
      [
        ['The last part of the path', last],
        ['The same, percent-decoded', came],
      ],
      came,
      key,
    );
  },

  async hmac({ key, signature, bytes }, { members, joinedBy, header }) {
    const envelope = JSON.parse(textOf(bytes));
    for (const name of members) if (typeof envelope[name] !== 'string') throw new Error(`the body has no text ${name}`);
    const signed = members.map((name) => envelope[name]).join(joinedBy);
    const made = toHex(await hmac('SHA-256', bytesOf(key), bytesOf(signed)));
    return {
      steps: [
        ...members.map((name) => [`${name}, decoded from the JSON of the body once`, envelope[name]]),
        [`Joined by ${JSON.stringify(joinedBy)}`, signed],
        ['The same in UTF-8', shortHex(bytesOf(signed))],
        ['The key, as the bytes of its text', shortHex(bytesOf(key))],
        [`HMAC-SHA256 in hexadecimal: the value of ${header}`, made],
      ],
      expected: made,
      given: [signature.trim().toLowerCase()],
    };
  },

  async 'standard-webhooks'(fields) {
    const { key, bytes } = fields;
    const [id, timestamp] = [fields['webhook-id'].trim(), fields['webhook-timestamp'].trim()];
    const [, prefix, text = ''] = /^(whsec|whpk)_(.*)$/s.exec(key.trim()) ?? [];
    if (prefix === undefined) throw new Error('the key begins with neither whsec_ nor whpk_');
    const secret = fromBase64(text);
    const signed = joined(bytesOf(`${id}.${timestamp}.`), bytes);
    const given = fields['webhook-signature'].trim().split(/\s+/);
    const [made, title] =
      prefix === 'whsec'
        ? [
            `v1,${toBase64(await hmac('SHA-256', secret, signed))}`,
            'v1, and the Base64 of HMAC-SHA256: webhook-signature',
          ]
        : [
            await verifiedByPublicKey(secret, signed, given),
            'The Ed25519 signature that fits, of those in webhook-signature',
          ];
    const age = Math.round(Date.now() / 1000 - Number(timestamp));
    return {
      steps: [
        ['webhook-id', id],
        ['webhook-timestamp', timestamp],
        ['The body, as it came', new TextDecoder().decode(bytes)],
        ['Joined by full stops: what is signed', shortHex(signed)],
        [`The key: what follows ${prefix}_, decoded from Base64`, shortHex(secret)],
        [title, made],
        [
          'Signed',
          `${age} s ago${Math.abs(age) > 300 ? ': a receiver refuses it for that, however well it is signed' : ''}`,
        ],
      ],
      expected: made,
      given,
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
    const verb = method.trim().toUpperCase();
    const base = [verb, encode(target.origin + target.pathname), encode(parameters)].join('&');
    const made = toBase64(await hmac('SHA-1', bytesOf(`${encode(key)}&`), bytesOf(base)));
    return {
      steps: [
        ['The method', verb],
        ['The URL without its query', target.origin + target.pathname],
        ['Every parameter of the query and of OAuth but the signature: encoded, sorted, joined', parameters],
        ['All three encoded again and joined by &: the base string', base],
        ['The key: the encoded secret and an &', `${encode(key)}&`],
        ['HMAC-SHA1 in Base64: the signature', made],
        ['In the header it is encoded once more', `oauth_signature="${encode(made)}"`],
      ],
      expected: made,
      given: [signature],
    };
  },
};

/** An Ed25519 signature cannot be made with the public key: each that came is tried. */
async function verifiedByPublicKey(raw, signed, given) {
  let key;
  try {
    key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch {
    throw new Error('the public key has not 32 bytes, or this browser knows no Ed25519');
  }
  for (const one of given) {
    const [, text] = /^v1a,(.+)$/.exec(one) ?? [];
    if (text !== undefined && (await crypto.subtle.verify('Ed25519', key, fromBase64(text), signed))) return one;
  }
  return 'none';
}

// Scripts of a page share their names; verify.js knows this one.
globalThis.proofs = { schemes, bytesOf, fromBase64 };
