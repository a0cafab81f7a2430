/** What `pushdock init` writes about: by options, by asking, or by the defaults. */
import type { FirstSource } from '../../providers/first-source.ts';
import { providers } from '../../providers/list.ts';
import { CommandFailed } from '../failure.ts';
import { type SinkKind, sinkKinds } from './first-configuration.ts';
import { type Asking, openQuestions, unasked } from './questions.ts';

export type InitOptions = {
  readonly provider?: string;
  readonly sink?: string;
  readonly sinkUrl?: string;
  readonly store?: string;
  readonly publicUrl?: string;
  readonly yes?: boolean;
};

export type Chosen = {
  readonly providerName: string;
  readonly provider: FirstSource;
  readonly answers: Readonly<Record<string, string>>;
  readonly sinks: readonly SinkKind[];
  readonly sinkUrl: string;
  readonly store: string;
  readonly publicUrl?: string;
};

const offered = providers.filter(({ first }) => first !== undefined).map(({ name }) => name);
const url = /^https?:\/\/\S+$/;

/** Rejects with `CommandFailed` for an option that is not understood, and where there is nobody to ask. */
export async function choose(options: InitOptions): Promise<Chosen> {
  refuse(options.provider === undefined ? undefined : providerFault(options.provider), '--provider');
  refuse(options.sink === undefined ? undefined : sinksFault(options.sink), '--sink');
  const asking = options.yes ? unasked : openQuestions();
  try {
    return await askAll(options, asking);
  } finally {
    asking.close();
  }
}

async function askAll(options: InitOptions, asking: Asking): Promise<Chosen> {
  const providerName =
    options.provider ??
    (await asking.ask({
      question: `Which provider pushes first? ${offered.join(', ')}`,
      standard: offered[0] ?? '',
      fault: providerFault,
    }));
  const provider = await providers.find(({ name }) => name === providerName)?.first?.();
  if (provider === undefined) throw new TypeError(`the provider ${providerName} was not checked`);
  const answers: Record<string, string> = {};
  for (const [name, { question, standard }] of Object.entries(provider.questions))
    answers[name] = await asking.ask({ question, standard, fault: plainFault });
  const sinks = sinksOf(
    options.sink ??
      (options.sinkUrl === undefined
        ? await asking.ask({
            question: `Where do events go? ${sinkKinds.join(', ')}; several with commas`,
            standard: 'file,stdout',
            fault: sinksFault,
          })
        : 'http'),
  );
  const sinkUrl =
    options.sinkUrl ??
    (sinks.includes('http')
      ? await asking.ask({
          question: 'The URL that events are posted to',
          standard: 'https://orders.example.com/events',
          fault: (answer) => (url.test(answer) ? undefined : 'Write it like https://orders.example.com/events'),
        })
      : '');
  const store = options.store ?? (await asking.ask({ question: 'The store', standard: 'sqlite:./data/pushdock.db' }));
  const publicUrl =
    options.publicUrl ??
    (await asking.ask({
      question: 'What providers call, such as https://hooks.example.com (later: leave it for now)',
      standard: 'later',
      fault: (answer) =>
        answer === 'later' || url.test(answer) ? undefined : 'Write it like https://hooks.example.com',
    }));
  return { providerName, provider, answers, sinks, sinkUrl, store, ...(publicUrl === 'later' ? {} : { publicUrl }) };
}

const providerFault = (answer: string) =>
  offered.includes(answer) ? undefined : `There is no provider of this name. Write one of: ${offered.join(', ')}`;

const sinksOf = (answer: string): readonly SinkKind[] => {
  const named = answer.split(',').map((one) => one.trim());
  return sinkKinds.filter((kind) => named.includes(kind));
};
const sinksFault = (answer: string) =>
  answer.split(',').every((one) => sinkKinds.some((kind) => kind === one.trim()))
    ? undefined
    : `Write one or several of: ${sinkKinds.join(', ')}`;

/** It is written into YAML as it is. */
const plainFault = (answer: string) =>
  /^[A-Za-z0-9._:-]{1,200}$/.test(answer) ? undefined : 'Use letters, digits and . _ : - only';

function refuse(fault: string | undefined, option: string): void {
  if (fault !== undefined) throw new CommandFailed('usage', `${option}: ${fault}`);
}
