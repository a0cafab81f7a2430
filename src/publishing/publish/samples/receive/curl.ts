/** From a shell: is a saved request ours, and does a receiver take a signed event? With curl and openssl. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

const signature = `signature_of() { # id, timestamp; the body comes in
  key=$(printf '%s' "\${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
  { printf '%s.%s.' "$1" "$2"; cat; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A
}`;

/** A request that was saved as it came over the wire, such as those of this site. */
export const shellCheck: ReceiveSample = {
  name: 'curl (openssl)',
  language: 'bash',
  file: 'check.sh',
  run: 'bash check.sh request.http',
  program: `${signature}
header() { sed -n "/^\\r*$/q;s/^$1: *//ip" "$file" | tr -d '\\r'; }

file=$1
id=$(header webhook-id)
timestamp=$(header webhook-timestamp)
# The body is what follows the first empty line, byte for byte.
expected=v1,$(sed '1,/^\\r*$/d' "$file" | signature_of "$id" "$timestamp")
echo "signed $(( $(date +%s) - timestamp )) s ago: refuse more than 300"
for one in $(header webhook-signature); do
  if [ "$one" = "$expected" ]; then echo 'the signature fits'; exit 0; fi
done
echo 'the signature does not fit'
exit 1
`,
};

/** Sends a body as we would, signed now: for somebody who writes a receiver. */
export const sendEvent: ReceiveSample = {
  name: 'curl',
  language: 'bash',
  file: 'send.sh',
  run: 'bash send.sh event.json',
  program: `${signature}

file=$1
id=test-$(date +%s)-0
timestamp=$(date +%s)
curl --silent --show-error --write-out '%{http_code}\\n' http://127.0.0.1:${SAMPLE_PORT}/events \\
  --header 'content-type: application/cloudevents+json; charset=utf-8' \\
  --header "webhook-id: $id" --header "webhook-timestamp: $timestamp" \\
  --header "webhook-signature: v1,$(signature_of "$id" "$timestamp" < "$file")" \\
  --data-binary "@$file"
`,
};
