/** A configuration that cannot be started with. `faults` are sentences for a person: `file:line path: what is wrong; what to do`. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
