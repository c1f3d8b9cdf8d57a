### What students read about each rule of the WebSocket lab, and what was observed.
### The form is that of rules.ftl for the rules, and of seen.ftl for what was observed, of the long-polling lab.

## connect

websocket-unreachable = A client gets its WebSocket, and the server stays
    .symptom = Clients get no WebSocket, or lose it
    .text = Lab text: the page connects to the server by `new WebSocket(...)`.
    .expected = The request for a WebSocket is answered with 101, and the server is still there at the end of the check.
    .why = Without a connection no message comes or goes. If the process ends, everybody has lost it until somebody starts it again.
    .cause = Often the server listens at another port or path than the page names, or it is an HTTP server to which no WebSocket server was attached (`new WebSocketServer({"{"} server {"}"})` is missing). Flask: without Flask-Sock or the like, a route only answers ordinary requests. A server that ends: an exception in a handler, which ends Node; its console shows which line.
    .hint = Open the page, and look at the network tab of the browser’s tools, under WS: what is answered? Then look at the console of the server.

ping-unanswered = A ping is answered
    .symptom = A ping is not answered
    .text = The protocol (RFC 6455): a ping is answered by a pong with the same bytes. The lab text does not ask for it.
    .expected = A pong within two seconds. Every library sends it by itself.
    .why = Proxies and servers tell by it who is still there; whoever does not answer is cut off.
    .cause = A server that reads the frames by itself, and knows texts only.
    .hint = Answer a frame with opcode 9 by one with opcode 10 and the same bytes, or leave the frames to a library.

## relay

relay-not-delivered = A message reaches the others
    .symptom = Messages do not reach the others
    .text = Lab text: the server passes each message on to all other clients.
    .expected = What one client sends is heard by the others, whatever stands around it.
    .why = This is what the exercise is about: the server is between those who talk.
    .cause = Usually `ws.send(...)` answers the one who sent it, in place of a loop over all clients (`wss.clients`). Or the list of clients stays empty: each connection must be put into it. Or the handler ends with an exception, as with `JSON.parse` of what is no JSON.
    .hint = Print in the handler what came, and how many clients there are. Open the page in two tabs.

relay-not-to-all = A message reaches all the others
    .symptom = Messages do not reach all the others
    .text = Lab text: the server passes each message on to all other clients.
    .expected = Of four clients, each of the three others hears it.
    .why = A conversation in which some miss what is said is none, and nobody knows who has missed what.
    .cause = Often a `return` or a `break` stands in the loop over the clients, or only the last client that connected is kept, in one variable. In Python, a list may change while somebody loops over it, or an exception at one client ends the loop.
    .hint = Open three tabs. Count in the server how many clients the loop goes through.

relay-mangled = A text arrives as it was sent
    .symptom = Texts arrive altered, or not at all
    .text = Good practice: what is typed is what the others read. The lab text takes it for granted.
    .expected = Accents, quotes, `<`, `&` and emoji arrive as they were sent. One escape for HTML (`&lt;`) is accepted.
    .why = Words in French are full of accents. And a page that shows `Ã©` for `é` looks broken.
    .cause = Often the text goes through `toString('latin1')`, `.decode('latin-1')` or `.encode('ascii', 'ignore')`; or it is changed on the way, as by `toUpperCase()`.
    .hint = Send the message below and compare character by character. WebSocket texts are UTF-8, and the library takes care of it.

relay-binary = A text goes on as a text
    .symptom = Texts arrive as bytes
    .text = Lab text: the page shows the messages that it receives.
    .expected = What came as a text goes on as a text, not as bytes, unless the page reads bytes too.
    .why = The page shows `[object Blob]` in place of the message.
    .cause = In Node, `ws` gives the handler a Buffer, and `client.send(message)` sends a Buffer as bytes. In Python, `send_bytes(...)`, or a text that was encoded.
    .hint = Node: `client.send(message.toString())`, or `client.send(message, {"{"} binary: isBinary {"}"})`, where `isBinary` is the second parameter of the handler.

relay-lost = Of many messages at once, none is lost
    .symptom = Messages of a burst are lost
    .text = Lab text: the server passes each message on.
    .expected = Twenty messages that are sent in one burst all arrive.
    .why = When several people type at the same time, some of it would be missing, and nobody would know.
    .cause = Usually a debounce or a throttle, which keep the last message only, or a variable that holds “the” message until a timer sends it.
    .hint = Do not gather messages: one in, one out.

