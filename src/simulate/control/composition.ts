/** A message's own data as `emit` would send it: for an editor. */
import type { Composition, Emission } from '../../../generated/mock/models.ts';
import type { Mocks } from '../mocks.ts';

export function composition({ engine }: Mocks, emission: Emission): Composition {
  const made = engine.preview(emission);
  if (!made.ok) return { fault: made.detail };
  const { content } = made.composed;
  const [part] = engine.mocks.get(emission.provider)?.ownData?.parts(emission.event, content) ?? [];
  const [form] = part?.forms ?? [];
  return form === undefined ? {} : { format: form.format, text: form.text };
}
