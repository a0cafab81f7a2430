/** The contract's own examples, as a marketplace would send them. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../spec/providers/appdirect/examples/', import.meta.url);
const eventsFolder = new URL('../../../spec/events/examples/', import.meta.url);

export const example = (name: string): Buffer => readFileSync(new URL(name, folder));

/** Every event example, such as `user-updated.typical.xml`. */
export const eventExamples: readonly string[] = readdirSync(folder)
  .filter((name) => /^(subscription|user|addon|unknown)-/.test(name))
  .sort();

/** The data of an example event of ours, such as `com.appdirect.user.updated.typical.json`. */
export const eventData = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(name, eventsFolder), 'utf8'));
