/** A queue at ElasticMQ as a source of Zettle's polls it: its settings, what puts pushes into it, and what may stand before the broker. */
import { createServer, request as forward } from 'node:http';
import type { TestContext } from 'node:test';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { listen } from '../../../src/running/listening.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { brokerUser } from '../../deliver/sinks/broker-promises.ts';
import type { Broker } from '../../deliver/sinks/brokers.ts';
import { clientOf, createQueue, queueAt } from '../../deliver/sinks/elasticmq.ts';
import { bytesOf, envelope, pageKey, signatureOf } from '../../providers/zettle/pushes.ts';

// ElasticMQ checks no signature.
const secretAccessKey = 'test-only-secret-access-key-of-nobody';

export const queueSettings = (port: number, name: string, visibilitySeconds = 5) => ({
  queueUrl: queueAt(port, name),
  region: 'elasticmq',
  endpoint: `http://127.0.0.1:${port}`,
  accessKeyId: brokerUser.name,
  secretAccessKey: Secret.of(secretAccessKey),
  timeoutMs: 10_000,
  visibilitySeconds,
});

/** What stands before the broker and lets everything through, but for calls of that name while it holds them: they get no answer. */
export async function between(t: TestContext, broker: Pick<Broker, 'port'>) {
  const state = { holds: 'nothing', held: 0 };
  const server = createServer((incoming, outgoing) => {
    if (String(incoming.headers['x-amz-target']).endsWith(state.holds)) {
      state.held += 1;
      return;
    }
    const { method, url: path, headers } = incoming;
    const passed = forward({ port: broker.port, host: '127.0.0.1', method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return { state, port: Number(new URL(url).port) };
}

/** Makes it where it is not there; puts pushes of Zettle's into it. */
export async function openQueue({ port }: Pick<Broker, 'port'>, name: string) {
  const client = clientOf(port);
  await createQueue(client, name);
  const QueueUrl = queueAt(port, name);
  return {
    send: async (members = envelope(), signature = signatureOf(members, pageKey)) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: Buffer.from(bytesOf(members)).toString(),
          MessageAttributes: { 'X-iZettle-Signature': { DataType: 'String', StringValue: signature } },
        }),
      );
    },
    /** Hidden ones too. */
    count: async () => {
      const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
    close: () => client.destroy(),
  };
}

/** Changes the ready-to-try configuration: its Zettle source polls that queue. */
export const pollingZettle = (port: number, name: string) => (text: string) => {
  const { queueUrl, region, endpoint, accessKeyId, visibilitySeconds } = queueSettings(port, name);
  const sqs = { queueUrl, region, endpoint, accessKeyId, secretAccessKey, visibilitySeconds };
  return text.replace('signedWithin: off', `signedWithin: off\n    transport: ${JSON.stringify({ sqs })}`);
};
