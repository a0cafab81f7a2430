/** That personal data is masked, and the button that reveals it. Nothing where it was revealed. */
import { useMayAct, useSession } from '../session.tsx';

export function Masked({ masked, reveal }: { readonly masked: boolean; readonly reveal: () => void }) {
  const { by } = useSession();
  const mayReveal = useMayAct();
  if (!masked) return null;
  return (
    <p class="line">
      <span class="quiet">Personal data, and what no contract knows, is masked.</span>{' '}
      {mayReveal ? (
        <>
          <button type="button" onClick={reveal}>
            Reveal
          </button>{' '}
          <span class="quiet small">
            {by === 'development' ? 'Revealing is in the audit log.' : 'Revealing is in the audit log, with your name.'}
          </span>
        </>
      ) : (
        <span class="quiet small">An operator may reveal it.</span>
      )}
    </p>
  );
}
