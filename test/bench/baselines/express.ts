/**
 * Baseline "Express + validation": what most people would write. Express 5, a body parser and openapi-backend with validation of the same contract; nothing is
 * stored and no proof is looked at. `node express.js <port> <bundle>`.
 */
import { readFileSync } from 'node:fs';
import express from 'express';
import { type Context, OpenAPIBackend } from 'openapi-backend';

const [port = '0', bundle = ''] = process.argv.slice(2);
const backend = new OpenAPIBackend({
  definition: JSON.parse(readFileSync(bundle, 'utf8')),
  strict: true,
  ajvOpts: { strict: false },
});
backend.register({
  receiveShipmentStatus: (_context: Context, _request: express.Request, response: express.Response) =>
    response.status(200).end(),
  validationFail: (_context: Context, _request: express.Request, response: express.Response) =>
    response.status(400).end(),
  unauthorizedHandler: (_context: Context, _request: express.Request, response: express.Response) =>
    response.status(401).end(),
  notFound: (_context: Context, _request: express.Request, response: express.Response) => response.status(404).end(),
});
backend.registerSecurityHandler('bearerToken', () => true);
await backend.init();

const app = express();
app.use(express.json({ type: () => true }));
app.use((request, response, next) => {
  backend
    .handleRequest(
      {
        method: request.method,
        path: request.path,
        query: request.query as Record<string, string>,
        headers: request.headers as Record<string, string>,
        body: request.body,
      },
      request,
      response,
    )
    .catch(next);
});
app.listen(Number(port), '127.0.0.1');
