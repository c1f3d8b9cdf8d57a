### What students read about each rule of the Socket.IO chat, and what was observed.
### The form is that of rules.ftl for the rules, and of seen.ftl for what was observed, of the long-polling lab.

## connect

sio-unreachable = A client gets a connection, and the server stays
    .symptom = Clients get no connection, or lose it
    .text = Lab text: the server is a Socket.IO server, and the page connects to it with `io()`.
    .expected = `/socket.io/` opens a connection by polling or by WebSocket, the namespace accepts the client, and the server is still there at the end of the check.
    .why = Without a connection no event comes or goes: the page is there, and nothing on it works. If the process ends, everybody has lost the chat until somebody starts it again.
    .cause = Node: often `new Server(httpServer)` is missing, or `app.listen(...)` is called in place of `httpServer.listen(...)`, so that Socket.IO never sees a request; or two `new Server(...)` share one HTTP server. Flask: often `app.run()` in place of `socketio.run(app)`. In both: handlers on a namespace such as `/chat`, and a page that connects to `/`; a token that the page does not send. A server that ends: an exception in a handler, which ends Node; its console shows which line.
    .hint = Open the page, and look at the network tab of the browser’s tools: what is answered to `/socket.io/?EIO=4...`? `curl -i` on the same address shows it too.

chat-page-missing = The page of the chat is served, with its client library
    .symptom = The page of the chat, or its client library, is missing
    .text = Lab text: the server gives the page of the chat, which loads the client library by `<script src="/socket.io/socket.io.js">`.
    .expected = A GET of the page gets a 200 declared as `text/html`, or a redirect to where it is. If its script comes from the same server, that one is there too; it may as well come from a CDN.
    .why = Without the library, the browser’s console says “io is not defined”, and no line of the page’s script runs.
    .cause = Node: often `express.static('public')`, which depends on where the server was started, or `res.sendFile('index.html')`, which wants an absolute path. Flask: `render_template` does not find `index.html` outside of the folder `templates`; and Flask-SocketIO does not serve the client library: the page must load it from a CDN.
    .hint = Open the page with the browser’s console open. Each file that is missing stands there in red, with its address.

events-renamed = The events have the names of the lab text
    .symptom = The events have other names than in the lab text
    .text = Lab text: a client joins by `join room` and says something by `chat message`; the room hears `chat message`, and `room message` when somebody comes or goes.
    .expected = These names, letter by letter. Notices may come as a `chat message` too. Everything else was judged under the names that were found. The names of the lecture (`joinRoom`, `chatMessage`, `message`) keep half of the points.
    .why = The names are the agreement between a client and a server. A client that somebody else wrote from the lab text would connect here, and hear nothing.
    .cause = The page and the server agree on other names, so they work together and nothing shows: `joinRoom`, `sendMessage`, `message`. Each stands in an `emit(...)` on one side and in an `on(...)` on the other.
    .hint = Search both files for `emit(` and `on(`, and compare each name with the lab text: spaces, capitals and hyphens count.

## join

join-not-announced = Those in a room are told who comes in
    .symptom = Those in a room do not learn who comes in
    .text = Lab text: when somebody joins a room, the server sends a `room message` to everybody in it.
    .expected = Each client that is in the room gets an event with the pseudo of who came. Its name and wording are free, and a list of those who are there counts too.
    .why = Without it nobody knows who is listening, and a conversation begins with “is anybody there?”.
    .cause = Usually `socket.emit(...)`, which reaches the newcomer alone, in place of `io.to(room).emit(...)`. Or the notice is sent before `socket.join(room)`, to another room (a name misspelt, `room` undefined), or without the pseudo. Flask-SocketIO: `emit(...)` without `to=room` answers the sender alone.
    .hint = Open the page twice, in two tabs, and join the same room. In the server, print the room and `io.sockets.adapter.rooms` just before the notice is sent.

newcomer-not-told = Who comes in is told so as well
    .symptom = Who comes in is not told so
    .text = Lab text: the notice goes to everybody in the room, the newcomer too. (The lecture and the exam tell only the others.)
    .expected = The client that joined gets an event, or an acknowledgement, with its own pseudo. A welcome of its own counts.
    .why = It is how a page knows that it is in: until then, what is typed could go nowhere.
    .cause = Usually `socket.to(room).emit(...)` or `socket.broadcast.to(room).emit(...)`, which leave the sender out, or a notice that is sent before `socket.join(room)`. Flask-SocketIO: `include_self=False`.
    .hint = Compare `io.to(room)` with `socket.to(room)` in the documentation of Socket.IO: which of the two includes the one who sends?

