/** `signing.yaml` beside a contract: the example keys, how a proof is made with them, and the vectors to compute. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { ContractError } from '../../contracts/schema.ts';

type Named = { readonly name: string; readonly how: string };

export type Proof = Named &
  (
    | { readonly scheme: 'bearer'; readonly token: string }
    | { readonly scheme: 'basic'; readonly user: string; readonly password: string }
    | { readonly scheme: 'path-key'; readonly parameter: string; readonly key: string }
    | {
        readonly scheme: 'hmac';
        readonly header: string;
        readonly key: string;
        readonly members: readonly string[];
        readonly joinedBy: string;
      }
    | {
        readonly scheme: 'oauth1';
        readonly consumerKey: string;
        readonly secret: string;
        readonly nonce: string;
        readonly timestamp: number;
      }
    | { readonly scheme: 'standard-webhooks'; readonly secret: string; readonly id: string; readonly timestamp: number }
  );

export type VectorSource = {
  readonly name: string;
  readonly why: string;
  readonly proof: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly example?: string;
  readonly body?: string;
  readonly expected?: string;
};

export type Signing = { readonly proofs: readonly Proof[]; readonly vectors: readonly VectorSource[] };

/** `folder` holds the contract. Undefined when there is no `signing.yaml`; throws `ContractError` for one that is wrong. */
export function readSigning(root: string, folder: string): Signing | undefined {
  const file = join(folder, 'signing.yaml');
  if (!existsSync(file)) return undefined;
  const schema: unknown = JSON.parse(readFileSync(join(root, 'spec', 'signing.schema.json'), 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  });
  addFormats.default(ajv);
  const validate = ajv.compile<Signing>(typeof schema === 'object' && schema !== null ? schema : {});
  const content: unknown = parse(readFileSync(file, 'utf8'));
  if (!validate(content)) throw new ContractError(`${file}: ${ajv.errorsText(validate.errors)}`);
  return content;
}

/** The proof that a vector names, with the vector's own values in it. */
export function proofOf(signing: Signing, vector: VectorSource): Proof {
  const proof = signing.proofs.find(({ name }) => name === vector.proof);
  if (proof === undefined) throw new ContractError(`the vector ${vector.name} names no proof of signing.yaml`);
  return { ...proof, ...vector.with };
}
