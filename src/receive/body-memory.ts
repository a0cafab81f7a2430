/**
 * What all bodies may hold together until their proof is decided. Without a bound strangers choose how much memory that is: 700 senders of
 * 1 MiB raised it by 350 MB. When it is full, the body that has been arriving for longest is dropped: a good sender is done within milliseconds,
 * so in a flood the newcomers get through. A whole body stays counted and is never dropped, because we owe its sender an answer.
 */
export type BodyMemory = {
  /** A body begins to arrive. `letGo` is called at most once, when it has to make room. */
  begin(letGo: () => void): Share;
};

export type Share = {
  /** It holds so many bytes more. */
  grow(bytes: number): void;
  /** It was read to its end: from now on others make room. */
  whole(): void;
  /** Its bytes no longer count: it was proven, answered, given up or dropped. */
  end(): void;
};

export function openBodyMemory(bytesMax: number): BodyMemory {
  type Held = { bytes: number; readonly letGo: () => void };
  /** The one that has been arriving for longest first. */
  const arriving = new Set<Held>();
  let bytesInMemory = 0;

  function end(held: Held): void {
    arriving.delete(held);
    bytesInMemory -= held.bytes;
    held.bytes = 0;
  }

  return {
    begin: (letGo) => {
      const held: Held = { bytes: 0, letGo };
      arriving.add(held);
      return {
        grow: (bytes) => {
          if (!arriving.has(held)) return;
          held.bytes += bytes;
          bytesInMemory += bytes;
          for (const oldest of arriving) {
            if (bytesInMemory <= bytesMax) return;
            end(oldest);
            oldest.letGo();
          }
        },
        whole: () => void arriving.delete(held),
        end: () => end(held),
      };
    },
  };
}