join-announced-elsewhere = Nobody else is told who comes in
    .symptom = Arrivals are announced in other rooms
    .text = Lab text: the notice goes to the room.
    .expected = Clients of another room, and those in none, hear nothing of it: no event with that pseudo. A list of everybody who is online is accepted beside a notice of the room.
    .why = A room is there to be among oneself. With many rooms, every page would fill with the names of strangers.
    .cause = Usually `io.emit(...)` or `socket.broadcast.emit(...)`, which know no rooms, in place of `io.to(room).emit(...)`. Flask-SocketIO: `broadcast=True`.
    .hint = Open three tabs, two in one room and one in another, and watch the third one while somebody joins the first room.

## message

message-not-delivered = A message reaches the others in its room
    .symptom = Messages do not reach the others in the room
    .text = Lab text: when a client sends a `chat message`, the server passes it on to everybody in that room.
    .expected = What one client says is heard by each other client of its room, whatever the event and its keys are named.
    .why = This is what a chat is for.
    .cause = Usually the client never entered the room: `socket.join(room)` is missing, or is given another name than `io.to(...)` (`undefined`, a typo, other capitals). Or `socket.emit(...)` answers the sender alone. Or the handler listens to another name than the page emits, or expects other keys (`msg` in place of `message`) and returns early. Nothing at all happens where two `new Server(...)` share one HTTP server: the handlers hang on the one that nobody talks to.
    .hint = Print in the handler what came in and `socket.rooms`: is the handler called, and is the room among them?

message-leaves-room = A message stays in its room
    .symptom = Messages are heard in other rooms
    .text = Lab text: a message goes to the room it was said in, by `io.to(room)`.
    .expected = Nobody in another room, and nobody who is in none, hears it. That nothing came is proved by a later message, which did come.
    .why = What is said in one room is not meant for another. Whoever believes to be among friends is read by all.
    .cause = Usually `io.emit(...)` or `socket.broadcast.emit(...)`, which go to every client; in Flask-SocketIO `broadcast=True`. Or the current room is kept in one variable for the whole server (`let currentRoom`), so that a message goes wherever somebody joined last.
    .hint = Where does the room come from when you send? It belongs to the socket (`socket.data.room`, the session) or to the message, never to a global variable.

message-mangled = A text arrives as it was sent
    .symptom = Texts arrive altered, or not at all
    .text = Good practice: a chat shows what was typed. The lab text takes it for granted.
    .expected = Accents, quotes, `<`, `&` and emoji arrive as they were sent. One escape for HTML (`&lt;`) is accepted, and so are blanks that are cut off at the ends.
    .why = Names and words in French are full of accents. And a page that shows `Ã©` for `é`, or `&amp;lt;` for `<`, looks broken.
    .cause = Often the text goes through `escape`, `unescape`, `Buffer.from(text, 'latin1')` or `.encode('latin-1')`; or it is escaped twice, by the server and by the page; or a filter removes or changes characters.
    .hint = Send the message below and compare character by character. Let Socket.IO carry the text as it is, and escape only where it becomes HTML: with `textContent` in the page there is nothing to escape.

sender-unnamed = A message says who sent it
    .symptom = Messages do not say who sent them
    .text = Lab text: the page shows each message with the pseudo of its sender.
    .expected = The pseudo of the sender stands in the event that brings the message, in a field of its own or in the text (“pseudo : text”); also after somebody else has joined.
    .why = A conversation of several people in which nobody knows who says what is none.
    .cause = Usually only the text is passed on. If another name stands there, the pseudo is kept in one variable for the whole server (`let username`), which each client that joins overwrites.
    .hint = Keep the pseudo with the socket: `socket.data.username`, or a dictionary by `request.sid` in Flask-SocketIO.

message-late = A message arrives at once
    .symptom = Messages arrive late
    .text = Lab text: the chat is in real time.
    .expected = Of the messages that are said one by one, the middle one arrives within 250 ms and what the network takes; within a second and a half for half of the points.
    .why = Above a quarter of a second, people notice that they wait; above a second, they begin to talk at the same time.
    .cause = Often a `setTimeout` or `setInterval` that collects messages, a file or database that is written before the message is passed on, or a loop that keeps Node busy. Flask-SocketIO: `time.sleep` in a handler, or a server that takes one request at a time.
    .hint = Pass the message on first, and do what takes time afterwards.

