/*
 * Generated from spec/events by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type {
  AppDirectAddonBind,
  AppDirectAddonCancel,
  AppDirectAddonChange,
  AppDirectAddonOrder,
  AppDirectAddonUnbind,
  AppDirectEvent,
  AppDirectSubscriptionCancel,
  AppDirectSubscriptionChange,
  AppDirectSubscriptionNotice,
  AppDirectSubscriptionOrder,
  AppDirectUserAssignment,
  AppDirectUserUnassignment,
  AppDirectUserUpdated,
  OneShoppingCartOrderPlaced,
  OneShoppingCartTest,
  PaazlShipmentStatus,
  PushdockContractFinding,
  PushdockSinkTest,
  PushdockSourceHealth,
  ZettleApplicationConnectionRemoved,
  ZettleEvent,
  ZettleInventoryBalanceChanged,
  ZettleInventoryTrackingStarted,
  ZettleInventoryTrackingStopped,
  ZettleOrganizationUpdated,
  ZettlePersonalAssertionDeleted,
  ZettleProductCreated,
  ZettleProductDeleted,
  ZettleProductUpdated,
  ZettlePurchaseCreated,
} from './models.ts';

/** Which data each event type carries. */
export type EventDataByType = {
  readonly 'com.1shoppingcart.order.placed': OneShoppingCartOrderPlaced;
  readonly 'com.1shoppingcart.test': OneShoppingCartTest;
  readonly 'com.appdirect.*': AppDirectEvent;
  readonly 'com.appdirect.addon.bind': AppDirectAddonBind;
  readonly 'com.appdirect.addon.cancel': AppDirectAddonCancel;
  readonly 'com.appdirect.addon.change': AppDirectAddonChange;
  readonly 'com.appdirect.addon.order': AppDirectAddonOrder;
  readonly 'com.appdirect.addon.unbind': AppDirectAddonUnbind;
  readonly 'com.appdirect.subscription.cancel': AppDirectSubscriptionCancel;
  readonly 'com.appdirect.subscription.change': AppDirectSubscriptionChange;
  readonly 'com.appdirect.subscription.notice': AppDirectSubscriptionNotice;
  readonly 'com.appdirect.subscription.order': AppDirectSubscriptionOrder;
  readonly 'com.appdirect.user.assignment': AppDirectUserAssignment;
  readonly 'com.appdirect.user.unassignment': AppDirectUserUnassignment;
  readonly 'com.appdirect.user.updated': AppDirectUserUpdated;
  readonly 'com.paazl.shipment.status': PaazlShipmentStatus;
  readonly 'com.pushdock.contract.finding': PushdockContractFinding;
  readonly 'com.pushdock.sink.test': PushdockSinkTest;
  readonly 'com.pushdock.source.health': PushdockSourceHealth;
  readonly 'com.zettle.*': ZettleEvent;
  readonly 'com.zettle.application.connection.removed': ZettleApplicationConnectionRemoved;
  readonly 'com.zettle.card.payment.authorized': ZettleEvent;
  readonly 'com.zettle.card.payment.invalid': ZettleEvent;
  readonly 'com.zettle.inventory.balance.changed': ZettleInventoryBalanceChanged;
  readonly 'com.zettle.inventory.tracking.started': ZettleInventoryTrackingStarted;
  readonly 'com.zettle.inventory.tracking.stopped': ZettleInventoryTrackingStopped;
  readonly 'com.zettle.invoice.created': ZettleEvent;
  readonly 'com.zettle.organization.feature.updated': ZettleEvent;
  readonly 'com.zettle.organization.updated': ZettleOrganizationUpdated;
  readonly 'com.zettle.payment.canceled': ZettleEvent;
  readonly 'com.zettle.payment.created': ZettleEvent;
  readonly 'com.zettle.payment.initiated': ZettleEvent;
  readonly 'com.zettle.personal.assertion.deleted': ZettlePersonalAssertionDeleted;
  readonly 'com.zettle.product.created': ZettleProductCreated;
  readonly 'com.zettle.product.deleted': ZettleProductDeleted;
  readonly 'com.zettle.product.updated': ZettleProductUpdated;
  readonly 'com.zettle.purchase.created': ZettlePurchaseCreated;
};

export type EventType = keyof EventDataByType;

