/** The published XSDs in a folder of the test's own, each with the examples of its root. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { typedName } from '../../../src/publishing/publish/typed-xsd.ts';
import { xmlMessages } from '../../../src/publishing/publish/xml-messages.ts';
import { publishedNames, workingSnapshot } from '../../../src/publishing/snapshot.ts';
import { root } from '../../publishing/publish/published.ts';
import { writePublished } from './published.ts';

export const folder = mkdtempSync(join(tmpdir(), 'pushdock-xsd-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writePublished(join(folder, 'site'));
export const at = (path: string) => join(folder, 'site', path);

/** Every XSD with the examples of its root. An example with a namespace belongs to the schema that qualifies its children as it does. */
export const schemas = publishedNames(root).flatMap((name) => {
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
export const typed = schemas.flatMap((one) => {
  const path = `${one.owner}/${typedName(one.file)}`;
  return readdirSync(at(one.owner)).includes(typedName(one.file)) ? [{ ...one, path }] : [];
});

/** For classes: with the typed schema where there is one, because that is what it is for. */
export const chosen = schemas.map((one) => ({
  ...one,
  path: typed.find(({ file, owner }) => file === one.file && owner === one.owner)?.path ?? `${one.owner}/${one.file}`,
}));
