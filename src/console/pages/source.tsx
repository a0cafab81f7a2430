/** One source: what to enter at its provider, and which credentials vouch for its pushes. */
import { api, bodyOf, type CredentialUse } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
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
            <a href={href(['messages'], { source: name })}>Its messages</a>{' '}
            <a href={href(['gap', name])}>What its latest outage cost</a>{' '}
            {data.offers?.includes('results') && (
              <a href={href(['results'], { source: name })}>Results that it waits for</a>
            )}
            {data.offers?.includes('subscriptions') && <a href={href(['subscriptions'])}>Its subscriptions</a>}
          </p>
          <dl class="facts">
            {data.setup.map(({ field, value }) => (
              <Field key={field} field={field} value={value} />
            ))}
            <dt>Off contract</dt>
            <dd>
              {data.offContract}
              {Object.entries(data.rules ?? {}).map(([rule, action]) => (
                <div key={rule}>
                  {rule.replaceAll('_', ' ')}: {action}
                </div>
              ))}
            </dd>
          </dl>
          {data.offers?.includes('test_notification') && <TestPush name={name} provider={data.provider} />}
          <h2>Credentials</h2>
          <Table label="Credentials" head={['Credential', 'Pushes', 'First', 'Last']}>
            {data.credentials.map((one) => (
              <Use key={one.label} use={one} />
            ))}
          </Table>
          {data.credentials.map(
            ({ label, lastUsedAt, replacedBy }) =>
              replacedBy !== undefined && (
                <p class="note" key={label}>
                  <code>{label}</code> was last used {lastUsedAt !== undefined && <Ago at={lastUsedAt} />}, and{' '}
                  <code>{replacedBy}</code> is in use. You can remove <code>{label}</code>.
                </p>
              ),
          )}
        </>
      )}
      <Command>{`pushdock sources show ${name}`}</Command>
    </Page>
  );
}

/** The provider pushes it to us, so what comes of it is seen among the messages. */
const TestPush = ({ name, provider }: { readonly name: string; readonly provider: string }) => (
  <>
    <h2>Test</h2>
    <Act
      label="Ask the provider for a test push"
      act={async () => {
        await bodyOf(api.requestTestNotification({ path: { name } }));
        return (
          <>
            The provider accepted the request. It pushes when it pleases:{' '}
            <a href={href(['messages'], { source: name })}>see what arrives</a>
          </>
        );
      }}
    />
    <Command>{`pushdock ${provider} test ${name}`}</Command>
  </>
);

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
