// Quotes with the JDK alone, as JSON over several lines, each a `data:` line of its own without a space after
// the colon, and the time to reconnect said first. The media type is written in another case, which means the
// same, and so are the headers' names, which the JDK writes its own way. Run with: java Multiline.java

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.*;
import java.io.*;
import java.math.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class Multiline {
    static final long INTERVAL = (long) (Double.parseDouble(System.getenv().getOrDefault("INTERVAL", "2")) * 1e9);
    static final String PAGE = String.join("\n",
        "<!doctype html>",
        "<html lang='en'>",
        "<head><meta charset='utf-8'><title>Ticker</title>",
        "<style>",
        "  .card { border-left: 4px solid silver }",
        "  .card.up { border-color: green }",
        "  .card.down { border-color: red }",
        "</style></head>",
        "<body><h1>Ticker</h1><div id='cards'></div>",
        "<script>",
        "  var source = new EventSource('/stream');",
        "  source.onmessage = function (message) {",
        "    var quote = JSON.parse(message.data);",
        "    var card = document.getElementById('quote-' + quote.symbol);",
        "    if (card === null) {",
        "      card = document.createElement('div');",
        "      card.id = 'quote-' + quote.symbol;",
        "      document.getElementById('cards').appendChild(card);",
        "    }",
        "    card.className = 'card ' + (quote.change > 0 ? 'up' : quote.change < 0 ? 'down' : 'same');",
        "    card.textContent = quote.symbol + ' ' + quote.price.toFixed(2) + ' ' + quote.change.toFixed(2);",
        "  };",
        "  source.onerror = function () {",
        "    console.log(source.readyState === EventSource.CONNECTING ? 'reconnecting' : 'the stream is over');",
        "  };",
        "</script></body></html>");

    static final Map<String, BigDecimal> prices = new TreeMap<>(Map.of(
        "AAPL", new BigDecimal("187.40"), "GOOG", new BigDecimal("141.15"),
        "MSFT", new BigDecimal("402.60"), "AMZN", new BigDecimal("171.80")));

    /** One quote as JSON, with a line for each field. */
    static synchronized String trade() {
        List<String> symbols = List.copyOf(prices.keySet());
        String symbol = symbols.get(ThreadLocalRandom.current().nextInt(symbols.size()));
        BigDecimal before = prices.get(symbol);
        BigDecimal factor = BigDecimal.valueOf(ThreadLocalRandom.current().nextDouble(0.99, 1.01));
        BigDecimal price = before.multiply(factor).setScale(2, RoundingMode.HALF_EVEN);
        prices.put(symbol, price);
        return "{\n  \"symbol\": \"" + symbol + "\",\n  \"price\": " + price
            + ",\n  \"change\": " + price.subtract(before) + "\n}";
    }

    static void stream(HttpExchange exchange) throws IOException, InterruptedException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "Text/Event-Stream; charset=UTF-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Accel-Buffering", "no");
        exchange.sendResponseHeaders(200, 0); // 0 means a length unknown: sent in chunks
        OutputStream body = exchange.getResponseBody();
        String start = "retry:3000\n\n";
        long due = System.nanoTime();
        while (true) {
            // A field without a colon is an empty line of data: the JSON ends with a line feed.
            body.write((start + "data:" + trade().replace("\n", "\ndata:") + "\ndata\n\n").getBytes(UTF_8));
            body.flush();
            start = "";
            due += INTERVAL;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    static void page(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    static void answer(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/stream")) stream(exchange);
            else if (path.equals("/")) page(exchange, 200, PAGE);
            else page(exchange, 404, "<!doctype html><title>Not found</title>");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
        server.setExecutor(Executors.newCachedThreadPool()); // a stream keeps a thread
        server.createContext("/", Multiline::answer);
        server.start();
    }
}
