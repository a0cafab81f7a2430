/** An event's envelope as a Kafka record (CloudEvents Kafka protocol binding 1.0.2). */

export type KafkaMessage = {
  /** The event's subject: records of one key are in one partition, and so in order. Absent: any partition. */
  readonly key?: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** `structured`: the envelope is the value. `binary`: `data` is, and each attribute is a header `ce_…`, in UTF-8 as it is (§3.2.3). */
export function kafkaMessage(envelope: Readonly<Record<string, unknown>>, mode: 'structured' | 'binary'): KafkaMessage {
  const key = typeof envelope.subject === 'string' ? { key: envelope.subject } : {};
  if (mode === 'structured')
    return {
      ...key,
      value: JSON.stringify(envelope),
      headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
    };
  const { data, datacontenttype = 'application/json', ...attributes } = envelope;
  return {
    ...key,
    value: JSON.stringify(data ?? null),
    headers: {
      'content-type': String(datacontenttype),
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)])),
    },
  };
}
