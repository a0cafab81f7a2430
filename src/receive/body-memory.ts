/**
 * What all bodies that are being read may hold together. Nothing of them is proven, so without a bound strangers decide how much memory
 * that is: 700 senders of 1 MiB raised it by 350 MB. When it is full, the body that has been arriving for longest is let go: a good sender is
 * done within milliseconds, so in a flood the newcomers get through.
 */
export type BodyMemory = {
  /** A body begins to arrive. `letGo` is called at most once, when it has to make room. */
  begin(letGo: () => void): Share;
};

export type Share = {
  /** It holds so many bytes more. */
  grow(bytes: number): void;
  /** It holds nothing any more: it was read whole, given up or let go. */
  end(): void;
};

export function openBodyMemory(bytesMax: number): BodyMemory {
  type Held = { bytes: number; readonly letGo: () => void };
  /** The one that has been arriving for longest first. */
  const arriving = new Set<Held>();
  let heldBytes = 0;

  function end(held: Held): void {
    if (arriving.delete(held)) heldBytes -= held.bytes;
  }

  return {
    begin: (letGo) => {
      const held: Held = { bytes: 0, letGo };
      arriving.add(held);
      return {
        grow: (bytes) => {
          if (!arriving.has(held)) return;
          held.bytes += bytes;
          heldBytes += bytes;
          for (const oldest of arriving) {
            if (heldBytes <= bytesMax) return;
            end(oldest);
            oldest.letGo();
          }
        },
        end: () => end(held),
      };
    },
  };
}
