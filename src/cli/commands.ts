/**
 * Every command: under which heading the help shows it, what it does in one line, and where it is. A command line loads the one command that it names,
 * because all of them together take five times as long as Node itself.
 */
import type { Command } from 'commander';
import { providers } from '../providers/list.ts';

export type CommandEntry = {
  readonly name: string;
  /** Heading in `pushdock --help`. */
  readonly group: string;
  /** One line for the list of commands; the command's own help says more. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** Not in the help: what other programs call. */
  readonly hidden?: true;
};

type Row = readonly [name: string, summary: string, load: () => Promise<Command>];

const start: readonly Row[] = [
  ['init', 'Write a first configuration by asking', async () => (await import('./init/init.ts')).initCommand()],
  ['serve', 'Run the gateway in the foreground', async () => (await import('./serve.ts')).serveCommand()],
  ['doctor', 'Check a configuration and its gateway', async () => (await import('./doctor.ts')).doctorCommand()],
  ['reload', 'Use a changed configuration', async () => (await import('./reload.ts')).reloadCommand()],
];

const watch: readonly Row[] = [
  ['tail', 'Show live what arrives, and where it goes', async () => (await import('./tail.ts')).tailCommand()],
  ['health', 'Show how each source stands', async () => (await import('./health.ts')).healthCommand()],
  ['sources', 'Show sources, and what to enter where', async () => (await import('./sources.ts')).sourcesCommand()],
  ['messages', 'Find messages, and retry one', async () => (await import('./messages.ts')).messagesCommand()],
  ['events', 'Find events, and where they went', async () => (await import('./events.ts')).eventsCommand()],
  ['deliveries', 'Show deliveries to each sink', async () => (await import('./deliveries.ts')).deliveriesCommand()],
  ['refused', 'Show requests that were refused', async () => (await import('./refused.ts')).refusedCommand()],
  ['drift', 'Show and settle departures from contracts', async () => (await import('./drift.ts')).driftCommand()],
];

const act: readonly Row[] = [
  ['sinks', 'Pause, resume and test sinks', async () => (await import('./sinks.ts')).sinksCommand()],
  ['dead-letters', 'Send again what was given up', async () => (await import('./deliveries.ts')).deadLettersCommand()],
  ['replay', 'Send events of past messages again', async () => (await import('./replay.ts')).replayCommand()],
  ['forward', 'Post events to a program on this machine', async () => (await import('./forward.ts')).forwardCommand()],
  ['consumers', 'Show who pulls events, and how far', async () => (await import('./consumers.ts')).consumersCommand()],
];

const operate: readonly Row[] = [
  ['alerts', 'Show and test who is told of conditions', async () => (await import('./alerts.ts')).alertsCommand()],
  ['audit', 'Show who did what', async () => (await import('./audit.ts')).auditCommand()],
  ['backup', 'Copy the embedded store into a file', async () => (await import('./backup.ts')).backupCommand()],
  ['restore', 'Put a backup in its place', async () => (await import('./backup.ts')).restoreCommand()],
  ['migrate', 'Move the store to another engine', async () => (await import('./migrate.ts')).migrateCommand()],
  ['prune', 'Forget what is older than retention', async () => (await import('./prune.ts')).pruneCommand()],
  ['nodes', 'Show gateways that share the store', async () => (await import('./nodes.ts')).nodesCommand()],
  [
    'completion',
    'Let a shell complete command lines',
    async () => (await import('./completion.ts')).completionCommand(),
  ],
  ['certificate', 'Make client certificates', async () => (await import('./certificate.ts')).certificateCommand()],
];

const build: readonly Row[] = [
  [
    'contracts',
    'Judge, compare and publish contracts',
    async () => (await import('./contracts.ts')).contractsCommand(),
  ],
  ['mock', 'Mock providers that push like real ones', async () => (await import('./mock.ts')).mockCommand()],
  [
    'conformance',
    'Test a receiver, ours or another',
    async () => (await import('./conformance.ts')).conformanceCommand(),
  ],
];

const ofProviders: readonly Row[] = providers.flatMap(({ name, commands }): readonly Row[] =>
  commands === undefined ? [] : [[name, commands.summary, commands.load]],
);

const groups: readonly (readonly [string, readonly Row[]])[] = [
  ['Start here:', start],
  ['See what happens:', watch],
  ['Act on it:', act],
  ['Operate:', operate],
  ['Build and test:', build],
  ['One provider:', ofProviders],
];

const hidden: readonly Row[] = [
  ['__complete', 'What a shell asks', async () => (await import('./completion.ts')).completeCommand()],
  ['__man', 'What the build asks', async () => (await import('./man.ts')).manCommand()],
];

export const commands: readonly CommandEntry[] = [
  ...groups.flatMap(([group, rows]) => rows.map(([name, summary, load]) => ({ name, group, summary, load }))),
  ...hidden.map(([name, summary, load]) => ({ name, group: '', summary, load, hidden: true as const })),
];
