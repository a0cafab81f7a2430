/** The pushes of the bench. `%d` becomes a number of its own in each push, so that no two share an order or a barcode. */
export const keys = {
  paazl: 'bench-only-paazl-token-0001',
  zettle: 'bench-only-zettle-signing-key-0000000000000000000000000000000001',
} as const;

export type Template = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const path = '/push/paazl/shipping';
const headers = { authorization: `Bearer ${keys.paazl}`, 'content-type': 'application/json' };

/** About 280 bytes, like the sample of the source document. A barcode that all pushes share would hide what its topic costs. */
export const paazlJson: Template = {
  path,
  headers,
  body: '{"orderReference":"bench-%d","webshop":8,"barcode":"3S%d","status":"CREATED","deliveryDate":"2017-07-17T16:00","trackTraceURL":"https://www.dhlexpress.nl/nl/track-trace?gclid=CPfEzdayhtUCFekp0wode38N7w","deliveryWindowStart":"08:00","deliveryWindowEnd":"13:00"}',
};

export const paazlXml: Template = {
  path,
  headers: { ...headers, 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><ns2:labelStatusNotification xmlns:ns2="http://www.paazl.com/schemas/push"><orderReference>bench-%d</orderReference><webshop>8</webshop><barcode>3S%d</barcode><status>CREATED</status><deliveryDate>2017-07-17T16:00</deliveryDate><trackTraceURL>https://www.dhlexpress.nl/nl/track-trace?gclid=CPfEzdayhtUCFekp0wode38N7w</trackTraceURL><deliveryWindowStart>08:00</deliveryWindowStart><deliveryWindowEnd>13:00</deliveryWindowEnd></ns2:labelStatusNotification>',
};

/** Authentic, and as hard to judge as its size allows: about 78 kB with 9,000 elements that no contract knows. */
export const heavyXml: Template = {
  ...paazlXml,
  body: paazlXml.body.replace(
    '</ns2:',
    `${Array.from({ length: 9_000 }, (_, index) => `<u${index}/>`).join('')}${' '.repeat(6_500)}</ns2:`,
  ),
};

export const withNumber = (body: string, number: number | string): string => body.replaceAll('%d', String(number));
