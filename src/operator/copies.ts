/** Trying a message under the contract of now, and edited copies of it. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Copy, CopyTried } from '../deliver/try-copy.ts';
import type { Sources } from '../providers/sources.ts';
import type { Clock } from '../running/clock.ts';
import { uuids } from '../running/uuids.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import { ok, orBadRequest, parameterWrong, unknownItem, unknownName } from './answers.ts';
import { sinkTestView } from './delivery-views.ts';

export type CopyParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly sources: Sources;
  /** Names of the configured sinks, as of now. */
  readonly sinks: () => readonly string[];
  readonly tryCopy: (copy: Copy) => Promise<CopyTried | undefined>;
};

export function copyHandlers({
  store,
  clock,
  sources,
  sinks,
  tryCopy,
}: CopyParts): Pick<GatewayHandlers<unknown>, 'judgeMessage' | 'sendEditedCopy'> {
  const shownOf = (id: string) => orBadRequest(() => store.showMessage(id));
  const unknownSource = (name: string) =>
    unknownName(
      'source',
      name,
      sources.all.map((one) => one.name),
    );

  return {
    judgeMessage: async ({ path: { id } }) => {
      const shown = await shownOf(id);
      if (shown === undefined || 'status' in shown) return shown ?? unknownItem;
      const { message } = shown;
      if (message.bodyForgotten)
        return parameterWrong('id: the bytes of this message were forgotten for their age, so nothing can be judged.');
      const tried = await tryCopy({ message });
      return tried === undefined ? unknownSource(message.source) : ok(trialView(message, tried));
    },

    sendEditedCopy: async ({ path: { id }, query: { sink, sandbox }, body: { content } }) => {
      const shown = await shownOf(id);
      if (shown === undefined || 'status' in shown) return shown ?? unknownItem;
      if (sink !== undefined && sandbox !== undefined)
        return parameterWrong('sink: what is sent to a sandbox goes to no sink; give one of the two.');
      const { message } = shown;
      if (sink !== undefined && !sinks().includes(sink)) return unknownName('sink', sink, sinks());
      if (sandbox !== undefined && sources.findSandbox(message.provider, sandbox) === undefined)
        return unknownSource(sandbox);
      const copyId = `copy-${uuids().v7({ msecs: clock.now() })}`;
      const { bodyForgotten: _, ...rest } = message;
      const edited = { ...rest, bytes: Buffer.from(content, 'utf8') };
      const tried = await tryCopy({
        message: edited,
        ...(sandbox !== undefined && { sandbox }),
        ...(sink !== undefined && { to: { sink, copyId } }),
      });
      if (tried === undefined) return unknownSource(sandbox ?? message.source);
      const sent = tried.sent.map((one) => sinkTestView(sink ?? '', one));
      return ok({ copy: copyId, ...trialView({ ...message, source: sandbox ?? message.source }, tried), sent });
    },
  };
}

const trialView = ({ id, source }: Pick<StoredMessage, 'id' | 'source'>, { verdict, findings, events }: CopyTried) => ({
  message: id,
  source,
  verdict,
  findings: findings.map(({ contract, ...finding }) => ({
    ...finding,
    ...(contract && { contract: { ...contract } }),
  })),
  events: events.map((event) => ({ ...event })),
});
