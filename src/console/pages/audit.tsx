/** Who did what, and who read personal data. */
import { useState } from 'preact/hooks';
import { type AuditEntry, api, bodyOf } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { ShowAddresses } from '../parts/addresses.tsx';
import { download, everyPage } from '../parts/download.ts';
import { Older } from '../parts/filters.tsx';
import { Badge, Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { At } from '../parts/time.tsx';

const EXPORT_PAGE = 200;

export function Audit({ query }: { readonly query: URLSearchParams }) {
  const cursor = query.get('cursor') ?? undefined;
  const [shown, show] = useState(false);
  const { data, error } = useLive(
    `audit ${query} ${shown}`,
    (signal) => bodyOf(api.listAudit({ query: { limit: 50, masked: !shown, ...(cursor && { cursor }) } }, { signal })),
    shown ? 0 : undefined,
  );
  return (
    <Page
      title="Audit log"
      intro="Every change, every sign-in, and every reading of personal data; kept for 400 days."
      actions={
        <>
          <ShowAddresses shown={shown} show={show} />
          <Act label="Export as JSON lines" act={() => exportAll(!shown)} />
        </>
      }
    >
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>Nothing was done yet.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Audit log" head={['When', 'Who', 'What', 'Where', 'From', 'Outcome']}>
          {data.items.map((entry) => (
            <tr key={entry.id}>
              <td class="nowrap">
                <At at={entry.at} />
              </td>
              <td>
                {entry.name}
                {entry.by !== 'development' && (
                  <div class="quiet small">
                    {entry.role}, by {entry.by}
                  </div>
                )}
              </td>
              <td class="nowrap">{wordsOf(entry)}</td>
              <td>
                <code>{entry.target}</code>
              </td>
              <td class="nowrap">{entry.address}</td>
              <td>
                {entry.status === undefined ? (
                  'not known'
                ) : (
                  <Badge tone={entry.status < 400 ? 'good' : 'warn'}>{entry.status}</Badge>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Older page="audit" query={query} cursor={data?.nextCursor} />
      <Command>{`pushdock audit list${shown ? ' --reveal' : ''}`}</Command>
    </Page>
  );
}

const named: Readonly<Record<string, string>> = {
  getMessage: 'read a message in full',
  getEvent: 'read an event in full',
  listEvents: 'pulled events in full',
  listMessages: 'read addresses of requests',
  getDelivery: 'read what a sink answered',
  listDeliveries: 'read what sinks answered',
  listRefused: 'read who was refused',
  listAudit: 'read the audit log in full',
  getResult: 'read a question in full',
  listOwedResults: 'read questions in full',
  listSubscriptions: 'read contact addresses',
  planSync: 'read contact addresses',
  judgeMessage: 'tried a message',
  sendEditedCopy: 'sent an edited copy',
  requestTestNotification: 'asked the provider for a test',
  authorise: 'exchanged an authorisation code',
  createSession: 'signed in',
  endSession: 'signed out',
};
/** `pauseSink` → `pause sink`. */
const wordsOf = ({ action }: AuditEntry): string =>
  named[action] ?? action.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** As the page shows it: with addresses only where the reader asked for them. */
async function exportAll(masked: boolean): Promise<string> {
  const entries = await everyPage((cursor) =>
    bodyOf(api.listAudit({ query: { limit: EXPORT_PAGE, masked, ...(cursor !== undefined && { cursor }) } })),
  );
  download('pushdock-audit.ndjson', entries);
  return `${entries.length} entries`;
}
