/** Our own event types: table, schemas and examples say the same. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { isTree, readTree, specFolder, type Tree } from './contract-documents.ts';
import { faultsOf, schemaAt } from './schemas.ts';

const folder = join(specFolder, 'events');
const files = readdirSync(folder);

/** The table of all types: the union of the providers' blocks. */
const table: Tree[] = files
  .filter((file) => file.endsWith('.types.yaml'))
  .flatMap((file) => {
    const lines: unknown = parse(readFileSync(join(folder, file), 'utf8'));
    assert.ok(Array.isArray(lines), `${file} is not a list`);
    return lines.filter(isTree);
  });

/** The envelope of all types, and a file of shared definitions (`*.definitions.json`), are no type. */
const schemaFiles = files.filter(
  (file) => file.endsWith('.json') && !file.endsWith('.definitions.json') && file !== 'envelope.json',
);
const types = table.map((line) => String(line.type));
const examples = readdirSync(join(folder, 'examples'));

/** `com.paazl.shipment.status.created.json` shows the schema with the longest name that it begins with; types may share a schema. */
const schemaOf = (example: string) =>
  schemaFiles.filter((file) => example.startsWith(file.replace(/json$/, ''))).sort((a, b) => b.length - a.length)[0];

test('every line of the table has its schema, and every schema its line', () => {
  assert.deepEqual([...new Set(table.map((line) => String(line.schema)))].sort(), schemaFiles.toSorted());
});

test('a type stands in the table once', () => {
  assert.deepEqual(types.toSorted(), [...new Set(types)].sort());
});

describe('a line of the table says what its schema says', () => {
  for (const line of table)
    test(String(line.type), () => {
      for (const field of ['type', 'schema', 'title', 'provider', 'subject', 'description'])
        assert.equal(typeof line[field], 'string', `${field} is missing`);
      const schema = readTree(join(folder, String(line.schema)));
      assert.equal(schema.title, line.title);
      assert.equal(typeof schema.description, 'string', 'the schema needs a description');
      assert.match(String(schema.title), /^[A-Z][A-Za-z0-9]*$/);
      schemaAt(join(folder, String(line.schema)));
    });
});

describe('an example of an event is what its schema says', () => {
  for (const example of examples)
    test(example, () => {
      const file = schemaOf(example);
      assert.ok(file, 'its name begins with no schema of spec/events');
      const data: unknown = JSON.parse(readFileSync(join(folder, 'examples', example), 'utf8'));
      assert.deepEqual(faultsOf(schemaAt(join(folder, file)), data), []);
    });
});

test('every schema has an example', () => {
  const shown = new Set(examples.map(schemaOf));
  assert.deepEqual(
    schemaFiles.filter((file) => !shown.has(file)),
    [],
  );
});
