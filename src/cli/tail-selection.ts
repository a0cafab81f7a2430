/** Which of the messages that were shown a key means: the newest, until another is chosen. */
import type { MessageSummary } from '../../generated/gateway/models.ts';

export type Selection = {
  /** Shown for the first time, or again in another state. */
  show(message: MessageSummary): void;
  /** -1: the one before (older); 1: the one after. */
  move(step: -1 | 1): void;
  chosen(): MessageSummary | undefined;
  /** `2 of 14`, counted from the oldest. */
  place(): string;
};

// As far back as anybody scrolls.
const MESSAGES_MAX = 200;

export function openSelection(): Selection {
  const shown: MessageSummary[] = [];
  let chosenId: string | undefined; // None: the newest, whichever that is.
  const at = () => {
    const index = shown.findIndex(({ id }) => id === chosenId);
    return index === -1 ? shown.length - 1 : index;
  };
  return {
    show: (message) => {
      const known = shown.findIndex(({ id }) => id === message.id);
      if (known !== -1) shown[known] = message;
      else shown.push(message);
      if (shown.length > MESSAGES_MAX) shown.shift();
    },
    move: (step) => {
      const to = Math.min(shown.length - 1, Math.max(0, at() + step));
      chosenId = to === shown.length - 1 ? undefined : shown[to]?.id;
    },
    chosen: () => shown[at()],
    place: () => `${at() + 1} of ${shown.length}`,
  };
}
