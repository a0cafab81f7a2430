/** What takes OTLP over HTTP as protobuf, like a collector: the spans that were sent to it, read by the numbers of `opentelemetry/proto/trace/v1/trace.proto`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { until } from './until.ts';

export type ReceivedSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentId: string;
  readonly kind: number;
  readonly tookMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 2: it failed. */
  readonly status: number;
  /** Of the process or thread. */
  readonly resource: Readonly<Record<string, unknown>>;
};

export type OtlpReceiver = {
  readonly url: string;
  readonly spans: () => readonly ReceivedSpan[];
  readonly requests: () => readonly { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[];
  /** Waits until the spans are as wanted. */
  readonly eventually: (holds: (spans: readonly ReceivedSpan[]) => boolean, otherwise: string) => Promise<void>;
};

export async function startOtlpReceiver(t: TestContext): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const requests: { path: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    requests.push({ path: request.url ?? '', headers: request.headers });
    spans.push(...spansOf(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => spans,
    requests: () => requests,
    eventually: (holds, otherwise) =>
      until(async () => holds(spans), {
        otherwise: () => `${otherwise}; there are ${spans.map(({ name }) => name).join(', ') || 'none'}`,
      }),
  };
}

/** The fields of one message of protobuf: bytes, or numbers. */
type Fields = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const found = fields.get(tag >> 3) ?? [];
    fields.set(tag >> 3, found);
    const wire = tag & 7;
    if (wire === 0) found.push(varint());
    else {
      const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
      found.push(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
}

const all = (fields: Fields, number: number): readonly Fields[] =>
  (fields.get(number) ?? []).flatMap((one) => (typeof one === 'bigint' ? [] : [fieldsOf(one)]));
const bytesAt = (fields: Fields, number: number): Buffer => {
  const [one] = fields.get(number) ?? [];
  return Buffer.isBuffer(one) ? one : Buffer.alloc(0);
};
const textAt = (fields: Fields, number: number): string => bytesAt(fields, number).toString();
const hexAt = (fields: Fields, number: number): string => bytesAt(fields, number).toString('hex');
const numberAt = (fields: Fields, number: number): number => Number(fields.get(number)?.[0] ?? 0);

function attributesOf(fields: Fields, number: number): Record<string, unknown> {
  return Object.fromEntries(
    all(fields, number).map((pair) => {
      const [value = new Map()] = all(pair, 2);
      if (value.has(1)) return [textAt(pair, 1), textAt(value, 1)];
      return [textAt(pair, 1), value.has(4) ? bytesAt(value, 4).readDoubleLE() : numberAt(value, value.has(2) ? 2 : 3)];
    }),
  );
}

function spansOf(request: Buffer): readonly ReceivedSpan[] {
  return all(fieldsOf(request), 1).flatMap((ofResource) => {
    const [resource = new Map()] = all(ofResource, 1);
    return all(ofResource, 2)
      .flatMap((scope) => all(scope, 2))
      .map((span) => ({
        name: textAt(span, 5),
        traceId: hexAt(span, 1),
        spanId: hexAt(span, 2),
        parentId: hexAt(span, 4),
        kind: numberAt(span, 6),
        tookMs: Number(bytesAt(span, 8).readBigUInt64LE() - bytesAt(span, 7).readBigUInt64LE()) / 1e6,
        attributes: attributesOf(span, 9),
        links: all(span, 13).map((link) => ({ traceId: hexAt(link, 1), spanId: hexAt(link, 2) })),
        status: numberAt(all(span, 15)[0] ?? new Map(), 3),
        resource: attributesOf(resource, 1),
      }));
  });
}
