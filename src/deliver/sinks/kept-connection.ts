/** A broker's connection: made when it is first needed, kept, and made again after it was lost. */

export type KeptConnection<T> = {
  /** Rejects when it cannot be made; the next call tries again. */
  get(): Promise<T>;
  /** The next `get` makes a new one. Only if `lost` is still the one in use, so that a caller does not drop the connection of another. */
  forget(lost: T): void;
  /** The one in use, if there is one. */
  current(): Promise<T | undefined>;
};

export function keepConnection<T>(open: () => Promise<T>): KeptConnection<T> {
  let opening: Promise<T> | undefined;
  let opened: T | undefined;
  return {
    get: () => {
      opening ??= open().then(
        (connection) => {
          opened = connection;
          return connection;
        },
        (error: unknown) => {
          opening = undefined;
          throw error;
        },
      );
      return opening;
    },
    forget: (lost) => {
      if (opened !== lost) return;
      opened = undefined;
      opening = undefined;
    },
    current: async () => {
      await opening?.catch(() => undefined);
      return opened;
    },
  };
}
