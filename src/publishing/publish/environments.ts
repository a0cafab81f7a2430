/** Where the operations of a contract are answered. */
import { field, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';
import { sandboxPath } from './in-sandbox.ts';

/** `url` may go on after the base URL: `https://hooks.example.com/sandbox/paazl/{source}`. */
export type Environment = { readonly url: string; readonly what: string };

/** Of what the gateway answers: the gateway itself, its sandbox where a message can be tried, and what the contract names. Of what it calls, only that. */
export function environmentsOf({ kind, document }: Snapshot, baseUrl: string): readonly Environment[] {
  const named = itemsOf(field(document, 'servers')).map((server) => ({
    url: membersOf(field(server, 'variables')).reduce(
      (url, [name, variable]) => url.replace(`{${name}}`, textField(variable, 'default') ?? name),
      textField(server, 'url') ?? '',
    ),
    what: textField(server, 'description') ?? '',
  }));
  if (kind === 'api') return named;
  const own = {
    url: baseUrl,
    what: kind === 'push' ? 'live: every message that proves who sent it is kept' : 'this gateway',
  };
  const paths = membersOf(field(document, 'paths'));
  const tried = paths.flatMap(([path, item]) =>
    kind === 'push' && field(item, 'post') !== undefined ? sandboxPath(path) : [],
  );
  return [
    own,
    ...tried.map((path) => ({
      url: baseUrl + path,
      what: 'to try a message: it is judged at once, and nothing is kept',
    })),
    ...named,
  ];
}
