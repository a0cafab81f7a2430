/** What is shown of a message to somebody who has not asked for personal data. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MASK } from '../../src/formats/mask.ts';
import { masked } from '../../src/operator/masking/mask.ts';
import { namesOf, shownNames } from '../../src/operator/masking/names.ts';

const names = new Set(['order', 'id', 'status', 'items', 'sku', 'payload']);

test('JSON keeps its form and its digits; values of personal and of unknown fields are masked', () => {
  const text = '{ "id": 9007199254740993,\n  "status":"DELIVERED", "name": "Ada", "age": 36, "gone": null }';
  assert.equal(
    masked(text, names),
    `{ "id": 9007199254740993,\n  "status":"DELIVERED", "name": "${MASK}", "age": "${MASK}", "gone": null }`,
  );
});

test('nothing below an unknown field is shown, whatever it is called', () => {
  assert.equal(
    masked('{"customer":{"id":"7","tags":["a"]}}', names),
    `{"customer":{"id":"${MASK}","tags":["${MASK}"]}}`,
  );
  assert.equal(masked('{"items":[{"sku":"A-1","note":"x"}]}', names), `{"items":[{"sku":"A-1","note":"${MASK}"}]}`);
  assert.equal(masked('["Ada"]', names), `["${MASK}"]`);
});

test('a document within a string is masked as a document', () => {
  assert.equal(
    masked(String.raw`{"payload":"{\"id\":1,\"email\":\"ada@example.com\"}"}`, names),
    String.raw`{"payload":"{\"id\":1,\"email\":\"•••\"}"}`,
  );
});

test('XML keeps its tags; texts, attributes and CDATA of fields that are not known are masked', () => {
  const text =
    '<?xml version="1.0"?><o:order xmlns:o="urn:o" who="Ada"><o:id>7</o:id><name>Ada</name><status code="x"><![CDATA[sent]]></status></o:order>';
  assert.equal(
    masked(text, names),
    `<?xml version="1.0"?><o:order xmlns:o="urn:o" who="${MASK}"><o:id>7</o:id><name>${MASK}</name><status code="${MASK}"><![CDATA[sent]]></status></o:order>`,
  );
  assert.equal(
    masked('<order><customer><id>7</id></customer><!-- Ada --></order>', names),
    `<order><customer><id>${MASK}</id></customer><!--${MASK}--></order>`,
  );
});

test('what is neither JSON nor XML is masked whole', () => {
  for (const text of ['name=Ada', 'Ada', '"Ada"']) assert.equal(masked(text, names), MASK);
});

test('a name that is personal anywhere in a contract is shown nowhere', () => {
  const bundle = {
    components: {
      schemas: {
        Person: { 'x-pii': true, properties: { id: {} } },
        Order: { properties: { id: {}, name: {}, buyer: { $ref: '#/components/schemas/Person' } } },
        Mail: { properties: { name: { 'x-pii': true } } },
      },
    },
  };
  assert.deepEqual([...namesOf([bundle])], ['id']);
});

test('of a provider without a contract nothing is shown, and of one with a contract its plain fields are', () => {
  assert.equal(shownNames('nobody').size, 0);
  assert.ok(shownNames('paazl').has('status'));
});
