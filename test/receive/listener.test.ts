import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { forgiveAnswers } from '../support/answers/faults.ts';
import { openListening } from '../support/listening.ts';
import { until } from '../support/until.ts';
import { dial, exchange, statusesOf } from '../support/wire.ts';

// The path of a push of this file's own, which no contract has.
after(() => forgiveAnswers(/^(PUT|POST) \/push\/in\//));

const head = (lines: readonly string[], target = '/in/a') =>
  `POST ${target} HTTP/1.1\r\nHost: gateway.test\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const bodyOf = (heard: string) => heard.slice(heard.indexOf('\r\n\r\n') + 4);
const ok = () => ({ status: 200, contentType: 'text/plain', body: 'stored' });

test('the handler gets method, path, query, headers and bytes as they were sent', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const bytes = Buffer.from([0x00, 0xff, 0x0a, 0x80]);
  const wire = await dial(url);
  wire.write(
    head(
      ['X-Twice: one', 'x-twice: two', 'constructor: c', '__proto__: p', 'Content-Length: 4', 'Connection: close'],
      '/in/caf%C3%A9?a=1&b=%2F?x',
    ),
  );
  wire.write(bytes);
  assert.deepEqual(statusesOf(await wire.closed()), [200]);
  const [input] = inputs;
  assert.ok(input);
  assert.deepEqual(input.path, { name: 'café' });
  const { request } = input;
  assert.equal(request.method, 'POST');
  assert.equal(request.path, '/in/caf%C3%A9');
  assert.equal(request.query, 'a=1&b=%2F?x');
  assert.equal(request.publicUrl, 'http://gateway.test/in/caf%C3%A9');
  assert.equal(request.headers['x-twice'], 'one, two');
  assert.equal(request.headers.constructor, 'c');
  assert.ok(Object.hasOwn(request.headers, '__proto__'));
  assert.deepEqual(Buffer.from(request.bytes), bytes);
  assert.equal(request.remoteAddress, '127.0.0.1');
});

test('a configured publicUrl replaces scheme and Host', async (t) => {
  const { url, inputs } = await openListening(t, ok, { publicUrl: 'https://hooks.example.com/base' });
  await exchange(url, head(['Content-Length: 0', 'Connection: close']));
  assert.equal(inputs[0]?.request.publicUrl, 'https://hooks.example.com/base/in/a');
});

for (const [name, target] of [
  ['another path', '/out/a'],
  ['an empty segment', '/in/'],
  ['a dot segment', '/x/../in/a'],
  ['an encoded literal', '/%69n/a'],
  ['a broken escape', '/in/%zz'],
  ['half a character', '/in/%C3'],
  ['another case', '/IN/a'],
  ['a whole URL of another scheme', 'ftp://gateway.test/in/a'],
  ['a whole URL without a path', 'http://gateway.test'],
  ['slashes only', '///'],
  ['a parameter in the path', '/in/a;b/c'],
] as const) {
  test(`${name} is no known path: 404`, async (t) => {
    const { url, inputs } = await openListening(t, ok);
    const heard = await exchange(url, `${head(['Content-Length: 2', 'Connection: close'], target)}{}`);
    assert.deepEqual(statusesOf(heard), [404]);
    assert.match(heard, /content-type: application\/problem\+json/);
    assert.equal(JSON.parse(bodyOf(heard)).type, 'urn:pushdock:problem:unknown-source');
    assert.equal(inputs.length, 0);
  });
}

for (const [name, target] of [
  ['a doubled slash', '//in/a'],
  ['a doubled slash within', '/in//a'],
  ['a trailing slash', '/in/a/'],
  ['several of them', '//in///a//'],
] as const) {
  test(`${name} reaches the source that it means, and what a signature covers stays as it was sent`, async (t) => {
    const { url, inputs } = await openListening(t, ok);
    const heard = await exchange(url, head(['Content-Length: 0', 'Connection: close'], `${target}?b=//c/`));
    assert.deepEqual(statusesOf(heard), [200]);
    const { path, request } = inputs[0] ?? assert.fail('the handler was not called');
    assert.deepEqual(path, { name: 'a' });
    assert.deepEqual([request.path, request.query], ['/in/a', 'b=//c/']);
    assert.equal(request.publicUrl, `http://gateway.test${target}`);
  });
}

