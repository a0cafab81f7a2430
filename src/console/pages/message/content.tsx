/** What a message says: readable, as it came, as fetched, as delivered; masked until somebody asks. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Body, baseUrl, type Message } from '../../api.ts';
import { curlOf, pretty } from '../../bytes.ts';
import { Code } from '../../parts/code.tsx';
import { Copy } from '../../parts/frame.tsx';
import { Masked } from '../../parts/masked.tsx';
import type { Shown } from './load.ts';

type Text = { readonly name: string; readonly show: () => ComponentChildren };

export function Content({
  shown,
  masked,
  reveal,
}: {
  readonly shown: Shown;
  readonly masked: boolean;
  readonly reveal: () => void;
}) {
  const { message, events, publicUrl } = shown;
  // A push that only names what to fetch has no body; what was fetched is what it says.
  const [fetched] = message.documents;
  const said = message.body.content === '' && fetched !== undefined ? `Fetched: ${fetched.name}` : 'Readable';
  // What came, and beside it what was made of it.
  const [chosen, choose] = useState<readonly string[]>([said, ...(events.length > 0 ? [eventName(events, 0)] : [])]);
  const places = new Set(message.findings.flatMap(({ path }) => path.split('/').at(-1) || []));
  const texts: readonly Text[] = [
    {
      name: 'Readable',
      show: () => <Code label="The body, readable" text={pretty(textOf(message.body))} marks={places} />,
    },
    { name: 'Raw', show: () => <Code label="The body as it came" text={textOf(message.body)} /> },
    ...message.documents.map(({ name, body }) => ({
      name: `Fetched: ${name}`,
      show: () => <Code label={`The fetched ${name}`} text={pretty(textOf(body))} />,
    })),
    ...events.map(({ event, envelope }, index) => ({
      name: eventName(events, index),
      show: () => <Code label={event.type} text={pretty(envelope)} />,
    })),
    { name: 'Headers', show: () => <Code label="Headers" text={headerText(message)} /> },
  ];
  const open = texts.filter(({ name }) => chosen.includes(name));
  const toggle = (name: string) =>
    choose(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <section>
      <h2>Content</h2>
      {message.bodyForgotten && <p class="note">Its bytes were let go for their age.</p>}
      <Masked masked={masked} reveal={reveal} />
      {!masked && (
        <p class="line">
          <Copy
            what="Copy as curl"
            text={curlOf(message.method, targetUrl(message, publicUrl), message.headers, textOf(message.body))}
          />{' '}
          <Copy what="Copy the body" text={textOf(message.body)} />
        </p>
      )}
      <fieldset class="tabs">
        <legend class="hidden">What is shown of it, side by side</legend>
        {texts.map(({ name }) => (
          <button key={name} type="button" aria-pressed={chosen.includes(name)} onClick={() => toggle(name)}>
            {name}
          </button>
        ))}
      </fieldset>
      <div class="beside">
        {open.map(({ name, show }) => (
          <div key={name}>
            <h3>{name}</h3>
            {show()}
          </div>
        ))}
      </div>
    </section>
  );
}

const eventName = (events: Shown['events'], index: number): string =>
  events.length === 1 ? 'Event' : `Event ${index + 1}`;

/** Where the public listener is, only the push URL of a source says; when none is configured any more, the command leaves the place open. */
const targetUrl = ({ target }: Message, publicUrl: string | undefined): string =>
  `${publicUrl ?? `${new URL(baseUrl).protocol}//PUBLIC-HOST`}${target}`;

const textOf = ({ encoding, content }: Body): string => (encoding === 'text' ? content : `(base64)\n${content}`);

const headerText = ({ method, target, headers }: Message): string =>
  [`${method} ${target}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
