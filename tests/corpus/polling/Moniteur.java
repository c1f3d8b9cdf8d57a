// TP long polling : com.sun.net.httpserver, wait() et notifyAll()
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Moniteur {
    static final Object verrou = new Object();
    static String statut = "En attente";
    static long version = 0;

    static final Pattern CHAMP = Pattern.compile("\"status\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        long attente = (long) (1000 * Double.parseDouble(System.getenv().getOrDefault("HOLD", "25")));

        HttpServer serveur = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 64);
        serveur.setExecutor(Executors.newCachedThreadPool());

        serveur.createContext("/", ex -> {
            if (!ex.getRequestURI().getPath().equals("/")) { repondre(ex, 404, "text/plain", "inconnu"); return; }
            repondre(ex, 200, "text/html", PAGE);
        });

        serveur.createContext("/poll-status", ex -> {
            String q = ex.getRequestURI().getRawQuery();
            Matcher m = Pattern.compile("(?:^|&)last_version=(-?\\d{1,18})(?:&|$)").matcher(q == null ? "" : q);
            if (!m.find()) { json(ex, 400, "{\"error\":\"last_version requis\"}"); return; }
            long derniere = Long.parseLong(m.group(1));
            String reponse = null;
            synchronized (verrou) {
                long fin = System.nanoTime() + attente * 1_000_000;
                while (derniere >= version) {
                    long reste = (fin - System.nanoTime()) / 1_000_000;
                    if (reste <= 0) break;
                    try { verrou.wait(reste); } catch (InterruptedException e) { break; }
                }
                if (derniere < version) reponse = etat();
            }
            if (reponse == null) { ex.sendResponseHeaders(204, -1); ex.close(); }
            else json(ex, 200, reponse);
        });

        serveur.createContext("/update-status", ex -> {
            if (!ex.getRequestMethod().equals("POST")) { json(ex, 405, "{\"error\":\"POST\"}"); return; }
            String corps = new String(ex.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher m = CHAMP.matcher(corps);
            if (!corps.trim().startsWith("{") || !m.find()) { json(ex, 400, "{\"error\":\"status requis\"}"); return; }
            String reponse;
            synchronized (verrou) {
                statut = m.group(1);   // reste échappé : il repart tel quel dans du JSON
                version++;
                verrou.notifyAll();
                reponse = etat();
            }
            json(ex, 200, reponse);
        });
        serveur.start();
    }

    static String etat() {
        return "{\"status\":\"" + statut + "\",\"version\":" + version + "}";
    }

    static void json(HttpExchange ex, int code, String corps) throws IOException {
        repondre(ex, code, "application/json", corps);
    }

    static void repondre(HttpExchange ex, int code, String type, String corps) throws IOException {
        byte[] octets = corps.getBytes(StandardCharsets.UTF_8);
        ex.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        ex.sendResponseHeaders(code, octets.length);
        ex.getResponseBody().write(octets);
        ex.close();
    }

    static final String PAGE = """
        <!DOCTYPE html><html lang="fr"><body><p id="statut"></p><input id="nouveau"><button id="bouton">Changer</button>
        <script>
        let version = -1;
        async function poll() {
          const r = await fetch('/poll-status?last_version=' + version);
          if (r.status === 200) { const d = await r.json(); version = d.version; document.getElementById('statut').textContent = d.status; }
        }
        (async () => { while (true) { try { await poll(); } catch (e) { await new Promise(f => setTimeout(f, 1000)); } } })();
        document.getElementById('bouton').onclick = () => fetch('/update-status', {
          method: 'POST', headers: {'Content-Type': 'application/json'},
          body: JSON.stringify({ status: document.getElementById('nouveau').value }) });
        </script></body></html>
        """;
}
