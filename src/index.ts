/** What other code may import from `pushdock`. */
export { type DataOf, type DeliveredEvent, type Handler, type HandlerContext, on } from './deliver/handlers.ts';
export {
  type AnswerContext,
  type AnswerHandler,
  type AnswerTo,
  answer,
} from './providers/appdirect/handlers.ts';
export {
  checkStandardWebhook,
  publicHalf,
  readWebhookKey,
  type WebhookFault,
  type WebhookHeaders,
  type WebhookKey,
} from './schemes/standard-webhooks.ts';
export { Secret } from './secrets.ts';
