/** The marketplace's events, made of the contract's examples: those that the mock pushes, and samples behind event URLs that a person writes by hand. */
import { parseJson } from '../../../formats/json.ts';
import { textField } from '../../../formats/values.ts';
import { choicesOf, readExamples } from '../../../simulate/examples.ts';
import type { Asked, Composed, EventChoice, JsonRecord } from '../../../simulate/provider-mock.ts';
import type { Random } from '../../../simulate/random.ts';
import { openIdentifiers, varyText } from '../../../simulate/vary.ts';
import type { WaitingEvent } from './marketplace.ts';

/** The marketplace's pings of a vendor's endpoints, and the events that they look like. */
const pings: Readonly<Record<string, string>> = {
  dummyOrder: 'subscription-order',
  dummyChange: 'subscription-change',
  dummyCancel: 'subscription-cancel',
  dummyNotice: 'subscription-notice',
  dummyAssign: 'user-assignment',
  dummyUnassign: 'user-unassignment',
};

/** How tokens begin that a person writes by hand (`sample-cancel-2`), and the example behind each. A longer beginning comes before its own beginning. */
const samples: readonly (readonly [beginning: string, name: string, variant?: string])[] = [
  ['sample-order-development', 'subscription-order', 'development'],
  ['sample-order', 'subscription-order'],
  ['sample-change', 'subscription-change'],
  ['sample-cancel', 'subscription-cancel'],
  ['sample-notice-reactivated', 'subscription-notice', 'reactivated'],
  ['sample-notice-closed', 'subscription-notice', 'closed'],
  ['sample-notice-upcoming-invoice', 'subscription-notice', 'upcoming-invoice'],
  ['sample-notice', 'subscription-notice', 'deactivated'],
  ['sample-assign', 'user-assignment'],
  ['sample-unassign', 'user-unassignment'],
  ['sample-user-updated', 'user-updated'],
  ['sample-addon-order', 'addon-order'],
  ['sample-addon-change', 'addon-change'],
  ['sample-addon-cancel', 'addon-cancel'],
  ['sample-addon-bind', 'addon-bind'],
  ['sample-addon-unbind', 'addon-unbind'],
  ['sample-unknown', 'unknown-type'],
];

/** Of the tokens that are made here (UUIDs of version 4). One that is not known any more, or never was, names no event. */
const madeHere = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/i;
/** With this beginning a token names no event either. */
const MISSING = 'missing-';

export type MarketEvents = {
  readonly choices: readonly EventChoice[];
  compose(asked: Asked, random: Random): Composed;
  /** The event behind a token that was not made here; an order where the token says nothing else. */
  sample(token: string): WaitingEvent | undefined;
};

/** `baseUrl`: where the result of an event is posted if it takes longer. */
export function openEvents(baseUrl: () => string): MarketEvents {
  const examples = readExamples('appdirect').filter(({ name }) => name !== 'result' && name !== 'token');

  function compose({ event, variant }: Asked, random: Random): Composed {
    if (event === 'ping') return ping(variant ?? random.pick(['dummyOrder', 'dummyChange', 'dummyCancel']));
    const [first, ...others] = examples.filter((one) => one.name === event && (variant ?? one.variant) === one.variant);
    if (first === undefined) throw new Error(`the contract has no example of ${event}`);
    const chosen = random.pick([first, ...others]).variant;
    // One for both formats, so that they are the same event.
    const identifiers = openIdentifiers(random);
    const text = (format: 'json' | 'xml') => varyText(exampleText(event, chosen, format) ?? '', format, identifiers);
    return { variant: chosen, content: contentOf(random.uuid(), text('json'), text('xml')) };
  }

  /** The same events under tokens of their own, with the flag that says that nothing happened. */
  function ping(token: string): Composed {
    const of = examples.find(({ name }) => name === pings[token]);
    const text = (format: 'json' | 'xml') => {
      const found = of && (exampleText(of.name, 'typical', format) ?? exampleText(of.name, of.variant, format));
      return stateless(found ?? '', format);
    };
    return { variant: token, content: contentOf(token, text('json'), text('xml')) };
  }

  function sample(token: string): WaitingEvent | undefined {
    if (madeHere.test(token) || token.startsWith(MISSING)) return undefined;
    if (Object.hasOwn(pings, token)) return waitingOf(ping(token).content);
    const found = samples.find(([beginning]) => token.startsWith(beginning));
    const [, name, variant = 'typical'] = found ?? ['', 'subscription-order'];
    const text = (format: 'json' | 'xml') => exampleText(name, variant, format) ?? '';
    return waitingOf(contentOf(token, text('json'), text('xml')));
  }

  const exampleText = (name: string, variant: string, format: 'json' | 'xml'): string | undefined =>
    examples.find((one) => one.name === name && one.variant === variant && one.format === format)?.text;

  function contentOf(token: string, json: string, xml: string): JsonRecord {
    const own = {
      ...(json === '' ? {} : { json: ownBase(json, baseUrl()) }),
      ...(xml === '' ? {} : { xml: ownBase(xml, baseUrl()) }),
    };
    return { token, type: typeOf(json, xml), ...own };
  }

  return {
    choices: choicesOf([
      ...examples.map(({ name, variant }) => ({ event: name, variant })),
      ...Object.keys(pings).map((variant) => ({ event: 'ping', variant })),
    ]),
    compose,
    sample,
  };
}

export function waitingOf(content: JsonRecord): WaitingEvent {
  const [json, xml] = [textField(content, 'json'), textField(content, 'xml')];
  return {
    type: textField(content, 'type') ?? '',
    ...(json === undefined ? {} : { json }),
    ...(xml === undefined ? {} : { xml }),
  };
}

/** The content with the type that its event has. */
export const withTypeOf = (content: JsonRecord): JsonRecord => ({
  ...content,
  type: typeOf(textField(content, 'json'), textField(content, 'xml')),
});

/** The content with this mock as the event's marketplace, whichever the document came from. */
export function homely(content: JsonRecord, baseUrl: string): JsonRecord {
  const [json, xml] = [textField(content, 'json'), textField(content, 'xml')];
  return {
    ...content,
    ...(json === undefined ? {} : { json: ownBase(json, baseUrl) }),
    ...(xml === undefined ? {} : { xml: ownBase(xml, baseUrl) }),
  };
}

function typeOf(json: string | undefined, xml: string | undefined): string {
  const read = json === undefined ? undefined : parseJson(json);
  return (read?.ok ? textField(read.value.value, 'type') : undefined) ?? /<type>([^<]*)</.exec(xml ?? '')?.[1] ?? '';
}

/** The event's marketplace is this mock: the result of one that takes longer is posted there. */
const ownBase = (text: string, baseUrl: string): string =>
  text
    .replace(/("baseUrl":\s*)"[^"]*"/, (_, name: string) => `${name}${JSON.stringify(baseUrl)}`)
    .replace(/<baseUrl>[^<]*</, () => `<baseUrl>${baseUrl}<`);

/** Not every example has a flag to replace. */
const stateless = (text: string, format: 'json' | 'xml'): string =>
  format === 'xml'
    ? text.replace(/<flag>[^<]*<\/flag>|<\/marketplace>/, (found) =>
        found.startsWith('<flag') ? '<flag>STATELESS</flag>' : '</marketplace>\n  <flag>STATELESS</flag>',
      )
    : text.replace(/"flag": (?:null|"[^"]*")|^\{(?![\s\S]*"flag": )/, (found) =>
        found === '{' ? '{\n  "flag": "STATELESS",' : '"flag": "STATELESS"',
      );