relay-twice = A message arrives once
    .symptom = Messages arrive more than once
    .text = Lab text: the server passes each message on to the other clients. (Once, of course.)
    .expected = Each of the others gets each message once.
    .why = The page shows every message twice, or more the longer it goes on.
    .cause = Usually a handler that is registered more than once, as one inside of another; or two loops over the clients; or a client that stands in the list twice.
    .hint = Count how often a `console.log` in the handler is printed for one message.

relay-late = A message arrives at once
    .symptom = Messages arrive late
    .text = Lab text: WebSocket is for what happens in real time.
    .expected = Of the messages that are said one by one, the middle one arrives within 250 ms and what the network takes; within a second and a half for half of the points.
    .why = Above a quarter of a second, people notice that they wait; above a second, they begin to talk at the same time.
    .cause = Often a `setTimeout` or `setInterval` that collects messages, a `time.sleep` in a handler, or a file that is written before the message is passed on.
    .hint = Pass the message on first, and do what takes time afterwards.

own-message-twice = Nobody sees their own message twice
    .symptom = One sees one’s own messages twice
    .text = Free choice: the page may show what its user says at once, or the server may send it back. Not both.
    .expected = A page that shows its user’s messages itself gets none of them back.
    .why = Everybody sees their own messages twice, and the others’ once.
    .cause = The page appends the message when it sends it, and the server sends to all clients, the sender included.
    .hint = Leave out the sender (`if (client !== ws)`), or let the page show what comes back.

## capitals

capitals-wrong = A message is answered in capitals
    .symptom = Messages are not answered in capitals
    .text = Lab text: the server answers each message with the same text in capitals.
    .expected = The client that sent a text gets it back in capitals, as a text. What stands around it is free.
    .why = This is what the exercise is about: a question, and its answer over the same connection.
    .cause = Often only the first letter is changed, or the result of `toUpperCase()` is not used: it does not change the text, it returns another one. Or the answer goes to another client, since the connection is kept in one variable for the whole server.
    .hint = Print what you send. In Node, a message is a Buffer: `message.toString().toUpperCase()`.

capitals-ascii-only = Letters with accents have capitals too
    .symptom = Letters with accents are not put into capitals
    .text = Lab text: the text in capitals.
    .expected = `é` becomes `É`, `ç` becomes `Ç`, `œ` becomes `Œ`.
    .why = “DéJà” is not in capitals.
    .cause = A loop over the letters from a to z, a subtraction of 32, or bytes in place of text (`bytes.upper()` in Python).
    .hint = `toUpperCase()` in JavaScript, `str.upper()` in Python and `ToUpper` in Go know all letters.

## leave

closed-tab-harms = Who leaves harms nobody
    .symptom = When a client leaves, the others are no longer served
    .text = Good practice: clients come and go. The lab text takes it for granted.
    .expected = When a client closes its connection, the server lives on, and what the others say goes on being heard.
    .why = Somebody closes a tab, or loads the page again, and the conversation is over for everybody.
    .cause = Usually the client stays in the list, and sending to a connection that is closed throws: the loop ends before it reaches the others, or the process does. In Python, `ConnectionClosed` is raised in the handler of whoever speaks.
    .hint = Take a client off the list when its connection closes (`ws.on('close', ...)`, `finally:` in Python), and mind that one of several may fail: `if (client.readyState === WebSocket.OPEN)`.

broken-connection-harms = Also when the connection just breaks
    .symptom = When a connection breaks, the others are no longer served
    .text = Good practice: a connection may break. The lab text takes it for granted.
    .expected = When the connection of a client is reset, the server lives on, and what the others say goes on being heard.
    .why = Many leave so: a lid is closed, a network is gone, a browser crashes.
    .cause = Often only a close in good order is handled. In Node, an `error` event that nobody listens to ends the process; in Python, another exception than the one that is caught.
    .hint = Node: `ws.on('error', console.error)`. Python: take the client off the list in `finally:`, whatever the exception was.

close-unanswered = A close is answered
    .symptom = A close is not answered
    .text = The protocol (RFC 6455): a close frame is answered by one. The lab text does not ask for it.
    .expected = The answer within a second. Every library sends it by itself.
    .why = Without it, the browser waits, and reports that the connection was lost (code 1006) in place of closed.
    .cause = A server that reads the frames by itself and knows texts only, or that cuts the connection at once.
    .hint = Answer a frame with opcode 8 by one with opcode 8 and the same code, then close the connection.

