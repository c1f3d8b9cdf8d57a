import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Long polling : les threads attendent avec wait(), la mise à jour les réveille avec notify(). */
public class NotifyUn {
    private String status = "En attente";
    private int version = 0;

    synchronized String attendre(int last, long ms) throws InterruptedException {
        if (last >= version) {
            wait(ms);
        }
        return last < version ? json() : null;
    }

    synchronized String changer(String nouveau) {
        status = nouveau;
        version++;
        notify();
        return json();
    }

    private String json() {
        return String.format("{\"status\":\"%s\",\"version\":%d}", status, version);
    }

    static void envoyer(HttpExchange e, int code, String texte) throws IOException {
        byte[] b = texte.getBytes(StandardCharsets.UTF_8);
        e.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        e.sendResponseHeaders(code, b.length);
        try (var out = e.getResponseBody()) {
            out.write(b);
        }
    }

    public static void main(String[] args) throws IOException {
        var tache = new NotifyUn();
        var ms = (long) (Double.parseDouble(System.getenv().getOrDefault("HOLD", "25")) * 1000);
        var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        var serveur = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
        serveur.setExecutor(Executors.newFixedThreadPool(100));
        serveur.createContext("/poll-status", e -> {
            try {
                var q = e.getRequestURI().getQuery();
                var last = q == null ? -1 : Integer.parseInt(q.substring(q.indexOf('=') + 1));
                var reponse = tache.attendre(last, ms);
                if (reponse == null) {
                    e.sendResponseHeaders(204, -1);
                } else {
                    envoyer(e, 200, reponse);
                }
            } catch (NumberFormatException ex) {
                envoyer(e, 400, "{\"error\":\"last_version\"}");
            } catch (InterruptedException ex) {
                envoyer(e, 503, "{}");
            }
        });
        serveur.createContext("/update-status", e -> {
            var corps = new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var m = java.util.regex.Pattern.compile("\"status\"\\s*:\\s*\"([^\"]+)\"").matcher(corps);
            if (!e.getRequestMethod().equals("POST")) {
                envoyer(e, 405, "{\"error\":\"POST\"}");
            } else if (!m.find()) {
                envoyer(e, 400, "{\"error\":\"Le statut est requis\"}");
            } else {
                envoyer(e, 200, tache.changer(m.group(1)));
            }
        });
        serveur.start();
    }
}
