/** The event URL in a notification's query. It comes from outside and is fetched with credentials, so it is admitted or refused as a whole. */

import { type Admitted, type AllowListRules, admitEventUrl, type EventUrl } from './allow-list.ts';
import type { AppDirectSettings } from './settings.ts';

export type EventUrlRules = AllowListRules & {
  /** Name of the query parameter: the vendor's choice at the marketplace. */
  readonly parameter: string;
};

export function eventUrlRules(settings: AppDirectSettings, development: boolean): EventUrlRules {
  return { hosts: settings.eventHosts, development, parameter: settings.parameter };
}

/**
 * The one event URL that `query` (raw, without `?`) names. Refused when there is none, more than one (two readers could take
 * different ones), or one that the allow-list does not admit; the sentence is for the result document and the operator.
 */
export function readEventUrl(query: string, rules: EventUrlRules): Admitted<EventUrl> {
  const values = new URLSearchParams(query).getAll(rules.parameter);
  const [value] = values;
  if (value === undefined || value === '')
    return { ok: false, sentence: `the query names no event URL (${rules.parameter})` };
  if (values.length > 1) return { ok: false, sentence: `the query names more than one event URL (${rules.parameter})` };
  return admitEventUrl(value, rules);
}

/** The query of a stored target. */
export const queryOf = (target: string): string => (target.includes('?') ? target.slice(target.indexOf('?') + 1) : '');
