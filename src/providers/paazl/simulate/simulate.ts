/**
 * Paazl for the mock engine: a shipment's status in XML or JSON, by token or client certificate or both. It counts failed calls and disables
 * the push when there are too many. Waiting pushes are lost then, and so are those that fall due until a person enables it again.
 */

import { hash } from 'node:crypto';
import { openContract } from '../../../contracts/contract.ts';
import { type JsonValue, parseJson, readJson } from '../../../formats/json.ts';
import { isObject, textField } from '../../../formats/values.ts';
import { writeXml, type XmlTree } from '../../../formats/xml-write.ts';
import { fieldsFault, violation } from '../../../simulate/content.ts';
import { choicesOf, type Example, readExamples } from '../../../simulate/examples.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import { jsonText } from '../../../simulate/json-text.ts';
import { notOneOf } from '../../../simulate/not-one-of.ts';
import { type OwnData, openSchemas } from '../../../simulate/own-data/part.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import { proofOf } from '../../../simulate/proof.ts';
import type {
  Asked,
  AttemptContext,
  Composed,
  Destination,
  JsonRecord,
  MockServices,
  Outgoing,
  ProviderMock,
} from '../../../simulate/provider-mock.ts';
import type { Random } from '../../../simulate/random.ts';
import { redactedUrl } from '../../../simulate/redact.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { openIdentifiers, openVarying, varyText } from '../../../simulate/vary.ts';
import { signBearer } from '../../../trust/schemes/bearer.ts';
import { Secret } from '../../../trust/secrets.ts';
import { readPush } from './read-push.ts';
import { receiverRules } from './receiver-rules.ts';
import { developmentSettings, type PaazlMockSettings } from './settings.ts';

