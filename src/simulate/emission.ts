/** Whether a mock can do what it is asked to: the event, its variant, the faults. A no says what there is. */
import type { Emission, Fault, FaultKind, FaultRule, Recorded } from '../../generated/mock/models.ts';
import { apiFaults, copies_max, messageFaults, requestFaults } from './faults.ts';
import { notOneOf } from './not-one-of.ts';
import { driftFaults, futureFaults } from './own-data/drift.ts';
import { headersFault } from './own-headers.ts';
import type { EventChoice, ProviderMock } from './provider-mock.ts';
import { asJsonRecord } from './recording.ts';

export type Refused = { readonly ok: false; readonly detail: string };

type Mocks = ReadonlyMap<string, ProviderMock>;

/** The mock that can emit it. */
export function admit(emission: Emission, mocks: Mocks): ProviderMock | Refused {
  const { provider, event, variant, to, faults = [], headers = {} } = emission;
  const mock = mocks.get(provider);
  if (mock === undefined) return noMock(provider, mocks);
  const choice = choiceOf(mock, event);
  if ('ok' in choice) return choice;
  if (variant !== undefined && !choice.variants.includes(variant))
    return no(`${event} has no variant ${variant}${notOneOf(variant, choice.variants, 'it has')}`);
  if (to !== undefined && !isHttp(to)) return no('to must be an http or https URL');
  const header = headersFault(headers);
  if (header !== undefined) return no(header);
  return impossible(mock, faults) ?? mock;
}

export const noMock = (provider: string, mocks: Mocks): Refused =>
  no(`no mock is named ${provider}${notOneOf(provider, [...mocks.keys()], 'there are')}`);

/** What can go wrong with a message of this mock: what the engine does to any of them, and what the mock does itself. */
export const faultsOf = ({ faults, ownData }: ProviderMock): readonly FaultKind[] => [
  ...messageFaults,
  ...requestFaults,
  ...faults,
  ...(ownData === undefined ? [] : driftFaults),
  ...(ownData?.ofFutureEvent === undefined ? [] : futureFaults),
];

/** The first fault that this mock cannot have. */
export function impossible(mock: ProviderMock, faults: readonly Fault[]): Refused | undefined {
  const able = faultsOf(mock);
  const without = faults.find((fault) => fault.field !== undefined && !driftFaults.some((kind) => kind === fault.kind));
  if (without !== undefined) return no(`${without.kind} concerns no field; leave ${without.field} out`);
  const copies = faults.find(({ kind, amount = 2 }) => kind === 'duplicate' && !isCopies(amount));
  if (copies !== undefined)
    return no(`duplicate:${copies.amount} is not a number of copies; write a whole number from 2 to ${copies_max}`);
  const unable = faults.find(({ kind }) => !able.includes(kind));
  if (unable === undefined) return undefined;
  if (isOfApi(unable)) return no(`${unable.kind} is a fault of the API and not of a message; add it as a fault rule`);
  return no(`${mock.name} cannot have the fault ${unable.kind}${notOneOf(unable.kind, able, 'it can have')}`);
}

/** Why a recorded message cannot be sent again. */
export function unplayable(
  { provider, event, faults = [], headers = {}, force = false, content }: Recorded,
  mocks: Mocks,
): Refused | undefined {
  const mock = mocks.get(provider);
  if (mock === undefined) return noMock(provider, mocks);
  const choice = choiceOf(mock, event);
  if ('ok' in choice) return choice;
  const header = headersFault(headers);
  if (header !== undefined) return no(header);
  const fault = force ? undefined : mock.contentFault(event, asJsonRecord(content));
  return fault === undefined
    ? impossible(mock, faults)
    : no(`the content is not that of ${provider} ${event}: ${fault}`);
}

/** The event, where it is one of this mock's. */
export function choiceOf(mock: ProviderMock, event: string): EventChoice | Refused {
  const choice = mock.events.find((one) => one.event === event);
  return choice ?? no(`${mock.name} has no event ${event}${notOneOf(event, namesOf(mock), 'it has')}`);
}

/** The same for a fault that is to happen from now on, to an event where one is named. */
export function impossibleRule(mock: ProviderMock, { fault, event }: FaultRule): Refused | undefined {
  const choice = event === undefined ? undefined : choiceOf(mock, event);
  if (choice !== undefined && 'ok' in choice) return choice;
  if (!isOfApi(fault)) return impossible(mock, [fault]);
  return mock.url === undefined ? no(`${mock.name} has no API that could fail`) : undefined;
}

const isCopies = (amount: number): boolean => Number.isInteger(amount) && amount >= 2 && amount <= copies_max;

const isOfApi = ({ kind }: Fault): boolean => apiFaults.some((one) => one === kind);

const no = (detail: string): Refused => ({ ok: false, detail: `${detail}.` });

const namesOf = ({ events }: ProviderMock): readonly string[] => events.map(({ event }) => event);

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
