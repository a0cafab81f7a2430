/** The block `alerts`: what a schema cannot say of it, and what the alerts work with. */
import type { Fault } from './fault.ts';
import type { AlertTargetSettings, CheckedFile } from './settings.ts';
import { parseDurationMs } from './units.ts';
import { urlFaults } from './url-rules.ts';
import { signingFault } from './webhook-key-rules.ts';

type CheckedTarget = NonNullable<CheckedFile['alerts']>[string];

export function alertFaults(alerts: Readonly<Record<string, CheckedTarget>>, development: boolean): readonly Fault[] {
  return Object.entries(alerts).flatMap(([name, target]) =>
    [...kindFaults(target, development), ...zoneFaults(target)].map(({ path, sentence }) => ({
      path: ['alerts', name, ...path],
      sentence,
    })),
  );
}

function kindFaults(target: CheckedTarget, development: boolean): readonly Fault[] {
  switch (target.type) {
    case 'http':
      return [
        ...urlFaults(['url'], target.url, development, target.allowPrivate),
        ...target.secrets.flatMap((secret, index) => {
          const sentence = signingFault(secret);
          return sentence === undefined ? [] : [{ path: ['secrets', index], sentence }];
        }),
      ];
    case 'slack':
    case 'teams':
      return urlFaults(['url'], target.url.reveal(), development, target.allowPrivate).map(({ path }) => ({
        path,
        sentence: 'is not an https URL; copy the whole URL of the webhook',
      }));
    case 'pagerduty':
      return target.url === undefined ? [] : urlFaults(['url'], target.url, development, target.allowPrivate);
    case 'email':
      return (target.user === undefined) === (target.password === undefined)
        ? []
        : [{ path: ['user'], sentence: 'and password belong together; set both or none' }];
  }
}

function zoneFaults({ quietHours }: CheckedTarget): readonly Fault[] {
  if (quietHours?.zone === undefined) return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone: quietHours.zone });
    return [];
  } catch {
    return [{ path: ['quietHours', 'zone'], sentence: 'is not a time zone; use a name such as Europe/Amsterdam' }];
  }
}

/** Only for what the rules and the schema, which fills the defaults in, have accepted. */
export function settleAlerts(
  alerts: CheckedFile['alerts'] = {},
  development: boolean,
): Readonly<Record<string, AlertTargetSettings>> {
  return Object.fromEntries(
    Object.entries(alerts).map(([name, { allowPrivate, remind, conditions, severity, quietHours, ...own }]) => {
      const remindMs = remind === undefined ? undefined : parseDurationMs(remind);
      return [
        name,
        {
          ...own,
          conditions: conditions ?? [],
          severity: severity ?? 'warning',
          reach: development ? 'any' : allowPrivate === true ? 'private' : 'public',
          ...(remindMs !== undefined && { remindMs }),
          ...(quietHours !== undefined && { quietHours: { ...quietHours, zone: quietHours.zone ?? 'UTC' } }),
        },
      ];
    }),
  );
}
