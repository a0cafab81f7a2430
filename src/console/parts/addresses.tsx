/** Addresses are personal data (`x-pii` in the contract), and are masked on a screen that others may see until the reader asks for them. */

/** As the gateway masks. */
export const MASK = '•••';

export const ShowAddresses = ({
  shown,
  show,
}: {
  readonly shown: boolean;
  readonly show: (shown: boolean) => void;
}) => (
  <button type="button" aria-pressed={shown} onClick={() => show(!shown)}>
    {shown ? 'Mask addresses' : 'Show addresses'}
  </button>
);
