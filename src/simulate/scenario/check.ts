/** Whether the mocks that run can play a scenario: its provider, events, variants, faults and actions. Asked before the first step of any, so that none ends half-way for a slip of the pen. */
import type { Provider } from '../../../generated/mock/models.ts';
import type { Fault as FileFault } from '../../config/fault.ts';
import { apiFaults } from '../faults.ts';
import { notOneOf } from '../not-one-of.ts';
import type { Given, ScenarioFile, Send, Step } from './scenario.ts';

/** Sentences with file and line; empty: it can be played. */
export function scenarioFaults(
  { scenario, sentence }: ScenarioFile,
  providers: readonly Provider[],
): readonly string[] {
  const provider = providers.find(({ name }) => name === scenario.provider);
  if (provider === undefined)
    return [
      sentence(
        wrongProvider(
          scenario.provider,
          providers.map(({ name }) => name),
        ),
      ),
    ];
  const faults = scenario.steps.flatMap((step, index): readonly FileFault[] => {
    if ('send' in step) return sendFaults(step.send, senderOf(step.send), ['steps', index, 'send']);
    if ('given' in step) return givenFaults(step.given, provider, ['steps', index, 'given']);
    if ('again' in step) return againFaults(step.again, scenario.steps.slice(0, index), ['steps', index, 'again']);
    return [];
  });
  return faults.map(sentence);

  function senderOf(send: Send): Provider | undefined {
    return send.provider === undefined ? provider : providers.find(({ name }) => name === send.provider);
  }
}

/** The same for the provider alone, before any mock is started for it. */
export const wrongProvider = (name: string, known: readonly string[]): FileFault => ({
  path: ['provider'],
  sentence: `no mock is named ${name}${notOneOf(name, known, 'there are')}`,
});

type Path = FileFault['path'];

function sendFaults(send: Send, provider: Provider | undefined, path: Path): readonly FileFault[] {
  const { event, variant, to, faults = [] } = send;
  if (provider === undefined)
    return [
      {
        path: [...path, 'provider'],
        sentence: `no mock is named ${send.provider}; run pushdock mock status to list them`,
      },
    ];
  const choice = provider.events.find((one) => one.event === event);
  const ofMessages = provider.faults.filter((kind) => !apiFaults.some((one) => one === kind));
  return [
    ...eventFaults(event, provider, [...path, 'event']),
    ...(choice === undefined || variant === undefined || choice.variants.includes(variant)
      ? []
      : [
          {
            path: [...path, 'variant'],
            sentence: `${event} has no variant ${variant}${notOneOf(variant, choice.variants, 'it has')}`,
          },
        ]),
    ...(to === undefined || (URL.canParse(to) && /^https?:$/.test(new URL(to).protocol))
      ? []
      : [{ path: [...path, 'to'], sentence: 'is not an http or https URL; correct it' }]),
    ...faults.flatMap(({ kind }, index) => faultFaults(kind, provider, ofMessages, [...path, 'faults', index, 'kind'])),
  ];
}

function againFaults(name: string, before: readonly Step[], path: Path): readonly FileFault[] {
  const named = before.flatMap((step) => ('send' in step && step.send.as !== undefined ? [step.send.as] : []));
  if (named.includes(name)) return [];
  return [{ path, sentence: `no step before it sends a message as ${name}${notOneOf(name, named, 'there are')}` }];
}

function givenFaults(given: Given, provider: Provider, path: Path): readonly FileFault[] {
  if ('receiver' in given) return [];
  if ('action' in given) {
    const { action } = given;
    if (provider.actions.includes(action)) return [];
    const sentence = `${provider.name} has no action ${action}${notOneOf(action, provider.actions, 'it has')}`;
    return [{ path: [...path, 'action'], sentence }];
  }
  const { kind, event } = given.fault;
  return [
    ...faultFaults(kind, provider, provider.faults, [...path, 'fault', 'kind']),
    ...(event === undefined ? [] : eventFaults(event, provider, [...path, 'fault', 'event'])),
  ];
}

function eventFaults(event: string, { name, events }: Provider, path: Path): readonly FileFault[] {
  const known = events.map((one) => one.event);
  return known.includes(event)
    ? []
    : [{ path, sentence: `${name} has no event ${event}${notOneOf(event, known, 'it has')}` }];
}

function faultFaults(kind: string, { name }: Provider, able: readonly string[], path: Path): readonly FileFault[] {
  if (able.includes(kind)) return [];
  if (apiFaults.some((one) => one === kind) && able.length > 0)
    return [
      {
        path,
        sentence: `${kind} is a fault of an API and not of a message of ${name}; write it under given, where ${name} has an API`,
      },
    ];
  return [{ path, sentence: `${name} cannot have the fault ${kind}${notOneOf(kind, able, 'it can have')}` }];
}
