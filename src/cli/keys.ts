/** Single keys of a terminal, without Enter. */
export type Key = 'older' | 'newer' | 'replay' | 'quit';

const keys: Readonly<Record<string, Key>> = {
  k: 'older',
  j: 'newer',
  '\u001b[A': 'older',
  '\u001b[B': 'newer',
  '\u001bOA': 'older',
  '\u001bOB': 'newer',
  r: 'replay',
  q: 'quit',
  // In raw mode the terminal makes no signals of Ctrl-C and Ctrl-D.
  '\u0003': 'quit',
  '\u0004': 'quit',
};

/** The keys in a piece of input, which may contain several. */
export function keysOf(input: string): readonly Key[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: arrows come as escape sequences.
  const pieces = input.match(/\u001b[[O][A-Za-z]|[\s\S]/g) ?? [];
  return pieces.flatMap((piece) => keys[piece] ?? []);
}

/** Listens for keys until it is closed, which restores the terminal. */
export function listenForKeys(stdin: NodeJS.ReadStream, pressed: (key: Key) => void): () => void {
  const listen = (chunk: Buffer) => {
    for (const key of keysOf(chunk.toString())) pressed(key);
  };
  stdin.setRawMode(true);
  stdin.on('data', listen);
  stdin.resume();
  return () => {
    stdin.removeListener('data', listen);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
