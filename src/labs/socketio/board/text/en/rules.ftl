### What students read about each rule of the board, and what was observed. What is observed in the same words as of a chat
### stands with the chat.

## connect

board-unreachable = A client with a good token gets a connection
    .symptom = Clients get no connection, or lose it
    .text = Lab text: the server is a Socket.IO server; a client gives its pseudo, its room and its token (`?token=12345`) when it connects.
    .expected = `/socket.io/` opens a connection by polling or by WebSocket, a client with the token of the page is accepted, and the server is still there at the end of the check.
    .why = Without a connection no update comes or goes: the page is there, and nothing on it works. If the process ends, everybody has lost the board until somebody starts it again.
    .cause = Often `new Server(httpServer)` is missing, or `app.listen(...)` is called in place of `httpServer.listen(...)`; a middleware (`io.use`) that never calls `next()`, or compares the token with something else than the page sends (`socket.handshake.auth.token` where it comes in `socket.handshake.query.token`). Flask: `app.run()` in place of `socketio.run(app)`. A server that ends: an exception in a handler, which ends Node; its console shows which line.
    .hint = Print `socket.handshake` in the first line of your middleware. If lab took another token than yours, write it in a contract file: good in [collabboard.token] (`lab contract show` prints one), and give it with --contract.

## update

update-not-delivered = An update reaches the others in its room
    .symptom = Updates do not reach the others in the room
    .text = Lab text: when a client sends `update`, the server passes it on to those who work in the same room.
    .expected = What one client writes reaches each other client of its room, whatever the event and its keys are named; that it comes back to its author too is allowed.
    .why = This is what a board for several is for.
    .cause = Usually the client never entered the room: `socket.join(room)` is missing, or is given another name than `io.to(...)` (`undefined`, a typo). Or `socket.emit(...)` answers the author alone. Or the handler listens to another name than the page emits, or expects other keys (`text` in place of `content`) and returns early. Or the content is only stored, and read again when a page is reloaded.
    .hint = Print in the handler what came in and `socket.rooms`: is the handler called, and is the room among them?

update-leaves-room = An update stays in its room
    .symptom = Updates are heard in other rooms
    .text = Lab text: an update goes to the room in which it was made.
    .expected = Nobody in another room gets it. That nothing came is proved by a later update, which did come.
    .why = Whoever works on another board finds their own text replaced by that of strangers.
    .cause = Usually `io.emit(...)` or `socket.broadcast.emit(...)`, which go to every client; in Flask-SocketIO `broadcast=True`. Or the current room is kept in one variable for the whole server (`let currentRoom`), so that an update goes wherever somebody came last.
    .hint = Where does the room come from when you send? It belongs to the socket (`socket.data.room`) or to the message, never to a global variable. `socket.to(room).emit(...)` reaches the others in it.

update-mangled = A content arrives as it was sent
    .symptom = The content arrives altered, or not at all
    .text = Good practice: a board shows what was typed. The lab text takes it for granted.
    .expected = Accents, quotes, `<`, `&` and emoji arrive as they were sent. One escape for HTML (`&lt;`) is accepted, and so are blanks that are cut off at the ends.
    .why = Each update replaces the text of everybody: what is spoilt once is spoilt for all.
    .cause = Often the text goes through `escape`, `unescape`, `Buffer.from(text, 'latin1')` or `.encode('latin-1')`; or it is escaped twice; or a filter removes or changes characters.
    .hint = Send the update below and compare character by character. Let Socket.IO carry the text as it is, and escape only where it becomes HTML: in a `textarea` there is nothing to escape.

update-late = An update arrives at once
    .symptom = Updates arrive late
    .text = Lab text: the board is edited in real time.
    .expected = Of the updates that are made one by one, the middle one arrives within 250 ms and what the network takes; within a second and a half for half of the points.
    .why = Two people who write at the same place without seeing each other overwrite each other.
    .cause = Often a `setTimeout` or `setInterval` that collects updates, a file or database that is written before the update is passed on, or a loop that keeps Node busy. Flask-SocketIO: `time.sleep` in a handler.
    .hint = Pass the update on first, and store it afterwards.

## presence

arrival-not-announced = Those in a room are told who comes
    .symptom = Those in a room do not learn who comes
    .text = Lab text: the server sends a `notification` when somebody arrives.
    .expected = Each client that is in the room gets an event with the pseudo of who came. Its name and wording are free, and a list of those who are there counts too. The newcomer need not be told.
    .why = One wants to know with whom one writes, and who reads along.
    .cause = Usually `socket.emit(...)`, which reaches the newcomer alone, in place of `socket.to(room).emit(...)`. Or the notice goes to another room (`room` undefined), or without the pseudo: the server must keep it from the handshake.
    .hint = Open the page twice, in two tabs, with two pseudos. In the server, print the room and the pseudo just before the notification is sent.

