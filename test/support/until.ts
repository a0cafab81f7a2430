/** Waiting for what other threads, processes and connections do. Every wait here has an end, and says what did not hold. */
import type { HeldClock } from '../store/held-clock.ts';

// Sixty times what the slowest of these waits takes on a quiet machine, and less than what ends a whole file (`test/support/stuck.mjs`). A wait ends as soon as
// its condition holds, so this costs only what fails. 20 s were too few with twenty processes on two cores.
const WAIT_MS_MAX = 60_000;
/** What runs in this process needs turns of the event loop; what runs elsewhere needs the core that endless turns would take. */
const TURNS_FIRST = 100;
const LOOK_EVERY_MS = 5;

type Holds = () => boolean | Promise<boolean>;

export type Waiting = {
  /** What did not hold, for the error; without it the condition is quoted. */
  readonly otherwise?: string | (() => string);
  readonly msMax?: number;
  /** Between two looks, where a look costs something: a request to another process, and the core that it needs to answer. */
  readonly everyMs?: number;
};

/** Looks again and again until `holds()` is true. An error after `msMax` (60 s), also where one look does not return. */
export async function until(
  holds: Holds,
  { otherwise = () => String(holds), msMax = WAIT_MS_MAX, everyMs }: Waiting = {},
): Promise<void> {
  const over = bound(msMax, otherwise);
  try {
    for (let looks = 1; !(await Promise.race([holds(), over.failure])); looks += 1) {
      await turn(everyMs ?? (looks < TURNS_FIRST ? 0 : LOOK_EVERY_MS));
      over.check();
    }
  } finally {
    over.end();
  }
}

export type Passing = Waiting & {
  /** How far the clock moves each time. */
  readonly stepMs?: number;
  /** How long in real time between two steps, for those whom somebody answers in real time; 0: a turn of the event loop. */
  readonly everyMs?: number;
};

/** Moves the clock until `promise` is settled, and returns what became of it. */
export async function passing<T>(clock: HeldClock, promise: Promise<T>, options: Passing = {}): Promise<T> {
  const { stepMs = 100, everyMs = 0, otherwise = 'what was waited for is not settled', msMax = WAIT_MS_MAX } = options;
  let settled = false;
  const end = () => {
    settled = true;
  };
  promise.then(end, end);
  const over = bound(msMax, otherwise);
  try {
    while (!settled) {
      clock.advance(stepMs);
      await turn(everyMs);
      over.check();
    }
    return await promise;
  } finally {
    over.end();
  }
}

/**
 * Moves the clock until `holds()` is true, and looks after each step: when this returns, no more has passed than the step in which it became true. (`passing` with
 * an `until` looks each few milliseconds of real time, and meanwhile moves the clock by hours.)
 */
export async function passingUntil(clock: HeldClock, holds: Holds, options: Passing = {}): Promise<void> {
  const { stepMs = 100, everyMs = 0, otherwise = () => String(holds), msMax = WAIT_MS_MAX } = options;
  const over = bound(msMax, otherwise);
  try {
    while (!(await Promise.race([holds(), over.failure]))) {
      clock.advance(stepMs);
      await turn(everyMs);
      over.check();
    }
  } finally {
    over.end();
  }
}

/** Moves the clock by exactly `ms`, in steps, with a turn of the event loop after each for what it wakes: for bounds on what happens in that time. */
export async function elapse(clock: HeldClock, ms: number, { stepMs = 100 }: { readonly stepMs?: number } = {}) {
  for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
    clock.advance(Math.min(stepMs, leftMs));
    await turn();
  }
}

const turn = (ms = 0) =>
  new Promise<void>((resolve) => void (ms === 0 ? setImmediate(resolve) : setTimeout(resolve, ms)));

function bound(msMax: number, otherwise: string | (() => string)) {
  const endMs = performance.now() + msMax;
  // Made here, since a stack that begins in a timer does not name the test.
  const error = new Error();
  const fail = () => {
    error.message = `not within ${msMax} ms: ${typeof otherwise === 'string' ? otherwise : otherwise()}`;
    return error;
  };
  let timer: NodeJS.Timeout | undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(fail()), msMax);
  });
  failure.catch(() => {}); // `check` may be the one that tells.
  return {
    failure,
    check: () => {
      if (performance.now() > endMs) throw fail();
    },
    end: () => clearTimeout(timer),
  };
}