## odd

dies-on-odd-frame = A strange frame harms nobody
    .symptom = A strange frame harms the others
    .text = Good practice: whatever a client sends, the server lives on.
    .expected = Bytes, a text of no length and one of a megabyte may be ignored, answered, or end the connection that they came by. The others go on being served.
    .why = Anybody can send such a frame with one line in a console, and the server is down for everyone.
    .cause = Often `JSON.parse(message)` without `try`, `message[0]` of an empty text, or a method of texts on bytes. In Node, such an exception ends the process.
    .hint = Put what depends on the message into `try`, and answer or ignore what you cannot read. `maxPayload` in Node and `max_size` in Python bound how long a message may be.

dies-on-bad-text = A text that is none ends no server
    .symptom = A text that is not UTF-8 harms the others
    .text = The protocol (RFC 6455): a text that is no UTF-8 ends its connection, with code 1007. No browser sends one.
    .expected = The server lives on, and the others go on being served.
    .why = One client that is written by hand, or by somebody who means harm, takes the server down.
    .cause = In Node, `ws` reports it by an `error` event of the connection. If nobody listens to that, Node ends.
    .hint = `ws.on('error', console.error)`, right inside `wss.on('connection', ...)`.

## What was observed

websocket-unreachable-seen =
    .pass = { $links ->
        [one] One client was
       *[other] { $links } clients were
    } connected.
    .died = At { $at } after the start, the server was not there any more: connections were refused, and stayed so.
    .status = The request for a WebSocket at “{ $path }” was answered with code { $code } in place of 101: “{ $said }”.
    .bad = The answer to the request for a WebSocket at “{ $path }” does not follow the protocol: { $why }.
    .refused = No connection could be made for “{ $path }”: { $why }.
    .silent = The request for a WebSocket at “{ $path }” was not answered in { $waited }.

ping-unanswered-seen =
    .pass = { $pings ->
        [one] One ping was
       *[other] { $pings } pings were
    } answered.
    .fail = A ping was not answered in { $waited }.

relay-not-delivered-seen =
    .pass = { $messages ->
        [one] One message was
       *[other] Messages were
    } heard by the others, after { $took } (the median of { $messages }).
    .fail = “{ $text }” was not heard by any other client in { $waited }.
    .sender = “{ $text }” came back to the client that sent it, and no other one heard it in { $waited }.
    .ended = When “{ $text }” was sent, the server ended the connections of those who should hear it ({ $why }).
    .status = The request for a WebSocket at “{ $path }” was answered with code { $code } in place of 101: “{ $said }”.
    .bad = The answer to the request for a WebSocket at “{ $path }” does not follow the protocol: { $why }.
    .refused = No connection could be made for “{ $path }”: { $why }.
    .silent = The request for a WebSocket at “{ $path }” was not answered in { $waited }.

relay-not-to-all-seen =
    .pass = { $clients ->
        [one] One client heard
       *[other] { $clients } clients heard
    } all that the others said.
    .fail = “{ $text }” was heard by { $reached ->
        [one] one client,
       *[other] { $reached } clients,
    } and never came to { $missed ->
        [one] one other.
       *[other] { $missed } others.
    }

relay-mangled-seen =
    .pass = { $messages ->
        [one] One message arrived
       *[other] { $messages } messages arrived
    } as sent.
    .fail = “{ $text }” arrived as “{ $came }”.
    .ended = When “{ $text }” was sent, the server ended the connections of those who should hear it ({ $why }); without accents, messages arrived.
    .lost = “{ $text }” was heard by nobody; without accents, messages arrived.

relay-binary-seen =
    .pass = { $messages ->
        [one] One message came as a text.
       *[other] { $messages } messages came as texts.
    }
    .read = { $messages ->
        [one] One message came
       *[other] { $messages } messages came
    } as bytes, which the page reads.
    .fail = { $messages ->
        [one] One message came
       *[other] { $messages } messages came
    } as bytes, the first of them “{ $text }”: a page shows [object Blob].

relay-lost-seen =
    .pass = All { $sent } messages of a burst were heard, by { $listeners ->
        [one] one other client.
       *[other] { $listeners } other clients.
    }
    .fail = Of { $sent } messages in a burst, { $lost ->
        [one] one never came:
       *[other] { $lost } never came; the first of them is
    } “{ $text }”.

