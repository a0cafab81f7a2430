/** Business results that a provider was promised for later: which are owed, and handing one in. */
import { useState } from 'preact/hooks';
import { api, type BusinessResult, bodyOf, type MessageResult } from '../api.ts';
import { pretty } from '../bytes.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Code } from '../parts/code.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { chosen, Filters, Older } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Badge, Command, Empty, Fault, Id, Page, Table, type Tone, Waiting } from '../parts/frame.tsx';
import { Masked } from '../parts/masked.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';

const ROWS = 50;
const WORDS_MAX = 1_024;

export function Results({ query }: { readonly query: URLSearchParams }) {
  const { source, cursor } = chosen(query, ['source', 'cursor']);
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const asked = { limit: ROWS, masked: true, ...(source && { source }), ...(cursor && { cursor }) };
  const { data, error } = useLive(`results ${query}`, (signal) =>
    bodyOf(api.listOwedResults({ query: asked }, { signal })),
  );
  const asking = (sources.data?.items ?? []).filter(({ offers }) => offers?.includes('results'));
  return (
    <Page title="Owed results" intro="A provider was told to wait for what the business says of these messages.">
      <Filters
        page="results"
        query={query}
        fields={[{ name: 'source', label: 'Source', options: asking.map(({ name }) => name) }]}
      />
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>No result is owed.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Owed results" head={['Message', 'Asked', 'Source', 'Question', 'Why it waits']}>
          {data.items.map(({ message, receivedAt, source: name, question, reason }) => (
            <tr key={message}>
              <td>
                <a href={href(['results', message])}>
                  <Id id={message} />
                </a>
              </td>
              <td class="nowrap">
                <Ago at={receivedAt} />
              </td>
              <td class="nowrap">{name}</td>
              <td>{String(question?.type ?? '')}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </Table>
      )}
      <Older page="results" query={query} cursor={data?.nextCursor} />
      <Command>
        {[...new Set(asking.map(({ provider }) => `pushdock ${provider} pending${flags({ source })}`))]}
      </Command>
    </Page>
  );
}

const tones: Readonly<Record<MessageResult['state'], Tone>> = {
  deciding: 'news',
  owed: 'warn',
  posting: 'news',
  answered: 'good',
};
const words: Readonly<Record<MessageResult['state'], string>> = {
  deciding: 'being decided',
  owed: 'owed',
  posting: 'being posted to the provider',
  answered: 'the provider has it',
};

export function ResultPage({ id }: { readonly id: string }) {
  const [revealed, setRevealed] = useState('');
  const masked = revealed !== id;
  // What was revealed is not asked for again by itself: each reading is in the audit log.
  const { data, error, again } = useLive(
    `result ${id} ${masked}`,
    (signal) => bodyOf(api.getResult({ path: { id }, query: { masked } }, { signal })),
    masked ? undefined : 0,
  );
  return (
    <Page title={`Result of message ${id.slice(-6)}`}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <p class="line">
            <Badge tone={tones[data.state]}>{words[data.state]}</Badge>{' '}
            <a href={href(['messages', data.message])}>Its message</a>{' '}
            <span class="quiet">
              {data.source}, {data.provider}
            </span>
          </p>
          {data.result !== undefined && <Given result={data.result} />}
          {data.state === 'posting' && (
            <Act
              label="Post it again now"
              act={async () => {
                const { outcome } = await bodyOf(api.retryMessage({ path: { id: data.message } }));
                again();
                return outcome === 'due' ? 'It is posted now.' : `Nothing to do: ${outcome.replaceAll('_', ' ')}.`;
              }}
            />
          )}
          {data.result === undefined && data.question !== undefined && (
            <HandIn id={data.message} provider={data.provider} again={again} />
          )}
          {data.question !== undefined && (
            <>
              <h2>What is asked</h2>
              <Masked masked={masked} reveal={() => setRevealed(id)} />
              <Code label="The question" text={pretty(JSON.stringify(data.question))} />
            </>
          )}
        </>
      )}
      {data !== undefined && <Command>{`pushdock ${data.provider} show ${id}`}</Command>}
    </Page>
  );
}

const Given = ({ result }: { readonly result: BusinessResult }) => (
  <dl class="facts">
    <dt>Outcome</dt>
    <dd>{result.success ? 'It succeeded' : 'It failed'}</dd>
    {fields
      .filter(([name]) => result[name] !== undefined)
      .map(([name, label]) => [<dt key={name}>{label}</dt>, <dd key={`${name} of it`}>{result[name]}</dd>])}
  </dl>
);

const fields = [
  ['accountIdentifier', 'Account'],
  ['userIdentifier', 'User'],
  ['errorCode', 'Error code'],
  ['message', 'Message for people'],
] as const;
type Given = { readonly [name in (typeof fields)[number][0]]?: string };
/** As the command names them. */
const options = {
  accountIdentifier: 'account',
  userIdentifier: 'user',
  errorCode: 'error',
  message: 'message',
} as const;

/** The first result stays, so what is handed in is shown once more beside its command. */
function HandIn({
  id,
  provider,
  again,
}: {
  readonly id: string;
  readonly provider: string;
  readonly again: () => void;
}) {
  const mayAct = useMayAct();
  const [success, setSuccess] = useState(true);
  const [given, setGiven] = useState<Given>({});
  if (!mayAct) return null;
  const wanted = fields.filter(([name]) =>
    success ? name !== 'errorCode' : name === 'errorCode' || name === 'message',
  );
  const said = Object.fromEntries(
    wanted.flatMap(([name]) => (given[name]?.trim() ? [[name, given[name].trim()] as const] : [])),
  );
  const named = Object.fromEntries(wanted.map(([name]) => [options[name], said[name]]));
  return (
    <section class="plan">
      <h2>Hand in the result</h2>
      <ChoiceField
        label="Outcome"
        value={success ? 'yes' : 'no'}
        set={(value) => setSuccess(value === 'yes')}
        options={[
          ['yes', 'it succeeded'],
          ['no', 'it failed'],
        ]}
      />
      {wanted.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          value={given[name] ?? ''}
          charactersMax={WORDS_MAX}
          set={(value) => setGiven({ ...given, [name]: value })}
        />
      ))}
      <p class="quiet small">It is posted to the provider until that takes it. The first result stays.</p>
      <Act
        label="Hand in this result"
        tone="primary"
        disabled={!success && said.errorCode === undefined}
        act={async () => {
          const { outcome } = await bodyOf(api.completeResult({ path: { id }, body: { success, ...said } }));
          again();
          return outcome === 'completed' ? 'It is stored, and is posted now.' : 'It had a result already, which stays.';
        }}
      />
      <Command>{`pushdock ${provider} complete ${id}${success ? ' --success' : ''}${flags(named)}`}</Command>
    </section>
  );
}
