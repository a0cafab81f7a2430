/** Every language in which the site shows how to push, in the order in which it offers them. */
import type { Choice } from '../../../ui/components.ts';
import { csharp } from './csharp.ts';
import { curl } from './curl.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { php } from './php.ts';
import type { PushSample, SampleLanguage } from './push-sample.ts';
import { python } from './python.ts';

export const sampleLanguages: readonly SampleLanguage[] = [curl, javascript, python, java, php, csharp, go];

export const pushChoices = (sample: PushSample): readonly Choice[] =>
  sampleLanguages.map(({ name, language, push }) => ({ name, text: push(sample), language }));
