/** A receiver of our events as it is to be shown in a programming language: one file, a server that checks each request and answers it. */

export type ReceiveSample = {
  /** Shown to choose by. */
  readonly name: string;
  /** As `coloured` knows it. */
  readonly language: string;
  /** The file that the sample is to be saved as, and how it is run. It reads the secret from `WEBHOOK_SECRET`. */
  readonly file: string;
  readonly run: string;
  readonly program: string;
};

/** Where each sample listens. A receiver behind a proxy does not listen on every address. */
export const SAMPLE_PORT = 3000;
