/** The configured targets, opened. */
import type { AlertTargetSettings } from '../../config/settings.ts';
import type { Clock } from '../../running/clock.ts';
import { openMailTarget } from './mail.ts';
import { openPostTarget, pagerDutyBodies, plainBody, signedHeaders, slackBody, teamsBody } from './post.ts';
import type { AlertTarget } from './target.ts';

const PAGERDUTY = 'https://events.pagerduty.com/v2/enqueue';

/** Throws for a secret or a URL that cannot be used; `config/alert-rules.ts` has said so before. */
export function openTarget(settings: AlertTargetSettings, clock: Clock, development: boolean): AlertTarget {
  const { reach } = settings;
  switch (settings.type) {
    case 'http':
      return openPostTarget(settings.url, reach, clock, plainBody, signedHeaders(settings.secrets, clock));
    case 'slack':
      return openPostTarget(settings.url, reach, clock, slackBody);
    case 'teams':
      return openPostTarget(settings.url, reach, clock, teamsBody);
    case 'pagerduty':
      return openPostTarget(settings.url ?? PAGERDUTY, reach, clock, pagerDutyBodies(settings.routingKey));
    case 'email':
      return openMailTarget({ ...settings, plainAllowed: development });
  }
}
