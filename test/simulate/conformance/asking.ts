/** A message of each provider, and a gateway's answer that each of them understands. */
import assert from 'node:assert/strict';
import type { Heard, Said } from '../../providers/appdirect/listening.ts';
import { mockNames } from '../../support/mocks.ts';
import { broughtByProviders } from '../../support/of-providers.ts';
import type { Held } from '../engine/mocks.ts';
import type { Subject } from './suite.ts';

/** The event of an ordinary message, by provider. */
const ordinaries = await broughtByProviders<string>('simulate/ordinary', 'ordinary', mockNames);

export const ordinaryOf = (provider: string): string => ordinaries.get(provider) ?? '';

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
export function emitOne({ engine }: Held, provider: string, variant?: string, event = ordinaryOf(provider)): string {
  const queued = engine.emit({ provider, event, ...(variant === undefined ? {} : { variant }) });
  assert.ok(queued.ok, JSON.stringify(queued));
  return queued.messages[0] ?? assert.fail('nothing was queued');
}

export const mockOf = ({ engine }: Held, provider: string) =>
  engine.mocks.get(provider) ?? assert.fail(`there is no ${provider}`);

/** What the mock sends of each event, in each variant and in one of its own choice. */
export async function everyPush({ provider, open }: Subject): Promise<readonly Heard[]> {
  const held = await open({ answer: () => said(200) });
  for (const { event, variants } of mockOf(held, provider).events)
    for (const variant of [...variants, undefined]) emitOne(held, provider, variant, event);
  await held.runOut(0);
  assert.ok(held.gateway.heard.length > 4);
  return held.gateway.heard;
}
