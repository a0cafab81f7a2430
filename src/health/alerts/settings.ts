/** The configured targets, opened. */
import type { AlertTargetSettings } from '../../config/settings.ts';
import type { Clock } from '../../running/clock.ts';
import { type BodiesOf, pagerDutyBodies, plainBody, slackBody, teamsBody } from './bodies.ts';
import { openMailTarget } from './mail.ts';
import { openPostTarget, signedHeaders } from './post.ts';
import type { Alert, AlertTarget } from './target.ts';

const PAGERDUTY = 'https://events.pagerduty.com/v2/enqueue';

export type TargetParts = {
  readonly clock: Clock;
  readonly development: boolean;
  /** Host of the public URL: whose alerts they are. */
  readonly gateway: () => string;
};

/** Throws for a secret or a URL that cannot be used; `config/alert-rules.ts` has said so before. */
export function openTarget(settings: AlertTargetSettings, { clock, development, gateway }: TargetParts): AlertTarget {
  const { reach } = settings;
  const of = (bodiesOf: BodiesOf) => (alert: Alert) => bodiesOf(alert, gateway());
  switch (settings.type) {
    case 'http':
      return openPostTarget(settings.url, reach, clock, of(plainBody), signedHeaders(settings.secrets, clock));
    case 'slack':
      return openPostTarget(settings.url, reach, clock, of(slackBody));
    case 'teams':
      return openPostTarget(settings.url, reach, clock, of(teamsBody));
    case 'pagerduty': {
      const { url = PAGERDUTY, routingKey } = settings;
      return openPostTarget(url, reach, clock, of(pagerDutyBodies(routingKey)), undefined, [routingKey]);
    }
    case 'email':
      return openMailTarget({ ...settings, gateway, plainAllowed: development });
  }
}
