/** A stored push of 1ShoppingCart, for a scenario: its data is the order that the gateway read, which the mock's API then has. */
import { readXml } from '../../../formats/xml.ts';
import type { ReadPush } from '../../../simulate/stored-push.ts';

export const readPush: ReadPush = ({ body, documents }) => {
  const read = readXml(Buffer.from(body, 'utf8'));
  if (!read.ok) return { reason: 'its body cannot be read' };
  const { root } = read.value;
  if (root === 'Test') return { event: 'Test' };
  const order = documents.find(({ name }) => name === 'order');
  if (root !== 'NewOrder' || order === undefined) return { reason: 'the gateway has not read its order' };
  return { event: 'NewOrder', data: order.text };
};
