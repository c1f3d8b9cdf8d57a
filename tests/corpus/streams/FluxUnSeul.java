import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Locale;

public class FluxUnSeul {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<p id=p></p><script>new EventSource('/stream').onmessage = e => { p.textContent = e.data }</script>".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.createContext("/stream", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            double price = 170;
            int id = 0;
            while (true) {
                double change = Math.round((Math.random() - 0.5) * 100) / 100.0;
                price += change;
                String json = String.format(Locale.ENGLISH, "{\"symbol\": \"AAPL\", \"price\": %.2f, \"change\": %.2f}", price, change);
                out.write(("id: " + (++id) + "\ndata: " + json + "\n\n").getBytes());
                out.flush();
                try {
                    Thread.sleep((long) (1000 * Double.parseDouble(System.getenv().getOrDefault("INTERVAL", "2"))));
                } catch (InterruptedException e) {
                    break;
                }
            }
        });
        server.start();
    }
}
