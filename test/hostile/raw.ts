/** Requests by hand: `dial` of test/support/wire.ts on the public listener alone, with short times. */
import type { TestContext } from 'node:test';
import { openListening } from '../support/listening.ts';

export const hurried = { headersMsMax: 60, requestMsMax: 120, checkEveryMs: 5, discardMsMax: 20 };

export const stored = () => ({ status: 200, contentType: 'text/plain', body: 'stored' });

export const head = (lines: readonly string[], target = '/in/a') =>
  `POST ${target} HTTP/1.1\r\nHost: gateway.test\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

/** A whole push that the listener answers with 200. */
export const goodPush = `${head(['Content-Length: 2', 'Connection: close'])}{}`;

export const openHurried = (t: TestContext, bounds: Parameters<typeof openListening>[2] = {}) =>
  openListening(t, stored, { bounds: hurried, ...bounds });
