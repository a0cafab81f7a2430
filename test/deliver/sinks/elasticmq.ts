/** ElasticMQ, an SQS on the machine's Java: a broker that a test starts, and a client for its queues. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { freePort } from '../../support/free-ports.ts';
import { brokerUser } from './broker-promises.ts';
import { type Broker, jarsOf, startBroker } from './brokers.ts';

const { classPath, skip } = jarsOf('elasticmq-1.6.12');

/** Why there is none on this machine; false: there is one. */
export const noElasticMq = skip;

export const queueAt = (port: number, name: string) => `http://127.0.0.1:${port}/000000000000/${name}`;

export async function startElasticMq(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-sqs-'));
  const port = await freePort();
  const options = {
    'rest-sqs.bind-port': port,
    'rest-sqs.bind-hostname': '127.0.0.1',
    'rest-stats.enabled': false,
    'messages-storage.enabled': true,
    'messages-storage.uri': `jdbc:h2:${join(folder, 'messages')}`,
    'queues-storage.enabled': true,
    'queues-storage.path': join(folder, 'queues.conf'),
  };
  const words = Object.entries(options).map(([name, value]) => `-D${name}=${value}`);
  return startBroker(folder, port, () => [
    spawn('java', ['-Xmx256m', ...words, '-cp', classPath, 'org.elasticmq.server.Main'], {
      stdio: 'ignore',
      detached: true,
    }),
  ]);
}

export const clientOf = (port: number) =>
  new SQSClient({
    region: 'elasticmq',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: brokerUser.name, secretAccessKey: brokerUser.password },
  });

/** Does nothing where it is there. */
export async function createQueue(client: SQSClient, QueueName: string): Promise<void> {
  const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  await client.send(new CreateQueueCommand({ QueueName, Attributes })).catch(() => {});
}
