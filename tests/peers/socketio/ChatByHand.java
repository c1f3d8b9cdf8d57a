// The protocol by hand, on the HTTP server of the JDK: Engine.IO 4 by polling alone, Socket.IO 5 with the namespace '/' and
// events without binary data. Each session has a queue, and a GET waits for it. Acknowledgements are empty lists.
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class ChatByHand {
    static final String PAGE = """
        <!doctype html>
        <html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
        <input id="username"><input id="room"><button id="join">Rejoindre</button>
        <input id="message"><button id="send">Envoyer</button><div id="log"></div>
        <script type="module">
          import { io } from "https://cdn.socket.io/4.8.1/socket.io.esm.min.js";
          const socket = io({ transports: ["polling"] });
          const $ = (id) => document.getElementById(id);
          $("join").onclick = () => socket.emit("join room", { username: $("username").value, room: $("room").value });
          $("send").onclick = () => socket.emit("chat message", { room: $("room").value, message: $("message").value });
          const add = (text) => $("log").append(Object.assign(document.createElement("p"), { textContent: text }));
          socket.on("chat message", (data) => add(data.username + " : " + data.message));
          socket.on("room message", (data) => add(data.message));
        </script></body></html>
        """;

    static final int PING_INTERVAL = 25_000;
    static final int PING_TIMEOUT = 20_000;
    static final Pattern EVENT = Pattern.compile("42(\\d*)\\[\"(join room|chat message)\"(?:,(\\{.*\\}))?\\]", Pattern.DOTALL);

    static class Session {
        final String id = UUID.randomUUID().toString();
        final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        volatile long heard = System.currentTimeMillis();
        volatile String username, room;
    }

    static final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, 200, "text/html; charset=utf-8", PAGE));
        server.createContext("/socket.io/", ChatByHand::engine);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(() -> sessions.values().forEach(session -> {
            if (System.currentTimeMillis() - session.heard > PING_INTERVAL + PING_TIMEOUT) end(session);
            else session.queue.add("2");
        }), PING_INTERVAL, PING_INTERVAL, TimeUnit.MILLISECONDS);
        server.start();
    }

    static void engine(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String text = "text/plain; charset=UTF-8";
        if (query == null || !query.contains("EIO=4")) {
            answer(exchange, 400, "application/json", "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
            return;
        }
        if (!query.contains("transport=polling")) {
            answer(exchange, 400, "application/json", "{\"code\":0,\"message\":\"Transport unknown\"}");
            return;
        }
        Matcher sid = Pattern.compile("sid=([^&]+)").matcher(query);
        if (!sid.find()) {
            Session session = new Session();
            sessions.put(session.id, session);
            String open = "0{\"sid\":\"%s\",\"upgrades\":[],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":100000}";
            answer(exchange, 200, text, open.formatted(session.id, PING_INTERVAL, PING_TIMEOUT));
            return;
        }
        Session session = sessions.get(sid.group(1));
        if (session == null) {
            answer(exchange, 400, "application/json", "{\"code\":1,\"message\":\"Session ID unknown\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            for (String packet : body.split("\u001e")) receive(session, packet);
            answer(exchange, 200, "text/html", "ok");
        } else {
            answer(exchange, 200, text, waiting(session));
        }
    }

    /** All that waits for this client, or what comes first. */
    static String waiting(Session session) {
        List<String> packets = new ArrayList<>();
        try {
            String first = session.queue.poll(PING_INTERVAL, TimeUnit.MILLISECONDS);
            packets.add(first == null ? "6" : first);
        } catch (InterruptedException stopped) {
            packets.add("6");
        }
        session.queue.drainTo(packets);
        return String.join("\u001e", packets);
    }

    static void receive(Session session, String packet) {
        session.heard = System.currentTimeMillis();
        if (packet.equals("40")) session.queue.add("40{\"sid\":\"" + UUID.randomUUID() + "\"}");
        else if (packet.startsWith("40/")) session.queue.add("44" + packet.substring(2).replaceAll(",.*", "") + ",{\"message\":\"Invalid namespace\"}");
        else if (packet.equals("1") || packet.equals("41")) end(session);
        Matcher event = EVENT.matcher(packet);
        if (!event.matches()) return;
        String data = event.group(3) == null ? "{}" : event.group(3);
        if (event.group(2).equals("join room")) join(session, raw(data, "username"), raw(data, "room"));
        else say(session, raw(data, "message"));
        if (!event.group(1).isEmpty()) session.queue.add("43" + event.group(1) + "[]");
    }

    /** The text of a field as JSON writes it, without its quotes. */
    static String raw(String data, String field) {
        Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*\"((?:\\\\.|[^\"\\\\])*)\"").matcher(data);
        return found.find() ? found.group(1) : null;
    }

    static synchronized void join(Session session, String username, String room) {
        if (username == null || room == null) return;
        leave(session);
        session.username = username;
        session.room = room;
        tell(room, "42[\"room message\",{\"message\":\"" + username + " arrive dans " + room + "\"}]");
    }

    static synchronized void say(Session session, String message) {
        if (session.room == null || message == null) return;
        tell(session.room, "42[\"chat message\",{\"username\":\"" + session.username + "\",\"message\":\"" + message + "\"}]");
    }

    static synchronized void leave(Session session) {
        String room = session.room;
        session.room = null;
        if (room != null) tell(room, "42[\"room message\",{\"message\":\"" + session.username + " repart\"}]");
    }

    static void end(Session session) {
        sessions.remove(session.id);
        leave(session);
        session.queue.add("1");
    }

    static void tell(String room, String packet) {
        sessions.values().stream().filter(other -> room.equals(other.room)).forEach(other -> other.queue.add(packet));
    }

    static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