departure-not-announced = Those who stay are told who leaves
    .symptom = Those who stay do not learn who leaves
    .text = Lab text: the server sends a `notification` when somebody leaves.
    .expected = When a client closes its connection, each other one in its room gets an event with its pseudo. A list of those who are there, in which it does not stand any more, counts too.
    .why = Without it one waits for what somebody was going to write who has left.
    .cause = Often there is no handler for `disconnect`; or it goes through `socket.rooms`, which is empty by then: `disconnecting` still has them. Or room and pseudo were never kept with the socket, and are unknown when it leaves.
    .hint = Keep pseudo and room with the socket when it connects (`socket.data`). In the handler of `disconnect`, print both: are they still known there?

## token

bad-token-hears = Without a good token one hears nothing
    .symptom = Without a good token, one hears what is said
    .text = Lab text: the token is verified before the connection is accepted, and nothing is sent to those who are not authenticated.
    .expected = A client with a wrong token and a client without one hear nothing of the room: no update, no stored content, no notification. To refuse the connection, to end it within a second or to answer with an error is all right, as long as nothing was heard before.
    .why = Whoever knows the address of the board, and that is everybody, reads what is written on it.
    .cause = Usually the token is not looked at, or only when something is written. Or it is looked at in `io.on('connection', ...)` after `socket.join(room)`, or after an `await`: until then the client is in the room. Or `disconnect` is forgotten after the error.
    .hint = Verify it in a middleware, before anything else: `io.use((socket, next) => next(good(socket) ? undefined : new Error('unauthorized')))`. In Flask-SocketIO, return False from the handler of `connect`.

bad-token-speaks = Without a good token one is not heard
    .symptom = Without a good token, one is heard
    .text = Lab text: nothing is accepted from those who are not authenticated.
    .expected = What a client sends that has a wrong token, or none, reaches nobody.
    .why = Anybody could replace the text of everybody, in one line of a browser’s console.
    .cause = Usually the token is not looked at, or only decides whether a client is put into the room: the handler of `update` passes on whatever comes.
    .hint = Verify the token in a middleware, before the connection is accepted (`io.use`): then no handler is ever called for who has none.

## bonus

status-follows = The status tells how many are there
    .symptom = The status does not tell how many are there
    .text = Lab text (bonus): `/status` tells as JSON how many are connected.
    .expected = A number in the answer goes up with each client that comes, and down with each that leaves. (The length of a list counts as one.)
    .why = Who runs a server wants to see at a glance whether anybody uses it.
    .cause = No route for it; or a counter that only ever goes up, or that misses those who leave by a broken connection.
    .hint = Ask the library in place of counting: `io.engine.clientsCount`, or `io.of('/').sockets.size`.

## advice

bad-token-stays = Who is not let in is shown out
    .symptom = A client without a good token stays connected
    .text = Lab text: the token is verified before the connection is accepted.
    .expected = A client without a good token is refused, disconnected within a second, or told by an error. It is advice only: yours heard nothing, and was not heard.
    .why = The page believes that it is connected, and waits for what never comes. And each such connection costs the server something.
    .cause = The token decides about rooms or messages, and nobody ends the connection.
    .hint = `next(new Error('unauthorized'))` in a middleware, or `socket.disconnect(true)` in the handler of `connection`.

board-duplicate-pseudo-harms = Two with one pseudo do not disturb each other
    .symptom = Two with one pseudo disturb each other
    .text = { duplicate-pseudo-harms.text }
    .expected = When one of several clients of the same pseudo leaves, the others still get each other’s updates. To refuse the second one is fine too. It is advice only.
    .why = { duplicate-pseudo-harms.why }
    .cause = { duplicate-pseudo-harms.cause }
    .hint = { duplicate-pseudo-harms.hint }

board-dies-on-empty-event = No empty event ends the server
    .symptom = An empty event ends the server
    .text = { dies-on-empty-event.text }
    .expected = After an `update` without any argument, and a join without any where an event does that, the server still answers. It is advice only, and tried at the very end.
    .why = One line in the console of any browser sends it, and everybody has lost the board.
    .cause = Usually a handler takes its argument apart (`({"{"} room, content {"}"}) => ...`): of `undefined`, that is an exception, which ends Node.
    .hint = { dies-on-empty-event.hint }

## What was observed

board-unreachable-seen =
    .pass = { sio-unreachable-seen.pass }
    .died = { sio-unreachable-seen.died }
    .refused = The connection was opened, and a client with the good token was refused: “{ $said }”.
    .status = { sio-unreachable-seen.status }
    .transport = { sio-unreachable-seen.transport }
    .bad = { sio-unreachable-seen.bad }
    .mute = { sio-unreachable-seen.mute }
    .silent = { sio-unreachable-seen.silent }
    .version-2 = The server speaks the protocol of Socket.IO 2, and the clients of the course that of Socket.IO 4: nothing else could be checked. `npm install socket.io@4` gives the newer one.

update-not-delivered-seen =
    .pass = { $messages ->
        [one] One update reached
       *[other] { $messages } times an update reached
    } another client of its room; usually { $took } after it was sent.
    .fail = “{ $user }” wrote “{ $text }”, and it did not reach any other client of the room in { $waited }.
    .sender = “{ $user }” wrote “{ $text }” and got it back, but no other client of the room got it in { $waited }.
    .some = “{ $user }” wrote “{ $text }”, and another client of the room did not get it in { $waited }. Of { $due } times that an update was due somewhere, { $missed ->
        [one] one was
       *[other] { $missed } were
    } missed.
    .astray = “{ $user }” wrote “{ $text }”: not the room got it, but somebody outside of it.
    .refused = “{ $user }” wrote “{ $text }”, no other client of the room got it in { $waited }, and the server answered: “{ $said }”.
    .ended = “{ $user }” wrote “{ $text }”, and { $waited } later the server ended the connection of another client of the room, which had not got it.

