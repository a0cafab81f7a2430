/** A stored push of Zettle, for a scenario: the payload is its data. The mock makes another envelope around it, and signs that. */
import { parseJson } from '../../../formats/json.ts';
import { textField } from '../../../formats/values.ts';
import type { ReadPush } from '../../../simulate/stored-push.ts';

export const readPush: ReadPush = ({ body }) => {
  const read = parseJson(body);
  const envelope = read.ok ? read.value.value : undefined;
  const [event, payload] = [textField(envelope, 'eventName'), textField(envelope, 'payload')];
  if (event === undefined) return { reason: 'its envelope cannot be read' };
  if (payload === undefined) return { reason: `${event} is sent when a subscription is made, and not as an event` };
  return { event, data: payload };
};
