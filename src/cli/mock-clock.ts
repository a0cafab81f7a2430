/** `pushdock mock clock`: moves the clock of the mocks, so that nobody waits for retries of days. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { span } from './option-values.ts';
import { printJson, printText } from './print.ts';

type Options = ControlOptions & {
  readonly advance?: number;
  readonly step?: boolean;
  readonly scale?: number;
  readonly json?: boolean;
};

export function clockCommand(): Command {
  return withControl(
    new Command('clock')
      .description('Move the clock of the mocks. What falls due meanwhile is attempted in order.')
      .option('--advance <duration>', 'let so much time pass at once: 90s, 10min, 72h, 3d', span)
      .addOption(new Option('--step', 'go to the next attempt').conflicts('advance'))
      .option('--scale <n>', 'run at n seconds in a real one; 0 stops it', scaleOf),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock mock clock --advance 72h\n  pushdock mock clock --step\n  pushdock mock clock --scale 3600\n\nWithout an option it says what time it is. The clock of the gateway is its own, and is not moved.',
    )
    .action(clock);
}

async function clock(options: Options): Promise<void> {
  const { advance, step, scale } = options;
  const control = controlOf(options);
  const said: string[] = [];
  if (scale !== undefined) said.push((await controlled(control.setClock({ body: { timeScale: scale } }))).done);
  if (advance !== undefined) said.push((await controlled(control.advance({ body: { seconds: advance } }))).done);
  if (step) said.push((await controlled(control.step({}))).done);
  if (said.length === 0) said.push(`It is ${(await controlled(control.getMock({}))).now}.`);
  if (options.json) return printJson({ done: said.join(' ') });
  for (const line of said) printText(line);
}

const scale_max = 1_000_000;

function scaleOf(text: string): number {
  const scale = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(scale <= scale_max)) throw new InvalidArgumentError(`a number from 0 to ${scale_max} is needed.`);
  return scale;
}
