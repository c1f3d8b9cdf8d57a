use super::*;
use crate::labs::socketio::discover::classify::SURE;
use serde_json::json;

fn page(path: &str, text: &str) -> Document {
    Document { path: path.into(), text: text.into(), is_script: false }
}

fn script(path: &str, text: &str) -> Document {
    Document { path: path.into(), text: text.into(), is_script: true }
}

fn inline(text: &str) -> Site {
    site(&[page("/", &format!("<p>l'état</p><script>{text}</script>"))])
}

/// The likeliest event of each kind, with what goes with it.
fn guessed(site: &Site) -> [(String, Value); 2] {
    let events = || site.connections.iter().flat_map(|connection| &connection.events);
    let join = events().max_by_key(|event| event.likelihood.join).expect("an event");
    let message = events().max_by_key(|event| event.likelihood.message).expect("an event");
    let shown = |event: &PageEvent, wanted| (event.event.clone(), Value::from(settled(&event.arguments, wanted)));
    [shown(join, "$room"), shown(message, "$text")]
}

#[test]
fn chats_are_understood() {
    let text_join = json!([{ "username": "$user", "room": "$room" }]);
    let text_message = json!([{ "username": "$user", "room": "$room", "message": "$text" }]);
    for (code, join, message) in [
        // As the lab text has it.
        (
            "const socket = io(); let username, room;
             form.onsubmit = () => { socket.emit('join room', { username, room }); };
             send.onclick = () => { socket.emit('chat message', { username, room, message: input.value }); input.value = ''; };
             socket.on('chat message', (data) => add(data.username + data.message));",
            ("join room", text_join.clone()),
            ("chat message", text_message.clone()),
        ),
        // Names parsed from the address, and a bare string as the message.
        (
            "const { username, room } = Qs.parse(location.search, { ignoreQueryPrefix: true });
             const socket = io();
             socket.emit('joinRoom', { username, room });
             chatForm.addEventListener('submit', (e) => { let msg = e.target.elements.msg.value; socket.emit('chatMessage', msg); });",
            ("joinRoom", text_join.clone()),
            ("chatMessage", json!(["$text"])),
        ),
        // French, positional.
        (
            "var socket = io.connect('http://localhost:3000');
             $('#entrer').click(function () { socket.emit('rejoindre salon', $('#salon').val(), $('#pseudo').val()); });
             $('#envoyer').click(function () { socket.emit('nouveau message', $('#texte').val()); socket.emit('écrit', false); });",
            ("rejoindre salon", json!(["$room", "$user"])),
            ("nouveau message", json!(["$text"])),
        ),
        // Constants, a function around it, and acknowledgements.
        (
            "const EVENTS = Object.freeze({ JOIN: 'room:join', SAY: 'room:message', LEAVE: 'room:leave', TYPING: 'typing' });
             const send = (event, payload) => new Promise((ok) => socket.emit(event, payload, ok));
             const socket = io();
             await send(EVENTS.JOIN, { pseudo: state.pseudo, salon: state.salon });
             send(EVENTS.SAY, { salon: state.salon, contenu: zone.value, date: Date.now() });
             send(EVENTS.LEAVE, { salon: state.salon }); send(EVENTS.TYPING, { salon: state.salon });",
            ("room:join", json!([{ "pseudo": "$user", "salon": "$room" }])),
            ("room:message", json!([{ "salon": "$room", "contenu": "$text", "date": 1_700_000_000_000_i64 }])),
        ),
        // A variable for what is sent, and the room in the middle of other events.
        (
            "const socket = io(); const info = { user: nick, channel: chan };
             socket.emit('subscribe', info); socket.emit('get users', chan);
             const payload = { user: nick, channel: chan, body: box.value, id: crypto.randomUUID() };
             socket.emit('send', payload); socket.emit('unsubscribe', info);",
            ("subscribe", json!([{ "user": "$user", "channel": "$room" }])),
            ("send", json!([{ "user": "$user", "channel": "$room", "body": "$text", "id": "$id" }])),
        ),
        // A bundle of React, minified.
        (
            r#"const o=Xe("/");function f(){const[e,t]=u.useState(""),[n,r]=u.useState("");return h("button",{onClick:()=>{o.emit("join_room",{username:e,room:n})}})}function g({username:e,room:t}){const[n,r]=k.useState("");return h("button",{onClick:async()=>{if(n!==""){const i={room:t,author:e,message:n,time:new Date(Date.now()).getHours()};await o.emit("send_message",i),r("")}}})}"#,
            ("join_room", text_join),
            ("send_message", json!([{ "room": "$room", "author": "$user", "message": "$text", "time": 1_700_000_000_000_i64 }])),
        ),
    ] {
        let site = inline(code);
        let [found_join, found_message] = guessed(&site);
        assert_eq!(found_join, (join.0.to_owned(), join.1), "{code}");
        assert_eq!(found_message, (message.0.to_owned(), message.1), "{code}");
        let sure = |kind: fn(&Likelihood) -> i32| {
            site.connections[0].events.iter().filter(|event| kind(&event.likelihood) >= SURE).count()
        };
        assert_eq!([sure(|one| one.join), sure(|one| one.message)], [1, 1], "{code}: {:?}", site.connections[0].events);
    }
}

