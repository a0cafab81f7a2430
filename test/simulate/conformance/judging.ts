/** What a mock has sent, and what is behind it where the push is only a name, held against the contracts. Throws an assertion error. */
import { openContract } from '../../../src/contracts/contract.ts';
import type { Heard } from '../../providers/appdirect/listening.ts';
import { conformanceOf } from './brought.ts';

export type Judging = { push(heard: Heard): Promise<void>; close(): void };

export function judging(provider: string): Judging {
  const { contract: name = `${provider}-push`, judge } = conformanceOf(provider);
  const contract = openContract(name);
  return { push: async (heard) => judge(contract, heard), close: () => contract.close() };
}
