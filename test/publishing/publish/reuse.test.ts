/** Operations of the published documents refer to components, where the bundler had written each out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withReuse } from '../../../src/publishing/publish/reuse.ts';
import { paths, publish, textOf } from './published.ts';

test('every answer, parameter and body that is a component is used by an operation', () => {
  const documents = paths(publish(), /^[^/]+\/(push|api|openapi)(-3\.1)?\.json$/);
  assert.ok(documents.length > 20);
  for (const path of documents) {
    const text = textOf(publish(), path);
    const { components } = JSON.parse(text);
    for (const kind of ['parameters', 'responses'])
      for (const name of Object.keys(components[kind] ?? {}))
        assert.ok(text.includes(`"$ref": "#/components/${kind}/${name}"`), `${path}: ${kind} ${name}`);
  }
});

test('what is the same as a component refers to it, and what differs stays as it is', () => {
  const gone = { description: 'Gone.' };
  const document = {
    paths: {
      '/toys': {
        parameters: [{ name: 'a', in: 'query' }],
        post: { responses: { 404: gone, 410: { description: 'Gone for good.' } } },
      },
    },
    components: { parameters: { A: { in: 'query', name: 'a' } }, responses: { Gone: gone } },
  };
  assert.deepEqual(withReuse(document).paths, {
    '/toys': {
      parameters: [{ $ref: '#/components/parameters/A' }],
      post: { responses: { 404: { $ref: '#/components/responses/Gone' }, 410: { description: 'Gone for good.' } } },
    },
  });
});
