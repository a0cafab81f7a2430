/** After the ack: read, judge, normalise. */
import { type Contract, openContract } from '../../contracts/contract.ts';
import { type Judgement, unreadable } from '../../contracts/judge.ts';
import { withContract } from '../../contracts/place.ts';
import { judgeWithin } from '../../contracts/unwrapped.ts';
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonValue, readJson } from '../../formats/json.ts';
import { isObject } from '../../formats/values.ts';
import type { StoredMessage } from '../../store/store.ts';
import { compressed } from '../compressed.ts';
import type { Processed, Processing } from '../provider.ts';
import { normalise } from './normalise.ts';
import { ROOT } from './read.ts';
import { shipmentOf } from './shipment.ts';

const SCHEMA = 'LabelStatusNotification';

/** Throws `ContractError` when what `make generate` made is missing or not usable. */
export function openProcessing(): Processing {
  const contract = openContract('paazl-push');
  return { process: async ({ message }) => withContract(process(message, contract), contract) };
}

export type Read = { readonly judgement: Judgement; readonly notification?: JsonValue };

export function process(
  message: Pick<StoredMessage, 'bytes' | 'headers' | 'possibleRepeatOf'>,
  contract: Contract,
): Processed {
  const { judgement, notification } =
    firstSignificant(message.bytes) === 'xml' ? readAsXml(message, contract) : readAsJson(message, contract);
  const { verdict, findings } = judgement;
  if (!isObject(notification)) {
    const coded = notification === undefined ? compressed(message) : undefined;
    if (coded !== undefined) return { kind: 'quarantined', ...coded };
    return {
      kind: 'quarantined',
      verdict,
      findings,
      reason: `The body is not a readable notification: ${findings[0]?.seen ?? 'no fields'}.`,
    };
  }
  const { orderReference, barcode, status } = shipmentOf(notification);
  if (orderReference === undefined && barcode === undefined && status === undefined)
    return {
      kind: 'quarantined',
      verdict,
      findings,
      reason: 'The notification names neither an order nor a barcode nor a status.',
    };
  return {
    kind: 'processed',
    verdict,
    findings,
    events: [normalise(notification, message.possibleRepeatOf !== undefined)],
  };
}

type Sent = Pick<StoredMessage, 'bytes' | 'headers'>;

function readAsXml({ bytes, headers }: Sent, contract: Contract): Read {
  const { content, ...judgement } = contract.judgeXml(SCHEMA)(bytes, headers['content-type']);
  if (content === undefined) return { judgement };
  return { judgement, notification: content.root === ROOT ? content.value : null };
}

function readAsJson({ bytes, headers }: Sent, contract: Contract): Read {
  const read = readJson(bytes, {}, headers['content-type']);
  if (!read.ok) return { judgement: unreadable(read.finding) };
  const { judgement, value } = judgeWithin(read.value, ROOT, contract.judgeJson(SCHEMA));
  return { judgement, notification: value };
}
