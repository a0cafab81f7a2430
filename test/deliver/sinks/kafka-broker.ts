/** A Kafka of its own in KRaft mode, one process that is broker and controller, on loopback and with SASL. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin, Consumer, ListOffsetTimestamps, type Message, MessagesStreamModes } from '@platformatic/kafka';
import { freePorts } from '../../support/free-ports.ts';
import { until } from '../../support/until.ts';
import { brokerUser } from './broker-promises.ts';
import { type Broker, jarsOf, startBroker } from './brokers.ts';

const { classPath, skip } = jarsOf('kafka-3.9.1');

export { skip };

const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qg';
export const PARTITIONS = 3;

const sasl = { mechanism: 'PLAIN', username: brokerUser.name, password: brokerUser.password } as const;
const client = (port: number) => ({ clientId: 'test', bootstrapBrokers: [`127.0.0.1:${port}`], sasl });

export async function startKafka(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-kafka-'));
  const port = await freePorts(2);
  const file = join(folder, 'server.properties');
  const users = `username="admin" password="admin" user_admin="admin" user_${brokerUser.name}="${brokerUser.password}"`;
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${port + 1}`,
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${users};`,
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
  };
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const java = (...words: readonly string[]) => ['-Xmx400m', '-cp', classPath, ...words];
  const formatted = spawnSync('java', java('kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', file), {
    encoding: 'utf8',
  });
  if (formatted.status !== 0) throw new Error(`the storage was not formatted: ${formatted.stdout}${formatted.stderr}`);
  return startBroker(folder, port, () => [
    spawn('java', java('kafka.Kafka', file), { stdio: 'ignore', detached: true }),
  ]);
}

/** Makes the topic where it is not there yet, and reads it from its beginning. */
export async function readTopic(port: number, topic: string) {
  const admin = new Admin(client(port));
  // The port listens before the broker has joined its own cluster.
  await until(
    async () => {
      const topics = await admin.listTopics().catch(() => undefined);
      if (topics?.includes(topic)) return true;
      await admin.createTopics({ topics: [topic], partitions: PARTITIONS, replicas: 1 }).catch(() => {});
      return false;
    },
    { otherwise: 'the topic was not made', everyMs: 200 },
  );
  await admin.close();
  const consumer = new Consumer({ ...client(port), groupId: `reader-${process.hrtime.bigint()}`, autocommit: false });
  const stream = await consumer.consume({
    topics: [topic],
    mode: MessagesStreamModes.EARLIEST,
    sessionTimeout: 10_000,
    heartbeatInterval: 1_000,
  });
  const records: Message<Buffer, Buffer, Buffer, Buffer>[] = [];
  stream.on('data', (record) => records.push(record));
  stream.on('error', () => {});
  let shown = 0;
  return {
    /** What has come since it was last asked. */
    records: async () => {
      const offsets = await consumer.listOffsets({ topics: [topic], timestamp: ListOffsetTimestamps.LATEST });
      const total = (offsets.get(topic) ?? []).reduce((sum, offset) => sum + Number(offset), 0);
      await until(() => records.length >= total, {
        otherwise: () => `${records.length} of ${total} came`,
        everyMs: 20,
      });
      const news = records.slice(shown);
      shown = records.length;
      return news;
    },
    close: async () => {
      await stream.close();
      // The broker may be gone already.
      await Promise.allSettled([consumer.close(true)]);
    },
  };
}
