/** A receiver in Python, with nothing but its standard library. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

export const python: ReceiveSample = {
  name: 'Python',
  language: 'python',
  file: 'receive.py',
  run: 'python3 receive.py',
  program: `import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen = set()  # Keep these ids in your database: an event may come again after a restart.


def is_signed(headers, body):
    event_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not event_id or not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        # The bytes as they came. Parsed and written again they no longer fit the signature.
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_signed(self.headers, body):
            return self.answer(401)
        event_id = self.headers["webhook-id"]
        if event_id not in seen:
            event = json.loads(body)
            print(event["type"], event.get("subject"), event_id, flush=True)  # Your own work, or a queue of your own.
            seen.add(event_id)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", "0")
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", ${SAMPLE_PORT}), Receiver).serve_forever()
`,
};
