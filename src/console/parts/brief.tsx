/** A text of somebody else's, of any length: its beginning, and how long it is. The whole of it stands in the message. */
const CHARACTERS_MAX = 200;

export function Brief({ text }: { readonly text: string }) {
  const beginning = Array.from(text.slice(0, 2 * CHARACTERS_MAX + 1))
    .slice(0, CHARACTERS_MAX)
    .join('');
  return beginning.length === text.length ? (
    text
  ) : (
    <>
      {beginning}… <span class="quiet small">({text.length} characters)</span>
    </>
  );
}
