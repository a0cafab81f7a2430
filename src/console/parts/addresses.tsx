/** Addresses are personal data (`x-pii` in the contract). The gateway masks them until an operator asks; a viewer is not offered it. */
import { useMayAct } from '../session.tsx';

export const ShowAddresses = ({ shown, show }: { readonly shown: boolean; readonly show: (shown: boolean) => void }) =>
  useMayAct() ? (
    <button type="button" aria-pressed={shown} onClick={() => show(!shown)}>
      {shown ? 'Mask addresses' : 'Show addresses'}
    </button>
  ) : null;
