/** Views of the operator API with personal data masked. */
import type { Body, Event as EventView, Message as MessageView } from '../../../generated/gateway/models.ts';
import { MASK, masked } from './mask.ts';
import { type ShownNames, shownNames } from './names.ts';

export function maskedMessage(view: MessageView): MessageView {
  const names = shownNames(view.provider);
  return {
    ...view,
    body: maskedBody(view.body, names),
    documents: view.documents.map((document) => ({ ...document, body: maskedBody(document.body, names) })),
  };
}

/** Bytes that are not text are masked whole. */
function maskedBody({ encoding, content }: Body, names: ShownNames): Body {
  return { encoding: 'text', content: content === '' ? '' : encoding === 'text' ? masked(content, names) : MASK };
}

/** Of the envelope only `data` comes from the provider. `source` names the provider: `/paazl/shipping`. */
export function maskedEvent(view: EventView): EventView {
  const { data, ...envelope } = view.envelope;
  const [, provider = ''] = view.source.split('/');
  const text = data === undefined ? undefined : masked(JSON.stringify(data), shownNames(provider));
  return {
    ...view,
    envelope: { ...envelope, ...(text !== undefined && { data: JSON.parse(text) }) },
    deliveries: view.deliveries.map((delivery) =>
      delivery.answer === undefined ? delivery : { ...delivery, answer: MASK },
    ),
  };
}
