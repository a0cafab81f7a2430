/** The two texts that `pushdock init` writes: a configuration without a secret in it, and the file of the secrets that it refers to. */
import { randomBytes } from 'node:crypto';
import type { FirstSource } from '../../providers/first-source.ts';

export const sinkKinds = ['file', 'stdout', 'http'] as const;
export type SinkKind = (typeof sinkKinds)[number];

export type Choices = {
  readonly provider: FirstSource;
  /** By the name of the provider's question. */
  readonly answers: Readonly<Record<string, string>>;
  readonly sinks: readonly SinkKind[];
  /** Where events are posted to, if `sinks` has `http`. */
  readonly sinkUrl: string;
  readonly store: string;
  readonly publicUrl?: string | undefined;
  /** Of the file of secrets, as the configuration names it. */
  readonly environmentFile: string;
  /** For editors: where they find the schema. */
  readonly schema: string;
};

export function firstConfiguration(choices: Choices): string {
  const { provider, publicUrl } = choices;
  return `# yaml-language-server: $schema=${choices.schema}
# Every key: spec/config.example.yaml of the package. Check it with: npx pushdock doctor

# The secrets: lines NAME=value, to which { env: NAME } refers. Keep it out of version control.
environmentFile: ${quoted(choices.environmentFile)}

listen:
  public: 127.0.0.1:8080 # pushes, and nothing else
  admin: 127.0.0.1:8081 # the operator API, the console and health
${
  publicUrl === undefined
    ? '# What providers call, once they can reach it:\n# publicUrl: https://hooks.example.com'
    : `# What providers call.\npublicUrl: ${quoted(publicUrl)}`
}
store: ${quoted(choices.store)}

# Who may use the operator API. The commands in this folder find the token by themselves.
admin:
  tokens:
    - { name: on-call, secret: { env: PUSHDOCK_TOKEN } }

# Seals the secrets that providers hand out while the gateway runs.
encryptionKey: { env: PUSHDOCK_KEY }

sources:
  # The name is a part of the URL that the provider calls.
  ${provider.name}:
${indented(filledIn(provider.block, choices.answers), 4)}

sinks:
${choices.sinks.map((kind) => indented(sinkBlock(kind, choices), 2)).join('\n\n')}
`;
}

function sinkBlock(kind: SinkKind, { sinkUrl: url, store }: Choices): string {
  // Gateways that share a store must not write to one file.
  const file = /^postgres/.test(store) ? 'events-{node}.ndjson' : 'events.ndjson';
  switch (kind) {
    case 'file':
      return `# One JSON object a line.\nledger:\n  type: file\n  path: ./data/${file}`;
    case 'stdout':
      return '# The same on standard output of the gateway.\nscreen:\n  type: stdout';
    case 'http':
      return `# Each event is posted, signed as Standard Webhooks has it; the receiver gets the same secret.\nreceiver:\n  type: http\n  url: ${quoted(url)}\n  secrets:\n    - { env: RECEIVER_WEBHOOK_SECRET }`;
  }
}

/** Lines that a shell (`. ./pushdock.env`), systemd (EnvironmentFile) and containers (env_file) read alike. */
export function firstSecrets({ provider, sinks }: Choices): string {
  const lines = [
    '# Secrets of pushdock.yaml. Read by the gateway at its start and by `pushdock reload`. Keep it out of version control.',
    '',
    '# Lets a person use the operator API.',
    `PUSHDOCK_TOKEN=${hex()}`,
    '# Seals what is stored. If it is lost, the providers must be asked again for what they handed out.',
    `PUSHDOCK_KEY=${hex()}`,
    '',
  ];
  for (const { name, about, from } of provider.secrets)
    lines.push(
      `# ${about}.${from === 'us' ? '' : ' REPLACE THIS RANDOM VALUE: the provider issues it.'}`,
      `${name}=${hex()}`,
    );
  if (sinks.includes('http'))
    lines.push(
      '# Signs what is posted to the receiver.',
      `RECEIVER_WEBHOOK_SECRET=whsec_${randomBytes(32).toString('base64')}`,
    );
  return `${lines.join('\n')}\n`;
}

const hex = () => randomBytes(32).toString('hex');

/** Quotes only where YAML would read something else. */
const quoted = (text: string) => (/^[A-Za-z0-9./][A-Za-z0-9._/:@+-]*$/.test(text) ? text : JSON.stringify(text));

const filledIn = (block: string, answers: Readonly<Record<string, string>>) =>
  Object.entries(answers).reduce((text, [name, answer]) => text.replaceAll(`{${name}}`, () => answer), block);

const indented = (text: string, columns: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(columns));
