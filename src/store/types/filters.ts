/** The filters of the listings. An item must match every filter that is given. */
import type { PayloadSearch } from '../shared/payload-search.ts';
import type { DeliveryState } from './deliveries.ts';
import type { MessageState, VerdictName } from './messages.ts';

export type { FieldCondition, PayloadSearch } from '../shared/payload-search.ts';

export type TimeRange = {
  /** At or after. */
  readonly fromMs?: number;
  /** Before. */
  readonly toMs?: number;
};

/** An identity of messages, see `Identity`, without what it is bound to. */
export type IdentityName = { readonly kind: string; readonly key: string };

type Common = {
  readonly provider?: string;
  readonly verdict?: VerdictName;
  /** The message that has the identity, and those quarantined because they came with it but are bound to something else. */
  readonly identity?: IdentityName;
  /** Applied last, to the items that all other filters leave. */
  readonly search?: PayloadSearch;
};

/** Times are those of receiving; `type`: has an event of it; `search` looks at the body and at fetched documents. */
export type MessageFilter = Common &
  TimeRange & {
    /** As `showMessage` takes it. */
    readonly id?: string;
    readonly source?: string;
    readonly state?: MessageState;
    readonly type?: string;
    /**
     * What it is about: the subject of one of its events, or the topic of an identity (a barcode), whole, in capitals or not. Through an index. At most
     * 1,000 messages.
     */
    readonly reference?: string;
    /** Only those under legal hold. */
    readonly legalHold?: true;
    /** Only those whose sender was promised a result that nobody has given. */
    readonly resultOwed?: true;
  };

/** Times are those of making; `source` is the event's own attribute; `messageId` as `showMessage` takes it; `search` looks at the envelope, its fields at `data`. */
export type EventFilter = Common &
  TimeRange & { readonly type?: string; readonly source?: string; readonly messageId?: string };

/** Of their events; `search` looks at the envelope as it is sent. */
export type DeliveryFilter = Common &
  TimeRange & {
    readonly sink?: string;
    readonly state?: DeliveryState;
    readonly replay?: string;
    readonly type?: string;
    readonly source?: string;
  };
