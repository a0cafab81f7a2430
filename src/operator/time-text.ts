/** RFC 3339 in UTC with milliseconds, as everywhere in the operator API. */
export const timeText = (ms: number): string => new Date(ms).toISOString();
