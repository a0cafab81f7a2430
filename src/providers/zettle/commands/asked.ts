/** Zettle's no, as the operator API hands it on: what to do, and what Zettle said. */
import type { ProviderAnswer, SubscriptionProblem } from '../../../../generated/gateway/models.ts';
import type { Undeclared } from '../../../../generated/runtime/client.ts';
import { CommandFailed } from '../../../cli/failure.ts';
import { answered, reached } from '../../../cli/operator.ts';

type Refused = { readonly status: 422 | 502 | 504; readonly body: SubscriptionProblem };

/** The body of a 200, or a `CommandFailed` with every sentence of the refusal. */
export async function asked<Answer extends { readonly status: number | 'undeclared'; readonly body?: unknown }>(
  call: Promise<Answer | Refused | Undeclared>,
): Promise<Extract<Answer, { status: 200 }> extends { body: infer Body } ? Body : never> {
  const answer = await reached(call);
  if (isRefused(answer)) {
    const { title, faults, provider } = answer.body;
    throw new CommandFailed(
      'failed',
      [title, ...faults.map((one) => `  ${one}`), ...providerLines(provider)].join('\n'),
    );
  }
  return answered(Promise.resolve(answer as Answer | Undeclared));
}

function isRefused(answer: { readonly status: number | 'undeclared' }): answer is Refused {
  return answer.status === 422 || answer.status === 502 || answer.status === 504;
}

export function providerLines(provider: ProviderAnswer | undefined): readonly string[] {
  if (provider === undefined) return [];
  const { status, errorType, developerMessage, violations = [] } = provider;
  return [
    `  Zettle: ${[`HTTP ${status}`, errorType, developerMessage].filter(Boolean).join(', ')}`,
    ...violations.map((one) => `    ${[one.propertyName, one.developerMessage].filter(Boolean).join(' ')}`),
  ];
}
