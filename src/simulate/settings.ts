/**
 * Whom the mocks push to and with what. Without a file they fit the ready-to-try configuration (`spec/config.try.yaml`), whose secrets are
 * published; for another gateway a YAML file says what differs (`spec/mock-settings.schema.json`).
 */
import type { Fault } from '../config/fault.ts';
import { isReference, resolveReference, Secret, strayCharacter } from '../trust/secrets.ts';
import { notOneOf } from './not-one-of.ts';
import type { FurtherSource, MockSettings, Simulations } from './simulation.ts';
import { departures, readCheckedYaml, readSchema, readText } from './yaml-file.ts';

/** Those that fit the ready-to-try configuration. */
export const developmentSettings = (simulations: Simulations): MockSettings => ({
  gateway: 'http://127.0.0.1:8080',
  ...Object.fromEntries(Object.entries(simulations).map(([name, { settings }]) => [name, settings])),
});

/** A settings file that is not what it should be; the message names the place and the cure. */
export class MockSettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MockSettingsError';
  }
}

/** Fields that hold a secret: those that the schema says are one. */
function secretNamesOf(schema: Tree): ReadonlySet<string> {
  const inside = Object.values(schema).filter(isTree);
  const own = Object.entries(schema).flatMap(([name, of]) =>
    isTree(of) && of.$ref === '#/definitions/Secret' ? [name] : [],
  );
  return new Set([...own, ...inside.flatMap((one) => [...secretNamesOf(one)])]);
}
const schemaName = 'mock-settings.schema.json';
const fileNames: Readonly<Record<string, string>> = { certFile: 'cert', keyFile: 'key', caFile: 'ca' };

/** Reads the file over `developmentSettings`. Throws `MockSettingsError` with everything that is wrong, each with its line. */
export function readMockSettings(
  file: string,
  simulations: Simulations,
  env: NodeJS.ProcessEnv = process.env,
): MockSettings {
  const { value, faults, sentence } = readCheckedYaml(file, schemaName);
  if (faults.length > 0) throw new MockSettingsError(faults.join('\n'));
  const unresolved: Fault[] = [];
  const secretNames = secretNamesOf(readSchema(schemaName));
  const read = resolved(value, secretNames, env, [], unresolved);
  if (unresolved.length > 0) throw new MockSettingsError(unresolved.map(sentence).join('\n'));
  const furtherFaults = isTree(value) && isTree(value.sources) ? sourceFaults(value.sources, simulations) : [];
  if (furtherFaults.length > 0) throw new MockSettingsError(furtherFaults.map(sentence).join('\n'));
  // Checked against its schema just now; what the schema lets pass has the type of the settings, secrets and files aside.
  const settings = merged(developmentSettings(simulations), read) as MockSettings;
  return settings.sources === undefined ? settings : { ...settings, sources: furtherSources(settings) };
}

/** The schema knows the settings of a provider, and only the file says whose a source is. */
function sourceFaults(sources: Tree, simulations: Simulations): readonly Fault[] {
  const schema = readSchema(schemaName);
  const names = Object.keys(simulations);
  return Object.entries(sources).flatMap(([name, source]): readonly Fault[] => {
    if (!isTree(source)) return [];
    const { provider, settings = {} } = source;
    const path = ['sources', name];
    if (names.includes(name)) return [{ path, sentence: `${name} is a provider; give the source another name` }];
    if (typeof provider !== 'string' || !names.includes(provider))
      return [
        {
          path: [...path, 'provider'],
          sentence: `no mock is named ${provider}${notOneOf(String(provider), names, 'there are')}`,
        },
      ];
    return departures({ [provider]: settings }, schema).map((fault) => ({
      ...fault,
      path: [...path, 'settings', ...fault.path.slice(1)],
    }));
  });
}

const furtherSources = ({ sources = {}, ...settings }: MockSettings): Readonly<Record<string, FurtherSource>> =>
  Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      { ...source, settings: merged(settings[source.provider], source.settings ?? {}) },
    ]),
  );

type Tree = { readonly [name: string]: unknown };
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);

/** With secrets and files in place of what names them; those that cannot be had are added to `faults`. */
function resolved(
  value: unknown,
  secretNames: ReadonlySet<string>,
  env: NodeJS.ProcessEnv,
  path: Fault['path'],
  faults: Fault[],
): unknown {
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, unknown] => {
      const place = [...path, name];
      // A user has chosen the names of sources, so a source may be called `token`.
      if (path.length === 1 && path[0] === 'sources') return [name, resolved(inner, secretNames, env, place, faults)];
      const target = fileNames[name];
      if (target !== undefined) {
        const read = readText(String(inner));
        if ('fault' in read) faults.push({ path: place, sentence: read.fault });
        return [target, 'text' in read ? read.text : ''];
      }
      if (!secretNames.has(name)) return [name, resolved(inner, secretNames, env, place, faults)];
      const found = resolveReference(isReference(inner) ? inner : String(inner), env);
      const fault = found.ok ? strayCharacter(found.text) : found.sentence;
      if (fault !== undefined) faults.push({ path: place, sentence: fault });
      return [name, found.ok ? Secret.of(found.text) : undefined];
    }),
  );
}

/** `auth` and `outbound` are alternatives, so they are replaced as a whole. */
function merged(base: unknown, over: unknown): unknown {
  if (!isTree(base) || !isTree(over)) return over;
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(over, name)) return [name, base[name]];
      const whole = name === 'auth' || name === 'outbound' || !Object.hasOwn(base, name);
      return [name, whole ? over[name] : merged(base[name], over[name])];
    }),
  );
}
