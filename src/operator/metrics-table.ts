/** Every metric of `GET /metrics` but the process's own, once: kind, labels and help. `spec/guides/operating.md` has the same table, and a test compares them. */

type Metric = {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
};

export const metricsTable = {
  pushdock_build_info: {
    kind: 'gauge',
    labels: ['version', 'node'],
    help: 'Always 1; the labels say which version runs, and on which Node.',
  },
  pushdock_pushes_total: {
    kind: 'counter',
    labels: ['source', 'outcome'],
    help: 'Pushes from a proven sender, by what the store made of them: stored, duplicate, conflict, sampled_out, nonce_reused.',
  },
  pushdock_refused_total: {
    kind: 'counter',
    labels: ['source', 'code'],
    help: 'Requests that the public listener refused or failed to take, by code; a 429 counts as too_many_requests. The source is empty where none was named.',
  },
  pushdock_answer_seconds: {
    kind: 'histogram',
    labels: ['source', 'outcome'],
    help: 'Time from the last header of a request to the public listener until its answer was decided, by outcome: accepted (a push), refused, failed (a status from 500 on). What is refused or failed is counted in pushdock_refused_total too; the source is empty where none was named.',
  },
  pushdock_commit_seconds: {
    kind: 'histogram',
    labels: ['source'],
    help: 'Time from handing a push to the store until it was durable, or until the commit failed.',
  },
  pushdock_queue_polls_total: {
    kind: 'counter',
    labels: ['source', 'outcome'],
    help: 'Times that the queue of a source was asked for messages, by outcome: messages, empty, failed (it did not answer).',
  },
  pushdock_verdicts_total: { kind: 'counter', labels: ['source', 'verdict'], help: 'Messages judged, by verdict.' },
  pushdock_messages_settled_total: {
    kind: 'counter',
    labels: ['source', 'state'],
    help: 'Messages whose processing ended, by state: processed, quarantined, failed.',
  },
  pushdock_processing_seconds: {
    kind: 'histogram',
    labels: ['source', 'outcome'],
    help: 'Time of one try to process a message, follow-ups and commits included, by outcome: processed, quarantined, failed, waiting (for its result), retry, lease_lost.',
  },
  pushdock_delivery_attempts_total: {
    kind: 'counter',
    labels: ['sink', 'outcome'],
    help: 'Attempts to deliver, by outcome: delivered, retry, dead.',
  },
  pushdock_attempt_seconds: {
    kind: 'histogram',
    labels: ['sink', 'outcome'],
    help: 'Time that a sink took to answer one attempt, by outcome: delivered, retry, dead.',
  },
  pushdock_delivery_seconds: {
    kind: 'histogram',
    labels: ['sink'],
    help: 'Time from the receipt of a message until a sink had its event; replays are not counted.',
  },
  pushdock_slow_messages_total: {
    kind: 'counter',
    labels: ['source'],
    help: 'Messages that took longer than 0.1 s to be read, judged and normalised.',
  },
  pushdock_delivering_ends_total: {
    kind: 'counter',
    labels: [],
    help: 'Times that the delivering thread ended although nobody stopped it; it is started again.',
  },
  pushdock_delivering_eventloop_lag_seconds: {
    kind: 'gauge',
    labels: ['share'],
    help: 'Lag of the event loop of the delivering thread since the last scrape, measured as nodejs_eventloop_lag_seconds is: for this share of the time it looked at nothing new for no longer (0.5, 0.99, 1). It is 0 while the loop waits. Absent where delivering has no thread of its own.',
  },
  pushdock_dead_letters_total: {
    kind: 'counter',
    labels: ['sink'],
    help: 'Deliveries that were given up; 0 from the first attempt of a sink on, so that the first one is seen as an increase.',
  },
  pushdock_backlog: {
    kind: 'gauge',
    labels: ['kind'],
    help: 'What is waiting: kind work (messages not yet processed) and deliveries (not yet settled).',
  },
  pushdock_backlog_oldest_due_timestamp_seconds: {
    kind: 'gauge',
    labels: [],
    help: 'Time at which the oldest waiting item was due; absent while nothing waits.',
  },
  pushdock_sink_waiting: {
    kind: 'gauge',
    labels: ['sink', 'lane'],
    help: 'Deliveries not yet settled, by lane: live, retry, replay, and behind (waiting for an earlier one of their subject).',
  },
  pushdock_sink_dead_letters: { kind: 'gauge', labels: ['sink'], help: 'Dead letters that exist now.' },
  pushdock_sink_paused: { kind: 'gauge', labels: ['sink'], help: '1 while the sink is paused.' },
  pushdock_sink_circuit_open: {
    kind: 'gauge',
    labels: ['sink'],
    help: '1 while this gateway counts the sink as away and only probes it, else 0; absent where it does not deliver.',
  },
  pushdock_findings: {
    kind: 'gauge',
    labels: ['provider', 'state'],
    help: 'Distinct places where messages depart from their contract, by state: new, acknowledged, resolved.',
  },
  pushdock_findings_unkept: {
    kind: 'gauge',
    labels: ['provider'],
    help: 'Findings that were dropped because the findings were full, or removed for others while they were new, since the store was made.',
  },
  pushdock_conditions: {
    kind: 'gauge',
    labels: ['kind', 'about'],
    help: '1 for each condition that applies: something that needs a person.',
  },
  pushdock_provider_state: {
    kind: 'gauge',
    labels: ['source', 'state'],
    help: 'How a source stands with its provider: 1 for its state, 0 for the others (healthy, quiet, failing, refusing, at risk, probably switched off).',
  },
  pushdock_provider_gives_up_timestamp_seconds: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Time at which the provider gives up if nothing is accepted before; absent while nothing fails, and where it cannot be known.',
  },
  pushdock_provider_failing_pushes: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Pushes that the provider sends again because they were not accepted.',
  },
  pushdock_provider_retries_used: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Retries that the provider has used for the oldest of these pushes; absent while nothing fails.',
  },
  pushdock_provider_last_accepted_timestamp_seconds: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Time of the latest accepted push; absent before the first one.',
  },
  pushdock_provider_strangers: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Refusals of the last hour at the path of a source that share too little with proven pushes.',
  },
  pushdock_provider_ack_seconds: {
    kind: 'gauge',
    labels: ['source', 'share'],
    help: 'How long answers took in the last hour, from the last header of the request: this share of them was no slower (0.5, 0.99, and 1: the worst).',
  },
  pushdock_log_lines_lost_total: {
    kind: 'counter',
    labels: [],
    help: 'Log lines that could not be written (a full disk, a reader that has ended) and were dropped.',
  },
  pushdock_store_up: {
    kind: 'gauge',
    labels: [],
    help: '1 if the store answered for this page, 0 if it did not; what it is asked for is then absent.',
  },
  pushdock_nodes: {
    kind: 'gauge',
    labels: ['role', 'state'],
    help: 'Gateways that share the store, by role (receive, deliver, all) and state: up, draining.',
  },
} as const satisfies Record<string, Metric>;

type Table = typeof metricsTable;
/** The names of one kind. */
export type MetricName<Kind extends Metric['kind']> = {
  [Name in keyof Table]: Table[Name]['kind'] extends Kind ? Name : never;
}[keyof Table];
export type LabelOf<Name extends keyof Table> = Table[Name]['labels'][number];
