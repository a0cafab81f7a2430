/** How fast messages are judged, in one thread, without a server. */
import { openContract } from '../../src/contracts/contract.ts';
import { readJson } from '../../src/formats/json.ts';
import { paazlJsonPushes, paazlXmlPushes } from './requests.ts';

export function judgingRates(): { name: string; perSecond: number }[] {
  const contract = openContract('paazl-push');
  const json = bodyOf(paazlJsonPushes.lines);
  const xml = bodyOf(paazlXmlPushes.lines);
  const judgeJson = contract.judgeJson('LabelStatusNotification');
  const judgeXml = contract.judgeXml('LabelStatusNotification');
  return [
    {
      name: `JSON of ${json.byteLength} bytes, read and judged (aim 50,000/s)`,
      perSecond: rate(() => {
        const read = readJson(json);
        if (!read.ok || judgeJson(read.value).verdict !== 'match') throw new Error('the sample is no match');
      }),
    },
    {
      name: `XML of ${xml.byteLength} bytes, read and judged against XSD and schema (aim 15,000/s)`,
      perSecond: rate(() => {
        if (judgeXml(xml).verdict !== 'match') throw new Error('the sample is no match');
      }),
    },
  ];
}

function bodyOf(lines: Iterable<string>): Buffer {
  for (const line of lines) return Buffer.from(line.slice(line.indexOf('\t') + 1));
  throw new RangeError('there is no line');
}

function rate(once: () => void): number {
  for (let warm = 0; warm < 2000; warm += 1) once();
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 2000) {
    for (let inner = 0; inner < 100; inner += 1) once();
    count += 100;
  }
  return (count / (performance.now() - begin)) * 1000;
}
