/** The manifests for Kubernetes say of the product what is true. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { type Configuration, loadConfiguration } from '../../src/config.ts';
import { complaintAbout } from '../support/parse-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { root } from '../support/written.ts';
import { absent, deployed, documentIn, moved, said, secretsNamedIn } from './files.ts';

type Context = { after(end: () => void): void };
type Container = {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
} & Readonly<Record<`${string}Probe`, { readonly httpGet: { readonly path: string; readonly port: string } }>>;
type Deployment = {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly securityContext: { readonly runAsNonRoot: boolean };
        readonly containers: readonly [Container];
      };
    };
  };
};

const roles = ['receive', 'deliver'] as const;
const podOf = (role: string) => documentIn<Deployment>(`kubernetes/${role}.yaml`).spec.template.spec;
const containerOf = (role: string): Container => podOf(role).containers[0];

/** For each name something that may be a secret. */
function secretsOfManifests(folder: string): void {
  mkdirSync(folder);
  for (const name of secretsNamedIn('kubernetes/pushdock.yaml', '/run/secrets/pushdock')) {
    const isSink = name === 'orders-secret';
    writeFileSync(join(folder, name), isSink ? `whsec_${Buffer.alloc(32, 7).toString('base64')}` : '7'.repeat(64));
  }
}

function configurationOfManifests(t: Context): Configuration {
  const folder = temporaryFolder(t);
  secretsOfManifests(join(folder, 'secrets'));
  return loadConfiguration(
    moved('kubernetes/pushdock.yaml', '/run/secrets/pushdock', join(folder, 'secrets'), folder),
    {},
  );
}

test('the configuration of the manifests is accepted in production, on a store that both roles can share', (t) => {
  const configuration = configurationOfManifests(t);
  assert.equal(configuration.development, false);
  assert.equal(configuration.store.engine, 'postgres');
  assert.deepEqual(configuration.warnings, []);
});

for (const role of roles)
  test(`the pods that ${role} are asked what the operator listener answers, and run without rights`, async (t) => {
    const { listen } = configurationOfManifests(t);
    const container = containerOf(role);
    assert.equal(await complaintAbout(container.args), undefined);
    assert.deepEqual(container.args.slice(0, 3), ['serve', '--role', role]);
    const ports = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]));
    const operator = { operator: listen.admin.port };
    assert.deepEqual(ports, role === 'receive' ? { public: listen.public.port, ...operator } : operator);
    const { paths } = parse(readFileSync(join(root, 'spec/gateway.yaml'), 'utf8'));
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
      const { path = '', port } = container[probe]?.httpGet ?? {};
      assert.ok(path in paths, path);
      assert.equal(port, 'operator');
    }
    assert.equal(container.securityContext.readOnlyRootFilesystem, true);
    assert.equal(podOf(role).securityContext.runAsNonRoot, true);
    const [configuration, secrets] = container.volumeMounts;
    assert.ok(container.args.at(-1)?.startsWith(`${configuration?.mountPath}/`));
    assert.equal(secrets?.mountPath, '/run/secrets/pushdock');
  });

test('kustomize builds the manifests', { skip: absent('kubectl', 'kustomize', '--help') }, () => {
  const built = said('kubectl', 'kustomize', deployed('kubernetes'));
  const kinds = [...built.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind).toSorted();
  assert.deepEqual(kinds, [
    'ConfigMap',
    ...['Deployment', 'Deployment', 'PodDisruptionBudget', 'PodDisruptionBudget'],
    ...['Service', 'Service', 'Service'],
  ]);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.ok(built.includes(`image: pushdock:${version}`), 'the image of another version');
});
