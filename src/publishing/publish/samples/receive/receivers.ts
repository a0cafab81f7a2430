/** Every language in which the site shows how to receive our events, in the order in which it offers them. */
import { csharp } from './csharp.ts';
import { shellCheck } from './curl.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascriptPackage, javascriptPlain } from './javascript.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import type { ReceiveSample } from './receive-sample.ts';

export const receivers: readonly ReceiveSample[] = [
  javascriptPackage,
  javascriptPlain,
  python,
  java,
  php,
  csharp,
  go,
  shellCheck,
];
