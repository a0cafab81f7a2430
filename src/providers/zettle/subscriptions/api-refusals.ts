/** Every refusal that `spec/providers/zettle/api.yaml` documents, as a sentence that says what to do. */
import type { ProviderAnswer } from '../../subscribing.ts';

/** The request, as far as a sentence needs it. */
export type Request = {
  readonly operation: 'list' | 'create' | 'update' | 'delete' | 'identity' | 'token';
  readonly destination?: string;
  readonly contactEmail?: string;
  readonly scopes?: readonly string[];
  /** Of a token. */
  readonly grant?: 'api key' | 'refresh token' | 'code';
};

const ours = 'this is a fault of the gateway: report it with the field provider';

export function sentenceOf(request: Request, answer: ProviderAnswer): string {
  if (request.operation === 'token') return tokenSentence(request, answer);
  switch (answer.status) {
    case 400:
      return invalidSentence(request, answer);
    case 401:
      return 'Zettle refuses the credentials, even with a new token: check that they belong to the configured organization (`self` means their own), or make new ones';
    case 403:
      return forbiddenSentence(request, answer);
    case 404:
      return missingSentence(request, answer);
    case 405:
      return `Zettle does not allow this method there; ${ours}`;
    case 422:
      return unprocessableSentence(request, answer);
    case 500:
      return `${request.destination ?? 'The destination'} did not answer Zettle's TestMessage with 2xx: set it to the push URL of this gateway (\`pushdock sources show\`), and let every proxy before it pass POSTs`;
    default:
      return `Zettle answered HTTP ${answer.status}${said(answer)}`;
  }
}

/** Documented for create alone, where it means a missing scope. The scope is known if the request named events. */
function forbiddenSentence({ operation, scopes = [] }: Request, answer: ProviderAnswer): string {
  const cure = 'make an API key with it, or let the merchant authorise the app again';
  if (scopes.length > 0) return `The credentials lack a scope that the events need${listed(scopes)}: ${cure}`;
  const what = {
    list: 'may not see the subscriptions of this organization',
    create: 'may not create this subscription',
    update: 'may not change this subscription',
    delete: 'may not delete this subscription',
    identity: 'may not ask to whom they belong',
    token: 'get no token',
  }[operation];
  return `The credentials ${what}${said(answer)}. Check that they belong to this organization, and to the client that made the subscription. If a scope is missing, ${cure}`;
}

/** There is no subscription in the path of a list or of a create, so it is the organization, or the address, that Zettle does not know. */
function missingSentence({ operation }: Request, answer: ProviderAnswer): string {
  if (operation === 'update' || operation === 'delete')
    return 'Zettle does not have this subscription, or has it no longer: `pushdock zettle subscriptions list` shows those that it has';
  if (operation === 'identity')
    return `Nothing answers the request at this address${said(answer)}: check oauthBase in the configuration`;
  return `Zettle does not know the organization, or its Pusher API is not at this address${said(answer)}: check organization (\`self\` means that of the credentials) and pusherBase in the configuration`;
}

function invalidSentence({ operation, destination }: Request, answer: ProviderAnswer): string {
  if (answer.errorType === 'SUBSCRIPTION_ALREADY_EXIST')
    return 'A subscription with this uuid exists or has existed, and a uuid can be used once: ask again, and the gateway makes another one';
  if (answer.errorType === 'DESTINATION_NOT_ACCESSIBLE')
    return `Zettle cannot reach ${destination ?? 'the destination'}: it must be public, with a certificate that everybody trusts; call it from outside, and check whether a proxy or firewall is in between`;
  const violated = propertiesOf(answer);
  if (violated.includes('eventNames'))
    return `Zettle does not offer one of these events${said(answer)}: remove it; \`pushdock zettle events\` marks those that were retired`;
  if (violated.includes('transportName') && operation === 'update')
    return 'The subscription has another transport than WEBHOOK, and that cannot change: create another subscription';
  if (violated.includes('transportName') || violated.includes('uuid'))
    return `Zettle misses something in our request${said(answer)}; ${ours}`;
  return `Zettle says that the request is not valid${said(answer)}`;
}

function unprocessableSentence({ destination, contactEmail }: Request, answer: ProviderAnswer): string {
  const violated = propertiesOf(answer);
  if (violated.includes('destination'))
    return `Zettle does not accept ${destination ? destination : 'an empty text'} as a destination: write a public https URL`;
  if (violated.includes('contactEmail'))
    return `Zettle does not accept ${contactEmail ? `an address of ${contactEmail.length} characters` : 'an empty text'} as contactEmail${said(answer)}: write an address that exists, of at most 512 characters`;
  return `Zettle cannot process the request${said(answer)}`;
}

function tokenSentence({ grant }: Request, answer: ProviderAnswer): string {
  if (answer.errorType === 'invalid_client')
    return 'Zettle does not know the client, or its secret is wrong: compare clientId and clientSecret with what the developer portal shows';
  if (answer.errorType !== 'invalid_grant')
    return `Zettle misses something in our request for a token${said(answer)}; ${ours}`;
  if (grant === 'api key')
    return 'The API key is not valid, or not any more: let the merchant make another one (my.zettle.com/apps/api-keys) and put it into apiKey';
  if (grant === 'refresh token')
    return 'The refresh token is not valid any more: let the merchant authorise the app again (`pushdock zettle authorise`)';
  return 'The code is not valid: use it once and soon, and with the redirectUri with which it was asked for';
}

const propertiesOf = ({ violations = [] }: ProviderAnswer) => violations.map(({ propertyName }) => propertyName ?? '');

/** The provider's own words behind ours. */
function said({ developerMessage, violations = [] }: ProviderAnswer): string {
  const words = violations.length
    ? violations.map(({ propertyName, developerMessage: text }) => [propertyName, text].filter(Boolean).join(' '))
    : [developerMessage ?? ''];
  return listed(words.filter((one) => one !== ''));
}

const listed = (words: readonly string[] = []): string => (words.length === 0 ? '' : ` (${words.join(', ')})`);
