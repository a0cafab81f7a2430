/** As many items as were asked for, over as many pages as that takes: one that was searched may be short, or empty, and not the last. */

// What the contract allows for one page.
const PAGE_ITEMS_MAX = 200;

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor?: string };

export async function gather<Item>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  list: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let next = cursor;
  do {
    const size = Math.min(limit - items.length, PAGE_ITEMS_MAX);
    const page = await list({ limit: size, ...(next !== undefined && { cursor: next }) });
    items.push(...page.items);
    next = page.nextCursor;
  } while (next !== undefined && items.length < limit);
  return { items, ...(next !== undefined && { nextCursor: next }) };
}
