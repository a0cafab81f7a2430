/** A real Chromium, where there is one: `chromium` on the PATH or in `PUSHDOCK_CHROMIUM`. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

/** Nothing but what the test asks for may go out, and nothing is kept. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function findChromium(): string | undefined {
  const named = process.env.PUSHDOCK_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...(named === undefined ? [] : [named]), ...folders.map((folder) => join(folder, 'chromium'))].find(
    existsSync,
  );
}

/** Why tests in a browser are left out here; undefined when they run. */
export const withoutBrowser: string | undefined =
  findChromium() === undefined ? 'there is no chromium on this machine (apt-get install chromium)' : undefined;

export type Browsing = { readonly context: BrowserContext; readonly close: () => Promise<void> };

/** An empty profile. `offline`: whatever is not a file fails. */
export async function openBrowser(options: {
  readonly dark?: boolean;
  readonly width?: number;
  readonly offline?: boolean;
  /** False: pages run no script. */
  readonly scripts?: boolean;
}): Promise<Browsing> {
  const profile = mkdtempSync(join(tmpdir(), 'pushdock-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? 'chromium',
    headless: true,
    args: flags,
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: { width: options.width ?? 1280, height: 900 },
    offline: options.offline ?? false,
    javaScriptEnabled: options.scripts ?? true,
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
