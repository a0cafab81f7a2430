/** A stored push of Paazl, for a scenario: there is one event, and the body is its data. */
import type { ReadPush } from '../../../simulate/stored-push.ts';

export const readPush: ReadPush = ({ body }) => ({ event: 'shipment-status', data: body });
