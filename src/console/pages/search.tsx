/** What the search found. */
import { useEffect, useState } from 'preact/hooks';
import { type Finding, type Found, find } from '../find.ts';
import { Brief } from '../parts/brief.tsx';
import { flags } from '../parts/flags.ts';
import { Command, Empty, Fault, Id, Page, Table, Waiting } from '../parts/frame.tsx';
import { DeadLetters, MessageState, VerdictBadge } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';

export function SearchResults({ query }: { readonly query: string }) {
  const [found, setFound] = useState<Finding>();
  const [error, setError] = useState<Error>();
  const mayReadPayloads = useMayAct();
  useEffect(() => {
    const ending = new AbortController();
    setFound(undefined);
    setError(undefined);
    find(query, { signal: ending.signal, mayReadPayloads }, setFound).catch((fault: unknown) => {
      if (!ending.signal.aborted) setError(fault instanceof Error ? fault : new Error(String(fault)));
    });
    return () => ending.abort();
  }, [query, mayReadPayloads]);
  return (
    <Page title={`Search: ${query}`}>
      <Fault error={error} />
      <p aria-live="polite" class="quiet">
        {found !== undefined && heading(found)}
      </p>
      {found === undefined && error === undefined && <Waiting />}
      {found !== undefined && found.items.length > 0 && <Results items={found.items} />}
      {found?.state === 'all' && found.items.length === 0 && (
        <Empty>
          {mayReadPayloads
            ? 'No message has this text in its payload, and no id begins or ends so.'
            : 'No message has this reference, and no id begins or ends so. A viewer does not search in payloads.'}{' '}
          It may have been refused: look at what was <a href={href(['refused'])}>turned away</a>.
        </Empty>
      )}
      <Command>{`pushdock messages list${flags(mayReadPayloads ? { text: query } : { reference: query })}`}</Command>
    </Page>
  );
}

function heading({ items, state }: Finding): string {
  const count = `${items.length} ${items.length === 1 ? 'message' : 'messages'} found`;
  if (state === 'looking') return `${count}; looking through older ones…`;
  return state === 'enough' ? `The newest ${items.length}. Add to the text to find fewer.` : `${count}.`;
}

const Results = ({ items }: { readonly items: readonly Found[] }) => (
  <Table label="Messages found" head={['Message', 'About', 'Source', 'Received', 'State']}>
    {items.map(({ message, events }) => (
      <tr key={message.id}>
        <td>
          <a href={href(['messages', message.id])}>
            <Id id={message.id} />
          </a>
        </td>
        <td>
          {events.length === 0
            ? message.reason
            : events.map(({ id, subject, type }) => (
                <div key={id}>
                  {subject !== undefined && (
                    <strong>
                      <Brief text={subject} />
                    </strong>
                  )}{' '}
                  <span class="quiet">{type}</span>
                </div>
              ))}
        </td>
        <td>{message.source}</td>
        <td>
          <Ago at={message.receivedAt} />
        </td>
        <td>
          <MessageState state={message.state} /> <VerdictBadge verdict={message.verdict} />{' '}
          <DeadLetters count={message.deadLetters} />
        </td>
      </tr>
    ))}
  </Table>
);
