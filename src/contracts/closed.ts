/**
 * The operator's contract with every object closed: the contract leaves `additionalProperties` unsaid, as all of ours do; here, where
 * both sides are ours, an answer with a field that the contract does not name is a bug and must not pass.
 */
export function withoutUnknownFields(contract: unknown): unknown {
  if (Array.isArray(contract)) return contract.map(withoutUnknownFields);
  if (typeof contract !== 'object' || contract === null) return contract;
  const closed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(contract)) {
    // Examples are data, not schemas; an example with a `properties` field would be closed by mistake.
    closed[name] = name === 'examples' || name === 'example' ? value : withoutUnknownFields(value);
  }
  if (closed.type === 'object' && closed.properties !== undefined && !('additionalProperties' in closed))
    closed.additionalProperties = false;
  return closed;
}
