// Long polling with the JDK alone. The pair is nested in the answer, {"data":{"status":…,"version":…}},
// null at the end of the hold, and an update is a PUT: it replaces the state. Run with: java Nested.java

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.*;
import java.io.IOException;
import java.net.*;
import java.util.concurrent.Executors;
import java.util.regex.*;

public class Nested {
    static final double HOLD = Double.parseDouble(System.getenv().getOrDefault("HOLD", "25"));
    static final int MAX_BODY = 1_000_000;

    // One flat JSON object, of which `status` is kept: all that an update may be.
    static final String SPACE = "[ \\t\\r\\n]*+";
    static final String STRING = "\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"";
    static final String SCALAR =
        "(?:" + STRING + "|-?+(?:0|[1-9]\\d*+)(?:\\.\\d++)?+(?:[eE][+-]?+\\d++)?+|true|false|null)";
    static final Pattern MEMBER = Pattern.compile(
        SPACE + "(" + STRING + ")" + SPACE + ":" + SPACE + "(" + SCALAR + ")" + SPACE + "([,}])");
    static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(.{4})|(.))");

    static String status = "En attente";
    static long version = 1;

    /** The pair once it is newer than `known`, or null at the end of the hold. */
    static synchronized String newerThan(long known) throws InterruptedException {
        long deadline = System.nanoTime() + (long) (HOLD * 1e9);
        while (version <= known) {
            long left = deadline - System.nanoTime();
            if (left <= 0) return "null";
            Nested.class.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return pair();
    }

    static synchronized String update(String wanted) {
        status = wanted;
        version++;
        Nested.class.notifyAll();
        return pair();
    }

    static synchronized String pair() {
        return "{\"status\":" + quote(status) + ",\"version\":" + version + "}";
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= ' ' && c <= '~') out.append(c);
            else out.append(String.format("\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }

    /** The status that a request's JSON asks for; null when it is not such an object. */
    static String statusIn(String json) {
        json = json.strip();
        if (!json.startsWith("{")) return null;
        String found = null;
        Matcher member = MEMBER.matcher(json).region(1, json.length());
        while (member.lookingAt()) {
            String value = member.group(2);
            if (member.group(1).equals("\"status\"") && value.startsWith("\"")) {
                found = ESCAPE.matcher(value.substring(1, value.length() - 1)).replaceAll(Nested::unescape);
            }
            if (member.group(3).equals("}")) return member.end() == json.length() ? found : null;
            member.region(member.end(), json.length());
        }
        return null;
    }

    static String unescape(MatchResult escape) {
        String hex = escape.group(1);
        char meant = hex != null
            ? (char) Integer.parseInt(hex, 16)
            : "\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape.group(2)));
        return Matcher.quoteReplacement(String.valueOf(meant));
    }

    static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        for (String part : (query == null ? "" : query).split("&")) {
            if (part.startsWith(name + "=")) return URLDecoder.decode(part.substring(name.length() + 1), UTF_8);
        }
        return "0";
    }

    static void poll(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            answer(exchange, 200, newerThan(Long.parseLong(parameter(exchange, "last_version"))));
        } catch (IllegalArgumentException notANumber) {
            answer(exchange, 400, "null");
        }
    }

    static void replace(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        String wanted = body.length > MAX_BODY ? null : statusIn(new String(body, UTF_8));
        if (wanted == null || wanted.isBlank()) answer(exchange, body.length > MAX_BODY ? 413 : 400, "null");
        else answer(exchange, 200, update(wanted));
    }

    static void answer(HttpExchange exchange, int code, String data) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean bare = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, bare ? -1 : 0); // 0 means a length unknown: sent in chunks
        if (!bare) exchange.getResponseBody().write(("{\"data\":" + data + "}").getBytes(UTF_8));
    }

    interface Action {
        void run(HttpExchange exchange) throws IOException, InterruptedException;
    }

    static void route(HttpServer server, String path, String method, Action action) {
        server.createContext(path, exchange -> {
            try {
                exchange.getResponseHeaders().set("Allow", method);
                if (!exchange.getRequestURI().getPath().equals(path)) answer(exchange, 404, "null");
                else if (!exchange.getRequestMethod().equals(method)) answer(exchange, 405, "null");
                else action.run(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
        server.setExecutor(Executors.newCachedThreadPool()); // a held poll keeps a thread
        route(server, "/poll-status", "GET", Nested::poll);
        route(server, "/update-status", "PUT", Nested::replace);
        server.start();
    }
}
