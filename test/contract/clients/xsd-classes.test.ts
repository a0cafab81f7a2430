/** Classes made of the published XSDs, by JAXB and by xsdata: they hold every value of every example. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { at, chosen, folder } from './published-xsds.ts';
import { fetched, run, without } from './tools.ts';

/** Reads each document into the class of its root, writes that again, and prints each text that is lost on the way. */
const bind = `
import java.io.File;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.TreeSet;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Node;

public class Bind {
  static void texts(Node node, TreeSet<String> found) {
    if (node.getNodeType() == Node.TEXT_NODE && !node.getTextContent().isBlank()) found.add(node.getTextContent().strip());
    for (Node one = node.getFirstChild(); one != null; one = one.getNextSibling()) texts(one, found);
  }
  static TreeSet<String> textsOf(org.xml.sax.InputSource source) throws Exception {
    var found = new TreeSet<String>();
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    texts(factory.newDocumentBuilder().parse(source).getDocumentElement(), found);
    return found;
  }
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static void main(String[] lines) throws Exception {
    boolean good = true;
    for (String line : lines) {
      String[] parts = line.split("[|]");
      Class root = Class.forName(parts[0]);
      var context = JAXBContext.newInstance(root);
      var read = context.createUnmarshaller().unmarshal(new StreamSource(new File(parts[1])), root).getValue();
      var written = new StringWriter();
      context.createMarshaller().marshal(new JAXBElement(new QName("root"), root, read), written);
      var missing = textsOf(new org.xml.sax.InputSource(new File(parts[1]).toURI().toString()));
      missing.removeAll(textsOf(new org.xml.sax.InputSource(new java.io.StringReader(written.toString()))));
      if (parts.length > 2) missing.removeAll(Arrays.asList(parts[2].split(";")));
      if (!missing.isEmpty()) { good = false; System.out.println(parts[1] + " lost " + missing); }
    }
    System.exit(good ? 0 : 1);
  }
}
`;

describe('JAXB', { skip: without('javac', 'jaxb') }, () => {
  test('makes classes of every XSD by xjc, they compile, and they hold the values of every example', async () => {
    const cwd = mkdtempSync(join(folder, 'jaxb-'));
    const jars = join(fetched('jaxb'), 'lib', '*');
    const paths = [...new Set(chosen.map(({ path }) => path))];
    const packageOf = (path: string) => `classes${paths.indexOf(path)}`;
    for (const path of paths) {
      const xjc = ['-cp', jars, 'com.sun.tools.xjc.Driver', '-quiet', '-d', cwd, '-p', packageOf(path), at(path)];
      const made = await run('java', xjc, { cwd });
      assert.equal(made.status, 0, `${path}: ${made.output}`);
    }
    writeFileSync(join(cwd, 'Bind.java'), bind);
    const sources = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.java'));
    const compiled = await run('javac', ['-proc:none', '-nowarn', '-d', '.', '-cp', jars, ...sources], { cwd });
    assert.equal(compiled.status, 0, compiled.output);
    const lines = chosen.flatMap(({ path, owner, examples, element }) => {
      const root = rootClass(cwd, sources, packageOf(path), element);
      return examples.map((one) => [root, at(`${owner}/examples/${one}`), (unknown[one] ?? []).join(';')].join('|'));
    });
    const { status, output } = await run('java', ['-cp', `.:${jars}`, 'Bind', ...lines], { cwd });
    assert.equal(status, 0, output);
  });
});

/** The class of a root element: one of its own, or that of its type, which the factory of the package names. */
function rootClass(cwd: string, sources: readonly string[], name: string, element: string): string {
  const upper = element.charAt(0).toUpperCase() + element.slice(1);
  const factory = sources.find((file) => file === join(name, 'ObjectFactory.java'));
  const text = factory === undefined ? '' : readFileSync(join(cwd, factory), 'utf8');
  const [, type] = new RegExp(`JAXBElement<([\\w.]+)> create${upper}\\(`).exec(text) ?? [];
  // A root of mere text has no class of its own.
  const own = sources.includes(join(name, `${type ?? upper}.java`));
  return own ? `${name}.${type ?? upper}` : `java.lang.${type ?? upper}`;
}

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