## once

message-twice = A message arrives once
    .symptom = Messages arrive more than once
    .text = Lab text: the server passes each message on to the room. (Once, of course.)
    .expected = Each client gets each message once, also after its sender has joined the room a second time, as a page does after its connection was lost. What is sent again to somebody who joins (a history) is not counted.
    .why = The page shows every message twice, then three times, and more the longer the chat goes on.
    .cause = Usually `socket.on('chat message', ...)` stands inside of the handler of `join room`: each join registers it once more. Or `io.to(room).emit(...)` is followed by a `socket.emit(...)`, and the sender is in the room too.
    .hint = Count how often a `console.log` in the handler is printed for one message. Register each handler once, right inside `io.on('connection', ...)`.

messages-lost = Of many messages at once, none is lost
    .symptom = Messages of a burst are lost
    .text = Lab text: the server passes each message on to the room.
    .expected = Twenty messages that are sent in one burst all arrive. A limit is fine where the sender is told: by an event or an acknowledgement that says so.
    .why = When several people type at the same time, or one pastes a few lines, some of it would be missing, and nobody would know.
    .cause = Usually a debounce or a throttle, which keep the last message only; a variable that holds “the” message until a timer sends it; or a limit that drops in silence.
    .hint = Do not gather messages: one in, one out. If there must be a limit, answer the sender: `socket.emit('error', ...)`.

## leave

leave-not-announced = Those who stay are told who leaves
    .symptom = Those who stay do not learn who leaves
    .text = Lab text: at `disconnect` the server sends a `room message` to the others in the room.
    .expected = When a client closes its connection, each other one in its room gets an event with its pseudo. A list of those who are there, in which it does not stand any more, counts too.
    .why = Without it one talks to somebody who has left, and waits for an answer.
    .cause = Often there is no handler for `disconnect`; or it goes through `socket.rooms`, which is empty by then: `disconnecting` still has them. Or room and pseudo were never kept with the socket, and are unknown when it leaves. Flask-SocketIO: `leave_room` is called first, or `request.sid` is looked up after it was deleted.
    .hint = Keep pseudo and room with the socket when it joins. In the handler of `disconnect`, print both: are they still known there?

abrupt-leave-not-announced = Also when the connection just breaks
    .symptom = Nobody is told when a connection just breaks
    .text = Lab text: at `disconnect` the server sends a `room message` to the others in the room, for whatever reason it happens.
    .expected = When the connection of a client is reset, the others in its room are told all the same. (A client that only falls silent is not tried: a server notices that after up to a minute.)
    .why = Most people leave so: a lid is closed, a network is gone, a browser crashes.
    .cause = Usually only an event of the page is handled (`leave room`), which a page that dies cannot send, or only some reasons of `disconnect` are (`client namespace disconnect`).
    .hint = Move what is done when somebody leaves to the handler of `disconnect`: it is called in every case.

leave-announced-elsewhere = Nobody else is told, and nobody else is named
    .symptom = A departure is announced in the wrong place, or of the wrong person
    .text = Lab text: at `disconnect` the notice goes to the others of the room, and names who has left.
    .expected = Clients of other rooms hear nothing of it. In the room, the notice names the one who has left, also when somebody else has joined meanwhile.
    .why = Otherwise people of one room read who comes and goes in another, or are told that somebody has left who is still there.
    .cause = Usually `io.emit(...)` or `socket.broadcast.emit(...)` in the handler of `disconnect`. If another name stands there, or the notice goes to another room, they are kept in one variable for the whole server, which the last client to join overwrites.
    .hint = Keep pseudo and room with the socket (`socket.data`), and send the notice by `socket.to(socket.data.room)`.

## bonus

membership-checked = Only who is in a room can say something there
    .symptom = A client in no room can say something there
    .text = Good practice: the lab text does not ask for it.
    .expected = What a client sends into a room that it never joined is not passed on.
    .why = A page only shows one room, but anybody with a console can name another one.
    .cause = Usually the room is taken from the message, and nobody asks whether its sender is in it.
    .hint = `socket.rooms.has(room)` tells it, in one line.

