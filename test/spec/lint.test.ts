/** Each rule of `spec/lint` refuses a contract that breaks it, and a contract that breaks none is clean. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { specFolder } from './contract-documents.ts';

const sound = `openapi: 3.0.3
info:
  title: Toy pushes
  version: 1.0.0
  description: What a toy provider sends.
  license:
    name: MIT
    url: https://opensource.org/license/mit
servers:
  - url: http://127.0.0.1:8080
tags:
  - name: toy
    description: Toys
paths:
  /push/toy/{source}:
    post:
      operationId: receiveToy
      tags:
        - toy
      summary: A toy arrived
      description: Acknowledged as soon as it is durable.
      security:
        - token: []
      parameters:
        - name: source
          in: path
          required: true
          description: Name of the source.
          schema:
            type: string
      x-push-policy:
        success:
          statuses: 2xx
          certainty: documented
        timeout:
          certainty: unknown
        retries:
          schedule: []
          then:
            kind: stop
          certainty: unknown
        givingUp:
          action: never
          consequence: None.
          threshold:
            certainty: unknown
          certainty: unknown
        duplicates:
          identity: the bytes
          certainty: inferred
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Toy'
            examples:
              ball:
                externalValue: examples/toy.ball.json
          application/xml:
            schema:
              type: string
              x-xsd: toy.xsd#toy
              x-json-schema: '#/components/schemas/Toy'
      responses:
        '200':
          description: Durable.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Toy'
              examples:
                ball:
                  value:
                    name: ball
        '401':
          $ref: problem.yaml#/components/responses/Unauthorized
        '404':
          $ref: problem.yaml#/components/responses/NotFound
        '405':
          $ref: problem.yaml#/components/responses/MethodNotAllowed
        '413':
          $ref: problem.yaml#/components/responses/BodyTooLarge
        '429':
          $ref: problem.yaml#/components/responses/TooManyRequests
components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
  schemas:
    Toy:
      type: object
      required:
        - name
      properties:
        name:
          type: string
          description: What it is called.
        inner:
          type: string
          description: JSON in a string.
          x-payload-schema:
            - event: Ball
              schema: '#/components/schemas/Toy'
              examples:
                - toy.ball.json
`;

/** A flaw: what it is, the text that it replaces in the sound contract, and the rule that must see it. */
const flaws: readonly { what: string; from: string; to: string; rule: string }[] = [
  { what: 'an operation has no id', from: '      operationId: receiveToy\n', to: '', rule: 'operation-operationId' },
  { what: 'an operation has no summary', from: '      summary: A toy arrived\n', to: '', rule: 'operation-summary' },
  {
    what: 'an operation has no description',
    from: '      description: Acknowledged as soon as it is durable.\n',
    to: '',
    rule: 'operation-description',
  },
  {
    what: 'a response shows no example',
    from: '              examples:\n                ball:\n                  value:\n                    name: ball\n',
    to: '',
    rule: 'pushdock/response-example',
  },
  {
    what: 'an example is not what its schema says',
    from: '                    name: ball\n',
    to: '                    name: 3\n',
    rule: 'no-invalid-media-type-examples',
  },
  { what: 'a push has no policy', from: 'x-push-policy:', to: 'x-lifecycle:', rule: 'pushdock/push-policy' },
  {
    what: 'a policy lacks its certainty',
    from: '          statuses: 2xx\n          certainty: documented\n',
    to: '          statuses: 2xx\n',
    rule: 'pushdock/push-policy',
  },
  {
    what: 'a push does not declare its 401',
    from: "        '401':\n          $ref: problem.yaml#/components/responses/Unauthorized\n",
    to: '',
    rule: 'pushdock/push-statuses',
  },
  {
    what: 'a message needs oneOf and does not say why',
    from: '          description: What it is called.',
    to: '          oneOf:\n            - maxLength: 3\n            - minLength: 5\n          description: What it is called.',
    rule: 'pushdock/plain-messages',
  },
  {
    what: 'a text that generators copy into code holds an apostrophe',
    from: '      scheme: bearer\n',
    to: "      scheme: bearer\n      bearerFormat: The token of the toy's page\n",
    rule: 'pushdock/copied-into-code',
  },
  {
    what: 'the title of a contract, which generators copy into code, holds a quote',
    from: 'title: Toy pushes',
    to: 'title: "Pushes of \'Toy\'"',
    rule: 'pushdock/copied-into-code',
  },
  {
    what: 'a description would end the comment that generators make of it',
    from: 'description: Acknowledged as soon as it is durable.',
    to: "description: 'Takes `*/*`.'",
    rule: 'pushdock/copied-into-code',
  },
  {
    what: 'a schema has the name that generators give to the parameters of an operation',
    from: '  schemas:\n',
    to: '  schemas:\n    ReceiveToyRequest:\n      type: string\n',
    rule: 'pushdock/names-for-generators',
  },
  { what: 'x-xsd names a file that is not there', from: 'toy.xsd#toy', to: 'doll.xsd#toy', rule: 'pushdock/pointers' },
  {
    what: 'x-xsd names an element that is not there',
    from: 'toy.xsd#toy',
    to: 'toy.xsd#doll',
    rule: 'pushdock/pointers',
  },
  {
    what: 'x-json-schema leads nowhere',
    from: "x-json-schema: '#/components/schemas/Toy'",
    to: "x-json-schema: '#/components/schemas/Doll'",
    rule: 'pushdock/pointers',
  },
  {
    what: 'x-payload-schema leads nowhere',
    from: "schema: '#/components/schemas/Toy'\n              examples",
    to: "schema: '#/components/schemas/Doll'\n              examples",
    rule: 'pushdock/pointers',
  },
  {
    what: 'an example of x-payload-schema is not there',
    from: '- toy.ball.json',
    to: '- toy.doll.json',
    rule: 'pushdock/pointers',
  },
  {
    what: 'an example file is not there',
    from: 'examples/toy.ball.json',
    to: 'examples/toy.doll.json',
    rule: 'pushdock/external-value',
  },
  { what: 'an extension is misspelt', from: 'x-json-schema:', to: 'x-json-shema:', rule: 'pushdock/known-extensions' },
];

