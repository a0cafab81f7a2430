/** A receiver in PHP 8: a page of any web server, with nothing but its standard library. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

export const php: ReceiveSample = {
  name: 'PHP',
  language: 'php',
  file: 'receive.php',
  run: `php -S 127.0.0.1:${SAMPLE_PORT} receive.php`,
  program: `<?php
$key = base64_decode(substr(getenv('WEBHOOK_SECRET'), strlen('whsec_')));
$body = file_get_contents('php://input'); // The bytes as they came. Parsed and written again they no longer fit the signature.

function isSigned(string $key, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if ($id === '' || !ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $one) {
        if (hash_equals($expected, $one)) {
            return true;
        }
    }
    return false;
}

if (!isSigned($key, $body)) {
    http_response_code(401);
    exit;
}
$id = $_SERVER['HTTP_WEBHOOK_ID'];
$seen = sys_get_temp_dir() . '/event-' . hash('sha256', $id); // Keep these ids in your database.
if (!file_exists($seen)) {
    $event = json_decode($body, true, flags: JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING);
    error_log($event['type'] . ' ' . ($event['subject'] ?? '') . ' ' . $id); // Your own work, or a queue of your own.
    touch($seen);
}
http_response_code(204);
`,
};