pseudo-kept = The server knows who is speaking
    .symptom = The server believes any pseudo
    .text = Good practice: the lab text lets each message carry its pseudo.
    .expected = Whatever name a message gives, the others read the one with which its sender joined, or nothing.
    .why = Otherwise anybody can speak in anybody’s name.
    .cause = Usually the pseudo of each message is passed on as it came.
    .hint = Keep the pseudo when a client joins (`socket.data.username`), and use that one.

leaves-old-room = Who joins another room leaves the one before
    .symptom = Who joins another room stays in the one before
    .text = Lab text: changing the room belongs to the optional part.
    .expected = A client that joins a second room hears nothing more of the first.
    .why = A page that shows one room mixes two conversations, unless it sorts them itself.
    .cause = `socket.join(...)` adds a room; it does not leave any.
    .hint = Call `socket.leave(...)` with the room before, and tell those who stay.

history = Who comes late is told what was said
    .symptom = Who comes late is not told what was said
    .text = Lab text: a history belongs to the optional part.
    .expected = A client that joins gets some of the last messages of its room.
    .why = Who reloads the page has not lost the conversation.
    .cause = Messages are passed on and forgotten.
    .hint = Keep the last twenty of each room in an array, and send them to the one who joins, with `socket.emit`.

acks = A message is acknowledged
    .symptom = Messages are not acknowledged
    .text = Socket.IO: an event may ask for an acknowledgement. The lab text does not.
    .expected = A message that asks for it is acknowledged with something: that it was accepted, or why not. (Some libraries acknowledge with nothing, by themselves; that does not count.)
    .why = The page knows that a message arrived, and can show it so, or send it again.
    .cause = The handler has no parameter for it.
    .hint = Node: the last parameter of the handler is a function to be called, if it is there. Flask-SocketIO: what the handler returns is the acknowledgement.

recovery = Who was gone for a moment gets what was missed
    .symptom = Who was gone for a moment misses messages
    .text = Socket.IO: “connection state recovery”. The lab text does not ask for it.
    .expected = The server offers it: its answer to a client that connects has a private id for coming back (`pid`).
    .why = A network that fails for ten seconds loses nothing.
    .cause = It is off by default.
    .hint = `new Server(httpServer, {"{"} connectionStateRecovery: {"{"} {"}"} {"}"})`. Not every adapter can do it.

survives-empty-event = An event without anything in it harms nobody
    .symptom = An event without anything in it ends the server
    .text = Good practice: no client should be able to stop the service for the others.
    .expected = After a `join room` and a `chat message` without any argument, the server still answers.
    .why = One line in the console of any browser sends it.
    .cause = Usually a handler takes its argument apart (`({"{"} username, room {"}"}) => ...`): of `undefined`, that is an exception, which ends Node.
    .hint = `(data = {"{"} {"}"}) => ...` is enough to begin with; then check what is in it.

## advice

outsider-heard = Only who is in a room is heard there
    .symptom = A client that never joined is heard in a room
    .text = Good practice: the lab text does not ask for it.
    .expected = What a client sends into a room that it never joined is not passed on. It is advice only.
    .why = A page only shows one room, but anybody with a console can name another one.
    .cause = The room is taken from the message, and nobody asks whether its sender is in it.
    .hint = `socket.rooms.has(room)` tells whether the sender is in the room.

pseudo-forged = Nobody speaks in another’s name
    .symptom = Anybody can speak in another’s name
    .text = Good practice: the lab text lets each message carry its pseudo.
    .expected = The others read the name with which the sender joined. It is advice only.
    .why = One line in a browser’s console is enough to say something as somebody else.
    .cause = The pseudo of each message is passed on as it came.
    .hint = Keep the pseudo when a client joins (`socket.data.username`), and use that one.

old-room-heard = Who joins another room hears no more of the one before
    .symptom = Who joins another room still hears the one before
    .text = Lab text: changing the room belongs to the optional part.
    .expected = A client that joins a second room hears nothing more of the first. It is advice only.
    .why = A page that shows one room mixes two conversations, unless it sorts them itself.
    .cause = `socket.join(...)` adds a room; it does not leave any.
    .hint = Call `socket.leave(...)` with the room before, and tell those who stay.

