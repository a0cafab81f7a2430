/** The published XSDs by readers that are not ours: Xerces (the JDK's own) and xmllint. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { at, folder, schemas, typed } from './published-xsds.ts';
import { run, without } from './tools.ts';

test('every XSD has examples, and those of open content have a typed one beside them', () => {
  for (const { file, examples } of schemas) assert.ok(examples.length > 0, file);
  assert.deepEqual([...new Set(typed.map(({ path }) => path))].sort(), [
    'appdirect/event.typed.xsd',
    'oneshoppingcart/order-response.typed.xsd',
  ]);
});

const validate = `
import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

public class Validate {
  public static void main(String[] lines) throws Exception {
    boolean good = true;
    for (String line : lines) {
      String[] files = line.split(",");
      var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(files[0]));
      for (int i = 1; i < files.length; i += 1) {
        try { schema.newValidator().validate(new StreamSource(new File(files[i]))); }
        catch (org.xml.sax.SAXException fault) { good = false; System.out.println(files[i] + ": " + fault.getMessage()); }
      }
    }
    System.exit(good ? 0 : 1);
  }
}
`;

describe('Xerces', { skip: without('javac') }, () => {
  const validated = (lines: readonly string[]) => {
    writeFileSync(join(folder, 'Validate.java'), validate);
    return run('java', ['Validate.java', ...lines], { cwd: folder });
  };
  const line = ({ owner, file, examples }: (typeof schemas)[number]) =>
    [at(`${owner}/${file}`), ...examples.map((example) => at(`${owner}/examples/${example}`))].join(',');

  test('takes every XSD, and every example by its XSD', async () => {
    const { status, output } = await validated([...schemas.map(line), ...typed.map(({ path }) => at(path))]);
    assert.equal(status, 0, output);
  });

  // An exit status alone would say no less for a file that is missing: what is refused is the root element, by its rule's name in XML Schema.
  test('refuses an example by the XSD of another, because its root is declared there nowhere', async () => {
    const { status, output } = await validated([line(misplaced())]);
    assert.equal(status, 1, output);
    assert.match(output, /cvc-elt\.1\.a: Cannot find the declaration of element 'event'/);
  });

  test('refuses an element that is missing, by the rule for the content of a type', async () => {
    const { status, output } = await validated([[at('paazl/label-status-notification.xsd'), shortened()].join(',')]);
    assert.equal(status, 1, output);
    assert.match(output, /cvc-complex-type\.2\.4\./);
  });
});

/** An example of AppDirect, to be validated by an XSD of Paazl. */
function misplaced(): (typeof schemas)[number] {
  const [one, other] = [
    schemas.find(({ owner }) => owner === 'paazl'),
    schemas.find(({ file }) => file === 'event.xsd'),
  ];
  assert.ok(one && other);
  return { ...one, examples: [`../../${other.owner}/examples/${other.examples[0]}`] };
}

/** An example of Paazl without its first element. */
function shortened(): string {
  const text = readFileSync(at('paazl/examples/shipment-status.created.xml'), 'utf8');
  const without = text.replace(/<orderReference>[^<]*<\/orderReference>/, '');
  assert.notEqual(without, text);
  writeFileSync(join(folder, 'shortened.xml'), without);
  return join(folder, 'shortened.xml');
}

/**
 * libxml2, which also judges in the gateway. It says the same as Xerces in other words: it names no rule (`cvc-…`), tells the element and what was expected, and ends
 * with 3 for a document that does not fit and with 5 for a schema that it cannot read.
 */
describe('xmllint', { skip: without('xmllint') }, () => {
  const lint = (xsd: string, ...files: readonly string[]) =>
    run('xmllint', ['--noout', '--nonet', '--schema', xsd, ...files], { cwd: folder });

  test('takes every XSD, and every example by its XSD', async () => {
    for (const { owner, file, examples } of schemas) {
      const { status, output } = await lint(
        at(`${owner}/${file}`),
        ...examples.map((one) => at(`${owner}/examples/${one}`)),
      );
      assert.equal(status, 0, output);
    }
    const [example = ''] = schemas[0]?.examples ?? [];
    for (const { path } of typed) {
      const { status, output } = await lint(at(path), at(`${schemas[0]?.owner}/examples/${example}`));
      assert.notEqual(status, 5, `${path} cannot be read: ${output}`);
    }
  });

  test('refuses what Xerces refuses', async () => {
    const { owner, file, examples } = misplaced();
    const elsewhere = await lint(at(`${owner}/${file}`), ...examples.map((one) => at(`${owner}/examples/${one}`)));
    assert.equal(elsewhere.status, 3, elsewhere.output);
    assert.match(elsewhere.output, /Element 'event': No matching global declaration available for the validation root/);
    const missing = await lint(at('paazl/label-status-notification.xsd'), shortened());
    assert.equal(missing.status, 3, missing.output);
    assert.match(missing.output, /This element is not expected\. Expected is .*orderReference/);
  });
});
