/** The published XSDs by readers that are not ours: Xerces (the JDK's own) and xsdata, whose classes hold the values of every example. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { typedName } from '../../../src/publishing/publish/typed-xsd.ts';
import { xmlMessages } from '../../../src/publishing/publish/xml-messages.ts';
import { publishedNames, workingSnapshot } from '../../../src/publishing/snapshot.ts';
import { root } from '../../publishing/publish/published.ts';
import { writePublished } from './published.ts';
import { fetched, run, without } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'pushdock-xsd-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writePublished(join(folder, 'site'));
const at = (path: string) => join(folder, 'site', path);

/** Every XSD with the examples of its root. An example with a namespace belongs to the schema that qualifies its children as it does. */
const schemas = publishedNames(root).flatMap((name) => {
  const snapshot = workingSnapshot(root, name);
  return xmlMessages(snapshot.document).map(({ file, element }) => {
    const examples = readdirSync(at(`${snapshot.owner}/examples`)).filter((example) => example.endsWith('.xml'));
    const qualified = /elementFormDefault="qualified"/.test(snapshot.files.get(file) ?? '');
    const own = examples.filter((example) => {
      const text = readFileSync(at(`${snapshot.owner}/examples/${example}`), 'utf8');
      const isOfRoot = new RegExp(`^(<\\?xml[^>]*>)?\\s*<(\\w+:)?${element}[\\s/>]`).test(text);
      return (
        isOfRoot && (!/xmlns(:\w+)?="http:\/\/www\.paazl/.test(text) || qualified === example.includes('qualified'))
      );
    });
    return { owner: snapshot.owner, file, element, examples: own };
  });
});
const typed = schemas.flatMap((one) => {
  const path = `${one.owner}/${typedName(one.file)}`;
  return readdirSync(at(one.owner)).includes(typedName(one.file)) ? [{ ...one, path }] : [];
});

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

  test('refuses an example by the XSD of another', async () => {
    const [one, other] = [
      schemas.find(({ owner }) => owner === 'paazl'),
      schemas.find(({ file }) => file === 'event.xsd'),
    ];
    assert.ok(one && other);
    assert.equal(
      (
        await validated([
          line({ ...one, owner: 'paazl', examples: [`../../${other.owner}/examples/${other.examples[0]}`] }),
        ])
      ).status,
      1,
    );
  });
});

/** Reads every example into the class of its root and prints each text that no field of a class holds: what is only an element of any kind does not count. */
const read = `
import importlib, json, sys
from xml.etree import ElementTree
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.models.generics import AnyElement

sys.path.insert(0, '.')
parser = XmlParser(config=ParserConfig(fail_on_unknown_properties=False))
def texts(value):
    if isinstance(value, AnyElement): return
    elif isinstance(value, list):
        for one in value: yield from texts(one)
    elif hasattr(value, '__dataclass_fields__'):
        for name in value.__dataclass_fields__: yield from texts(getattr(value, name))
    elif value is not None: yield str(getattr(value, 'value', value))
faults = 0
for package, name, files in json.load(sys.stdin):
    found = importlib.import_module(package)
    root = getattr(found, name)
    for file, lost in files:
        value = parser.parse(file, root)
        held = set(texts(value))
        wanted = {e.text.strip() for e in ElementTree.parse(file).iter() if len(e) == 0 and e.text and e.text.strip()}
        missing = sorted(wanted - held - set(lost))
        if missing: faults += 1; print(file, 'lost', missing)
sys.exit(1 if faults else 0)
`;

describe('xsdata', { skip: without('python') }, () => {
  /** With the typed schema where there is one: that is what it is for. */
  const chosen = schemas.map((one) => ({
    ...one,
    path: typed.find(({ file, owner }) => file === one.file && owner === one.owner)?.path ?? `${one.owner}/${one.file}`,
  }));

  test('makes classes of every XSD, and they hold every value of every example', async () => {
    const cwd = mkdtempSync(join(folder, 'classes-'));
    const bin = join(fetched('python'), 'bin');
    const paths = [...new Set(chosen.map(({ path }) => path))];
    const packageOf = (path: string) => `classes${paths.indexOf(path)}`;
    for (const path of paths) {
      const made = await run(join(bin, 'xsdata'), ['generate', '--package', packageOf(path), at(path)], {
        cwd,
        env: { PATH: `${bin}:${process.env.PATH}` },
      });
      assert.equal(made.status, 0, made.output);
    }
    const input = chosen.map(({ path, element, owner, examples }) => [
      packageOf(path),
      element.charAt(0).toUpperCase() + element.slice(1),
      examples.map((example) => [at(`${owner}/examples/${example}`), unknown[example] ?? []]),
    ]);
    const { status, output } = await run(join(bin, 'python'), ['-c', read], { cwd, input: JSON.stringify(input) });
    assert.equal(status, 0, output);
  });
});

/** Texts within elements whose inside is documented nowhere. */
const unknown: Readonly<Record<string, readonly string[]>> = {
  'order.accepted.xml': ['A friend', 'Blue', 'Colour', 'How did you find us?'],
};
