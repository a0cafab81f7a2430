/** How AppDirect's mock pushes, and with what. `spec/providers/appdirect/mock-settings.schema.json` describes the same in a settings file. */
import { Secret } from '../../../trust/secrets.ts';

export type AppDirectMockSettings = {
  /** With `{eventUrl}` where the event's URL goes. */
  readonly path: string;
  /** How it proves itself to the gateway. */
  readonly auth:
    | { readonly basic: { readonly user: string; readonly password: Secret } }
    | { readonly oauth1: { readonly consumerKey: string; readonly secret: Secret } }
    | { readonly oauth2: { readonly tokenPath: string; readonly clientId: string; readonly clientSecret: Secret } };
  /** The proof that it requires of the gateway's calls. */
  readonly outbound:
    | 'none'
    | { readonly oauth1: { readonly consumerKey: string; readonly secret: Secret } }
    | { readonly oauth2: { readonly clientId: string; readonly clientSecret: Secret } };
  /** What it sends as Accept. */
  readonly resultFormat: 'json' | 'xml';
  /** Base URL by which events name the marketplace, if it is behind a proxy. Absent: where the mock listens. */
  readonly marketplace?: string;
};

/** Of the ready-to-try configuration (`spec/config.try.yaml`); published, so they protect nothing. */
export const developmentSettings: AppDirectMockSettings = {
  path: '/push/appdirect/market?eventUrl={eventUrl}',
  auth: { basic: { user: 'appdirect', password: Secret.of('development-appdirect-password') } },
  outbound: 'none',
  resultFormat: 'json',
};
