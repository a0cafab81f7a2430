/** What other code may import from `pushdock`. */
export type { ModelConfiguration as GatewayConfiguration } from '../generated/config/models.ts';
export { ConfigurationError } from './config.ts';
export {
  createGateway,
  type EmbeddedGateway,
  type GatewayOptions,
  type OwnSink,
  type StartedGateway,
} from './embed.ts';
export { type ReceivedEvent, readCloudEvents } from './formats/read-cloud-events.ts';
export { type Fields, type Log, openLog, silentLog } from './log.ts';
export {
  type AnswerContext,
  type AnswerHandler,
  type AnswerTo,
  answer,
} from './providers/appdirect/handlers.ts';
export { type Clock, systemClock } from './running/clock.ts';
export {
  type DataOf,
  type DeliveredEvent,
  type Handler,
  type HandlerContext,
  on,
} from './running/user-module/handlers.ts';
export { openSqliteStore } from './store/sqlite/open.ts';
export { type OpenedStore, type Store, StoreUnavailable } from './store/store.ts';
export {
  checkStandardWebhook,
  publicHalf,
  readWebhookKey,
  type WebhookFault,
  type WebhookHeaders,
  type WebhookKey,
} from './trust/schemes/standard-webhooks.ts';
export { Secret } from './trust/secrets.ts';
