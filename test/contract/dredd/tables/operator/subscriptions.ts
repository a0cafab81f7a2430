/** What a Zettle source is subscribed to, asked of sources for which Zettle answers, refuses, or says nothing. */
import { v1 } from 'uuid';
import { limits } from '../../../../../src/limits.ts';
import { body } from '../../../../providers/zettle/subscriptions/managed.ts';
import type { Request, Table } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';
import { json, longName, nothing, path, unproven } from './shared.ts';

export function subscriptions(operated: Operated): Table {
  const { client, zettle } = operated;
  const wanted = { events: ['PurchaseCreated'], contactEmail: 'operations@example.com' };
  const code = (text: string) => json({ code: text, redirectUri: 'https://hooks.example.com/authorised' });

  /** The same request by sources for which it comes out otherwise. */
  const otherwise = (request: Request = {}) => {
    const of = (source: string) => () => ({ ...request, path: { ...request.path, source } });
    return {
      400: of(longName),
      401: unproven(operated),
      404: of('shipping'),
      422: of('pos-without-client'),
      502: of('pos-refused'),
      504: of('pos-silent'),
    };
  };
  const tooLarge = { 413: () => ({ body: ' '.repeat(limits.operator_body_bytes_max + 1) }) };
  const there = async () => {
    const { uuid } = await body(client.createSubscription({ path: { source: 'pos' }, body: wanted }));
    return { path: { uuid } };
  };

  return {
    showIdentity: { 200: nothing, ...otherwise() },
    authorise: {
      200: () => ({ path: { source: 'pos-of-an-app' }, ...code(zettle.tokens.issueCode()) }),
      ...otherwise(code('used-before')),
      ...tooLarge,
      502: () => ({ path: { source: 'pos-of-an-app' }, ...code('used-before') }),
    },
    listSubscribableEvents: {
      200: nothing,
      400: path({ source: longName }),
      401: unproven(operated),
      404: path({ source: 'shipping' }),
    },
    listSubscriptions: {
      200: async () => {
        await there();
        return {};
      },
      ...otherwise(),
    },
    createSubscription: { 200: () => json(wanted), ...otherwise(json(wanted)), ...tooLarge },
    updateSubscription: {
      200: async () => ({ ...(await there()), ...json({ contactEmail: 'others@example.com' }) }),
      ...otherwise({ path: { uuid: v1() }, ...json({ contactEmail: 'others@example.com' }) }),
      ...tooLarge,
    },
    deleteSubscription: { 200: there, ...otherwise({ path: { uuid: v1() } }) },
    planSync: { 200: nothing, ...otherwise() },
    applySync: { 200: nothing, ...otherwise(), 409: () => ({ query: 'plan=0000000000000000' }) },
  };
}
