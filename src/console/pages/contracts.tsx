/** Where the published contracts, the guides and the API's own contract are. */
import { api, baseUrl, bodyOf } from '../api.ts';
import { useLive } from '../live.ts';
import { Command, Fault, Page } from '../parts/frame.tsx';

export function Contracts() {
  const { data, error } = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 0);
  // The public listener serves them, at the address that providers call.
  const origin = [...new Set((data?.items ?? []).map(({ pushUrl }) => new URL(pushUrl).origin))].at(0);
  const links = [
    ['', 'Contracts', 'What each provider sends, with examples, answers and signatures.'],
    ['events/types.html', 'Events', 'What is delivered to sinks, type by type.'],
    ['guides/index.html', 'Guides', 'One task each: from the first push to operating.'],
  ] as const;
  return (
    <Page title="Contracts and guides" intro="What is published for partners and for you.">
      <Fault error={error} />
      <ul class="cards">
        {origin !== undefined &&
          links.map(([path, title, about]) => (
            <li class="card" key={path}>
              <h2>
                <a href={`${origin}/contracts/${path}`} rel="noreferrer">
                  {title}
                </a>
              </h2>
              <p class="quiet">{about}</p>
            </li>
          ))}
        <li class="card">
          <h2>
            <a href={`${baseUrl}/openapi.json`}>Operator API</a>
          </h2>
          <p class="quiet">The contract by which this page and the command line speak with the gateway.</p>
        </li>
      </ul>
      <Command>make publish</Command>
    </Page>
  );
}