update-leaves-room-seen =
    .pass = { $messages ->
        [one] One update was
       *[other] { $messages } updates were
    } seen in their rooms, and nowhere else: those elsewhere got later updates, and not these.
    .fail = “{ $user }” wrote “{ $text }” in a room, and { chat-where } got it { $took } later, by “{ $event }”. So it was with { $leaked } of { $said } updates.
    .instead = “{ $user }” wrote “{ $text }” in a room, and { chat-where } got it { $took } later, by “{ $event }”, in place of the room itself. So it was with { $leaked } of { $said } updates.

update-mangled-seen =
    .pass = { message-mangled-seen.pass }
    .fail = { message-mangled-seen.fail }
    .latin-1 = { message-mangled-seen.latin-1 }
    .not-utf8 = { message-mangled-seen.not-utf8 }
    .twice = { message-mangled-seen.twice }
    .bytes = { message-mangled-seen.bytes }
    .lost = “{ $sent }” was sent and did not arrive in { $waited }, though plain updates do.
    .refused = “{ $sent }” was sent and did not arrive in { $waited }, though plain updates do. The server answered: “{ $said }”.

update-late-seen =
    .pass = Of { $messages ->
        [one] one update,
       *[other] { $messages } updates,
    } the middle one arrived after { $took } (limit { $limit }, delays of this machine { $noise }).
    .late = Of { $messages ->
        [one] one update,
       *[other] { $messages } updates,
    } the middle one arrived after { $took }, which is late (limit { $limit }, delays of this machine { $noise }).
    .fail = Of { $messages ->
        [one] one update,
       *[other] { $messages } updates,
    } the middle one arrived only after { $took } (limit { $limit }, delays of this machine { $noise }).

arrival-not-announced-seen =
    .pass = { join-not-announced-seen.pass }
    .list = { join-not-announced-seen.list }
    .fail = { join-not-announced-seen.fail }
    .some = { join-not-announced-seen.some }
    .ended = { join-not-announced-seen.ended }

departure-not-announced-seen =
    .pass = { leave-not-announced-seen.pass }
    .list = { leave-not-announced-seen.list }
    .misnamed = { leave-not-announced-seen.misnamed }
    .fail = { leave-not-announced-seen.fail }
    .ended = { leave-not-announced-seen.ended }

# How somebody came who should not have been let in.
board-stranger = { $token ->
        [bad] a client with a token that nobody was given
       *[none] a client without a token
    }

# What became of those who were kept away.
board-kept = { $tried ->
        [one] One client came
       *[other] { $tried } clients came
    } without a good token: refused { $out }, shown out within a second { $shown }, left without anything { $deaf }

bad-token-hears-seen =
    .pass = { board-kept }. None of them heard anything of the room, in which updates went on.
    .fail = “{ $user }” wrote “{ $text }” in the room, and { board-stranger } heard it by “{ $event }”, { $after } after it had been let in.
    .before-leaving = “{ $user }” wrote “{ $text }” in the room, and { board-stranger } heard it by “{ $event }”, { $after } after it had been let in. It was shown out afterwards, which is too late.
    .notice = Of “{ $user }”, { board-stranger } heard by “{ $event }”, { $after } after it had been let in.

bad-token-speaks-seen =
    .pass = { board-kept }. Nothing that they sent reached a member of the room.
    .fail = “{ $text }”, sent by { board-stranger }, reached a member of the room { $took } later, by “{ $event }”.

bad-token-stays-seen =
    .pass = { $tried ->
        [one] One client
       *[other] { $tried } clients
    } without a good token did not stay, or learned why nothing comes.
    .fail = The server left { board-stranger } connected for { $stayed }, until it went by itself, and told it nothing.
    .late = The server left { board-stranger } connected for { $stayed } before it showed it out.

status-follows-seen =
    .pass = “{ $key }” in “{ $path }” followed as clients came and left, in { $answers ->
        [one] one answer.
       *[other] { $answers } answers.
    }
    .none = “{ $path }” tells no number: it answered with { $code ->
        [0] nothing in time.
       *[other] code { $code }, or with something that is no JSON.
    }
    .fail = No number in “{ $path }” followed as clients came and left.

board-duplicate-pseudo-harms-seen =
    .pass = Of three with one pseudo one left, and the others still got each other’s updates.
    .refused = { duplicate-pseudo-harms-seen.refused }
    .fail = Three clients were called “{ $user }”. When one of them had left, the others did not get each other’s updates any more.

board-dies-on-empty-event-seen =
    .pass = { dies-on-empty-event-seen.pass }
    .fail = { dies-on-empty-event-seen.fail }
    .restarted = { dies-on-empty-event-seen.restarted }
