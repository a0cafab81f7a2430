/** Something that changes something: it says what it did or why not. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useMayAct } from '../session.tsx';
import { Fault } from './frame.tsx';

type ActProps = {
  readonly label: ComponentChildren;
  /** Resolves with what was done. */
  readonly act: () => Promise<ComponentChildren>;
  readonly tone?: 'primary' | 'danger';
  readonly disabled?: boolean;
};

/** Not shown to a viewer, whom the gateway would refuse. */
export function Act({ label, act, tone, disabled = false }: ActProps) {
  const mayAct = useMayAct();
  const [said, setSaid] = useState<ComponentChildren>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  if (!mayAct) return null;
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setSaid(await act());
      window.dispatchEvent(new Event('pushdock:changed'));
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span class="act">
      <button type="button" class={tone} disabled={busy || disabled} onClick={() => void run()}>
        {label}
      </button>
      <span aria-live="polite" class="said">
        {said}
      </span>
      <Fault error={error} />
    </span>
  );
}
