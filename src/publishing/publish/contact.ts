/** Whom partner teams ask, and where they send: what a publication says of the gateway that it belongs to. */
import type { JsonValue } from '../../formats/json.ts';
import { field, textField } from '../../formats/values.ts';

export type Contact = { readonly name?: string; readonly email?: string; readonly url?: string };

/** `info.contact` of OpenAPI, or an object of the same members. */
export function contactOf(contact: JsonValue | undefined): Contact {
  const [name, email, url] = ['name', 'email', 'url'].map((member) => textField(contact, member));
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(url !== undefined && { url }),
  };
}

export const infoContact = (document: JsonValue): Contact => contactOf(field(field(document, 'info'), 'contact'));