const folder = mkdtempSync(join(tmpdir(), 'pushdock-lint-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'examples'));
cpSync(join(specFolder, 'problem.yaml'), join(folder, 'problem.yaml'));
writeFileSync(join(folder, 'examples/toy.ball.json'), '{"name":"ball"}');
writeFileSync(
  join(folder, 'toy.xsd'),
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="toy" type="xs:string"/></xs:schema>',
);
const write = (name: string, contract: string) => {
  writeFileSync(join(folder, name), contract);
  return join(folder, name);
};
const soundFile = write('sound.yaml', sound);
const flawedFiles = flaws.map(({ from, to }, index) =>
  write(
    `flawed-${index}.yaml`,
    sound.replace(from, () => to),
  ),
);

/** Runs the linter as `make lint-spec` does. */
function lint(files: readonly string[]) {
  const script = join(specFolder, 'lint/lint.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a sound contract is clean', () => {
  const { status, stdout, stderr } = lint([soundFile]);
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /1 contract is clean/);
});

describe('a contract is refused when', () => {
  const { status, stdout, stderr } = lint(flawedFiles);
  for (const [index, { what, from, rule }] of flaws.entries())
    test(what, () => {
      assert.ok(sound.includes(from), 'the flaw changes nothing');
      assert.equal(status, 1, stderr);
      // A problem takes two lines: its place, then what is wrong and in brackets the rule.
      const problems = stdout.split(/\n(?=\w+ \S+ #)/).filter((lines) => lines.includes(`flawed-${index}.yaml`));
      assert.ok(
        problems.some((lines) => lines.includes(`(${rule})`)),
        `${rule} said nothing; the linter said:\n${problems.join('\n')}`,
      );
    });
});

test('every extension that a contract may use is explained in spec/README.md', () => {
  const list = readFileSync(join(specFolder, 'lint/extensions.mjs'), 'utf8');
  const names = [...list.matchAll(/'(x-[a-z-]+)'/g)].map(([, name]) => name);
  const readme = readFileSync(join(specFolder, 'README.md'), 'utf8');
  assert.ok(names.length > 5);
  assert.deepEqual(
    names.filter((name) => !readme.includes(`| \`${name}\` |`)),
    [],
  );
});
