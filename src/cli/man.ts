/** The manual page, made of the commands when the product is built. */
import { Command, type Help } from 'commander';
import { packageVersion } from '../running/package-version.ts';
import { commands } from './commands.ts';
import { exitCodes } from './failure.ts';
import { createProgram } from './program.ts';

const environment = [
  ['PUSHDOCK_CONFIG', 'The configuration, where no option names one.'],
  ['PUSHDOCK_URL', 'The base URL of the operator API.'],
  ['PUSHDOCK_TOKEN', 'The operator token that commands present.'],
  ['PUSHDOCK_NODE', 'The name of this gateway among those that share a store.'],
  ['PORT, ADMIN_PORT', 'In place of the ports of the public and the operator listener.'],
  ['PUSHDOCK_PAGER, PAGER', 'The program that shows long lists on a terminal; cat shows them at once.'],
  ['NO_COLOR', 'Print without colours.'],
] as const;

/** For the build: `pushdock __man`. */
export function manCommand(): Command {
  return new Command('__man')
    .description('Print the manual page.')
    .action(async () => void process.stdout.write(manualPage(await createProgram())));
}

export function manualPage(program: Command): string {
  const help = program.createHelp();
  const groups = [...new Set(commands.flatMap(({ group, hidden }) => (hidden ? [] : [group])))];
  const parts = [
    `.TH PUSHDOCK 1 "" "Pushdock ${packageVersion()}" "User Commands"`,
    '.SH NAME\npushdock \\- a contract\\-first gateway for inbound pushes',
    '.SH SYNOPSIS\n.B pushdock\n.I command\n[\\fIoptions\\fR]',
    `.SH DESCRIPTION\n${text(program.description())}`,
    ...groups.map((group) => {
      const names = commands.filter((one) => one.group === group && !one.hidden).map(({ name }) => name);
      const found = program.commands.filter((one) => names.includes(one.name()));
      return [`.SH ${group.replace(/:$/, '').toUpperCase()}`, ...found.flatMap((one) => section(one, help))].join('\n');
    }),
    ['.SH ENVIRONMENT', ...environment.map(([name, what]) => item(name, what))].join('\n'),
    ['.SH EXIT STATUS', ...Object.entries(exitCodes).map(([name, code]) => item(String(code), name))].join('\n'),
    '.SH FILES\n.TP\n.I pushdock.yaml\nThe configuration, in the working directory.',
  ];
  return `${parts.join('\n')}\n`;
}

/** One command and those below it. */
function section(command: Command, help: Help): readonly string[] {
  const below = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  if (below.length > 0)
    return [
      `.SS ${text(pathOf(command))}\n${text(command.description())}`,
      ...below.flatMap((one) => section(one, help)),
    ];
  const words = [
    ...help.visibleArguments(command).map((one) => item(help.argumentTerm(one), one.description)),
    ...help.visibleOptions(command).map((one) => item(help.optionTerm(one), help.optionDescription(one))),
  ];
  const usage = command.usage().replace(/\[command\] ?/, '');
  return [`.SS ${text(`${pathOf(command)} ${usage}`)}\n${text(command.description())}`, ...words];
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const item = (term: string, what: string): string => `.TP\n.B ${text(term)}\n${text(what)}`;

/** Text of ours as roff: a backslash, a minus, a line that would begin with a request, and what is not ASCII. */
const text = (plain: string): string =>
  plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1')
    .replaceAll(
      /[\u0080-\u{10ffff}]/gu,
      (one) => `\\[u${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replaceAll(/\n\n+/g, '\n.PP\n')
    .replaceAll(/^ {2,}(.*)$/gm, '.br\n$1');
