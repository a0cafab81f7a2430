/** What a schema cannot say of sinks. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { eventTypes } from '../../generated/events/types.ts';
import { plainFaults, sqsFaults } from './broker-rules.ts';
import { didYouMean } from './did-you-mean.ts';
import { fieldsOf, fits } from './event-fields.ts';
import type { Fault } from './fault.ts';
import { mappingFaults } from './mapping-rules.ts';
import type { CheckedSink } from './settings.ts';
import { isLoopbackHost, parseDurationMs } from './units.ts';
import { developmentOnly, urlFaults } from './url-rules.ts';
import { signingFault } from './webhook-key-rules.ts';

type Of<Type extends CheckedSink['type']> = Extract<CheckedSink, { readonly type: Type }>;

// Headers that only we write: framing, the event's description, and the parts of the signature.
const ownHeader =
  /^(host|connection|content-(length|type|encoding)|transfer-encoding|expect|idempotency-key|webhook-.*|ce-.*)$/i;

/** Every rule that the sinks break, with paths from the top of the file. */
export function sinkFaults(sinks: Readonly<Record<string, CheckedSink>>, development: boolean): readonly Fault[] {
  const faults = Object.entries(sinks).flatMap(([name, sink]) =>
    [...kindFaults(sink, development), ...deliveryFaults(sink)].map(({ path, sentence }) => ({
      path: ['sinks', name, ...path],
      sentence,
    })),
  );
  return [...faults, ...sharedFileFaults(sinks)];
}

/** The warning if neither the configuration nor the program has a sink. */
export const noSinks =
  'sinks: there are none, so events are kept in the store and delivered to nobody; add a sink, or pull events through the operator API';

/** What is allowed, and is dangerous or delivers nothing: said at every start. */
export function sinkWarnings(sinks: Readonly<Record<string, CheckedSink>>): readonly string[] {
  return Object.entries(sinks).flatMap(([name, sink]) => [
    ...(sink.type === 'http' && sink.allowPrivate === true
      ? [`sinks.${name} has allowPrivate: true: it may reach systems that are reachable from this network only`]
      : []),
    ...unknownTypes(sink.events ?? []).map(
      ({ pattern, cure }) => `sinks.${name}.events: "${pattern}" fits no known event type; ${cure}`,
    ),
    ...(sink.type === 'file' ? unwritable(sink.path).map((reason) => `sinks.${name}.path: ${reason}`) : []),
  ]);
}

function unknownTypes(patterns: readonly string[]): readonly { readonly pattern: string; readonly cure: string }[] {
  const types = Object.keys(eventTypes);
  const named = types.filter((type) => !type.includes('*'));
  return patterns
    .filter((pattern) => !named.some((type) => fits(pattern, type)))
    .flatMap((pattern) => {
      const near = didYouMean(pattern, named);
      if (near !== undefined) return [{ pattern, cure: `did you mean ${near}?` }];
      // A provider's newer events have names that we do not know yet.
      return types.some((type) => fits(pattern, type)) ? [] : [{ pattern, cure: 'spec/events lists them' }];
    });
}

/** The nearest folder that exists must let us write: the rest is made when the sink is opened. */
function unwritable(path: string): readonly string[] {
  const whole = resolve(path);
  let folder = dirname(whole);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const cure = 'its events wait until this is mended; change its owner or the path';
  try {
    if (!statSync(folder).isDirectory()) return [`${folder} is not a folder, so ${whole} cannot be made; ${cure}`];
    if (existsSync(whole) && statSync(whole).isDirectory()) return [`${whole} is a folder, not a file; ${cure}`];
    accessSync(existsSync(whole) ? whole : folder, constants.W_OK);
    return [];
  } catch {
    return [`${whole} cannot be written by this user; ${cure}`];
  }
}

function kindFaults(sink: CheckedSink, development: boolean): readonly Fault[] {
  switch (sink.type) {
    case 'http':
      return httpFaults(sink, development);
    case 'module':
      if (existsSync(sink.path)) return [];
      return [
        { path: ['path'], sentence: 'does not exist; correct the path (it is relative to the working directory)' },
      ];
    case 'nats':
      return natsFaults(sink, development);
    case 'rabbitmq':
      return rabbitmqFaults(sink, development);
    case 'kafka':
      return kafkaFaults(sink, development);
    case 'sqs':
      return sqsFaults(sink, development);
    case 'file':
    case 'stdout':
      return [];
  }
}

function httpFaults(sink: Of<'http'>, development: boolean): readonly Fault[] {
  const faults = ownUrlFaults(['url'], sink.url, sink, development);
  sink.secrets.forEach((secret, index) => {
    const sentence = signingFault(secret);
    if (sentence !== undefined) faults.push({ path: ['secrets', index], sentence });
  });
  for (const [name, value] of Object.entries(sink.headers ?? {})) {
    if (ownHeader.test(name))
      faults.push({ path: ['headers', name], sentence: 'is written by the gateway itself; remove it' });
    if (!/^[\x20-\x7e]+$/.test(value.reveal()))
      faults.push({
        path: ['headers', name],
        sentence: 'contains a character that a header cannot; use printable ASCII (a stray line end in the file?)',
      });
  }
  if (sink.batch !== undefined && sink.mode === 'binary')
    faults.push({
      path: ['batch'],
      sentence: 'cannot be set together with mode: binary, which has one event in a request; use mode: structured',
    });
  return [...faults, ...tlsFaults(sink.tls), ...authFaults(sink, development)];
}

