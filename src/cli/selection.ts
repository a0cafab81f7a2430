/** Which of the things that were shown a key means: the newest, until another is chosen. */
export type Selection<Item extends { readonly id: string }> = {
  /** Shown for the first time, or again in another state. */
  show(item: Item): void;
  /** -1: the one before (older); 1: the one after. */
  move(step: -1 | 1): void;
  chosen(): Item | undefined;
  /** `2 of 14`, counted from the oldest. */
  place(): string;
};

// As far back as anybody scrolls.
const ITEMS_MAX = 200;

export function openSelection<Item extends { readonly id: string }>(): Selection<Item> {
  const shown: Item[] = [];
  let chosenId: string | undefined; // None: the newest, whichever that is.
  const at = () => {
    const index = shown.findIndex(({ id }) => id === chosenId);
    return index === -1 ? shown.length - 1 : index;
  };
  return {
    show: (item) => {
      const known = shown.findIndex(({ id }) => id === item.id);
      if (known !== -1) shown[known] = item;
      else shown.push(item);
      if (shown.length > ITEMS_MAX) shown.shift();
    },
    move: (step) => {
      const to = Math.min(shown.length - 1, Math.max(0, at() + step));
      chosenId = to === shown.length - 1 ? undefined : shown[to]?.id;
    },
    chosen: () => shown[at()],
    place: () => `${at() + 1} of ${shown.length}`,
  };
}