duplicate-pseudo-harms = Two with one pseudo do not disturb each other
    .symptom = Two with one pseudo disturb each other
    .text = Good practice: the lab text does not say what becomes of a pseudo that is taken.
    .expected = When one of several clients of the same pseudo leaves, the others can still talk and listen. To refuse the second one is fine too. It is advice only.
    .why = Two people called Alex are no rarity, and the same person in two tabs is even less so.
    .cause = Usually clients are kept in an object by their pseudo: the second one overwrites the first, and when one leaves both are gone.
    .hint = Use `socket.id` (`request.sid` in Flask-SocketIO) as the key, and the pseudo as a value.

sender-not-echoed = Who says something hears it too
    .symptom = Messages do not come back to their sender
    .text = Lab text: a message goes to the room by `io.to(room)`, the sender included.
    .expected = The sender gets its own message back, or its page shows it by itself. It is advice only.
    .why = If the page waits for the server to show it, the sender believes that the message was lost.
    .cause = `socket.to(room)` and `socket.broadcast` leave the sender out.
    .hint = Write something in your own page: does it appear? If it does, all is well.

out-of-order = Messages arrive in their order
    .symptom = Messages arrive out of order
    .text = Good practice: not every library promises an order, so it is advice only.
    .expected = What one client sends in a burst arrives in the same order.
    .why = An answer before its question is hard to read.
    .cause = Usually each handler waits for something (`await`, a thread) before it passes its message on, and not all wait equally long.
    .hint = Pass the message on first. Or number messages, and let the page sort them.

no-websocket = A connection goes on by WebSocket
    .symptom = Connections do not go on by WebSocket
    .text = Socket.IO: a connection begins by polling and goes on by WebSocket where that works.
    .expected = A client that asks for it gets there. It is advice only: by polling all works as well, with more requests.
    .why = Each message costs a whole HTTP request, and arrives a little later.
    .cause = Often another WebSocket server hangs on the same HTTP server (`new WebSocket.Server({"{"} server, path {"}"})`) and answers what is not for it with an error. Or the server was told `transports: ['polling']`; or, with Flask-SocketIO, no package for it is installed (`simple-websocket`).
    .hint = The network tab of the browser’s tools shows the attempt, under WS, and how it ended.

needs-websocket-option = A plain io() is accepted
    .symptom = A plain io() is refused
    .text = Socket.IO: a client begins by polling, unless it is told otherwise.
    .expected = The server takes polling, or its page says `io({"{"} transports: ['websocket'] {"}"})`. It is advice only.
    .why = The page cannot connect at all, however often it tries.
    .cause = The server was told `transports: ['websocket']`, and the page was not.
    .hint = Take the option away on the server, or give it to the page as well.

protocol-2 = The server speaks the protocol of version 4
    .symptom = The server speaks an old protocol (version 2)
    .text = The course uses version 4, which is what `npm install socket.io` gives.
    .expected = The server speaks the protocol of version 3 and 4 (`EIO=4`).
    .why = A client of today cannot connect to it, so nothing else could be checked.
    .cause = An old version in `package.json` or `requirements.txt` (`socket.io` 2, `python-socketio` 4, `Flask-SocketIO` 4), often from an old tutorial.
    .hint = Install the newest version of server and client: `npm install socket.io@4`, `pip install -U flask-socketio`.

cors-open = Pages of other sites are not let in unasked
    .symptom = Pages of any other site are let in
    .text = Good practice: the page comes from the same server, and needs no permission (CORS).
    .expected = The server does not answer `Access-Control-Allow-Origin: *`. It is advice only.
    .why = Any page on the web can then connect from the browsers of your users.
    .cause = `cors: {"{"} origin: '*' {"}"}`, or `cors_allowed_origins='*'`, copied from an example where page and server are apart.
    .hint = Take it away, or name the one origin that needs it.

dies-on-empty-event = No empty event ends the server
    .symptom = An empty event ends the server
    .text = Good practice: no client should be able to stop the service for the others.
    .expected = After a `join room` and a `chat message` without any argument, the server still answers. It is advice only, and tried at the very end.
    .why = One line in the console of any browser sends it, and everybody has lost the chat.
    .cause = Usually a handler takes its argument apart (`({"{"} username, room {"}"}) => ...`): of `undefined`, that is an exception, which ends Node.
    .hint = `(data = {"{"} {"}"}) => ...` is enough to begin with; then check what is in it.

