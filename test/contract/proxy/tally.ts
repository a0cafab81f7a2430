/** What validating proxies have noted, as sentences: how much of each contract went through, and everything that was complained of. */
import type { Noted, ValidatingProxy } from './proxy.ts';

export type Tally = {
  /** By contract and then by operation, how many requests. */
  readonly requests: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly violations: readonly string[];
};

export function tallyOf(proxies: readonly ValidatingProxy[]): Tally {
  const noted = proxies.flatMap((proxy) => proxy.noted);
  const requests = new Map<string, Map<string, number>>();
  for (const { bundle, operation } of noted) {
    if (bundle === undefined || operation === undefined) continue;
    const counts = requests.get(bundle) ?? new Map<string, number>();
    requests.set(bundle, counts.set(operation, (counts.get(operation) ?? 0) + 1));
  }
  return { requests, violations: noted.flatMap(violationsOf) };
}

/** `paazl-push receiveShipmentStatus (POST /push/paazl/shipping → 200): request …`. */
export function violationsOf({ bundle, operation, method, path, status, complaints }: Noted): readonly string[] {
  const where = `${bundle ?? 'no contract'} ${operation ?? 'no operation'} (${method} ${path} → ${status ?? 'nobody asked'})`;
  return complaints.map((complaint) => `${where}: ${complaint}`);
}

/** `paazl-push: 12 requests, 0 violations`, one for each contract. */
export function linesOf({ requests, violations }: Tally): readonly string[] {
  return [...requests].map(([bundle, counts]) => {
    const count = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const of = violations.filter((one) => one.startsWith(`${bundle} `)).length;
    const each = [...counts].map(([operation, times]) => `${operation} ${times}`).join(', ');
    return `Prism proxy: ${bundle}: ${count} requests, ${of} violations (${each})`;
  });
}