for (const [target, publicUrl, host] of [
  ['http://gateway.test/in/a', 'http://gateway.test/in/a', 'gateway.test'],
  ['http://other.test:8080/in/a?x=1', 'http://other.test:8080/in/a', 'other.test:8080'],
  ['HTTPS://other.test/in/a/', 'https://other.test/in/a/', 'other.test'],
  ['http://[2001:db8::1]:80/in/a', 'http://[2001:db8::1]:80/in/a', '[2001:db8::1]:80'],
] as const)
  test(`a target that is a whole URL is taken, and its authority replaces the Host header: ${target}`, async (t) => {
    const { url, inputs } = await openListening(t, ok);
    assert.deepEqual(statusesOf(await exchange(url, head(['Content-Length: 0', 'Connection: close'], target))), [200]);
    const { request } = inputs[0] ?? assert.fail('the handler was not called');
    assert.equal(request.path, '/in/a');
    assert.equal(request.publicUrl, publicUrl);
    assert.equal(request.headers.host, host);
  });

test('a whole URL whose authority is not a host is malformed, and one does not replace a missing Host header', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  for (const target of ['http:///in/a', 'http://user@gateway.test/in/a', 'http://a:b:c/in/a'])
    assert.deepEqual(statusesOf(await exchange(url, head(['Connection: close'], target))), [400], target);
  const without = 'POST http://gateway.test/in/a HTTP/1.1\r\nConnection: close\r\n\r\n';
  assert.deepEqual(statusesOf(await exchange(url, without)), [400]);
  assert.equal(inputs.length, 0);
});

for (const [escaped, name] of [
  ['%2e%2e', '..'],
  ['%2F', '/'],
  ['a%00b', 'a\0b'],
] as const) {
  test(`${escaped} is one segment and reaches the handler as a name that no source has`, async (t) => {
    const { url, inputs } = await openListening(t, ok);
    await exchange(url, head(['Content-Length: 0', 'Connection: close'], `/in/${escaped}`));
    assert.deepEqual(inputs[0]?.path, { name });
  });
}

test('another method is answered 405, with the methods to use', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const heard = await exchange(url, `${head(['Content-Length: 2', 'Connection: close']).replace('POST', 'PUT')}{}`);
  assert.deepEqual(statusesOf(heard), [405]);
  assert.match(heard, /\r\nallow: POST\r\n/i);
  assert.equal(inputs.length, 0);
});

test('a declared body over the bound is answered 413 and the connection stays usable', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const wire = await dial(url);
  wire.write(head(['Content-Length: 5000']) + 'x'.repeat(5000));
  wire.write(`${head(['Content-Length: 2', 'Connection: close'])}{}`);
  assert.deepEqual(statusesOf(await wire.closed()), [413, 200]);
  assert.equal(inputs.length, 1);
});

test('a chunked body over the bound is answered 413 when its sender has written it, not after a wait', async (t) => {
  // With a minute to throw away in, an answer that comes at all came because the body was read on.
  const { url, inputs } = await openListening(t, ok, { bounds: { discardMsMax: 60_000 } });
  const wire = await dial(url);
  wire.write(head(['Transfer-Encoding: chunked', 'Connection: close']));
  for (let index = 0; index < 50; index++) {
    wire.write(`400\r\n${'x'.repeat(1024)}\r\n`);
    await new Promise(setImmediate);
  }
  wire.write('0\r\n\r\n');
  assert.deepEqual(statusesOf(await wire.closed()), [413]);
  assert.equal(inputs.length, 0);
});

test('a body of exactly the bound is taken, chunked or declared', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  await exchange(url, head(['Content-Length: 1000', 'Connection: close']) + 'x'.repeat(1000));
  await exchange(
    url,
    `${head(['Transfer-Encoding: chunked', 'Connection: close'])}3e8\r\n${'x'.repeat(1000)}\r\n0\r\n\r\n`,
  );
  assert.deepEqual(
    inputs.map(({ request }) => request.bytes.byteLength),
    [1000, 1000],
  );
});

test('a sender that goes on writing after a 413 is cut off at the bound', async (t) => {
  const { url } = await openListening(t, ok, { bounds: { discardBytesMax: 10_000, discardMsMax: 60_000 } });
  const wire = await dial(url);
  wire.write(head(['Content-Length: 100000000']));
  const flood = setInterval(() => wire.write('x'.repeat(5000)), 1);
  const heard = await wire.closed();
  clearInterval(flood);
  wire.socket.destroy();
  assert.deepEqual(statusesOf(heard), [413]);
  assert.match(heard, /connection: close/i);
});

test('headers over 16 KiB are answered 431, also when their sender writes on', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const wire = await dial(url);
  wire.write('POST /in/a HTTP/1.1\r\nHost: gateway.test\r\n');
  for (let index = 0; index < 40; index++) {
    wire.write(`X-Long-${index}: ${'x'.repeat(5000)}\r\n`);
    await new Promise(setImmediate);
  }
  wire.write('\r\n');
  const heard = await wire.closed();
  wire.socket.destroy();
  assert.deepEqual(statusesOf(heard), [431]);
  assert.equal(JSON.parse(bodyOf(heard)).status, 431);
  assert.equal(inputs.length, 0);
});

