/** Where a message departs from its contract. */
import type { Finding } from '../../api.ts';
import { Badge, Table } from '../../parts/frame.tsx';
import { href } from '../../route.ts';

export function Findings({ items }: { readonly items: readonly Finding[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>Where it departs from its contract</h2>
      <Table label="Findings" head={['Place', 'Rule', 'Contract says', 'Seen']}>
        {items.map((finding) => (
          <tr key={`${finding.path} ${finding.rule}`}>
            <td>
              <code>{finding.path}</code>
              {finding.line !== undefined && <span class="quiet"> line {finding.line}</span>}
            </td>
            <td>
              <Badge tone={finding.severity === 'violation' ? 'bad' : 'warn'}>
                {finding.rule.replaceAll('_', ' ')}
              </Badge>
            </td>
            <td>{finding.expected}</td>
            <td>{finding.seen}</td>
          </tr>
        ))}
      </Table>
      <p>
        <a href={href(['findings'])}>All findings</a>
      </p>
    </section>
  );
}
