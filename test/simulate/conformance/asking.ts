/** A message of each provider, and a gateway's answer that each of them understands. */
import assert from 'node:assert/strict';
import type { Said } from '../../providers/appdirect/listening.ts';
import type { Held } from '../engine/mocks.ts';

export const ordinary: Readonly<Record<string, string>> = {
  paazl: 'shipment-status',
  oneshoppingcart: 'NewOrder',
  zettle: 'PurchaseCreated',
  appdirect: 'subscription-order',
};

/** AppDirect reads a document with the status; nobody else does. */
export const said = (status: number): Said => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ success: 'true', accountIdentifier: 'ACC-1' }),
});

/** AppDirect: the result comes later. */
export const promised: Said = {
  status: 202,
  contentType: 'application/json',
  body: '{"success":"true","message":"accepted"}',
};

/** Queues one message of the provider, and gives its id. */
export function emitOne(
  { engine }: Held,
  provider: string,
  variant?: string,
  event = ordinary[provider] ?? '',
): string {
  const queued = engine.emit({ provider, event, ...(variant === undefined ? {} : { variant }) });
  assert.ok(queued.ok, JSON.stringify(queued));
  return queued.messages[0] ?? assert.fail('nothing was queued');
}

export const mockOf = ({ engine }: Held, provider: string) =>
  engine.mocks.get(provider) ?? assert.fail(`there is no ${provider}`);
