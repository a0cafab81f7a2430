/**
 * A stand-in for 1ShoppingCart's API (`spec/providers/oneshoppingcart/api.yaml`): it reads an order for any token, and pushes a test when it is asked for one.
 * The orders are the contract's own example with the token put in.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textField } from '../formats/values.ts';
import { readXml } from '../formats/xml.ts';
import { writeXml } from '../formats/xml-write.ts';
import type { Log } from '../log.ts';
import type { Address } from '../running/listening.ts';
import { packageRoot } from '../running/package-root.ts';
import { openListener, type StandInAnswer, type StandInRequest } from './listener.ts';
import type { StandIn } from './stand-in.ts';

/** Keys that it takes: the one of `spec/config.try.yaml` and the one of the contract's example. Both are published and open nothing. */
export const standInMerchantKeys: readonly string[] = ['development-merchant-key', '0000FAKEMERCHANTKEY0000000000000'];

/** Tokens that begin with this name no order. */
const MISSING = 'missing-';
/** The token of the example, which is its order's number too. */
const EXAMPLE_TOKEN = '148899722';

// The API's path is case-insensitive (spec/providers/oneshoppingcart/api.yaml).
const readOrder = /^\/api\/[^/]+\/orders\/([^/]+)\/read$/i;
const requestTest = /^\/api\/([^/]+)\/notifications\/test$/i;

/** `pushTest`: begins to push the test of that account. */
export function openOneShoppingCartStandIn(
  address: Address,
  log: Log,
  pushTest: (merchantId: string) => void = () => {},
): Promise<StandIn> {
  const example = readFileSync(
    join(packageRoot(), 'spec/providers/oneshoppingcart/examples/order.accepted.xml'),
    'utf8',
  );
  return openListener('oneshoppingcart', address, log, (request) => answer(request, example, pushTest));
}

function answer(request: StandInRequest, example: string, pushTest: (merchantId: string) => void): StandInAnswer {
  const token = decoded(readOrder.exec(request.path)?.[1]);
  if (token !== undefined && request.method === 'POST') return xml(order(request, token, example));
  const merchantId = decoded(requestTest.exec(request.path)?.[1]);
  if (merchantId !== undefined && request.method === 'GET') {
    if (!isKey(request.query.get('key'))) return xml(failure('Invalid merchant key'));
    pushTest(merchantId);
    return xml(success());
  }
  return { status: 404 };
}

function order({ bytes }: StandInRequest, token: string, example: string): string {
  const read = readXml(bytes);
  const key = read.ok && read.value.root === 'Request' ? textField(read.value.value, 'Key') : undefined;
  if (!isKey(key)) return failure('Invalid merchant key');
  if (token.startsWith(MISSING)) return failure('Order not found');
  return example.replaceAll(`>${EXAMPLE_TOKEN}<`, () => `>${escaped(token)}<`);
}

function decoded(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined; // `%zz` names nothing: not found.
  }
}

const isKey = (key: string | null | undefined) => standInMerchantKeys.some((known) => known === key);
const success = () => writeXml('Response', { '@success': 'true' });
const failure = (why: string) => writeXml('Response', { '@success': 'false', Error: why });
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const xml = (body: string): StandInAnswer => ({ status: 200, contentType: 'text/xml; charset=utf-8', body });
