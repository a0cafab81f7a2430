/** A text of a message, coloured when what colours it has come, with the lines of some fields marked. */
import { useEffect, useState } from 'preact/hooks';
import { colouredLines, type Piece } from '../colour.ts';

const nameOf = (line: string) => /^\s*(?:"([^"]+)":|<(?:[\w-]+:)?([\w-]+))/.exec(line)?.slice(1).find(Boolean) ?? '';

/** `marks`: names of fields; the lines that begin with one are marked. */
export function Code({
  label,
  text,
  marks,
}: {
  readonly label: string;
  readonly text: string;
  readonly marks?: ReadonlySet<string>;
}) {
  const [coloured, setColoured] = useState<{ text: string; lines: readonly (readonly Piece[])[] }>();
  useEffect(() => {
    let wanted = true;
    // Without its colours, as when the gateway was exchanged and the file is gone, a text is still a text.
    void colouredLines(text)
      .catch(() => undefined)
      .then((lines) => {
        if (wanted && lines !== undefined) setColoured({ text, lines });
      });
    return () => {
      wanted = false;
    };
  }, [text]);
  const lines = text.split('\n');
  const show = (line: string, index: number) =>
    coloured?.text === text
      ? coloured.lines[index]?.map((piece, place) => (
          <span key={place} class={piece.kind}>
            {piece.text}
          </span>
        ))
      : line;
  return (
    <section class="code" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        {text === ''
          ? '(empty)'
          : lines.map((line, index) => {
              const Line = marks?.has(nameOf(line)) ? 'mark' : 'span';
              return (
                <Line key={index}>
                  {show(line, index)}
                  {'\n'}
                </Line>
              );
            })}
      </pre>
    </section>
  );
}
