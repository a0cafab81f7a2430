/** What a contract is called: in paths, and by people. */
import { field, textField } from '../../formats/values.ts';
import type { Snapshot } from '../snapshot.ts';

/** `push` for `toy-push`; what is its owner's only contract is called `openapi`. */
export const stemOf = ({ name, owner }: Snapshot): string =>
  name === owner ? 'openapi' : name.slice(owner.length + 1);

/** What the catalogue and the pages call a contract. */
export const titleOf = ({ document, name }: Snapshot): string => textField(field(document, 'info'), 'title') ?? name;
