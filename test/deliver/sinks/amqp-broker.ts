/** What a RabbitMQ says in the opening of a connection and to a confirmed publish, in AMQP 0-9-1's own frames; and then nothing any more, when told so. */
import type { Socket } from 'node:net';

const [CONNECTION, CHANNEL, QUEUE, BASIC, CONFIRM] = [10, 20, 50, 60, 85];
const METHOD_FRAME = 1;
const FRAME_END = 0xce;

const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const long = (value: number): Buffer => Buffer.concat([short(value >>> 16), short(value & 0xffff)]);
const longText = (text: string): Buffer => Buffer.concat([long(text.length), Buffer.from(text)]);
const shortText = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);

function method(channel: number, [ofClass = 0, id = 0]: readonly number[], ...fields: readonly Buffer[]): Buffer {
  const payload = Buffer.concat([short(ofClass), short(id), ...fields]);
  return Buffer.concat([
    Buffer.from([METHOD_FRAME]),
    short(channel),
    long(payload.byteLength),
    payload,
    Buffer.from([FRAME_END]),
  ]);
}

export type AmqpBroker = {
  /** Answers on this connection from now on. */
  begin(socket: Socket): void;
  /** The connections so far stay open and hear nothing any more; a later one is answered. */
  goSilent(): void;
};

export function amqpBroker(): AmqpBroker {
  const answered = new Set<Socket>();

  function begin(socket: Socket): void {
    answered.add(socket);
    let left = Buffer.alloc(0);
    let published = 0;
    let isGreeted = false;
    const say = (frame: Buffer) => {
      if (answered.has(socket)) socket.write(frame);
    };

    function replyTo(frame: Buffer): Buffer | undefined {
      if (frame[0] !== METHOD_FRAME) return undefined; // The content of a message, or a heartbeat.
      const channel = frame.readUInt16BE(1);
      switch (`${frame.readUInt16BE(7)}.${frame.readUInt16BE(9)}`) {
        case `${CONNECTION}.11`:
          return method(0, [CONNECTION, 30], short(0), long(131_072), short(0));
        case `${CONNECTION}.40`:
          return method(0, [CONNECTION, 41], shortText(''));
        case `${CONNECTION}.50`:
          return method(0, [CONNECTION, 51]);
        case `${CHANNEL}.10`:
          return method(channel, [CHANNEL, 11], longText(''));
        case `${CONFIRM}.10`:
          return method(channel, [CONFIRM, 11]);
        case `${QUEUE}.10`:
          return method(channel, [QUEUE, 11], shortText('q'), long(0), long(0));
        case `${BASIC}.40`:
          published += 1;
          return method(channel, [BASIC, 80], long(0), long(published), Buffer.from([0]));
        default:
          return undefined;
      }
    }

    socket.on('data', (chunk: Buffer) => {
      left = Buffer.concat([left, chunk]);
      if (!isGreeted && left.byteLength >= 8) {
        isGreeted = true;
        left = left.subarray(8); // `AMQP` and the version.
        say(method(0, [CONNECTION, 10], Buffer.from([0, 9]), long(0), longText('PLAIN'), longText('en_US')));
      }
      for (;;) {
        const end = left.byteLength < 7 ? Number.POSITIVE_INFINITY : 8 + left.readUInt32BE(3);
        if (!isGreeted || left.byteLength < end) return;
        const reply = replyTo(left.subarray(0, end));
        if (reply !== undefined) say(reply);
        left = left.subarray(end);
      }
    });
  }

  return { begin, goSilent: () => answered.clear() };
}