relay-twice-seen =
    .pass = { $messages ->
        [one] One message came once.
       *[other] { $messages } messages came once each.
    }
    .fail = “{ $text }” came to one client { $copies } times.

relay-late-seen =
    .pass = The middle one of { $messages } times was { $took }.
    .late = The middle one of { $messages } times was { $took }; within { $limit } it would have been prompt.
    .fail = The middle one of { $messages } times was { $took }, beyond { $limit }.

own-message-twice-seen =
    .pass = Nothing came back to its sender.
    .echoed = What was said came back to its sender, and the page leaves it to the server to show it.
    .fail = The page shows what its user says, and “{ $text }” came back from the server as well.

capitals-wrong-seen =
    .pass = { $messages ->
        [one] One message was
       *[other] { $messages } messages were
    } answered in capitals.
    .fail = “{ $text }” was answered with “{ $came }” in place of “{ $wanted }”.
    .same = “{ $text }” came back as it was sent, not as “{ $wanted }”.
    .binary = The answer to “{ $text }” came as bytes: a page shows [object Blob].
    .nothing = “{ $text }” was not answered in { $waited }.
    .astray = The answer to “{ $text }” went to another client, and not to the one that had asked.
    .ended = When “{ $text }” was sent, the server ended the connection ({ $why }).
    .status = The request for a WebSocket at “{ $path }” was answered with code { $code } in place of 101: “{ $said }”.
    .bad = The answer to the request for a WebSocket at “{ $path }” does not follow the protocol: { $why }.
    .refused = No connection could be made for “{ $path }”: { $why }.
    .silent = The request for a WebSocket at “{ $path }” was not answered in { $waited }.

capitals-ascii-only-seen =
    .pass = { $messages ->
        [one] One text with accents was
       *[other] { $messages } texts with accents were
    } answered in capitals.
    .fail = “{ $text }” was answered with “{ $came }” in place of “{ $wanted }”.
    .nothing = “{ $text }” was not answered ({ $why }).

closed-tab-harms-seen =
    .pass = After a client had left, { $messages ->
        [one] one message was
       *[other] { $messages } messages were
    } heard.
    .died = At { $at } after the start, after a client had left, the server was not there any more: connections were refused, and stayed so.
    .fail = After a client had left, “{ $text }” was heard by nobody.
    .some = After a client had left, { $missed } of { $due } times a message was not heard, the first of them “{ $text }”.
    .cut = After a client had left, the server ended the connection of another one ({ $why }).

broken-connection-harms-seen =
    .pass = After the connection of a client had broken, { $messages ->
        [one] one message was
       *[other] { $messages } messages were
    } heard.
    .died = At { $at } after the start, after the connection of a client had broken, the server was not there any more: connections were refused, and stayed so.
    .fail = After the connection of a client had broken, “{ $text }” was heard by nobody.
    .some = After the connection of a client had broken, { $missed } of { $due } times a message was not heard, the first of them “{ $text }”.
    .cut = After the connection of a client had broken, the server ended that of another one ({ $why }).

close-unanswered-seen =
    .pass = { $clients ->
        [one] One close was
       *[other] { $clients } closes were
    } answered.
    .fail = A close was not answered in { $waited }.

dies-on-odd-frame-seen =
    .pass = { $frames ->
        [one] One strange frame harmed
       *[other] { $frames } strange frames harmed
    } nobody.
    .died = At { $at } after the start, after { $frame ->
        [binary] some bytes,
        [empty] a text of no length,
       *[other] a text of a megabyte,
    } the server was not there any more: connections were refused, and stayed so.
    .deaf = After { $frame ->
        [binary] some bytes
        [empty] a text of no length
       *[other] a text of a megabyte
    } of another client, “{ $text }” was not heard any more.
    .cut = After { $frame ->
        [binary] some bytes
        [empty] a text of no length
       *[other] a text of a megabyte
    } of another client, the server ended connections of others ({ $why }).

dies-on-bad-text-seen =
    .pass = { $frames ->
        [one] One text that was none harmed
       *[other] { $frames } texts that were none harmed
    } nobody.
    .died = At { $at } after the start, after a text that is no UTF-8, the server was not there any more ({ $frame }): connections were refused, and stayed so.
    .deaf = After a text that is no UTF-8 ({ $frame }), “{ $text }” of others was not heard any more.
    .cut = After a text that is no UTF-8 ({ $frame }), the server ended connections of others ({ $why }).