## unknown

unknown-late-pong = Our own client was too late with its answer to a ping of your server, which may have dropped it for that: nothing follows from what it did not hear.

## where somebody is

chat-where = { $where ->
        [nowhere] a client that is in no room
       *[another] a client in another room
    }

## what was observed of the connection

sio-unreachable-seen =
    .pass = { $links ->
        [one] One client was
       *[other] { $links } clients were
    } connected.
    .died = At { $at } after the start, the server was not there any more: connections were refused, and stayed so.
    .refused = The connection was opened, and the namespace refused the client: “{ $said }”.
    .status = “{ $path }” answered with code { $code } in place of opening a connection: “{ $said }”.
    .transport = “{ $path }” takes neither polling nor WebSocket.
    .bad = “{ $path }” answered with something that is no Engine.IO: { $why }.
    .mute = “{ $path }” opened a connection, but did not answer in { $waited } whether the client is accepted to the namespace.
    .silent = “{ $path }” gave no answer in { $waited }.

chat-page-missing-seen =
    .pass = The page at “{ $path }” was there.
    .library = The page at “{ $path }” was there, and its client library at “{ $library }”.
    .moved = “{ $path }” led to another page (code { $code }).
    .none = “{ $path }” got no usable answer.
    .type = “{ $path }” was declared as “{ $type }” in place of `text/html`.
    .code = “{ $path }” was answered with code { $code }.
    .no-library = The page loads its client library from “{ $path }”, where there is none (code { $code }).

events-renamed-seen =
    .pass = Joining is “{ $join }”, saying something is “{ $message }”.
    .lecture = Names of the lecture, with those of the lab text behind them: { $names }.
    .fail = Other names than those of the lab text, which stand behind them: { $names }.

## what was observed of arrivals

join-not-announced-seen =
    .pass = Those in the room were told of { $arrivals ->
        [one] one arrival,
       *[other] { $arrivals } arrivals,
    } by “{ $event }”, the first time after { $took }.
    .list = Those in the room were told of { $arrivals ->
        [one] one arrival,
       *[other] { $arrivals } arrivals,
    } by the list in “{ $event }”, the first time after { $took }.
    .fail = “{ $user }” came into a room where somebody was already, who heard nothing with that pseudo in { $waited }.
    .some = “{ $user }” came into a room where somebody was already, who heard nothing with that pseudo in { $waited }; of { $due } such notices, { $missed ->
        [one] one was
       *[other] { $missed } were
    } missing.
    .ended = “{ $user }” came into a room where somebody was already: the server ended the connection of that one { $waited } later, before any notice.

newcomer-not-told-seen =
    .pass = Who came in was told by “{ $event }”, { $took } later.
    .ack = Who came in was told by the acknowledgement, { $took } later.
    .fail = “{ $user }” came into a room, and heard nothing with its own pseudo in { $waited }.

join-announced-elsewhere-seen =
    .pass = { $arrivals ->
        [one] One notice was
       *[other] { $arrivals } notices were
    } heard in the room, and nowhere else: those elsewhere heard later messages, and not { $arrivals ->
        [one] this one.
       *[other] these.
    }
    .fail = “{ $user }” came into a room, and { chat-where } heard of it { $took } later, by “{ $event }”.
    .list = “{ $user }” came into a room, and { chat-where } heard of it { $took } later, by the list in “{ $event }”; there is no other notice.

## what was observed of messages

message-not-delivered-seen =
    .pass = { $messages ->
        [one] One message was heard
       *[other] { $messages } times a message was heard
    } by another client of its room; usually { $took } after it was sent.
    .fail = “{ $user }” said “{ $text }”, and no other client of the room heard it in { $waited }.
    .sender = “{ $user }” said “{ $text }” and got it back, but no other client of the room heard it in { $waited }.
    .some = “{ $user }” said “{ $text }”, and another client of the room did not hear it in { $waited }. Of { $due } times that a message was due somewhere, { $missed ->
        [one] one was
       *[other] { $missed } were
    } missed.
    .astray = “{ $user }” said “{ $text }”: not the room heard it, but somebody outside of it.
    .refused = “{ $user }” said “{ $text }”, no other client of the room heard it in { $waited }, and the server answered: “{ $said }”.
    .ended = “{ $user }” said “{ $text }”, and { $waited } later the server ended the connection of another client of the room, which had not heard it.

