/** What a page shows, as a file of JSON lines for scripts. */

/** Every page, or as many as give `itemsMax` items. */
export async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<{ readonly items: readonly Item[]; readonly nextCursor?: string }>,
  itemsMax = Number.POSITIVE_INFINITY,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < itemsMax);
  return items.slice(0, itemsMax);
}

export function download(name: string, items: readonly object[]): void {
  const url = URL.createObjectURL(
    new Blob(
      items.map((item) => `${JSON.stringify(item)}\n`),
      { type: 'application/x-ndjson' },
    ),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
