/** As much of Dredd as is used here; it brings no types of its own. */
declare module 'dredd' {
  import type { EventEmitter } from 'node:events';

  namespace Dredd {
    type Transaction = {
      /** `fullPath` is what is sent; the three before it say where to. */
      protocol: string;
      host: string;
      port: string;
      fullPath: string;
      readonly request: {
        method: string;
        headers: Record<string, string>;
        body?: string | Uint8Array;
        /** The operation's path with its parameters filled in from the contract's examples, and a query. */
        readonly uri: string;
      };
      readonly expected: {
        readonly statusCode: string;
        readonly headers: Record<string, string>;
        body?: string;
        bodySchema?: string;
      };
      /** `resourceName` is the path as the contract writes it. */
      readonly origin: { readonly resourceName: string };
      readonly real?: {
        readonly statusCode: number;
        readonly headers: Record<string, string | readonly string[]>;
        readonly body?: string;
        readonly bodyEncoding?: 'utf-8' | 'base64';
      };
      skip: boolean;
      /** A sentence: the transaction fails. */
      fail?: string;
    };

    type Test = { readonly title: string; readonly message: string; readonly request?: Transaction['request'] };

    type Stats = {
      readonly tests: number;
      readonly passes: number;
      readonly failures: number;
      readonly errors: number;
      readonly skipped: number;
    };

    type Configuration = {
      readonly endpoint: string;
      readonly apiDescriptions: readonly { readonly location: string; readonly content: string }[];
      readonly hookfiles: readonly string[];
      readonly emitter: EventEmitter;
      readonly loglevel: 'silent' | 'error' | 'warning' | 'debug';
      readonly color: boolean;
      readonly custom: Readonly<Record<string, unknown>>;
    };
  }

  class Dredd {
    constructor(configuration: Dredd.Configuration);
    run(callback: (error: Error | null | undefined, stats: Dredd.Stats) => void): void;
  }
  export = Dredd;
}

declare module 'dredd/build/reporters/reporterOutputLogger.js' {
  const output: { readonly default: { readonly transports: { readonly console: { silent: boolean } } } };
  export = output;
}
