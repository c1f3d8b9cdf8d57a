import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class UnSeulThread {
    private static String status = "En attente";
    private static int version = 0;
    private static final Object lock = new Object();

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/poll-status", UnSeulThread::poll);
        server.createContext("/update-status", UnSeulThread::update);
        server.setExecutor(null); // exécuteur par défaut
        server.start();
        System.out.println("Serveur démarré");
    }

    private static void poll(HttpExchange exchange) throws IOException {
        double hold = Double.parseDouble(System.getenv().getOrDefault("HOLD", "25"));
        String query = exchange.getRequestURI().getQuery();
        int last = -1;
        try {
            last = Integer.parseInt(query.replace("last_version=", ""));
        } catch (Exception e) {
            // pas de version : on renvoie l'état
        }
        synchronized (lock) {
            if (last >= version) {
                try {
                    lock.wait((long) (hold * 1000));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (last >= version) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            send(exchange, 200, "{\"status\": \"" + status + "\", \"version\": " + version + "}");
        }
    }

    private static void update(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int i = body.indexOf("\"status\"");
        if (!exchange.getRequestMethod().equals("POST") || i < 0) {
            send(exchange, 400, "{\"error\": \"status requis\"}");
            return;
        }
        String[] parts = body.substring(i + 8).split("\"");
        if (parts.length < 2 || parts[1].isEmpty()) {
            send(exchange, 400, "{\"error\": \"status requis\"}");
            return;
        }
        synchronized (lock) {
            status = parts[1];
            version++;
            lock.notifyAll();
            send(exchange, 200, "{\"status\": \"" + status + "\", \"version\": " + version + "}");
        }
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }
}