/** Every event type that Pushdock makes: `spec/events/*.types.yaml` in one table. */
export const eventTypes = {
  'com.1shoppingcart.order.placed': {
    schema: 'OneShoppingCartOrderPlaced',
    title: 'OneShoppingCartOrderPlaced',
    provider: 'oneshoppingcart',
    subject: 'Id of the order, else the token',
  },
  'com.1shoppingcart.test': {
    schema: 'OneShoppingCartTest',
    title: 'OneShoppingCartTest',
    provider: 'oneshoppingcart',
    subject: 'none',
  },
  'com.appdirect.*': {
    schema: 'AppDirectEvent',
    title: 'AppDirectEvent',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier, else payload.company.uuid',
  },
  'com.appdirect.addon.bind': {
    schema: 'AppDirectAddonBind',
    title: 'AppDirectAddonBind',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.addon.cancel': {
    schema: 'AppDirectAddonCancel',
    title: 'AppDirectAddonCancel',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.addon.change': {
    schema: 'AppDirectAddonChange',
    title: 'AppDirectAddonChange',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.addon.order': {
    schema: 'AppDirectAddonOrder',
    title: 'AppDirectAddonOrder',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier, else payload.account.parentAccountIdentifier',
  },
  'com.appdirect.addon.unbind': {
    schema: 'AppDirectAddonUnbind',
    title: 'AppDirectAddonUnbind',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.subscription.cancel': {
    schema: 'AppDirectSubscriptionCancel',
    title: 'AppDirectSubscriptionCancel',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.subscription.change': {
    schema: 'AppDirectSubscriptionChange',
    title: 'AppDirectSubscriptionChange',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.subscription.notice': {
    schema: 'AppDirectSubscriptionNotice',
    title: 'AppDirectSubscriptionNotice',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.subscription.order': {
    schema: 'AppDirectSubscriptionOrder',
    title: 'AppDirectSubscriptionOrder',
    provider: 'appdirect',
    subject: 'result.accountIdentifier, else payload.company.uuid',
  },
  'com.appdirect.user.assignment': {
    schema: 'AppDirectUserAssignment',
    title: 'AppDirectUserAssignment',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.user.unassignment': {
    schema: 'AppDirectUserUnassignment',
    title: 'AppDirectUserUnassignment',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.appdirect.user.updated': {
    schema: 'AppDirectUserUpdated',
    title: 'AppDirectUserUpdated',
    provider: 'appdirect',
    subject: 'payload.account.accountIdentifier',
  },
  'com.paazl.shipment.status': {
    schema: 'PaazlShipmentStatus',
    title: 'PaazlShipmentStatus',
    provider: 'paazl',
    subject: 'orderReference',
  },
  'com.pushdock.contract.finding': {
    schema: 'PushdockContractFinding',
    title: 'PushdockContractFinding',
    provider: 'pushdock',
    subject: 'provider of the message',
  },
  'com.pushdock.sink.test': {
    schema: 'PushdockSinkTest',
    title: 'PushdockSinkTest',
    provider: 'pushdock',
    subject: 'name of the sink',
  },
  'com.pushdock.source.health': {
    schema: 'PushdockSourceHealth',
    title: 'PushdockSourceHealth',
    provider: 'pushdock',
    subject: 'name of the source',
  },
  'com.zettle.*': { schema: 'ZettleEvent', title: 'ZettleEvent', provider: 'zettle', subject: 'organizationUuid' },
  'com.zettle.application.connection.removed': {
    schema: 'ZettleApplicationConnectionRemoved',
    title: 'ZettleApplicationConnectionRemoved',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.card.payment.authorized': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.card.payment.invalid': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.inventory.balance.changed': {
    schema: 'ZettleInventoryBalanceChanged',
    title: 'ZettleInventoryBalanceChanged',
    provider: 'zettle',
    subject: 'productUuid of balanceAfter when all its entries name the same product, else none',
  },
  'com.zettle.inventory.tracking.started': {
    schema: 'ZettleInventoryTrackingStarted',
    title: 'ZettleInventoryTrackingStarted',
    provider: 'zettle',
    subject: 'productUuid',
  },
  'com.zettle.inventory.tracking.stopped': {
    schema: 'ZettleInventoryTrackingStopped',
    title: 'ZettleInventoryTrackingStopped',
    provider: 'zettle',
    subject: 'productUuid',
  },
  'com.zettle.invoice.created': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.organization.feature.updated': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.organization.updated': {
    schema: 'ZettleOrganizationUpdated',
    title: 'ZettleOrganizationUpdated',
    provider: 'zettle',
    subject: 'uuid',
  },
  'com.zettle.payment.canceled': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.payment.created': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.payment.initiated': {
    schema: 'ZettleEvent',
    title: 'ZettleEvent',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.personal.assertion.deleted': {
    schema: 'ZettlePersonalAssertionDeleted',
    title: 'ZettlePersonalAssertionDeleted',
    provider: 'zettle',
    subject: 'organizationUuid',
  },
  'com.zettle.product.created': {
    schema: 'ZettleProductCreated',
    title: 'ZettleProductCreated',
    provider: 'zettle',
    subject: 'uuid',
  },
  'com.zettle.product.deleted': {
    schema: 'ZettleProductDeleted',
    title: 'ZettleProductDeleted',
    provider: 'zettle',
    subject: 'uuid',
  },
  'com.zettle.product.updated': {
    schema: 'ZettleProductUpdated',
    title: 'ZettleProductUpdated',
    provider: 'zettle',
    subject: 'newEntity.uuid',
  },
  'com.zettle.purchase.created': {
    schema: 'ZettlePurchaseCreated',
    title: 'ZettlePurchaseCreated',
    provider: 'zettle',
    subject: 'purchaseUuid',
  },
} as const satisfies { readonly [Type in EventType]: EventTypeEntry };

export type EventTypeEntry = {
  /** Name of the schema in generated/bundles/events.json and of its type in models.ts. */
  readonly schema: string;
  readonly title: string;
  readonly provider: string;
  /** What the CloudEvents `subject` names. */
  readonly subject: string;
};