function ownUrlFaults(path: Fault['path'], url: string, { allowPrivate }: Of<'http'>, development: boolean): Fault[] {
  return urlFaults(path, url, development, allowPrivate).map(({ path, sentence }) => ({
    path,
    sentence: sentence.replace('use the public host', 'use the public host, say allowPrivate: true'),
  }));
}

function authFaults(sink: Of<'http'>, development: boolean): readonly Fault[] {
  const { auth, headers = {} } = sink;
  if (auth === undefined) return [];
  const faults: Fault[] = [];
  if (auth.basic !== undefined && auth.oauth2 !== undefined)
    faults.push({
      path: ['auth'],
      sentence: 'has basic and oauth2 at once, and a request has one Authorization header; keep one of them',
    });
  const header = Object.keys(headers).find((name) => name.toLowerCase() === 'authorization');
  if (header !== undefined)
    faults.push({
      path: ['headers', header],
      sentence: 'is written by the gateway because of auth; remove one of them',
    });
  if (auth.oauth2 === undefined) return faults;
  const path = ['auth', 'oauth2'];
  const { tokenUrl, tls } = auth.oauth2;
  const tlsOwn = tlsFaults(tls).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  return [...faults, ...ownUrlFaults([...path, 'tokenUrl'], tokenUrl, sink, development), ...tlsOwn];
}

function tlsFaults(tls: Of<'http'>['tls']): readonly Fault[] {
  if (tls === undefined) return [];
  const faults: Fault[] = (['ca', 'certificate'] as const)
    .filter((key) => tls[key] !== undefined && !existsSync(tls[key]))
    .map((key) => ({ path: ['tls', key], sentence: 'does not exist; name a PEM file' }));
  if ((tls.certificate === undefined) !== (tls.key === undefined))
    faults.push({
      path: ['tls'],
      sentence: 'has one of certificate and key; set both, because neither proves anything alone',
    });
  if (tls.key !== undefined && !tls.key.reveal().includes('PRIVATE KEY-----'))
    faults.push({ path: ['tls', 'key'], sentence: 'is not a private key in PEM form; name the file that holds it' });
  return faults;
}

function natsFaults(sink: Of<'nats'>, development: boolean): readonly Fault[] {
  const faults = sink.servers.flatMap((server, index) =>
    plainFaults(['servers', index], server, development, 'tls://'),
  );
  if (sink.token !== undefined && sink.user !== undefined)
    faults.push({ path: ['token'], sentence: 'cannot be set together with user; remove one of the two' });
  if ((sink.user === undefined) !== (sink.password === undefined))
    faults.push(
      sink.user === undefined
        ? { path: ['password'], sentence: 'has no user; set user too, or remove the password' }
        : { path: ['user'], sentence: 'needs a password; set password too, or remove the user' },
    );
  return [...faults, ...tlsFaults(sink.tls)];
}

function rabbitmqFaults(sink: Of<'rabbitmq'>, development: boolean): readonly Fault[] {
  const faults = plainFaults(['url'], sink.url, development, 'amqps://');
  if (sink.queue === undefined && sink.exchange === undefined)
    faults.push({ path: [], sentence: 'names no place to publish to; set queue or exchange' });
  if (sink.queue !== undefined && sink.exchange !== undefined)
    faults.push({ path: ['exchange'], sentence: 'cannot be set together with queue; remove one of the two' });
  return [...faults, ...tlsFaults(sink.tls)];
}

function kafkaFaults(sink: Of<'kafka'>, development: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  const beyond = sink.brokers.some(
    (broker) => !isLoopbackHost(broker.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')),
  );
  if (sink.encryption === 'none' && beyond && !development)
    faults.push({
      path: ['encryption'],
      sentence: `an unencrypted connection beyond loopback ${developmentOnly.replace('remove it', 'use tls')}`,
    });
  if ((sink.user === undefined) !== (sink.password === undefined))
    faults.push({
      path: ['user'],
      sentence: 'and password belong together; set both, or remove the one that is there',
    });
  return [...faults, ...tlsFaults(sink.tls)];
}

function deliveryFaults({ events, where, map, retry }: CheckedSink): readonly Fault[] {
  const faults: Fault[] = [];
  const fields = fieldsOf(events ?? []);
  for (const field of Object.keys(where?.data ?? {})) {
    const sentence = fields?.faultOf(field);
    if (sentence !== undefined) faults.push({ path: ['where', 'data', field], sentence });
  }
  if (map !== undefined && fields !== undefined) faults.push(...mappingFaults(map, fields));
  const [first, cap] = [retry?.first, retry?.cap].map((text) => parseDurationMs(text ?? ''));
  if (first !== undefined && cap !== undefined && first > cap)
    faults.push({ path: ['retry', 'first'], sentence: 'is longer than cap, the longest wait; lower it or raise cap' });
  return faults;
}

/** Two sinks on one file would mend each other's half-written lines away. */
function sharedFileFaults(sinks: Readonly<Record<string, CheckedSink>>): readonly Fault[] {
  const holders = new Map<string, string>();
  return Object.entries(sinks).flatMap(([name, sink]) => {
    if (sink.type !== 'file') return [];
    const path = resolve(sink.path);
    const holder = holders.get(path);
    holders.set(path, holder ?? name);
    return holder === undefined
      ? []
      : [{ path: ['sinks', name, 'path'], sentence: `is the file of sinks.${holder} already; give each its own` }];
  });
}
