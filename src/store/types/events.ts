/** Events, as they are made and as they are stored. */
import type { Json } from '../../formats/json.ts';

/** An event in the CloudEvents 1.0 JSON form, as it will be delivered. */
export type NewEvent = {
  /** Message id + index; the same after a crash. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly envelope: { readonly [name: string]: Json };
};

export type StoredEvent = NewEvent & {
  readonly messageId: string;
  readonly createdAtMs: number;
  readonly sequence: number;
};
