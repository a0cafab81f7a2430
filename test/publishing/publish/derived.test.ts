/** What is derived for other tools, each read by a tool that knows nothing of us. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { marked } from 'marked';
import { readXml } from '../../../src/formats/xml.ts';
import { sources } from '../../support/samples.ts';
import { openSecureGateway } from '../../support/secure-gateway.ts';
import { copied, paths, publish, textOf } from './published.ts';

/** What is used of Postman's runner, which brings no types. */
type Newman = {
  run(
    options: object,
    done: (
      error: Error | null,
      summary: {
        readonly run: {
          readonly executions: readonly { readonly item: { name: string }; readonly response?: { code: number } }[];
          readonly failures: readonly { readonly error?: { message: string } }[];
        };
      },
    ) => void,
  ): void;
};
/** What is used of AsyncAPI's own parser; through `require`, because its module form is not one that Node loads. */
type AsyncApiParser = {
  parse(text: string): Promise<{
    readonly document?: { version(): string; allMessages(): { all(): readonly unknown[] } };
    /** Severity 0 is an error. */
    readonly diagnostics: readonly {
      readonly severity: number;
      readonly code: string | number;
      readonly message: string;
    }[];
  }>;
};
const load = createRequire(import.meta.url);
const newman: Newman = load('newman');

const files = publish();
const read = (path: string) => JSON.parse(textOf(files, path));

/** The published request that the http sink's own code has made. */
const sentBatch = (() => {
  const [head = '', body = ''] = textOf(files, 'events/requests/batch.http').split('\r\n\r\n');
  const [, type = ''] = /^content-type: ([^;\r]+)/m.exec(head) ?? [];
  const events: readonly object[] = JSON.parse(body);
  return { type, events };
})();

function ajv() {
  const made = new Ajv({ strict: false, allErrors: false });
  addFormats.default(made);
  return made;
}

