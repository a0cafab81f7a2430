/** All that the gateway receives as one document: every pointer leads somewhere in it, also those of our extensions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow } from '../../../src/publishing/diff/pair.ts';
import { wholeDocument } from '../../../src/publishing/publish/whole.ts';
import { snapshot } from '../diff/snapshots.ts';
import { publish, textOf } from './published.ts';

const pointersIn = (text: string) => [
  ...new Set([...text.matchAll(/"(#\/components\/[^"]+)"/g)].map(([, one = '']) => one)),
];

test('a pointer in an extension, at any depth and in a list, is renamed with what it points at', () => {
  const thing = { type: 'object', properties: { id: { type: 'string' } } };
  const whole = wholeDocument([
    snapshot('push', {
      paths: {
        '/push': {
          post: {
            operationId: 'take',
            'x-test-message': '#/components/requestBodies/Test',
            'x-of-tomorrow': {
              first: ['#/components/schemas/Thing', { deep: '#/components/schemas/Thing/properties/id' }],
            },
            requestBody: {
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Holder' },
                  examples: {
                    one: { $ref: '#/components/examples/One' },
                    two: { value: '#/components/schemas/Thing' },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          Thing: thing,
          Holder: { type: 'object', properties: { examples: { $ref: '#/components/schemas/Thing' } } },
        },
        requestBodies: { Test: { content: {} } },
        examples: { One: { value: 1 } },
      },
    }),
  ]);
  const text = JSON.stringify(whole);
  const pointers = pointersIn(text);
  for (const one of [
    '#/components/requestBodies/toy_Test',
    '#/components/schemas/toy_Thing',
    '#/components/schemas/toy_Thing/properties/id',
    '#/components/examples/toy_One',
    '#/components/schemas/toy_Holder',
  ])
    assert.ok(pointers.includes(one) && follow(whole, one) !== undefined, one);
  // What an example holds is data.
  assert.deepEqual(
    pointers.filter((one) => follow(whole, one) === undefined),
    ['#/components/schemas/Thing'],
  );
});

for (const path of ['all/openapi.json', 'all/openapi-3.1.json'])
  test(`${path}: every pointer leads somewhere, and no component is there for nothing`, () => {
    const text = textOf(publish(), path);
    const document = JSON.parse(text);
    for (const one of pointersIn(text)) assert.ok(follow(document, one) !== undefined, one);
    const components: Record<string, object> = document.components;
    for (const [kind, all] of Object.entries(components))
      if (kind !== 'securitySchemes')
        for (const name of Object.keys(all)) {
          const pointer = `#/components/${kind}/${name}`;
          assert.ok(text.includes(`"${pointer}"`) || text.includes(`"${pointer}/`), `nothing uses ${pointer}`);
        }
  });
