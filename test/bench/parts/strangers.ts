/** Good pushes at a constant rate, alone and while strangers send thousands of wrong signatures a second to another source of the same gateway. */
import { type Figure, median, number, ratios } from '../figures.ts';
import { measure } from '../load.ts';
import { eachRound } from '../machine.ts';
import { pace } from '../paced.ts';
import type { Template } from '../pushes.ts';
import { gateway } from '../subjects.ts';
import type { Part } from './part.ts';

const PER_SECOND = 500;

const wrong: Template = {
  path: '/push/zettle/pos',
  headers: { 'content-type': 'application/json', 'x-izettle-signature': '0'.repeat(64) },
  body: JSON.stringify({
    organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
    messageUuid: '5e2a6c70-9b0d-11ee-b9d1-0242ac120002',
    eventName: 'InventoryTrackingStarted',
    messageId: '5e2a6c70-9b0d-11ee-b9d1-0242ac120003',
    payload: '{"productUuid":"c0ffee00-0000-11eb-8dcd-0242ac130004"}',
    timestamp: '2026-01-01T00:00:00.000Z',
  }),
};

export const strangers: Part = async ({ rounds: times, seconds }) => {
  const alone: number[] = [];
  const beside: number[] = [];
  const refused: number[] = [];
  const rounds = await eachRound('strangers', times, async () => {
    const server = await gateway.start();
    try {
      const good = () => pace({ url: server.url, perSecond: PER_SECOND, seconds });
      await good();
      alone.push((await good()).p99Ms);
      const load = measure({ url: server.url, push: wrong, seconds: seconds + 1 });
      await new Promise((done) => setTimeout(done, 500));
      beside.push((await good()).p99Ms);
      refused.push((await load).perSecond);
    } finally {
      await server.stop();
    }
    return undefined;
  });
  const figures: Figure[] = [
    { what: `ack p99 at ${PER_SECOND}/s`, unit: 'ms', values: alone },
    {
      what: 'the same beside strangers with wrong signatures',
      unit: 'ms',
      values: beside,
      beside: `${number(median(refused))} of them a second, × ${number(median(ratios(beside, alone)))}`,
    },
  ];
  return { figures, rounds };
};
