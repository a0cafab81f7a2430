/** How fast messages are judged, in one thread, without a server. */
import { openContract } from '../../../src/contracts/contract.ts';
import { readJson } from '../../../src/formats/json.ts';
import { eachRound } from '../machine.ts';
import { paazlJson, paazlXml, withNumber } from '../pushes.ts';
import type { Part } from './part.ts';

export const judging: Part = async ({ rounds: times, seconds }) => {
  const contract = openContract('paazl-push');
  const judgeJson = contract.judgeJson('LabelStatusNotification');
  const judgeXml = contract.judgeXml('LabelStatusNotification');
  const json = Buffer.from(withNumber(paazlJson.body, 1_000_000_001));
  const xml = Buffer.from(withNumber(paazlXml.body, 1_000_000_001));
  const asJson = () => {
    const read = readJson(json);
    if (!read.ok || judgeJson(read.value).verdict !== 'match') throw new Error('the sample is no match');
  };
  const asXml = () => {
    if (judgeXml(xml).verdict !== 'match') throw new Error('the sample is no match');
  };
  const rates: [number[], number[]] = [[], []];
  const rounds = await eachRound('judging', times, async () => {
    rates[0].push(rate(asJson, seconds));
    rates[1].push(rate(asXml, seconds));
    return undefined;
  });
  const figures = [
    { what: 'JSON read and judged', aim: { least: 50_000 }, unit: '/s', values: rates[0] },
    { what: 'XML read and judged by XSD and schema', aim: { least: 15_000 }, unit: '/s', values: rates[1] },
  ];
  return { figures, rounds };
};

function rate(once: () => void, seconds: number): number {
  for (let warm = 0; warm < 2_000; warm += 1) once();
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < seconds * 1000) {
    for (let inner = 0; inner < 100; inner += 1) once();
    count += 100;
  }
  return (count / (performance.now() - begin)) * 1000;
}
