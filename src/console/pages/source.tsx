/** One source: what to enter at its provider, and which credentials vouch for its pushes. */
import { api, bodyOf, type CredentialUse } from '../api.ts';
import { useLive } from '../live.ts';
import { Badge, Command, Copy, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';

export function SourcePage({ name }: { readonly name: string }) {
  const { data, error } = useLive(`source ${name}`, (signal) => bodyOf(api.getSource({ path: { name } }, { signal })));
  return (
    <Page title={`Source ${name}`} intro="What to enter at the provider, and what proves its pushes.">
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <p class="line">
            <span class="quiet">{data.provider}</span> {data.sandbox === true && <Badge>sandbox</Badge>}{' '}
            <a href={href(['messages'], { source: name })}>Its messages</a>
          </p>
          <dl class="facts">
            {data.setup.map(({ field, value }) => (
              <Field key={field} field={field} value={value} />
            ))}
            <dt>Off contract</dt>
            <dd>{data.offContract}</dd>
          </dl>
          <h2>Credentials</h2>
          <Table label="Credentials" head={['Credential', 'Pushes', 'First', 'Last']}>
            {data.credentials.map((one) => (
              <Use key={one.label} use={one} />
            ))}
          </Table>
        </>
      )}
      <Command>{`pushdock sources show ${name}`}</Command>
    </Page>
  );
}

const Field = ({ field, value }: { readonly field: string; readonly value: string }) => (
  <>
    <dt>{field}</dt>
    <dd>
      <code>{value}</code> <Copy text={value} />
    </dd>
  </>
);

const Use = ({ use: { label, belongsTo, uses, firstUsedAt, lastUsedAt } }: { readonly use: CredentialUse }) => (
  <tr>
    <td>
      <code>{label}</code> <span class="quiet">{belongsTo}</span>
    </td>
    <td>{uses}</td>
    <td>{firstUsedAt === undefined ? 'never' : <Ago at={firstUsedAt} />}</td>
    <td>{lastUsedAt === undefined ? 'never' : <Ago at={lastUsedAt} />}</td>
  </tr>
);
