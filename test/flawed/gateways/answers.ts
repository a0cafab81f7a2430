/** Gateways that give another answer than the contract declares, or than the provider can bear. */
import { type Exhibit, withAnswers } from './exhibit.ts';

const documented = new Set(['CREATED', 'DELETED', 'READY_TO_POST', 'SCANNED', 'DELIVERED', 'RETOUR']);

export const flawedAnswers: readonly Exhibit[] = [
  {
    mistake: 'answers AppDirect with 500 when the business says no',
    caughtBy: 'cases',
    at: 'appdirect',
    parts: withAnswers('appdirect', (answer) =>
      JSON.stringify(answer.body ?? '').includes('errorCode') ? { ...answer, status: 500 } : answer,
    ),
  },
  {
    mistake: 'answers 400 to a status of Paazl that it does not know',
    caughtBy: 'cases',
    at: 'paazl',
    parts: withAnswers('paazl', (answer, { request }) => {
      const status = /"status":\s*"([^"]*)"/.exec(Buffer.from(request.bytes).toString('utf8'))?.[1];
      return answer.status !== 200 || status === undefined || documented.has(status)
        ? answer
        : { status: 400, contentType: 'application/json', body: { error: 'unknown status' } };
    }),
  },
  {
    mistake: 'answers 415 to a body under another media type',
    caughtBy: 'cases',
    at: 'paazl',
    parts: withAnswers('paazl', (answer, { request }) =>
      /json|xml/.test(request.headers['content-type'] ?? '') ? answer : { status: 415 },
    ),
  },
  {
    mistake: 'answers 204, which no contract declares',
    caughtBy: 'declared answers',
    at: 'paazl',
    parts: withAnswers('paazl', (answer) => (answer.status === 200 ? { status: 204 } : answer)),
  },
  {
    mistake: 'says more in its ack than the contract declares',
    caughtBy: 'declared answers',
    at: 'zettle',
    parts: withAnswers('zettle', (answer) =>
      answer.status === 200 ? { ...answer, body: { received: true } } : answer,
    ),
  },
  {
    mistake: 'answers AppDirect with a result that lacks its success',
    caughtBy: 'declared answers',
    at: 'appdirect',
    parts: withAnswers('appdirect', (answer) => ({ ...answer, body: { message: 'done' } })),
  },
  {
    mistake: 'tells a repeat from a first push by its answer',
    caughtBy: 'repeats',
    at: 'oneshoppingcart',
    parts: (folder, log) => {
      const heard = new Set<string>();
      const parts = withAnswers('oneshoppingcart', (answer, { request }) => {
        const body = Buffer.from(request.bytes).toString('utf8');
        if (!heard.has(body)) {
          heard.add(body);
          return answer;
        }
        return { ...answer, headers: { ...answer.headers, 'x-duplicate': 'true' } };
      });
      return parts(folder, log);
    },
  },
];
