/** Where at a broker an event goes: a subject or a routing key made of a template. */
import type { StoredEvent } from '../../store/store.ts';

/** `{type}` and `{source}` in the template; the source `/zettle/pos` becomes `zettle.pos`. */
export const topicOf = (template: string, { type, source }: Pick<StoredEvent, 'type' | 'source'>): string =>
  template.replaceAll('{type}', type).replaceAll('{source}', source.replace(/^\//, '').replaceAll('/', '.'));
