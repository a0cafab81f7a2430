/** The frame around every page: navigation, the search, what is live, keys and settings. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Choices } from './choices.tsx';
import { followChanges } from './follow.ts';
import { Live } from './frame-live.tsx';
import { isTyping, Keys } from './keys.tsx';
import { pages } from './pages.tsx';
import { Page } from './parts/frame.tsx';
import { go, href, useRoute } from './route.ts';
import { Person, Signed } from './session.tsx';
import { settings } from './settings.ts';

/** How long the reader must have stopped typing: each letter would ask the store. */
const TYPED_MS = 300;

export const App = () => (
  <Signed>
    <Frame />
  </Signed>
);

function Frame() {
  const route = useRoute();
  const [first = 'health'] = route.path;
  const page = pages.find(({ name }) => name === first);
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'keys' | 'settings'>();
  const [, chosen] = useState(0);
  const content = useRef<HTMLElement>(null);
  const place = route.path.join('/');
  useEffect(() => setOpen(false), [place]);
  useEffect(followChanges, []);
  useEffect(() => {
    const again = () => chosen((count) => count + 1);
    window.addEventListener('pushdock:settings', again);
    return () => window.removeEventListener('pushdock:settings', again);
  }, []);
  // A dialog that gave way to another says afterwards that it was closed; that must not close the other.
  const show = (name: 'keys' | 'settings', shown: boolean) =>
    setDialog((current) => (shown ? name : current === name ? undefined : current));
  const showKeys = useCallback((shown: boolean) => show('keys', shown), []);
  return (
    <>
      <button type="button" class="skip" onClick={() => content.current?.focus()}>
        Skip to the content
      </button>
      <header class="top">
        <a class="home" href="#/">
          <img src={new URL('./mark.svg', import.meta.url).href} alt="" width="22" height="22" /> Pushdock
        </a>
        <button
          type="button"
          class="menu small"
          aria-expanded={open}
          aria-controls="pages"
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
        <Search query={first === 'search' ? (route.query.get('q') ?? '') : ''} />
        <Live />
        <button type="button" class="small" onClick={() => setDialog('settings')}>
          Settings
        </button>
        <Person />
      </header>
      <div class="columns">
        <nav id="pages" class={open ? 'pages open' : 'pages'} aria-label="Pages">
          <ul>
            {pages
              .filter(({ title }) => title !== undefined)
              .map(({ name, title }) => (
                <li key={name}>
                  <a href={name === 'health' ? '#/' : href([name])} aria-current={name === first ? 'page' : undefined}>
                    {title}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <main id="content" class={settings.compact ? 'compact' : undefined} tabIndex={-1} ref={content}>
          {page === undefined ? <Nowhere /> : page.show(route)}
        </main>
      </div>
      <Keys open={dialog === 'keys'} setOpen={showKeys} />
      <Choices
        open={dialog === 'settings'}
        setOpen={(shown) => show('settings', shown)}
        showKeys={() => setDialog('keys')}
      />
    </>
  );
}

function Search({ query }: { readonly query: string }) {
  const [text, setText] = useState(query);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  const find = (wanted: string, replace: boolean) => {
    clearTimeout(timer.current);
    if (wanted.trim().length > 0) go(href(['search'], { q: wanted.trim() }), { replace });
  };
  const typed = (wanted: string) => {
    setText(wanted);
    clearTimeout(timer.current);
    if (wanted.trim().length >= 3)
      timer.current = setTimeout(() => find(wanted, location.hash.startsWith('#/search')), TYPED_MS);
  };
  return (
    <search class="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          find(text, false);
        }}
      >
        <label class="hidden" for="search">
          Find a message by order, shipment, id or any text in it
        </label>
        <input
          id="search"
          type="search"
          ref={field}
          value={text}
          autocomplete="off"
          spellcheck={false}
          placeholder="Order, shipment, id, any text…  ( / )"
          onInput={(event) => typed(event.currentTarget.value)}
        />
      </form>
    </search>
  );
}

const Nowhere = () => (
  <Page title="There is no such page">
    <p>
      <a href="#/">Go to the health of the sources</a>
    </p>
  </Page>
);
