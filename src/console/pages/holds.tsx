/** Messages under legal hold: kept whatever their age, each with the reason. */
import { api, bodyOf, type MessageSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Older } from '../parts/filters.tsx';
import { Command, Empty, Fault, Id, Page, Table, Waiting } from '../parts/frame.tsx';
import { DeadLetters, MessageState } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';

const ROWS = 50;

export function Holds({ query }: { readonly query: URLSearchParams }) {
  const cursor = query.get('cursor') ?? undefined;
  const { data, error, again } = useLive(`holds ${query}`, (signal) =>
    bodyOf(api.listHeldMessages({ query: { limit: ROWS, masked: true, ...(cursor && { cursor }) } }, { signal })),
  );
  return (
    <Page
      title="Legal holds"
      intro="These messages are kept with their bytes and events, whatever their age. Put one under legal hold on its own page."
    >
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>No message is under legal hold.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Messages under legal hold" head={['Message', 'Why', 'Source', 'Received', 'State', 'End']}>
          {data.items.map((message) => (
            <Held key={message.id} message={message} again={again} />
          ))}
        </Table>
      )}
      <Older page="holds" query={query} cursor={data?.nextCursor} />
      <Command>
        {['pushdock messages held', "pushdock messages hold <id> --reason '…'", 'pushdock messages release <id>']}
      </Command>
    </Page>
  );
}

const Held = ({
  message: { id, legalHold, source, receivedAt, state, deadLetters },
  again,
}: {
  readonly message: MessageSummary;
  readonly again: () => void;
}) => (
  <tr>
    <td>
      <a href={href(['messages', id])}>
        <Id id={id} />
      </a>
    </td>
    <td>{legalHold}</td>
    <td class="nowrap">{source}</td>
    <td class="nowrap">
      <Ago at={receivedAt} />
    </td>
    <td>
      <MessageState state={state} /> <DeadLetters count={deadLetters} />
    </td>
    <td>
      <Act
        label="End this hold"
        act={async () => {
          await bodyOf(api.releaseMessage({ path: { id } }));
          again();
          return '';
        }}
      />
    </td>
  </tr>
);
