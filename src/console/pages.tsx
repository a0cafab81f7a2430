/** All pages, in the order of the navigation. One without a title is reached by other ways. */
import type { ComponentChildren } from 'preact';
import { Health } from './pages/health.tsx';
import { SearchResults } from './pages/search.tsx';
import type { Route } from './route.ts';

type ConsolePage = {
  readonly name: string;
  readonly title?: string;
  readonly show: (route: Route) => ComponentChildren;
};

export const pages: readonly ConsolePage[] = [
  { name: 'health', title: 'Health', show: () => <Health /> },
  { name: 'search', show: ({ query }) => <SearchResults query={query.get('q') ?? ''} /> },
];
