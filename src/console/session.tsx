/** Who is at the page: asks for a token where the gateway wants one, and tells the other pages what this person may do. */

import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { api, bodyOf, proveWith, type Session } from './api.ts';
import { Fault } from './parts/frame.tsx';

const Here = createContext<Session>({ signedIn: false, development: false });
export const useSession = (): Session => useContext(Here);
/** A viewer is refused by the gateway; the page does not offer what would be refused. */
export const useMayAct = (): boolean => useContext(Here).role === 'operator';

export function Signed({ children }: { readonly children: ComponentChildren }) {
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<Error>();
  const take = (next: Session) => {
    proveWith(next.proof);
    setError(undefined);
    setSession(next);
  };
  useEffect(() => {
    const ask = () => bodyOf(api.getSession({})).then(take, setError);
    void ask();
    const again = () => void ask();
    window.addEventListener('pushdock:signed-out', again);
    return () => window.removeEventListener('pushdock:signed-out', again);
  }, []);
  if (session === undefined)
    return (
      <main class="sign-in">
        <Fault error={error} />
      </main>
    );
  if (!session.signedIn) return <SignIn session={session} onDone={take} />;
  return <Here.Provider value={session}>{children}</Here.Provider>;
}

function SignIn({ session, onDone }: { readonly session: Session; readonly onDone: (session: Session) => void }) {
  const [token, setToken] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  document.title = 'Sign in · Pushdock';
  const submit = async () => {
    setBusy(true);
    try {
      onDone(await bodyOf(api.createSession({ body: { token: token.trim() } })));
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      setToken('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1>Pushdock</h1>
        {session.environment !== undefined && <p class="quiet">{session.environment}</p>}
        <label for="token">Operator token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <Fault error={error} />
        <button type="submit" class="primary" disabled={busy || token.trim() === ''}>
          Sign in
        </button>
        <p class="quiet small">One of admin.tokens in the gateway's configuration.</p>
      </form>
    </main>
  );
}

/** Name, environment, and the way out. */
export function Person() {
  const { name, by, role, environment, development } = useSession();
  const out = (everywhere: boolean) =>
    void bodyOf(api.endSession({ query: everywhere ? { everywhere } : {} })).finally(() => location.reload());
  const label = environment ?? (development ? 'development' : undefined);
  return (
    <>
      {label !== undefined && <span class={`badge environment ${development ? 'warn' : 'news'}`}>{label}</span>}
      {by === 'session' && (
        <details class="person">
          <summary>{name}</summary>
          <div class="sheet">
            <p class="quiet small">{role === 'viewer' ? 'Viewer: may look and not act' : 'Operator'}</p>
            <button type="button" onClick={() => out(false)}>
              Sign out
            </button>
            <button type="button" onClick={() => out(true)}>
              Sign out everywhere
            </button>
          </div>
        </details>
      )}
    </>
  );
}
