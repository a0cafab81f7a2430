/** All pages, in the order of the navigation. One without a title is reached by other ways. */
import type { ComponentChildren } from 'preact';
import { Audit } from './pages/audit.tsx';
import { Contracts } from './pages/contracts.tsx';
import { Deliveries } from './pages/deliveries.tsx';
import { Findings } from './pages/findings.tsx';
import { Gap } from './pages/gap.tsx';
import { Gateway } from './pages/gateway.tsx';
import { Health } from './pages/health.tsx';
import { MessagePage } from './pages/message.tsx';
import { Messages } from './pages/messages.tsx';
import { Refused } from './pages/refused.tsx';
import { ReplayPage, Replays } from './pages/replays.tsx';
import { SearchResults } from './pages/search.tsx';
import { Sinks } from './pages/sinks.tsx';
import { SourcePage } from './pages/source.tsx';
import { Subscriptions } from './pages/subscriptions.tsx';
import type { Route } from './route.ts';

type ConsolePage = {
  readonly name: string;
  readonly title?: string;
  readonly show: (route: Route) => ComponentChildren;
};

export const pages: readonly ConsolePage[] = [
  { name: 'health', title: 'Health', show: () => <Health /> },
  {
    name: 'messages',
    title: 'Messages',
    show: ({ path: [, id], query }) => (id === undefined ? <Messages query={query} /> : <MessagePage id={id} />),
  },
  { name: 'deliveries', title: 'Deliveries', show: ({ query }) => <Deliveries query={query} /> },
  { name: 'sinks', title: 'Sinks', show: () => <Sinks /> },
  {
    name: 'replays',
    title: 'Replays',
    show: ({ path: [, id] }) => (id === undefined ? <Replays /> : <ReplayPage id={id} />),
  },
  { name: 'findings', title: 'Findings', show: ({ query }) => <Findings query={query} /> },
  { name: 'refused', title: 'Refused', show: () => <Refused /> },
  { name: 'subscriptions', title: 'Subscriptions', show: () => <Subscriptions /> },
  { name: 'contracts', title: 'Contracts and guides', show: () => <Contracts /> },
  { name: 'audit', title: 'Audit log', show: ({ query }) => <Audit query={query} /> },
  { name: 'gateway', title: 'Gateway', show: () => <Gateway /> },
  { name: 'gap', show: ({ path: [, source = ''] }) => <Gap source={source} /> },
  { name: 'sources', show: ({ path: [, name = ''] }) => <SourcePage name={name} /> },
  { name: 'search', show: ({ query }) => <SearchResults query={query.get('q') ?? ''} /> },
];
