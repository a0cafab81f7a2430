/** What pages share: title, what went wrong, what is empty, badges, tables, the command that does the same. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../api.ts';

type Children = { readonly children?: ComponentChildren };

export function Page({
  title,
  intro,
  actions,
  children,
}: Children & { title: string; intro?: string; actions?: ComponentChildren }) {
  document.title = `${title} · Pushdock`;
  return (
    <>
      <div class="title">
        <h1>{title}</h1>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </div>
      {intro !== undefined && <p class="intro">{intro}</p>}
      {children}
    </>
  );
}

export type Tone = 'good' | 'warn' | 'bad' | 'news' | 'plain';

export const Badge = ({ tone = 'plain', children }: Children & { tone?: Tone }) => (
  <span class={tone === 'plain' ? 'badge' : `badge ${tone}`}>{children}</span>
);

/** What the gateway said against it. Announced where it appears. */
export function Fault({ error }: { readonly error: Error | undefined }) {
  if (error === undefined) return null;
  return (
    <div class="fault" role="alert">
      <strong>{error.message}</strong>
      {error instanceof Refused && error.faults.length > 0 && (
        <ul class="faults">
          {error.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

export const Empty = ({ children }: Children) => <p class="empty">{children}</p>;

export const Waiting = () => (
  <p class="empty" aria-live="polite">
    Loading…
  </p>
);

/**
 * A table; on a narrow screen each row is a card, and each cell carries its column's title (console.css). `label` names it for those who do not
 * see it.
 */
export function Table({ label, head, children }: Children & { label: string; head: readonly string[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  useLayoutEffect(() => {
    for (const row of body.current?.rows ?? [])
      for (const [index, cell] of [...row.cells].entries()) cell.dataset.title = head[index] ?? '';
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th scope="col" key={cell}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>{children}</tbody>
      </table>
    </section>
  );
}

/** Copies on demand, and says so. */
export function Copy({ text, what = 'Copy' }: { readonly text: string; readonly what?: string }) {
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Select the text and copy it'),
    );
  return (
    <button type="button" class="small" onClick={() => void copy()} onBlur={() => setSaid('')}>
      <span aria-live="polite">{said === '' ? what : said}</span>
    </button>
  );
}

/** The same by the command line, a command for each thing that the page shows or does. */
export const Command = ({ children }: { readonly children: string | readonly string[] }) => (
  <p class="command">
    <span class="quiet">The same by command</span>{' '}
    {[children].flat().map((line) => (
      <span key={line} class="one">
        <code>{line}</code> <Copy text={line} />
      </span>
    ))}
  </p>
);

/** An id of a message: whole where there is room, its end on a phone. Ids of the same minute begin alike, so the end says more. */
export const Id = ({ id }: { readonly id: string }) => (
  <code class="id" title={id}>
    <span class="wide">{id.slice(0, -12)}</span>
    {id.slice(-12)}
  </code>
);
