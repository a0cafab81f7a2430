/** Writes a configuration to a temporary file and loads it. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Configuration, ConfigurationError, loadConfiguration } from '../../src/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export const env = {
  OPERATOR_TOKEN: 'not-a-real-operator-token',
  TOKEN: 'not-a-real-token-1',
  NEXT: 'not-a-real-token-2',
  SHORT: 'short',
  EMPTY: '',
  SPACED: 'not a real token with blanks',
};

/** A production configuration without a fault. */
export const sound = `
admin: { tokens: [ { name: on-call, secret: { env: OPERATOR_TOKEN } } ] }
publicUrl: https://hooks.example.com
sources:
  shipping: { provider: paazl, auth: { bearer: [ { env: TOKEN }, { env: NEXT } ] } }
`;

export function load(context: TestContext, text: string, extra: Record<string, string> = {}): Configuration {
  const path = join(temporaryFolder(context), 'pushdock.yaml');
  writeFileSync(path, text);
  return loadConfiguration(path, { ...env, ...extra });
}

/** The faults, with the folder cut off: `pushdock.yaml:4 sources.shipping: …`. */
export function faultsOf(context: TestContext, text: string, extra: Record<string, string> = {}): readonly string[] {
  try {
    load(context, text, extra);
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.faults.map((fault) => fault.replace(/^.*\/(pushdock\.yaml)/, '$1'));
  }
  return [];
}
