/**
 * Every bound on what comes from outside, with its unit in its name. Bounds are checked while reading, not afterwards.
 * Bounds of XML and JSON documents (depth, entities, digits) stand beside their parsers in `src/formats`.
 */
export const limits = {
  /** Body of a push. The source documents' samples are below 10 kB; `policy.limits.bodyBytes` changes it. */
  body_bytes_max: 1_048_576,
  /** What `policy.limits.bodyBytes` may be raised to: bodies are held in memory, several at once. */
  body_bytes_ceiling: 67_108_864,
  /** All request headers together; node:http's own default, named so that the 431 can quote it. */
  header_bytes_max: 16_384,
  /** Until the last header has arrived. Below Zettle's 10 s, so that a slow line hears 408 from us and not silence. */
  headers_ms_max: 5_000,
  /** Until the last byte of the body has arrived. */
  request_ms_max: 10_000,
  /** An idle kept-alive connection; `listen.keepAlive` changes it. Longer than Google's load balancers keep theirs (600 s), which otherwise reuse a closed one. */
  keep_alive_ms: 650_000,
  /** Bodies whose proof is not decided, all together: 64 as large as one may be, or six thousand of the size that providers send. body-memory.ts says which goes. */
  unproven_bodies_bytes_max: 67_108_864,
  /** Connections at once. Below the 4,096 descriptors of cautious systems; an idle one takes under 10 KB (measured). connections.ts says which goes. */
  connections_max: 3_500,
  /** The same for the operator's listener and those of the mocks: people, their programs, a dashboard. */
  operator_connections_max: 512,
  /** Requests that one connection may send before their answers. No provider sends two; each outstanding one holds about 4 KB. */
  pipelined_requests_max: 128,
  /** Within how long `answer_bytes_min` of an answer must be taken. Longer and silent readers pile up; a line that takes nothing for that long is down. */
  answer_ms_max: 10_000,
  /** 4 kB a second, so that an answer of any size has an end. What is left of it may be less; answers to providers have under 1 kB. */
  answer_bytes_min: 40_960,
  /** The Authorization header. An OAuth 1.0a one is about 400 bytes, a long JWT about 2,000. */
  authorization_bytes_max: 4_096,
  /** A request for one of our tokens: four short fields. */
  token_request_bytes_max: 8_192,
  /** A message that a partner tries: it is judged while its sender waits and others do too. The source documents' samples are below 10 kB. */
  sandbox_bytes_max: 131_072,
  /** Parameters in an OAuth Authorization header; the protocol knows nine. */
  oauth_parameters_max: 20,
  /** Parameters of a query or form that OAuth 1.0a sorts. */
  query_parameters_max: 200,
  /** OAuth 1.0a: a nonce; it is kept until its timestamp expires. */
  nonce_bytes_max: 128,
  /** OAuth 1.0a: how far the caller's clock may be off, either way; five minutes is what most servers of the protocol allow. */
  oauth_timestamp_seconds_max: 300,
  /** AppDirect's event URL in the query, decoded. */
  event_url_bytes_max: 2_048,
  /** A file named by `{ file: … }`. */
  secret_bytes_max: 16_384,
  /** A file of certificates, or a key in PEM. */
  certificates_bytes_max: 262_144,
  /** What the operator's API reads of a body; a business result has a few hundred bytes. */
  operator_body_bytes_max: 65_536,
  /** The configuration file. */
  configuration_bytes_max: 1_048_576,
  /** Files of the published contracts, which are held in memory; there are about 450. */
  published_files_max: 5_000,
  /** All of them together; about 6 MB. */
  published_bytes_max: 67_108_864,
  /** An answer to a call that we make. */
  response_bytes_max: 4_194_304,
  /** A call that we make, from name resolution to the last byte of the answer. */
  outbound_ms_max: 10_000,
  /** Connections kept to one host that we call. */
  outbound_connections_max: 32,
  /** What is read and thrown away of a request that was refused before its body ended; beyond it the connection is reset. */
  discard_bytes_max: 8_388_608,
  /** How long that may take. */
  discard_ms_max: 2_000,
  /** Addresses (of IPv6: /64 networks) whose refusals are counted; about 2 MB. */
  refused_addresses_max: 10_000,
  /** Entries in the list of refused requests. Half are kept for configured sources; about 200 KB. */
  refused_entries_max: 500,
  /** Of a body whose sender is limited, what is still read and thrown away: one receive buffer, so that its 429 is seen if it sends little. */
  discard_limited_bytes_max: 65_536,
  /** When a stop was asked for: how long a push under way may still take. Its last byte (10 s) and AppDirect's result (15 s) fit, and supervisors' usual 30 s are not reached. */
  stop_ms_max: 26_000,
  /** The same for an operator's request; its page is asked for again. */
  stop_operator_ms_max: 1_000,
} as const;
