/** A sink's `map` against the schemas of its events: a field that does not exist would be left out of every event without a word. */
import type { EventFields } from './event-fields.ts';
import type { Fault } from './fault.ts';
import type { EventMapping } from './settings.ts';

/** Paths of the faults begin with `map`. */
export function mappingFaults(map: EventMapping, fields: EventFields): readonly Fault[] {
  const faults: Fault[] = [];
  const check = (field: string, path: Fault['path']) => {
    const sentence = fields.faultOf(field);
    if (sentence !== undefined) faults.push({ path: ['map', ...path], sentence });
  };
  const picked = map.pick ?? [];
  const renamed = Object.entries(map.rename ?? {});
  for (const [index, field] of picked.entries()) check(field, ['pick', index]);
  for (const [field] of renamed) check(field, ['rename', field]);

  const isKept = (field: string) => map.pick === undefined || picked.some((one) => isWithin(field, one));
  for (const [field, to] of renamed) {
    const path = ['map', 'rename', field];
    if (!isKept(field) && fields.faultOf(field) === undefined)
      faults.push({ path, sentence: 'is not among pick, which comes first; add it there' });
    const others = [
      ...renamed.filter(([other]) => other !== field).map(([, target]) => target),
      ...Object.keys(map.constant ?? {}),
    ];
    if (others.some((other) => isWithin(to, other) || isWithin(other, to)))
      faults.push({ path, sentence: 'gets a name that rename or constant gives already; choose another' });
    const isMovedAway = renamed.some(([other]) => isWithin(to, other));
    if (fields.isNamed(to) && isKept(to) && !isMovedAway)
      faults.push({
        path,
        sentence: 'gets the name of a field that these events have; choose another, or rename that one too',
      });
  }
  return faults;
}

/** `a.b` is within `a` and within `a.b`. */
const isWithin = (field: string, ancestor: string): boolean => field === ancestor || field.startsWith(`${ancestor}.`);
