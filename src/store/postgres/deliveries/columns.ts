/** Of `all_deliveries d`, as `DeliveryRow` has them. One that is held may be claimed next when its lease has ended. */
export const deliveryColumns = `d.id, d.sink, d.state, d.lane, d.behind, d.attempts,
  CASE WHEN d.due_at_ms IS NOT NULL THEN greatest(d.due_at_ms, d.lease_until_ms) END AS due_at_ms, d.settled_at_ms, d.replay, d.detail, d.status, d.answer`;
