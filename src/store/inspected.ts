/** What looking at a store found, for `pushdock doctor`. */
export type Inspected = { readonly level: 'ok' | 'warning' | 'fault'; readonly text: string };
