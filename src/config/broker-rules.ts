/** Which brokers and queues a configuration may name. */
import type { SqsAccess } from '../outbound/sqs.ts';
import type { Fault } from './fault.ts';
import { isLoopbackHost } from './units.ts';
import { developmentOnly } from './url-rules.ts';

/** Brokers live in networks of one's own, so their addresses are not restricted; but credentials and events do not cross one in the clear. */
export function plainFaults(path: Fault['path'], url: string, development: boolean, encrypted: string): Fault[] {
  if (!URL.canParse(url))
    return [{ path, sentence: `is not a URL; correct it, such as ${encrypted}broker.example.com` }];
  const { protocol, hostname } = new URL(url);
  if (development || isLoopbackHost(hostname) || !/^(nats|amqp|http):$/.test(protocol)) return [];
  return [
    {
      path,
      sentence: `an unencrypted connection beyond loopback ${developmentOnly.replace('remove it', `use ${encrypted}`)}`,
    },
  ];
}

/** What is wrong with a queue that we send to or poll, with paths from its block. */
export function sqsFaults(queue: SqsAccess, development: boolean): readonly Fault[] {
  const faults = (['queueUrl', 'endpoint'] as const).flatMap((key) => {
    const url = queue[key];
    return url === undefined ? [] : plainFaults([key], url, development, 'https://');
  });
  if ((queue.accessKeyId === undefined) !== (queue.secretAccessKey === undefined))
    faults.push({
      path: ['accessKeyId'],
      sentence: 'and secretAccessKey belong together; set both, or remove the one that is there',
    });
  return faults;
}
