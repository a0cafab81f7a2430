/** A sink that notes what arrives, in which order, and whether two events of one subject were under way at once. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { markPattern } from '../pushes.ts';

export type Arrival = { readonly id: string; readonly subject: string; readonly mark: string };

export type Recorder = {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Subjects of which two events were under way at once. */
  readonly together: ReadonlySet<string>;
  close(): Promise<void>;
};

/** Long enough that two of one subject would meet. */
const ANSWER_MS = 3;

export async function openRecorder(): Promise<Recorder> {
  const arrivals: Arrival[] = [];
  const together = new Set<string>();
  const underWay = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const arrival = arrivalOf(Buffer.concat(chunks).toString('utf8'));
      const count = (underWay.get(arrival.subject) ?? 0) + 1;
      underWay.set(arrival.subject, count);
      if (count > 1) together.add(arrival.subject);
      let ended = false;
      // A gateway that was killed has not got its answer: it is under way no more.
      const end = () => {
        if (!ended) underWay.set(arrival.subject, (underWay.get(arrival.subject) ?? 1) - 1);
        ended = true;
      };
      response.on('close', end);
      setTimeout(() => {
        arrivals.push(arrival);
        end();
        response.writeHead(204).end();
      }, ANSWER_MS);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    arrivals,
    together,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function arrivalOf(text: string): Arrival {
  const event: unknown = JSON.parse(text);
  const mark = markPattern.exec(text)?.[0];
  if (
    typeof event === 'object' &&
    event !== null &&
    'id' in event &&
    'subject' in event &&
    typeof event.id === 'string' &&
    typeof event.subject === 'string' &&
    mark !== undefined
  )
    return { id: event.id, subject: event.subject, mark };
  throw new TypeError(`not an event of this test: ${text}`);
}