function simulatePaazl({ settings, gateway, ca, log }: MockServices<PaazlMockSettings>): ProviderMock {
  const policy = readPolicy('paazl');
  const examples = readExamples('paazl');
  const contract = openContract('paazl-push');
  const schemas = openSchemas('paazl-push');
  // The number of the shop says whose push it is.
  const { vary } = openVarying('paazl-push', ['webshop']);
  let enabled = true;
  let failures = 0;

  function compose({ event, variant }: Asked, { random }: { readonly random: Random }): Composed {
    const named = examples.filter(({ name }) => name === event);
    const example =
      variant === undefined
        ? pick(
            named.filter(({ format }) => format === 'json'),
            random,
          )
        : pick(inPreferred(named.filter((one) => one.variant === variant)), random);
    const body =
      variant === undefined ? varied(example, random) : varyText(example.text, example.format, openIdentifiers(random));
    const format = variant === undefined ? settings.format : example.format;
    return { variant: example.variant, content: { format, body } };
  }

  const inPreferred = (these: readonly Example[]): readonly Example[] => {
    const preferred = these.filter(({ format }) => format === settings.format);
    return preferred.length > 0 ? preferred : these;
  };

  function varied({ text }: Example, random: Random): string {
    const read = parseJson(text);
    if (!read.ok) throw new Error('an example of Paazl is no JSON');
    const document = vary(read.value.value, 'LabelStatusNotification', random);
    return settings.format === 'json' ? jsonText(document) : xmlOf(document);
  }

  function contentFault(_event: string, content: JsonRecord): string | undefined {
    const { format, body } = content;
    const fault = fieldsFault(content, ['format', 'body']);
    if (fault !== undefined) return fault;
    if (format !== 'json' && format !== 'xml')
      return `format is not known${notOneOf(String(format), ['json', 'xml'], 'there are')}`;
    const bytes = Buffer.from(String(body), 'utf8');
    if (format === 'xml') {
      const { content: document, ...judged } = contract.judgeXml('LabelStatusNotification')(bytes);
      if (document?.root !== 'labelStatusNotification') return 'body is not <labelStatusNotification>';
      return violation('body', judged);
    }
    const read = readJson(bytes);
    return read.ok ? violation('body', contract.judgeJson('LabelStatusNotification')(read.value)) : 'body is not JSON';
  }

  const ownData: OwnData = {
    parts: (_event, content) => {
      const format = content.format === 'json' ? 'json' : 'xml';
      const form = { key: 'body', format, text: textField(content, 'body') ?? '' } as const;
      return [{ name: 'labelStatusNotification', schemas, schema: 'LabelStatusNotification', forms: [form] }];
    },
    withTexts: (content, texts) => ({ ...content, body: texts.get('body') ?? content.body ?? '' }),
  };

  function request(content: JsonRecord, { url }: Destination, { faults, random }: AttemptContext): Outgoing {
    const token = faults.has('wrong-signature')
      ? Secret.of(random.text(36))
      : faults.has('old-token')
        ? settings.oldToken
        : settings.token;
    const tls = {
      ...(ca === undefined ? {} : { ca }),
      ...(faults.has('missing-signature') ? {} : settings.certificate),
    };
    return {
      method: 'POST',
      url,
      headers: {
        'content-type': `application/${textField(content, 'format') ?? 'xml'}`,
        ...(token === undefined || faults.has('missing-signature') ? {} : signBearer(token)),
      },
      body: Buffer.from(textField(content, 'body') ?? '', 'utf8'),
      ...(Object.keys(tls).length === 0 ? {} : { tls }),
      proof: proofOf(
        {
          scheme: schemeOf(settings),
          key: `paazl.${faults.has('old-token') ? 'oldToken' : keyNameOf(settings)} of the mocks' settings`,
          covers: 'nothing of the message: it says who sends it, and nothing else',
        },
        faults,
      ),
    };
  }

  return {
    name: 'paazl',
    policy,
    events: choicesOf(examples.map(({ name, variant }) => ({ event: name, variant }))),
    faults: ['wrong-signature', 'missing-signature', 'old-token', ...documentFaults],
    actions: ['enable', 'disable'],
    actionTexts: {
      enable:
        'Somebody at Paazl enables the push again. The count of failures begins anew, and what was lost stays lost.',
      disable: 'Paazl disables the push: what happens from now on is never sent.',
    },
    compose,
    destinations: (_event, to) => {
      if (!enabled) return 'Paazl has disabled the push: what happens meanwhile is never sent';
      const url = to ?? gateway() + settings.path;
      return [{ name: 'push', url, shownUrl: redactedUrl(url) }];
    },
    contentFault,
    ownData,
    request,
    identity: (_content, body) => `body:${hash('sha256', body, 'hex')}`,
    judge: (outcome) => ({ success: outcome.kind === 'answered' && policy.isSuccess(outcome.status) }),
    attempted: (_destination, success) => {
      failures = success ? 0 : failures + 1;
      if (!enabled || failures < settings.disableAfterFailures) return undefined;
      enabled = false;
      log.warn('paazl.disabled', { failures });
      return { reason: `Paazl has disabled the push after ${failures} failed calls` };
    },
    summary: () =>
      enabled
        ? `enabled, ${failures} of ${settings.disableAfterFailures} failures`
        : 'disabled: nothing is sent any more',
    state: () => ({ enabled, failures, disableAfterFailures: settings.disableAfterFailures }),
    act: (action) => {
      enabled = action === 'enable';
      failures = 0;
      return enabled ? 'The push is enabled; what was lost stays lost.' : 'The push is disabled.';
    },
    calls: () => [],
    reset: () => {
      enabled = true;
      failures = 0;
    },
    close: async () => contract.close(),
  };
}

const schemeOf = ({ token, certificate }: PaazlMockSettings): string =>
  [
    ...(token === undefined ? [] : ['a bearer token, in the header Authorization']),
    ...(certificate === undefined ? [] : ['a client certificate, in the TLS handshake']),
  ].join(', and ');

const keyNameOf = ({ token }: PaazlMockSettings): string => (token === undefined ? 'certificate' : 'token');

function pick(these: readonly Example[], random: Random): Example {
  const [first, ...others] = these;
  if (first === undefined) throw new Error('the contract has no such example');
  return random.pick([first, ...others]);
}

/** The order of the fields is that of the example, which is the XSD's. */
function xmlOf(document: JsonValue): string {
  const fields = Object.entries(isObject(document) ? document : {}).map(
    ([name, value]) => [name, treeOf(value)] as const,
  );
  const root = { '@xmlns:ns2': 'http://www.paazl.com/schemas/push', ...Object.fromEntries(fields) };
  return writeXml('ns2:labelStatusNotification', root, { standalone: true, pretty: true });
}

function treeOf(value: JsonValue): XmlTree {
  if (!isObject(value)) return typeof value === 'string' ? value : jsonText(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, treeOf(inner)]));
}

export const paazlSimulation = simulation('paazl', {
  settings: developmentSettings,
  receiverRules,
  readPush,
  open: async (services) => simulatePaazl(services),
});
