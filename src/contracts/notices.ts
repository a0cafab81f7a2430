/** What reading had to decide (`formats/readable.ts`), as findings. */
import type { Notice, NoticeRule } from '../formats/readable.ts';
import type { Finding } from '../store/store.ts';

type Words = Pick<Finding, 'severity' | 'expected' | 'seen'>;

/** A violation if a character or a value may differ from what was meant; drift if the meaning is certain. */
const words: Readonly<Record<NoticeRule, Words>> = {
  duplicate_key: {
    severity: 'violation',
    expected: 'each name once; the last one counts',
    seen: 'the name a second time',
  },
  lone_surrogate: {
    severity: 'violation',
    expected: 'whole characters; replaced by U+FFFD',
    seen: 'half of a surrogate pair',
  },
  control_character: {
    severity: 'violation',
    expected: 'characters that XML can hold; the others are replaced by U+FFFD',
    seen: 'control characters',
  },
  encoding_contradiction: {
    severity: 'drift',
    expected: 'bytes in the encoding that they are said to be in',
    seen: 'another encoding',
  },
  encoding_unsupported: {
    severity: 'drift',
    expected: 'an encoding that is read',
    seen: 'another one; the bytes are UTF-8',
  },
  declaration_misplaced: {
    severity: 'drift',
    expected: 'the XML declaration as the very first characters',
    seen: 'something before it',
  },
  xml_entity: {
    severity: 'drift',
    expected: "XML's five entities and character references alone",
    seen: 'another one',
  },
  wrapped_root: { severity: 'drift', expected: 'the message itself', seen: 'the message within something else' },
};

export function noticeFinding({ rule, path, line, seen }: Notice): Finding {
  return {
    rule,
    path,
    ...words[rule],
    ...(seen !== undefined && { seen }),
    ...(line !== undefined && { line }),
  };
}
