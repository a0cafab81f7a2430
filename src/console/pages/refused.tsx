/** Who knocks and is not let in: what is wrong, and which source was probably meant. */
import { useState } from 'preact/hooks';
import { api, bodyOf } from '../api.ts';
import { useLive } from '../live.ts';
import { ShowAddresses } from '../parts/addresses.tsx';
import { Badge, Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';

export function Refused() {
  const [shown, show] = useState(false);
  // What was revealed is not asked for again by itself: each reading is in the audit log.
  const { data, error } = useLive(
    `refused ${shown}`,
    (signal) => bodyOf(api.listRefused({ query: { masked: !shown } }, { signal })),
    shown ? 0 : undefined,
  );
  return (
    <Page
      title="Refused"
      intro="Requests that were turned away since the gateway started. Nothing of them was kept."
      actions={<ShowAddresses shown={shown} show={show} />}
    >
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>Nothing was refused since the gateway started.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Refused requests" head={['Request', 'Why', 'From', 'How often', 'Last']}>
          {data.items.map(({ method, path, code, detail, source, nearest, address, count, limited, lastSeenAt }) => (
            <tr key={`${method} ${path} ${code} ${address}`}>
              <td>
                <code>
                  {method} {path}
                </code>
                {source !== undefined && <div class="quiet small">source {source}</div>}
                {nearest !== undefined && (
                  <div class="quiet small">
                    meant <code>{nearest}</code>?
                  </div>
                )}
              </td>
              <td>
                <Badge tone="bad">{code.replaceAll('_', ' ')}</Badge>
                {detail !== undefined && <div>{detail}</div>}
              </td>
              <td class="nowrap">{address}</td>
              <td>
                {count}
                {limited > 0 && <span class="quiet"> ({limited} too fast)</span>}
              </td>
              <td class="nowrap">
                <Ago at={lastSeenAt} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Command>pushdock refused list</Command>
    </Page>
  );
}