test('a target over 16 KiB is answered 431', async (t) => {
  const { url } = await openListening(t, ok);
  assert.deepEqual(statusesOf(await exchange(url, head([], `/in/a?${'x'.repeat(20_000)}`))), [431]);
});

const hurried = { headersMsMax: 20, requestMsMax: 40, checkEveryMs: 5, discardMsMax: 20 };

for (const [name, text] of [
  ['nothing at all', ''],
  ['half of its headers', 'POST /in/a HTTP/1.1\r\nHost: gateway.test\r\n'],
  ['half of a declared body', `${head(['Content-Length: 10'])}12345`],
  ['half of a chunked body', `${head(['Transfer-Encoding: chunked'])}5\r\n12`],
] as const) {
  test(`a sender of ${name} that then waits is answered 408 and cut off, even if it never closes`, async (t) => {
    const { url, server, inputs } = await openListening(t, ok, { bounds: hurried });
    const accepted = once(server, 'connection');
    const wire = await dial(url);
    const [connection] = await accepted;
    if (text !== '') wire.write(text);
    const heard = await wire.closed();
    assert.deepEqual(statusesOf(heard), [408]);
    assert.equal(inputs.length, 0);
    // The client keeps its half open; the gateway's socket must go all the same.
    if (!connection.destroyed) await once(connection, 'close');
    wire.socket.destroy();
  });
}

for (const [name, text] of [
  ['no HTTP', 'hello\r\n\r\n'],
  ['a header without a colon', 'POST /in/a HTTP/1.1\r\nHost: gateway.test\r\nnonsense\r\n\r\n'],
  ['two lengths', `${head(['Content-Length: 2', 'Content-Length: 3'])}{}`],
  ['a length and chunks', `${head(['Content-Length: 2', 'Transfer-Encoding: chunked'])}0\r\n\r\n`],
  ['a negative length', head(['Content-Length: -1'])],
  ['a chunk without a size', `${head(['Transfer-Encoding: chunked'])}zz\r\n`],
  ['a header with a line feed only', 'POST /in/a HTTP/1.1\nHost: gateway.test\n\n'],
] as const) {
  test(`${name} is answered 400 and the connection is closed`, async (t) => {
    const { url, inputs } = await openListening(t, ok);
    const heard = await exchange(url, text);
    assert.deepEqual(statusesOf(heard), [400]);
    assert.match(heard, /connection: close/i);
    assert.equal(inputs.length, 0);
  });
}

test('a request without Host is answered 400, with the same document as every other refusal', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const heard = await exchange(url, 'POST /in/a HTTP/1.1\r\nConnection: close\r\n\r\n');
  assert.deepEqual(statusesOf(heard), [400]);
  assert.match(heard, /urn:pushdock:problem:request-malformed/);
  assert.equal(inputs.length, 0);
});

test('HTTP/1.0 without Host is answered and the connection closed', async (t) => {
  const { url, inputs } = await openListening(t, ok);
  const heard = await exchange(url, 'POST /in/a HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}');
  assert.deepEqual(statusesOf(heard), [200]);
  assert.equal(inputs.length, 1);
});

test('pipelined requests are answered in their order, whichever is ready first', async (t) => {
  const release = new Map<string, () => void>();
  const { url } = await openListening(t, ({ path: { name = '' } }) => {
    return new Promise((resolve) => {
      release.set(name, () => resolve({ status: 200, contentType: 'text/plain', body: `for ${name};` }));
      if (release.size === 2) for (const one of ['second', 'first']) release.get(one)?.();
    });
  });
  const wire = await dial(url);
  wire.write(
    head(['Content-Length: 2'], '/in/first') +
      '{}' +
      head(['Content-Length: 2', 'Connection: close'], '/in/second') +
      '{}',
  );
  const heard = await wire.closed();
  assert.deepEqual(heard.match(/for \w+;/g), ['for first;', 'for second;']);
});

test('garbage behind a request does not take the place of its answer', async (t) => {
  let release = () => {};
  const { url, inputs } = await openListening(
    t,
    () =>
      new Promise((resolve) => {
        release = () => resolve(ok());
      }),
  );
  const wire = await dial(url);
  wire.write(`${head(['Content-Length: 2'])}{}garbage\r\n\r\n`);
  await until(() => inputs.length > 0);
  await new Promise(setImmediate);
  assert.equal(wire.heard(), '');
  release();
  assert.deepEqual(statusesOf(await wire.closed()), [200, 400]);
  wire.socket.destroy();
});

