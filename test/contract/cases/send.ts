/** One request as it is, also where `fetch` would refuse it: a GET with a body, a body without a media type. */
import { type Agent, request } from 'node:http';

export type Sending = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Answered = { readonly status: number; readonly contentType: string | undefined; readonly body: string };

export function send(base: string, { method, target, headers, body }: Sending, agent: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = request(`${base}${target}`, { method, headers: { ...headers, ...length }, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      const { statusCode: status = 0, headers: heard } = response;
      const contentType = heard['content-type'];
      response.on('end', () => resolve({ status, contentType, body: text }));
      // A stream goes on for minutes; what its answer is, is known.
      if (contentType === 'text/event-stream') {
        resolve({ status, contentType, body: text });
        response.destroy();
      }
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
