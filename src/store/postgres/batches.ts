/** Group commit of one kind of command: what gathers while a batch is committed goes over together in the next. */
import { type Batching, openGroupCommit } from '../shared/group-commit.ts';
import { StoreUnavailable } from '../store.ts';

export type Batches<Command, Answer> = {
  submit(command: Command, bytes?: number): Promise<Answer>;
  drained(): Promise<void>;
};

// Row, names and overhead of a small command.
const COMMAND_BYTES = 2_048;

/** `commit`: one transaction, one answer for each command, in their order. If one command is a bug, each runs again by itself, so that only the guilty one fails. */
export function openBatches<Command, Answer>(
  commit: (batch: readonly Command[]) => Promise<readonly Answer[]>,
  {
    onFatal,
    ...which
  }: Pick<Batching<Command>, 'onFatal'> & Partial<Pick<Batching<Command>, 'isUrgent' | 'isPatient'>>,
): Batches<Command, Answer> {
  type Sent = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly error: Error };
  async function send(batch: readonly Command[]): Promise<readonly Sent[]> {
    try {
      return (await commit(batch)).map((answer) => ({ ok: true, answer }));
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      if (known instanceof StoreUnavailable || batch.length === 1)
        return batch.map(() => ({ ok: false, error: known }));
      const outcomes: Sent[] = [];
      for (const one of batch) outcomes.push(...(await send([one])));
      return outcomes;
    }
  }
  const queue = openGroupCommit<Command>({ send, isUrgent: () => false, ...which, rowsOf: () => 1, onFatal });
  return {
    submit: async (command, bytes = 0) => (await queue.submit(command, COMMAND_BYTES + bytes)) as Answer,
    drained: queue.drained,
  };
}
