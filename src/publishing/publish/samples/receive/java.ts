/** A receiver in Java 17, with nothing but its standard library; one file, which `java` runs as it is. It parses no JSON, which Java has no reader for. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

export const java: ReceiveSample = {
  name: 'Java',
  language: 'java',
  file: 'Receive.java',
  run: 'java Receive.java',
  program: `import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Receive {
    static final byte[] KEY = Base64.getDecoder().decode(System.getenv("WEBHOOK_SECRET").replaceFirst("^whsec_", ""));
    // Keep these ids in your database: an event may come again after a restart.
    static final Set<String> seen = ConcurrentHashMap.newKeySet();

    public static void main(String[] arguments) throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", ${SAMPLE_PORT}), 0);
        server.createContext("/events", exchange -> {
            // The bytes as they came. Parsed and written again they no longer fit the signature.
            var body = exchange.getRequestBody().readAllBytes();
            var status = 401;
            if (isSigned(exchange.getRequestHeaders(), body)) {
                var id = exchange.getRequestHeaders().getFirst("webhook-id");
                if (!seen.contains(id)) {
                    // Your own work, or a queue of your own; read the JSON with the library of your choice.
                    System.out.println(id + " " + new String(body, StandardCharsets.UTF_8));
                    seen.add(id);
                }
                status = 204;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    static boolean isSigned(Headers headers, byte[] body) {
        try {
            var id = headers.getFirst("webhook-id");
            var timestamp = headers.getFirst("webhook-timestamp");
            var signatures = headers.getFirst("webhook-signature");
            if (id == null || timestamp == null || signatures == null) return false;
            if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > 300) return false;
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            var expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            return Arrays.stream(signatures.split(" "))
                .anyMatch(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception wrong) {
            return false;
        }
    }
}
`,
};
