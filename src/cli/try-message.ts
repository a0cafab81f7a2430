/** `pushdock messages try`: a message under the contract of now, or an edited copy of it sent to a sandbox or a sink. */
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { EditedCopy, MessageTrial } from '../../generated/gateway/models.ts';
import { messageOf } from '../running/thrown.ts';
import { CommandFailed } from './failure.ts';
import { findingPlace } from './finding-place.ts';
import { idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText } from './print.ts';

type Options = OperatorOptions & {
  readonly json?: boolean;
  readonly edited?: string;
  readonly sink?: string;
  readonly sandbox?: string;
};

export function tryCommand(): Command {
  return withOperator(
    new Command('try')
      .description(
        'Judge a message again by the contract of now, or an edited copy of it. Nothing is stored; with --sink the events of the copy go there, marked.',
      )
      .argument('<id>', idHelp)
      .option('--edited <file>', 'a body in place of its own; `messages show` prints that')
      .addOption(new Option('--sink <name>', 'send the events of the edited copy to this sink').conflicts('sandbox'))
      .addOption(new Option('--sandbox <name>', 'judge the edited copy as what comes to this sandbox')),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock messages try 5d2c8e6a1b37\n  pushdock messages try 5d2c8e6a1b37 --edited body.json --sink orders\n\nEnds with exit code 1 if the sink did not take an event.',
    )
    .action(tryMessage);
}

async function tryMessage(id: string, { edited, sink, sandbox, ...options }: Options): Promise<void> {
  const operator = openOperatorClient(options);
  if (edited === undefined) {
    if (sink !== undefined || sandbox !== undefined)
      throw new CommandFailed(
        'usage',
        '--sink and --sandbox are for an edited copy; name its body with --edited, or send the message itself with: pushdock replay',
      );
    const trial = await answered(operator.judgeMessage({ path: { id } }));
    return options.json ? printJson(trial) : printTrial(trial);
  }
  const query = { ...(sink !== undefined && { sink }), ...(sandbox !== undefined && { sandbox }) };
  const copy = await answered(operator.sendEditedCopy({ path: { id }, query, body: { content: bodyOf(edited) } }));
  if (options.json) printJson(copy);
  else printTrial(copy);
  for (const { event, outcome, detail, tookMs } of options.json ? [] : copy.sent)
    printText(`${event} ${outcome} in ${tookMs} ms: ${detail}`);
  if (copy.sent.some(({ outcome }) => outcome !== 'delivered'))
    throw new CommandFailed('failed', `${sink} did not take every event of the copy ${copy.copy}`);
}

function bodyOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailed('usage', `${file} cannot be read: ${messageOf(error)}`);
  }
}

function printTrial({ source, verdict, findings, events }: MessageTrial | EditedCopy): void {
  printText(`As ${source} receives it now: ${verdict}`);
  for (const finding of findings) {
    const { severity, rule, expected, seen } = finding;
    printText(`  ${severity}: ${rule} at ${findingPlace(finding)}: expected ${expected}; seen ${seen}`);
  }
  for (const { type, subject } of events) printText(`  event ${type}${subject === undefined ? '' : ` ${subject}`}`);
}