test('a handler that crashes is a 500 without particulars, a log line without the path, and no end of the process', async (t) => {
  const { url, log } = await openListening(t, () => {
    throw new Error('a bug');
  });
  const heard = await exchange(url, `${head(['Content-Length: 2', 'Connection: close'], '/in/secret-key-in-path')}{}`);
  assert.deepEqual(statusesOf(heard), [500]);
  assert.ok(!heard.includes('a bug'));
  const [line] = log.of('request.crashed');
  assert.equal(line?.fields.operation, 'receiveIn');
  assert.ok(!JSON.stringify(log.lines).includes('secret-key-in-path'));
  assert.deepEqual(statusesOf(await exchange(url, head(['Connection: close'], '/out'))), [404]);
});

test('a sender that hangs up in the middle of a body leaves nothing behind', async (t) => {
  const { url, log, inputs, server } = await openListening(t, ok);
  const accepted = once(server, 'connection');
  const wire = await dial(url);
  wire.write(`${head(['Content-Length: 10'])}123`);
  const [connection] = await accepted;
  wire.socket.destroy();
  await once(connection, 'close');
  assert.equal(inputs.length, 0);
  assert.deepEqual(log.lines, []);
});

test('a request that is refused for its size hears that, and is counted once, though its time is over before the rest of it was read', async (t) => {
  const counted: string[] = [];
  const { url } = await openListening(t, ok, {
    bounds: { ...hurried, discardMsMax: 60_000 },
    metrics: { refused: (refused) => void counted.push(refused) },
  });
  const begunMs = performance.now();
  const wire = await dial(url);
  wire.write(head(['Content-Length: 1001', 'Connection: close']));
  await until(() => counted.length === 1 && performance.now() - begunMs > 5 * hurried.requestMsMax);
  wire.write('x'.repeat(1001));
  assert.deepEqual(statusesOf(await wire.closed()), [413]);
  wire.socket.destroy();
  assert.deepEqual(counted, ['body_too_large']);
});

for (const [code, text, aboutSource] of [
  ['unknown_source', head(['Content-Length: 0', 'Connection: close'], '/nowhere'), false],
  ['method_not_allowed', 'PUT /push/in/a HTTP/1.1\r\nHost: gateway.test\r\nConnection: close\r\n\r\n', false],
  ['body_too_large', `${head(['Content-Length: 1001', 'Connection: close'], '/push/in/a')}${'x'.repeat(1001)}`, true],
  ['body_too_large', head(['Content-Length: 1001', 'Connection: close'], '/push/in/stranger'), false],
  ['request_malformed', 'hello\r\n\r\n', false],
  ['request_malformed', 'POST /push/in/a HTTP/1.1\r\nConnection: close\r\n\r\n', true],
  ['headers_too_large', head([], `/push/in/a?${'x'.repeat(20_000)}`), false],
  ['request_too_slow', 'POST /push/in/a HTTP/1.1\r\n', false],
  ['request_too_slow', `${head(['Content-Length: 10'], '/push/in/a')}12345`, true],
  ['request_malformed', `${head(['Transfer-Encoding: chunked'], '/push/in/a')}zz\r\n`, true],
  ['internal', head(['Content-Length: 0', 'Connection: close'], '/in/a'), false],
] as const)
  test(`a request that ends as ${code}${aboutSource ? ' on its way to a configured source' : ''} is counted once, with its time`, async (t) => {
    const counted: unknown[] = [];
    const { url } = await openListening(
      t,
      () => {
        throw new Error('a bug');
      },
      {
        bounds: hurried,
        source: (provider, name) => (provider === 'in' && name === 'a' ? {} : undefined),
        metrics: {
          refused: (refused, { seconds }, source) => {
            assert.ok(seconds >= 0 && seconds < 60);
            counted.push([refused, source]);
          },
        },
      },
    );
    const wire = await dial(url);
    wire.write(text);
    await wire.closed();
    wire.socket.destroy();
    assert.deepEqual(counted, [[code, aboutSource ? 'a' : undefined]], text.slice(0, 100));
  });

test('a sender whose connection is reset before its body has ended is not counted: nobody was answered', async (t) => {
  const counted: unknown[] = [];
  const { url, server } = await openListening(t, ok, { metrics: { refused: (code) => void counted.push(code) } });
  const accepted = once(server, 'connection');
  const wire = await dial(url);
  const [connection] = await accepted;
  wire.write(`${head(['Content-Length: 10'])}12345`);
  await once(server, 'request');
  wire.socket.resetAndDestroy();
  await new Promise((resolve) => connection.once('close', resolve));
  assert.deepEqual(counted, []);
});