#[test]
fn only_what_is_run_is_read_and_not_the_client_library() {
    let emits = "socket.emit('a', 1)";
    let documents = [
        page("/", "<!-- <script>socket.emit('no')</script> --><script src='/app.js'></script>
            <script type='application/json'>socket.emit('no')</script><script type=\"text/template\">socket.emit('no')</script>
            <script src='/x.js'>socket.emit('no')</script><button onclick=\"socket.emit('b', &quot;x&quot;)\">b</button>
            <script type=module>socket.emit('c')</script><p>socket.emit('no')</p>"),
        script("/app.js", emits),
        script("/socket.io/socket.io.js", "this.emit('no')"),
        script("/js/socket.io.min.js", "this.emit('no')"),
        script("/vendor.js", "/*!\n * Socket.IO v4.8.1\n */ this.emit('no')"),
        page("/chat", "<script src=\"js/other.js\"></script>"),
        script("/js/other.js?v=1", "socket.emit('d')"),
    ];
    let site = site(&documents);
    let names: Vec<&str> = site.connections[0].events.iter().map(|event| event.event.as_str()).collect();
    assert_eq!(names, ["c", "b", "a", "d"]);
    let pages: Vec<String> = scripts(&documents).into_iter().map(|(page, _)| page).collect();
    assert_eq!(pages, ["/", "/", "/", "/chat"]);
}

#[test]
fn how_a_page_connects_is_read() {
    let connection = |code: &str| inline(&format!("{code}; socket.emit('x')")).connections[0].clone();
    let found =
        connection("const socket = io('http://localhost:3000/chat', { path: '/ws', transports: ['websocket'] })");
    assert_eq!(found.namespace.as_deref(), Some("/chat"));
    assert_eq!(found.url_path.as_deref(), Some("/ws/"));
    assert_eq!(found.transports, [Transport::WebSocket]);
    for code in [
        "const socket = io({ auth: { token: '12345', pseudo, salon: room } })",
        "const o = { auth: { token: '12345', pseudo, salon: room } }; const socket = io(URL, o)",
        "const socket = io({ autoConnect: false }); socket.auth = { token: '12345', pseudo, salon: room }; socket.connect()",
    ] {
        let site = inline(&format!("{code}; socket.emit('x')"));
        let handshake = &site.connections[0].handshake;
        let wanted = json!({ "token": "$token", "pseudo": "$user", "salon": "$room" });
        assert_eq!(Value::from(handshake.auth.clone()), wanted, "{code}");
        assert!(handshake.joins() && site.tokens == ["12345"], "{code}");
    }
    for code in [
        "const socket = io('/?token=12345&user=' + pseudo)",
        "const socket = io(`/?token=12345&user=${pseudo}`)",
        "const socket = io({ query: `token=12345&user=${pseudo}` })",
        "const socket = io({ query: { token: 12345, user: pseudo } })",
    ] {
        let query = Value::from(connection(code).handshake.query);
        assert_eq!(query["user"], json!("$user"), "{code}: {query}");
        assert!(["12345", "$token"].iter().any(|token| query["token"] == json!(token)), "{code}: {query}");
    }
    assert_eq!(
        connection("const socket = io()"),
        Connection { page: Some("/".into()), events: connection("").events, ..Connection::default() }
    );
}

#[test]
fn a_token_that_is_asked_for_is_a_ticket() {
    for (given, field) in [
        ("const { token } = await a.json(); done({ token })", "token"),
        ("const d = await a.json(); done({ token: d.jeton })", "jeton"),
        ("const d = await a.json(); const t = d.cle; done({ token: t })", "cle"),
    ] {
        let site = inline(&format!(
            "const socket = io({{ auth: async (done) => {{ const a = await fetch('/api/tickets', {{ method: 'POST' }}); {given} }} }}); socket.emit('x')"
        ));
        let connection = &site.connections[0];
        assert_eq!(Value::from(connection.handshake.auth.clone()), json!({ "token": "$token" }), "{given}");
        let ticket = connection.ticket.as_ref().unwrap();
        assert_eq!((ticket.method.as_str(), ticket.path.as_str()), ("POST", "/api/tickets"), "{given}");
        assert_eq!(ticket.token.as_deref(), Some(field), "{given}");
    }
}

#[test]
fn each_socket_has_its_own_events() {
    let site = inline(
        "const chat = io('/chat'); const admin = io('/admin', { auth: { token } });
         chat.emit('join room', { username, room }); admin.emit('kick', { username }); other.emit('both')",
    );
    let names = |at: usize| site.connections[at].events.iter().map(|event| event.event.clone()).collect::<Vec<_>>();
    assert_eq!(
        (names(0), names(1)),
        (vec!["join room".to_owned(), "both".into()], vec!["kick".to_owned(), "both".into()])
    );
    assert_eq!(site.connections[1].namespace.as_deref(), Some("/admin"));
}

#[test]
fn modules_that_a_script_imports_are_named() {
    let site = site(&[script(
        "/js/main.js",
        "import { socket } from './socket.js'\nimport '/lib/x.mjs'; import x from 'react'",
    )]);
    assert_eq!(site.imports, ["/js/socket.js", "/lib/x.mjs"]);
}
