/** What a configuration says of the gateway that the contracts belong to: its public URL, and whom partner teams ask. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ContractError } from '../../contracts/schema.ts';
import { parseJson } from '../../formats/json.ts';
import { field, textField } from '../../formats/values.ts';
import { contactOf } from './contact.ts';
import type { About } from './publication.ts';

/**
 * Read for these two keys only, and not as `serve` reads it: where contracts are published, the secrets that a configuration names are not at hand.
 * Throws `ContractError` for a file that cannot be read.
 */
export function aboutOf(file: string): About {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ContractError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = parseJson(JSON.stringify(content ?? null));
  const value = parsed.ok ? parsed.value.value : null;
  const baseUrl = textField(value, 'publicUrl')?.replace(/\/+$/, '');
  const contact = field(value, 'contact');
  return { ...(baseUrl !== undefined && { baseUrl }), ...(contact !== undefined && { contact: contactOf(contact) }) };
}