describe('the AsyncAPI document', () => {
  const document = read('events/asyncapi.json');
  const { batch: _several, ...ofTypes } = document.components.messages;
  const messages: [string, { payload: object; examples?: { name: string; payload: object }[] }][] =
    Object.entries(ofTypes);

  test('is valid by the schema that AsyncAPI publishes', () => {
    const schema = load('@asyncapi/specs/schemas/3.0.0-without-$id.json');
    const validate = ajv().compile(schema);
    assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
    assert.equal(validate(Object.assign({}, document, { channels: [] })), false);
  });

  test("is read by AsyncAPI's own parser without a complaint, and one that refers to nothing is refused", async () => {
    const { Parser }: { readonly Parser: new () => AsyncApiParser } = load('@asyncapi/parser');
    const parser = new Parser();
    const { document: parsed, diagnostics } = await parser.parse(JSON.stringify(document));
    // 3.1 is newer. Nothing of it is used, and generators of today read 3.0.
    assert.deepEqual(
      diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version'),
      [],
    );
    assert.equal(parsed?.version(), '3.0.0');
    assert.ok((parsed?.allMessages().all().length ?? 0) >= messages.length);
    const [name = ''] = Object.keys(document.operations);
    const operations = { [name]: { ...document.operations[name], channel: { $ref: '#/channels/nowhere' } } };
    const broken = await parser.parse(JSON.stringify({ ...document, operations }));
    assert.equal(broken.document, undefined);
    assert.match(broken.diagnostics.map(({ message }) => message).join('\n'), /'#\/channels\/nowhere' does not exist/);
  });

  test('has a message for each type, and each of its examples fits its payload and no other type', () => {
    const types: { type: string }[] = read('events/types.json');
    assert.deepEqual(
      messages.map(([id]) => id.replace(/other$/, '*')),
      types.map(({ type }) => type),
    );
    const compiler = ajv();
    compiler.addSchema(document, 'asyncapi');
    const validators = new Map(
      messages.map(([id]) => [id, compiler.compile({ $ref: `asyncapi#/components/messages/${id}/payload` })]),
    );
    let shown = 0;
    for (const [id, { examples = [] }] of messages)
      for (const { name, payload } of examples) {
        const validate = validators.get(id);
        assert.ok(validate?.(payload), `${name}: ${JSON.stringify(validate?.errors)}`);
        const other = validators.get('com.1shoppingcart.test');
        assert.equal(other?.(payload), id === 'com.1shoppingcart.test');
        shown += 1;
      }
    assert.equal(shown, paths(files, /^events\/examples\//).length);
  });

  test('says of a batch what is sent: its media type and an array, which its example fits and a single event does not', () => {
    const { contentType, examples } = document.components.messages.batch;
    assert.equal(contentType, sentBatch.type);
    const compiler = ajv();
    compiler.addSchema(document, 'asyncapi');
    const validate = compiler.compile({ $ref: 'asyncapi#/components/messages/batch/payload' });
    assert.ok(validate(sentBatch.events), JSON.stringify(validate.errors));
    assert.deepEqual(examples[0].payload, sentBatch.events);
    assert.equal(validate(sentBatch.events[0]), false);
  });
});

test('our events as OpenAPI say of a batch what is sent: its media type and an array, which its example fits and a single event does not', () => {
  const document = read('events/openapi.json');
  const { schema, example } = document.paths['/events'].post.requestBody.content[sentBatch.type];
  const compiler = ajv();
  compiler.addSchema(document, 'openapi');
  const validate = compiler.compile({ $ref: `openapi${schema.$ref}` });
  assert.ok(validate(sentBatch.events), JSON.stringify(validate.errors));
  assert.deepEqual(example, sentBatch.events);
  assert.equal(validate(sentBatch.events[0]), false);
});

describe('the Postman collection', () => {
  test("is run by Postman's own runner: the gateway takes every request, and the sandbox says that each fits", async (t) => {
    const gateway = await openSecureGateway(t, '', sources);
    const { executions, failures } = await collectionRun(gateway.publicUrl, (name) => !/oauth2|basic/.test(name));
    assert.deepEqual(failures, []);
    assert.ok(executions.length > 15);
    // Of AppDirect only OAuth 1 is configured here; its event does not exist anywhere.
    for (const { name, status } of executions) assert.ok([200, 202, 204].includes(status), `${name}: ${status}`);
  });

  test('a key that is not the right one is refused', async (t) => {
    const gateway = await openSecureGateway(t, '', sources);
    const { executions } = await collectionRun(gateway.publicUrl, (name) => /^PurchaseCreated.json$/.test(name), {
      zettle_zettleSignature_key: 'another',
    });
    assert.deepEqual(
      executions.map(({ status }) => status),
      [401],
    );
  });
});

type Item = { readonly name: string; readonly item?: readonly Item[] };

function collectionRun(baseUrl: string, isWanted: (name: string) => boolean, values: Record<string, string> = {}) {
  const collection = read('all/postman.json');
  const chosen = collection.item.map((folder: Item) => ({
    ...folder,
    item: (folder.item ?? []).filter(({ name }) => isWanted(name) && !name.endsWith(', sandbox')),
  }));
  const sandboxes = collection.item.map((folder: Item) => ({
    ...folder,
    item: (folder.item ?? []).filter(
      ({ name }) => isWanted(name) && folder.name === 'Paazl' && name.endsWith(', sandbox'),
    ),
  }));
  const envVar = Object.entries({ baseUrl, ...values }).map(([key, value]) => ({ key, value }));
  type Ran = { readonly executions: { name: string; status: number }[]; readonly failures: string[] };
  return new Promise<Ran>((resolve, reject) =>
    newman.run(
      { collection: { ...collection, item: [...chosen, ...sandboxes] }, envVar, reporters: [] },
      (error, summary) => {
        if (error) return reject(error);
        resolve({
          executions: summary.run.executions.map(({ item, response }) => ({
            name: item.name,
            status: response?.code ?? 0,
          })),
          failures: summary.run.failures.map(({ error: one }) => String(one?.message)),
        });
      },
    ),
  );
}

test('catalog.json is what its schema says', () => {
  const validate = ajv().compile(read('catalog.schema.json'));
  assert.ok(validate(read('catalog.json')), JSON.stringify(validate.errors));
});

test('the feed is well-formed Atom: each entry has an id of its own, a title, a time and a page that exists', () => {
  const text = textOf(files, 'changes.atom');
  assert.ok(readXml(Buffer.from(text), {}).ok);
  const entries = [...text.matchAll(/<entry>(.*?)<\/entry>/gs)].map(([, entry = '']) => entry);
  assert.ok(entries.length >= 10);
  const one = (entry: string, pattern: RegExp) => pattern.exec(entry)?.[1] ?? assert.fail(`no ${pattern} in ${entry}`);
  const ids = entries.map((entry) => one(entry, /<id>(urn:uuid:[0-9a-f-]{36})<\/id>/));
  assert.equal(new Set(ids).size, ids.length);
  for (const entry of entries) {
    one(entry, /<title>([^<]+)<\/title>/);
    one(entry, /<updated>(\d{4}-\d\d-\d\dT00:00:00Z)<\/updated>/);
    const [file = '', place] = one(entry, /href="https:\/\/hooks\.example\.com\/contracts\/([^"]+)"/).split('#');
    assert.ok(textOf(files, file).includes(`id="${place}"`), file);
  }
});

describe('every page as Markdown', () => {
  const words = (text: string) => text.replaceAll(/[\s\\`*_|#>-]+/g, '');
  for (const page of paths(files, /\.html$/))
    test(`${page}: the same headings and code, links that lead somewhere, no HTML`, () => {
      const path = page.replace(/html$/, 'md');
      const text = textOf(files, path);
      const tokens = marked.lexer(text);
      const body = /<main[^>]*>(.*?)(?:<div class="onward">|<\/main>)/s.exec(textOf(files, page))?.[1] ?? '';
      const headings = [...body.matchAll(/<(h[1-4])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , title = '']) =>
        words(copied(title)),
      );
      const shown: string[] = [];
      const code: string[] = [];
      const walked = marked.walkTokens(tokens, (token) => {
        assert.notEqual(token.type, 'html', token.raw);
        if (token.type === 'heading') shown.push(words(plain(token.text)));
        if (token.type === 'code') code.push(token.text.replace(/\n+$/, ''));
        if (token.type === 'link' && !/^[a-z]+:/.test(token.href))
          assert.ok(files.has(posix.join(posix.dirname(path), token.href)), `${path} links to ${token.href}`);
      });
      assert.ok(Array.isArray(walked));
      assert.deepEqual(shown, headings);
      const blocks = [...body.replaceAll(/<form.*?<\/form>/gs, '').matchAll(/<pre[^>]*>(.*?)<\/pre>/gs)].map(
        ([, one = '']) => copied(one).replace(/\n+$/, ''),
      );
      assert.deepEqual(
        code.filter((one) => one !== ''),
        blocks.filter((one) => one !== ''),
      );
    });
});

const plain = (text: string): string =>
  text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\\([\\`*_[\]<])/g, '$1');