message-leaves-room-seen =
    .pass = { $messages ->
        [one] One message was
       *[other] { $messages } messages were
    } heard in their rooms, and nowhere else: those elsewhere heard later messages, and not these.
    .fail = “{ $user }” said “{ $text }” in a room, and { chat-where } heard it { $took } later, by “{ $event }”. So it was with { $leaked } of { $said } messages.
    .instead = “{ $user }” said “{ $text }” in a room, and { chat-where } heard it { $took } later, by “{ $event }”, in place of the room itself. So it was with { $leaked } of { $said } messages.

message-mangled-seen =
    .pass = “{ $text }” arrived as it was sent.
    .fail = “{ $sent }” was sent, and “{ $got }” arrived.
    .latin-1 = “{ $sent }” was sent, and “{ $got }” arrived: its bytes in UTF-8 were read as Latin-1.
    .not-utf8 = “{ $sent }” was sent, and “{ $got }” arrived: “�” stands for bytes that are not UTF-8.
    .twice = “{ $sent }” was sent, and “{ $got }” arrived: it was escaped for HTML twice.
    .bytes = “{ $sent }” was sent as text, and arrived as binary data: a page shows `[object ArrayBuffer]`.
    .lost = “{ $sent }” was sent and did not arrive in { $waited }, though plain messages do.
    .refused = “{ $sent }” was sent and did not arrive in { $waited }, though plain messages do. The server answered: “{ $said }”.

sender-unnamed-seen =
    .pass = { $messages ->
        [one] One message that was heard named its sender.
       *[other] All { $messages } messages that were heard named their sender.
    }
    .fail = “{ $user }” said something, and “{ $event }” brought “{ $text }” without that pseudo anywhere.
    .other = “{ $user }” said something, and “{ $event }” named “{ $named }” as if that one had said it.

message-late-seen =
    .pass = Of { $messages ->
        [one] one message,
       *[other] { $messages } messages,
    } the middle one was heard after { $took } (limit { $limit }, delays of this machine { $noise }).
    .late = Of { $messages ->
        [one] one message,
       *[other] { $messages } messages,
    } the middle one was heard after { $took }, which is late (limit { $limit }, delays of this machine { $noise }).
    .fail = Of { $messages ->
        [one] one message,
       *[other] { $messages } messages,
    } the middle one was heard only after { $took } (limit { $limit }, delays of this machine { $noise }).

message-twice-seen =
    .pass = { $heard ->
        [one] One message was heard, once.
       *[other] { $heard } times a message was heard by somebody, once each time.
    }
    .fail = One message of “{ $user }” came { $copies } times to the same client, by “{ $event }”. So it was { $doubled ->
        [one] once
       *[other] { $doubled } times
    } of { $heard }.
    .rejoined = After “{ $user }” had joined the room a second time, one of its messages came { $copies } times to the same client, by “{ $event }”. Before, each had come once.

messages-lost-seen =
    .pass = All { $sent } messages of a burst were heard, by { $listeners ->
        [one] the other client.
       *[other] { $listeners } others.
    }
    .limited = Of { $sent } messages in a burst some were refused, and their sender was told.
    .fail = Of { $sent } messages that “{ $user }” sent in a burst, { $lost ->
        [one] one never came;
       *[other] { $lost } never came; the first of them is
    } “{ $text }”. Its sender was not told.

## what was observed of departures

leave-not-announced-seen =
    .pass = The room was told by “{ $event }”, { $took } after somebody had left.
    .list = The room was told by the list in “{ $event }”, { $took } after somebody had left.
    .misnamed = The room was told by “{ $event }”, { $took } after somebody had left, but of somebody else.
    .fail = “{ $user }” closed its connection, and those who stayed in the room heard nothing with that pseudo in { $waited }.
    .ended = “{ $user }” closed its connection, and { $waited } later the server ended that of another client of the room, before any notice.

abrupt-leave-not-announced-seen =
    .pass = The room was told by “{ $event }”, { $took } after a connection had been reset.
    .list = The room was told by the list in “{ $event }”, { $took } after a connection had been reset.
    .misnamed = The room was told by “{ $event }”, { $took } after a connection had been reset, but of somebody else.
    .polling = It could not be tried: connections stay with polling here, where nothing is left open that could break.
    .fail = The connection of “{ $user }” was reset, and those who stayed in the room heard nothing with that pseudo in { $waited }.
    .ended = The connection of “{ $user }” was reset, and { $waited } later the server ended that of another client of the room, before any notice.

