/** All pages, in the order of the navigation. One without a title is reached by other ways. */
import type { ComponentChildren } from 'preact';
import { Audit } from './pages/audit.tsx';
import { Contracts } from './pages/contracts.tsx';
import { Counts } from './pages/counts.tsx';
import { Deliveries } from './pages/deliveries.tsx';
import { DeliveryPage } from './pages/delivery.tsx';
import { EventPage } from './pages/event.tsx';
import { Events } from './pages/events.tsx';
import { FindingPage, Findings } from './pages/findings.tsx';
import { Gap } from './pages/gap.tsx';
import { Gateway } from './pages/gateway.tsx';
import { Health } from './pages/health.tsx';
import { Holds } from './pages/holds.tsx';
import { MessagePage } from './pages/message.tsx';
import { Messages } from './pages/messages.tsx';
import { NewReplay } from './pages/new-replay.tsx';
import { Refused } from './pages/refused.tsx';
import { ReplayPage, Replays } from './pages/replays.tsx';
import { ResultPage, Results } from './pages/results.tsx';
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
  {
    name: 'events',
    title: 'Events',
    show: ({ path: [, id], query }) => (id === undefined ? <Events query={query} /> : <EventPage id={id} />),
  },
  {
    name: 'deliveries',
    title: 'Deliveries',
    show: ({ path: [, id], query }) => (id === undefined ? <Deliveries query={query} /> : <DeliveryPage id={id} />),
  },
  { name: 'sinks', title: 'Sinks', show: () => <Sinks /> },
  {
    name: 'replays',
    title: 'Replays',
    show: ({ path: [, id], query }) =>
      id === undefined ? (
        <Replays query={query} />
      ) : id === 'new' ? (
        <NewReplay query={query} />
      ) : (
        <ReplayPage id={id} />
      ),
  },
  {
    name: 'results',
    title: 'Owed results',
    show: ({ path: [, id], query }) => (id === undefined ? <Results query={query} /> : <ResultPage id={id} />),
  },
  { name: 'holds', title: 'Legal holds', show: ({ query }) => <Holds query={query} /> },
  {
    name: 'findings',
    title: 'Findings',
    show: ({ path: [, id], query }) => (id === undefined ? <Findings query={query} /> : <FindingPage id={id} />),
  },
  { name: 'refused', title: 'Refused', show: () => <Refused /> },
  { name: 'subscriptions', title: 'Subscriptions', show: () => <Subscriptions /> },
  { name: 'contracts', title: 'Contracts and guides', show: () => <Contracts /> },
  { name: 'audit', title: 'Audit log', show: ({ query }) => <Audit query={query} /> },
  { name: 'gateway', title: 'Gateway', show: () => <Gateway /> },
  { name: 'gap', show: ({ path: [, source = ''], query }) => <Gap source={source} query={query} /> },
  { name: 'sources', show: ({ path: [, name = ''] }) => <SourcePage name={name} /> },
  { name: 'counts', show: ({ query }) => <Counts query={query} /> },
  { name: 'search', show: ({ query }) => <SearchResults query={query.get('q') ?? ''} /> },
];
