/** One delivery of an event to a sink: its attempts, and sending it again. */
import { api, bodyOf, type DeliveryHistory } from '../api.ts';
import { href } from '../route.ts';
import { Act } from './act.tsx';
import { Table } from './frame.tsx';
import { At, Took } from './time.tsx';

/** What stands in place of what is masked. */
const MASK = '•••';

/** In it a sink may have repeated what the event holds. */
export const Answer = ({ sink, text }: { readonly sink: string; readonly text: string }) => (
  <p class="small">
    {sink} said: {text === MASK ? <span class="quiet">{MASK} (reveal it to read it)</span> : <code>{text}</code>}
  </p>
);

export const Attempts = ({
  sink,
  attempts,
}: {
  readonly sink: string;
  readonly attempts: DeliveryHistory['attempts'];
}) =>
  attempts.length === 0 ? null : (
    <Table label={`Attempts at ${sink}`} head={['Ended', 'Outcome', 'Answer', 'Took', 'Detail']}>
      {attempts.map((attempt) => (
        <tr key={attempt.endedAt}>
          <td class="nowrap">
            <At at={attempt.endedAt} />
          </td>
          <td>{attempt.outcome}</td>
          <td>{attempt.status}</td>
          <td class="nowrap">{attempt.tookMs !== undefined && <Took ms={attempt.tookMs} />}</td>
          <td>{attempt.detail}</td>
        </tr>
      ))}
    </Table>
  );

/** Of a dead letter, as it was sent and with all its attempts. */
export const SendAgain = ({ id, again }: { readonly id: string; readonly again: () => void }) => (
  <Act
    label="Send again"
    act={async () => {
      const { replay } = await bodyOf(api.redeliver({ path: { id } }));
      again();
      return <a href={href(['replays', replay])}>Replay {replay} began</a>;
    }}
  />
);
