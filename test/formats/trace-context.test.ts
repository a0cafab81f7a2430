import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOfHeaders, namedParts, readContext, writeContext } from '../../src/formats/trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;

test('a traceparent and its tracestate are read, kept as one text and named again', () => {
  const kept = contextOfHeaders({ traceparent, tracestate: 'congo=t61rcWkgMzE , rojo=00f067aa0ba902b7' });
  assert.equal(kept, `${traceparent} congo=t61rcWkgMzE,rojo=00f067aa0ba902b7`);
  assert.deepEqual(namedParts(kept ?? ''), { traceparent, tracestate: 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7' });
  assert.deepEqual(readContext(traceparent), { traceId, spanId, flags: 1 });
  assert.equal(writeContext({ traceId, spanId, flags: 0 }), `00-${traceId}-${spanId}-00`);
});

test('a traceparent that is not well-formed is as good as none', () => {
  const bad = [
    '',
    traceparent.toUpperCase(),
    `ff${traceparent.slice(2)}`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `${traceparent}-more`,
    `${traceparent}, ${traceparent}`,
    ` ${traceparent}`,
    `00-${traceId.slice(1)}-${spanId}-01`,
    `01-${traceId}-${spanId}-01-${'x'.repeat(400)}`,
  ];
  for (const one of bad) assert.equal(contextOfHeaders({ traceparent: one }), undefined, one);
  assert.equal(contextOfHeaders({}), undefined);
});

test('a traceparent of a later version is read by what this version knows of it', () => {
  const later = `01-${traceId}-${spanId}-03-what-is-new`;
  assert.equal(contextOfHeaders({ traceparent: later }), later);
  assert.deepEqual(readContext(later), { traceId, spanId, flags: 1 });
});

test('a tracestate that is too long or has strange characters is dropped, and the traceparent stays', () => {
  for (const tracestate of ['', 'no-value', `a=${'x'.repeat(600)}`, 'a=1,b=\u0007', 'a=1\r\nx: y', 'A=1'])
    assert.equal(contextOfHeaders({ traceparent, tracestate }), traceparent, JSON.stringify(tracestate));
});
