/** Every answer of every gateway that this process and its children start is held against the contracts from here on. */
import { failForFaults } from './faults.ts';
import { watchAnswers } from './watch.ts';

failForFaults();
watchAnswers();
