/** The documents that a message is made of, as its mock names them, so that their fields can be changed whichever provider it is of. */
import { componentSchemas } from '../../contracts/judge-json.ts';
import { loadBundle } from '../../contracts/load.ts';
import { prepareSchemas, type Schemas } from '../../contracts/schema.ts';
import type { JsonRecord } from '../json-record.ts';

/** One way in which a document is written. */
export type Form = {
  /** Names its text among the texts of the content. */
  readonly key: string;
  readonly format: 'json' | 'xml';
  readonly text: string;
  /** Fields that this form spells otherwise, by the name that paths use: AppDirect's `items` are `item` in XML. */
  readonly names?: Readonly<Record<string, string>>;
  /** Fields that hold names which somebody chose, and that XML writes as `<entry>` for each of them: AppDirect's `configuration`. */
  readonly maps?: readonly string[];
};

export type Part = {
  /** A path may begin with it, to mean this document and no other. */
  readonly name: string;
  readonly schemas: Schemas;
  readonly schema: string;
  /** The same document in every form that the message has of it. */
  readonly forms: readonly Form[];
  /** A field that a path may leave out: 1ShoppingCart's `OrderInfo`. */
  readonly within?: string;
};

/** What a mock brings so that its messages take own data. The first part is the message's own data. */
export type OwnData = {
  parts(event: string, content: JsonRecord): readonly Part[];
  /** The content with these texts in place of its own, by the keys of their forms; what must agree with them does. */
  withTexts(content: JsonRecord, texts: ReadonlyMap<string, string>): JsonRecord;
  /** After data from elsewhere has replaced the message's own: what has to name this mock does. */
  atHome?(content: JsonRecord): JsonRecord;
  /** The message under an event name that the contract does not know yet. Absent: the provider's messages name no event. */
  ofFutureEvent?(content: JsonRecord): JsonRecord;
};

/** The schemas of a contract, such as `paazl-push`. */
export const openSchemas = (bundle: string): Schemas => prepareSchemas(componentSchemas(loadBundle(bundle)), bundle);
