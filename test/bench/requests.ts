/** The requests that wrk sends: unique, pre-signed pushes in files, one a line (see `push.lua`). */
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export const keys = {
  paazl: 'bench-only-paazl-token-0001',
  zettle: 'bench-only-zettle-signing-key-0000000000000000000000000000000001',
} as const;

const bearer = `authorization=Bearer ${keys.paazl}`;

/** 280 bytes, like the sample of the source document. `%d` is replaced by wrk with a number of its own for each push. */
const paazlJson =
  '{"orderReference":"bench-%d","webshop":8,"barcode":"AABBCCEEFFG","status":"CREATED","deliveryDate":"2017-07-17T16:00","trackTraceURL":"https://www.dhlexpress.nl/nl/track-trace?gclid=CPfEzdayhtUCFekp0wode38N7w","deliveryWindowStart":"08:00","deliveryWindowEnd":"13:00"}';
const paazlXml =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><ns2:labelStatusNotification xmlns:ns2="http://www.paazl.com/schemas/push"><orderReference>bench-%d</orderReference><webshop>8</webshop><barcode>AABBCCEEFFG</barcode><status>CREATED</status><deliveryDate>2017-07-17T16:00</deliveryDate><trackTraceURL>https://www.dhlexpress.nl/nl/track-trace?gclid=CPfEzdayhtUCFekp0wode38N7w</trackTraceURL><deliveryWindowStart>08:00</deliveryWindowStart><deliveryWindowEnd>13:00</deliveryWindowEnd></ns2:labelStatusNotification>';

export type Mix = { readonly name: string; readonly path: string; readonly lines: Iterable<string> };

export const paazlJsonPushes: Mix = {
  name: 'Paazl JSON',
  path: '/push/paazl/shipping',
  lines: [`${bearer}\t${paazlJson}`],
};
export const paazlXmlPushes: Mix = {
  name: 'Paazl XML',
  path: '/push/paazl/shipping',
  lines: [`${bearer}\t${paazlXml}`],
};

/** Nine news and one push that has been there before. */
export const withDuplicates: Mix = {
  name: 'Paazl JSON, 10 % duplicates',
  path: '/push/paazl/shipping',
  lines: [...Array(9).fill(`${bearer}\t${paazlJson}`), `${bearer}\t${paazlJson.replace('bench-%d', 'bench-again')}`],
};

/** 99 good ones and one with a wrong token. */
export const withBadProof: Mix = {
  name: 'Paazl JSON, 1 % bad tokens',
  path: '/push/paazl/shipping',
  lines: [
    ...Array(99).fill(`${bearer}\t${paazlJson}`),
    `authorization=Bearer bench-only-wrong-token-0001\t${paazlJson}`,
  ],
};

/** `count` signed pushes, each with a uuid of its own; signing happens here and not in the load generator. */
export function zettlePushes(count: number): Mix {
  return { name: 'Zettle, signed', path: '/push/zettle/pos', lines: signed(count) };
}

function* signed(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const payload = JSON.stringify({
      organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
      productUuid: randomUUID(),
      created: { timestamp: '2021-04-19T13:09:40.798+0000' },
    });
    const timestamp = '2026-01-01T00:00:00.000Z';
    const signature = createHmac('sha256', keys.zettle).update(`${timestamp}.${payload}`).digest('hex');
    const envelope = {
      organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
      messageUuid: randomUUID(),
      eventName: 'InventoryTrackingStarted',
      messageId: randomUUID(),
      payload,
      timestamp,
    };
    yield `content-type=application/json\x1fx-izettle-signature=${signature}\t${JSON.stringify(envelope)}`;
  }
}

/** The body signed as a whole, which is all that the `webhook` rule of baseline (c) can check. */
export function wholeBodyPushes(count: number): Mix {
  const lines = Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify({
      organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
      messageUuid: randomUUID(),
      eventName: 'InventoryTrackingStarted',
      payload: `{"number":${index}}`,
    });
    return `content-type=application/json\x1fx-whole-signature=${createHmac('sha256', keys.zettle).update(body).digest('hex')}\t${body}`;
  });
  return { name: 'whole body signed', path: '/hooks/pos', lines };
}

export async function writeRequests(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
}
