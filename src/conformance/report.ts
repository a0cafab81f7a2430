/** A report for people's walls and for CI: HTML and JUnit. */
import { writeXml } from '../formats/xml-write.ts';
import type { Check, Outcome, Report } from './check.ts';

/** A suite for each provider, a case for each check. What could not be seen is skipped, never passed. */
export function junitReport({ checks }: Report): string {
  const providers = [...new Set(checks.map(({ provider }) => provider))];
  const count = (those: readonly Check[], test: (outcome: Outcome) => boolean) =>
    String(those.filter(({ outcome }) => test(outcome)).length);
  const totals = (those: readonly Check[]) => ({
    '@tests': String(those.length),
    '@failures': count(those, (outcome) => outcome === 'failed'),
    '@errors': '0',
    '@skipped': count(those, (outcome) => outcome.startsWith('not ')),
    '@time': (those.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000).toFixed(3),
  });
  const suites = providers.map((provider) => {
    const own = checks.filter((one) => one.provider === provider);
    return {
      '@name': `conformance ${provider}`,
      ...totals(own),
      testcase: own.map(({ id, title, outcome, seen, why, fix, tookMs }) => ({
        '@classname': `conformance.${provider}.${id}`,
        '@name': title,
        '@time': (tookMs / 1000).toFixed(3),
        failure:
          outcome === 'failed'
            ? { '@message': printable(seen), '#text': printable(`${why}\nTo fix it: ${fix ?? ''}`) }
            : undefined,
        skipped: outcome.startsWith('not ') ? { '@message': printable(`${outcome}: ${seen}`) } : undefined,
      })),
    };
  });
  return writeXml('testsuites', { '@name': 'conformance', ...totals(checks), testsuite: suites }, { pretty: true });
}

/** What a receiver answers may hold anything. */
const printable = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

const colours: Readonly<Record<Outcome, string>> = {
  passed: '#176639',
  failed: '#a81c1c',
  'not applicable': '#555',
  'not observable': '#7a5200',
};

/** One file that needs nothing else. */
export function htmlReport({ url, startedAt, checks, passed, counts }: Report): string {
  const providers = [...new Set(checks.map(({ provider }) => provider))];
  const summary = Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(' · ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Conformance: ${passed ? 'passed' : 'failed'}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #ddd }
.o { font-weight: 600; white-space: nowrap } .s { overflow-wrap: anywhere } p { margin: .25rem 0 } .q { color: #555; font-size: .9em }
@media (max-width: 40rem) { td, th { display: block; border: 0; padding: .1rem 0 } tr { display: block; border-bottom: 1px solid #ddd; padding: .5rem 0 } thead { display: none } }
</style></head><body>
<h1>The receiver ${passed ? 'passed' : 'failed'}</h1>
<p>${escaped(url)} · ${escaped(startedAt)}</p><p>${summary}</p>
${providers
  .map((provider) =>
    tableOf(
      provider,
      checks.filter((one) => one.provider === provider),
    ),
  )
  .join('\n')}
</body></html>
`;
}

const tableOf = (provider: string, checks: readonly Check[]): string => `<h2>${escaped(provider)}</h2>
<table><thead><tr><th>Outcome</th><th>Check</th><th>What was seen</th></tr></thead><tbody>
${checks.map(rowOf).join('\n')}
</tbody></table>`;

const rowOf = ({ id, title, outcome, seen, why, fix }: Check): string =>
  `<tr id="${escaped(id)}"><td class="o" style="color: ${colours[outcome]}">${outcome}</td><td><p>${escaped(title)}</p>${
    outcome === 'failed'
      ? `<p>Why it matters: ${escaped(why)}</p><p>How to fix it: ${escaped(fix ?? '')}</p>`
      : `<p class="q">${escaped(why)}</p>`
  }</td><td class="s">${escaped(seen)}</td></tr>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