leave-announced-elsewhere-seen =
    .pass = Departures were heard in the room alone: those elsewhere heard later messages, and nothing of this ({ $kept ->
        [one] shown once
       *[other] shown { $kept } times
    }).
    .fail = “{ $user }” left a room, and { chat-where } heard of it { $took } later, by “{ $event }”.
    .other = “{ $user }” left a room, and { $took } later “{ $event }” named “{ $named }”, who is still there, and in another room.

## what was observed beyond

membership-checked-seen =
    .pass = A client in no room said something into one, and nobody heard it.
    .fail = A client in no room said something into one, and was heard.

pseudo-kept-seen =
    .pass = A message under a false name was heard under “{ $user }”, the right one, or under none.
    .refused = A message under a false name was not passed on.
    .remembered = Messages carry no pseudo here: the server knows who speaks.
    .fail = A message under the false name “{ $named }” was passed on as it was.

leaves-old-room-seen =
    .pass = After it had joined a second room, a client heard nothing more of the first.
    .fail = After it had joined a second room, a client still heard the first.

history-seen =
    .pass = Who came late was told { $messages ->
        [one] one message
       *[other] { $messages } messages
    } of before.
    .fail = Who came late was told nothing of what had been said.

acks-seen =
    .pass = A message was acknowledged with “{ $ack }”.
    .fail = Messages asked for an acknowledgement, and got none, or an empty one.

recovery-seen =
    .pass = The server offers to recover a connection.
    .fail = The server does not offer to recover a connection.

survives-empty-event-seen =
    .pass = After events without a payload, the server still answered.
    .fail = After an event without a payload, the server was not there any more.

outsider-heard-seen =
    .pass = What a client in no room said into one was not passed on.
    .fail = A client that had never joined said something into a room, and was heard there { $took } later.

pseudo-forged-seen =
    .pass = A message under a false name was not heard under it.
    .fail = “{ $user }” said something under the name “{ $named }”, and that is what the others read.

old-room-heard-seen =
    .pass = After it had joined a second room, a client heard nothing more of the first.
    .fail = “{ $user }” had joined a second room, and still heard what was said in the first, { $took } later.

duplicate-pseudo-harms-seen =
    .pass = Of three with one pseudo one left, and the others still heard each other.
    .refused = A second client of the same pseudo was refused.
    .fail = Three clients were called “{ $user }”. When one of them had left, the others did not hear each other any more.

sender-not-echoed-seen =
    .pass = { $messages ->
        [one] One message came back to its sender.
       *[other] { $messages } messages came back to their senders.
    }
    .fail = { $messages ->
        [one] One message was heard by others, and did not come back to its sender.
       *[other] { $messages } messages were heard by others, and none came back to its sender.
    }

out-of-order-seen =
    .pass = { $sent } messages of a burst came in the order in which they were sent.
    .fail = Of { $sent } messages of a burst, { $turned ->
        [one] one came before another one that had been sent earlier.
       *[other] { $turned } came before others that had been sent earlier.
    }

no-websocket-seen =
    .pass = A client was connected by WebSocket.
    .fail = A connection that began by polling stayed with it: { $why }.
    .unoffered = The server offers no WebSocket.

needs-websocket-option-seen =
    .pass = A client that begins by polling is served.
    .said = The server takes WebSocket alone, and its page says so.
    .fail = The server refuses polling, and its page does not say that it wants WebSocket alone.

protocol-2-seen =
    .pass = The server speaks the protocol of versions 3 and 4.
    .fail = The server answers in the form of version 2 (`EIO=3`), whatever it is asked for.

cors-open-seen =
    .pass = Pages of other sites are not let in by `*`.
    .fail = The server answers `Access-Control-Allow-Origin: *`.

dies-on-empty-event-seen =
    .pass = After events without a payload, the server still answered.
    .fail = { $took } after “{ $packet }”, an event without a payload, the server was not there any more.
    .restarted = { $took } after “{ $packet }”, an event without a payload, the server had been started anew: it had ended, and something starts it again.
unknown-no-second-join = A client joins its room by its handshake here, so it cannot join a second time over the same connection: what depends on that was not looked at.
