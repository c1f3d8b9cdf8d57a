import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;

public class Flux {
    static final Random hasard = new Random();
    static final String[] SYMBOLES = {"AAPL", "GOOG", "MSFT", "AMZN"};
    static final double[] PRIX = {170, 1500, 250, 130};

    static synchronized String cotation() {
        int i = hasard.nextInt(PRIX.length);
        double variation = Math.round(PRIX[i] * (hasard.nextDouble() - 0.5)) / 100.0;
        PRIX[i] += variation;
        // Locale.US : sinon la virgule française casse le JSON
        return String.format(Locale.US, "{\"symbol\":\"%s\",\"price\":%.2f,\"change\":%.2f}", SYMBOLES[i], PRIX[i], variation);
    }

    public static void main(String[] args) throws IOException {
        long pause = (long) (1000 * Double.parseDouble(System.getenv().getOrDefault("INTERVAL", "2")));
        HttpServer serveur = HttpServer.create(
            new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"))), 50);
        serveur.createContext("/stream", ex -> {
            ex.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            ex.getResponseHeaders().set("Cache-Control", "no-cache");
            ex.getResponseHeaders().set("X-Accel-Buffering", "no");
            ex.sendResponseHeaders(200, 0);
            try (OutputStream sortie = ex.getResponseBody()) {
                for (int id = 1; ; id++) {
                    sortie.write(("id: " + id + "\ndata: " + cotation() + "\n\n").getBytes(StandardCharsets.UTF_8));
                    sortie.flush();
                    Thread.sleep(pause);
                }
            } catch (IOException | InterruptedException parti) {
                // le client est parti
            }
        });
        serveur.createContext("/", ex -> {
            byte[] page = "<html><body><p id='q'></p><script>new EventSource('/stream').onmessage = e => document.getElementById('q').textContent = e.data;</script></body></html>".getBytes();
            ex.getResponseHeaders().set("Content-Type", "text/html");
            ex.sendResponseHeaders(200, page.length);
            ex.getResponseBody().write(page);
            ex.close();
        });
        serveur.setExecutor(Executors.newCachedThreadPool());
        serveur.start();
    }
}
