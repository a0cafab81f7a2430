/** How Amazon SQS is reached, for sinks that send to a queue and sources that poll one; and what its refusals mean. Knows the SDK by its types alone. */
import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import { messageOf } from '../running/thrown.ts';
import type { Secret } from '../trust/secrets.ts';

export type SqsAccess = {
  readonly queueUrl: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: Secret;
};

/** `timeoutMs`: of one request, connecting included. */
export function sqsClientConfig(
  { region, endpoint, accessKeyId, secretAccessKey }: SqsAccess,
  timeoutMs: number,
): SQSClientConfig {
  return {
    region,
    // The caller tries again, with a backoff of its own.
    maxAttempts: 1,
    // Without the last the SDK only warns of a request that takes longer.
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && { endpoint }),
    // Otherwise as the SDK finds them: environment, profile, role of the machine or the container.
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() } }),
  };
}

/** Why a request failed, for the operator. */
export function sqsFault(error: unknown, queueUrl: string): string {
  if (error instanceof Error && /QueueDoesNotExist|NonExistentQueue/.test(error.name))
    return `SQS has no queue ${queueUrl}; create it, or correct queueUrl and region`;
  const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
  return `SQS: ${name}${messageOf(error)}`;
}
