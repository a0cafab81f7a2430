/**
 * Data that is looked at again by itself: when the gateway says that something changed, and every few seconds all the same. It stands still while the
 * reader has paused it, while text is selected or a dialog is open, and while the tab is not seen.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from './api.ts';
import { settings } from './settings.ts';

export type Live<Data> = {
  readonly data?: Data;
  readonly error?: Error;
  /** Looks again now. */
  readonly again: () => void;
};

/** At most this often, however much happens: an open page must not load the store. */
const AT_MOST_EVERY_MS = 1_000;

/**
 * `key` says what is asked for; another key begins again. `everyMs` 0: once, and again only when somebody asks for it, because the look itself
 * costs something: a line in the audit log, or a call to a provider.
 */
export function useLive<Data>(key: string, load: (signal: AbortSignal) => Promise<Data>, everyMs?: number): Live<Data> {
  const [shown, setShown] = useState<{ key: string; data?: Data; error?: Error }>({ key });
  const [count, setCount] = useState(0);
  const latest = useRef(load);
  const once = everyMs === 0;
  const waitMs = settings.everyMs === 0 ? 0 : (everyMs ?? settings.everyMs);
  latest.current = load;
  useEffect(() => {
    const ending = new AbortController();
    let underWay = false;
    let lastAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (underWay) return;
      underWay = true;
      lastAt = performance.now();
      try {
        const data = await latest.current(ending.signal);
        if (!ending.signal.aborted) setShown({ key, data });
      } catch (error) {
        if (ending.signal.aborted) return;
        if (error instanceof Refused && error.status === 401) window.dispatchEvent(new Event('pushdock:signed-out'));
        // What was shown stays, with the fault above it.
        const fault = error instanceof Error ? error : new Error(String(error));
        setShown((before) => (before.key === key ? { ...before, error: fault } : { key, error: fault }));
      } finally {
        underWay = false;
      }
    };
    const plan = () => {
      clearTimeout(timer);
      if (waitMs > 0) timer = setTimeout(tick, waitMs);
    };
    const tick = () => {
      if (standsStill()) return plan();
      void look().then(plan);
    };
    const changed = () => {
      if (once || standsStill()) return;
      clearTimeout(timer);
      timer = setTimeout(tick, Math.max(0, AT_MOST_EVERY_MS - (performance.now() - lastAt)));
    };
    void look().then(plan);
    window.addEventListener('pushdock:changed', changed);
    return () => {
      ending.abort();
      clearTimeout(timer);
      window.removeEventListener('pushdock:changed', changed);
    };
  }, [key, count, once, waitMs]);
  const again = () => setCount((before) => before + 1);
  return shown.key === key ? { ...shown, again } : { again };
}

export function standsStill(): boolean {
  if (settings.paused || document.hidden) return true;
  if (getSelection()?.type === 'Range') return true;
  return document.querySelector('dialog[open]') !== null;
}
