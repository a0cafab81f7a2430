/** What guards the promises, each as a function that the real gateway and those with a mistake are given to. In sentences; none: nothing is wrong. */
import { operatorCases } from '../../contract/cases/operator-cases.ts';
import { pushCases } from '../../contract/cases/push-cases.ts';
import { secrets } from '../../contract/cases/pushing.ts';
import { runPushCases, type Violation } from '../../contract/cases/run.ts';
import { runOperatorCases } from '../../contract/cases/run-operator.ts';
import type { Subject } from '../../contract/cases/subject.ts';
import { captureFaults, forgeryFaults } from '../../end-to-end/forgeries.ts';
import { repeatedPushes, repeatFaults } from '../../end-to-end/repeats.ts';
import { exchange } from '../../end-to-end/wire.ts';
import { takeAnswerFaults } from '../../support/answers/faults.ts';
import { seenSubject } from './seen-subject.ts';

export type SuiteName =
  | 'cases'
  | 'operator cases'
  | 'repeats'
  | 'forgeries'
  | 'captures'
  | 'declared answers'
  | 'discretion';

/** `at`: only what this provider pushes. */
export type Suite = (subject: Subject, at?: string) => Promise<readonly string[]>;

export const suites: Readonly<Record<SuiteName, Suite>> = {
  cases: async (subject, at) => {
    const own = cases.filter(({ contract }) => at === undefined || contract === `${at}-push`);
    return sentences((await runPushCases(subject, own)).violations);
  },
  'operator cases': async (subject) => sentences((await runOperatorCases(subject, asked)).violations),
  repeats: async (subject, at) => {
    const faults: string[] = [];
    for (const repeated of repeatedPushes.filter(({ provider }) => at === undefined || provider === at)) {
      const found = await repeatFaults(seenSubject(subject), repeated);
      faults.push(...found.map((fault) => `${repeated.name}: ${fault}`));
    }
    return faults;
  },
  forgeries: (subject) => forgeryFaults(seenSubject(subject)),
  captures: (subject) => captureFaults(seenSubject(subject)),
  'declared answers': async (subject) => {
    takeAnswerFaults();
    await oneOfEach(subject);
    return takeAnswerFaults();
  },
  discretion: async (subject) => {
    await oneOfEach(subject);
    await forgeryFaults(seenSubject(subject));
    const places = [
      ['the log', seenSubject(subject).log()],
      ['the operator API', await (await fetch(`${subject.operatorUrl}/api/messages?limit=200`)).text()],
    ] as const;
    return places.flatMap(([place, text]) =>
      Object.entries(secrets).flatMap(([of, secret]) =>
        text.includes(secret) ? [`${place} holds the secret of ${of}`] : [],
      ),
    );
  },
};

const sentences = (violations: readonly Violation[]) => violations.map(({ name, what }) => `${name}: ${what}`);

/** Of Zettle the first event says enough here: `make contract` runs all of them. */
const cases = pushCases().filter(
  ({ contract, example }) => contract !== 'zettle-push' || example === 'PurchaseCreated',
);

const asked = operatorCases().filter(({ why }) => /nobody described|none is taken|media type|too large/.test(why));

async function oneOfEach(subject: Subject): Promise<void> {
  const gateway = seenSubject(subject);
  for (const { push } of repeatedPushes) await exchange(gateway.publicUrl, push(gateway));
  await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
}
