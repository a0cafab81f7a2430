/** Finds the contracts by their place, so that a new provider needs no change here. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Decides which templates a document meets. `public`: what the public listener answers beside the pushes, for whoever calls. */
export type Kind = 'push' | 'api' | 'public' | 'gateway' | 'events' | 'config';

export type Contract = {
  readonly kind: Kind;
  /** Name of the bundle, such as `zettle-push`. */
  readonly name: string;
  /** Path below the root; for `events` and `config` what the document is made from. */
  readonly source: string;
  /** Folder below generated/. */
  readonly folder: string;
};

export function findContracts(root: string): readonly Contract[] {
  const providers = join(root, 'spec/providers');
  const found: Contract[] = [];
  for (const provider of existsSync(providers) ? readdirSync(providers).sort() : []) {
    for (const kind of ['push', 'api'] as const) {
      const source = `spec/providers/${provider}/${kind}.yaml`;
      if (existsSync(join(root, source))) {
        found.push({ kind, name: `${provider}-${kind}`, source, folder: `${provider}/${kind}` });
      }
    }
  }
  const single: readonly Contract[] = [
    { kind: 'public', name: 'oauth', source: 'spec/oauth.yaml', folder: 'oauth' },
    { kind: 'public', name: 'sandbox', source: 'spec/sandbox.yaml', folder: 'sandbox' },
    { kind: 'gateway', name: 'gateway', source: 'spec/gateway.yaml', folder: 'gateway' },
    { kind: 'gateway', name: 'mock', source: 'spec/mock.yaml', folder: 'mock' },
    { kind: 'events', name: 'events', source: 'spec/events', folder: 'events' },
    { kind: 'config', name: 'config', source: 'spec/config.schema.json', folder: 'config' },
  ];
  return [...found, ...single.filter(({ source }) => existsSync(join(root, source)))];
}

/** `zettle-push` → `ZettlePush`. */
export function pascal(name: string): string {
  return name.replaceAll(/(?:^|[-_.])(\w)/g, (_, first: string) => first.toUpperCase());
}

export function camel(name: string): string {
  const whole = pascal(name);
  return whole.charAt(0).toLowerCase() + whole.slice(1);
}
