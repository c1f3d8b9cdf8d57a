### What `lab watch` says of a stream or a poll, as it arrives.

watch-start = lab { $version } watches { $url }. Ctrl-C ends it.
watch-taken = The address has no path, so { $path } is taken, which answers. For another one: lab watch { $url }/path
watch-nothing = { $url } has no event stream at /stream (it answers { $stream }) and no poll at /poll-status ({ $poll }).
watch-nothing-hint = Give the address with its path, as in http://localhost:3000/events; for a long poll, add --poll.
watch-is-poll =
    .state = { $path } answers JSON with a version: it is a poll, so it is asked again with the last version from here.
    .refused = { $path } refuses this; a poll does that when its version is missing. From here it is asked as a poll.

watch-status = status { $code }
watch-head-type-missing = No Content-Type: a browser gives up for good. It must be text/event-stream.
watch-head-type-wrong = Not text/event-stream: a browser gives up for good.
watch-head-charset = Browsers read UTF-8, whatever the charset says.
watch-head-cache-missing = Missing: something on the way may keep the stream. The usual value is no-cache.
watch-head-cache-kept = Neither no-cache nor no-store: something on the way may keep the stream.
watch-head-accel-missing = Missing: behind nginx, events would be collected. “no” prevents that.
watch-head-accel-on = Only “no” keeps nginx from collecting events.
watch-head-encoding-unasked = Compressed, although nobody asked for that.
watch-head-encoding-unknown = An encoding that cannot be read here.
watch-head-length = A stream with a length ends after so many bytes.
watch-no-head = Nothing has come after { $time }, not even a status. Some frameworks send the head with the first event only.

watch-id = id { $id }
watch-retry = retry: a browser waits { $time } before it reconnects.
watch-too-long = Line { $line }: more than lab reads of one line, id or event; it is skipped.
watch-odd-not-json = The data is not JSON: { $why }
watch-odd-id-again = The id { $id } comes again.
watch-odd-id-down = The id goes down: { $id } after { $before }.
watch-odd-interval = { $gap } after the one before; usually it is { $usual }.
watch-no-event =
    .block = { $bytes ->
        [one] one byte
       *[other] { $bytes } bytes
    }, no event: the block that starts in line { $line } has no data line.
    .open = { $bytes ->
        [one] one byte
       *[other] { $bytes } bytes
    }, no event: the empty line that ends an event has not come yet.
    .why = { $bytes ->
        [one] one byte
       *[other] { $bytes } bytes
    }, no event:
watch-silence =
    .first = Nothing for { $time }.
    .usual = Nothing for { $time }; usually an event comes every { $usual }.
    .comments = No event for { $time }; comments since then: { $comments }.
watch-trouble = Line { $line }: { $why }
watch-trouble-one-newline = an empty line is missing after this one; the next event becomes a part of it.
watch-trouble-no-newline = a line end is missing here; what follows becomes a part of this line.
watch-trouble-never-ended = the empty line that ends an event never comes after this one; nothing is dispatched.
watch-trouble-literal-newline = here are the two characters \ and n, where a line end was surely meant.
watch-trouble-odd-separator = this character does not end a line; only LF, CR LF and CR do.
watch-trouble-spaces-only = this line holds spaces, so it is not the empty line that ends an event.
watch-trouble-raw-json = JSON without “data:” in front of it; a browser ignores the line.
watch-trouble-continuation = the JSON goes on without “data:”; each of its lines needs one.
watch-trouble-unknown-field = no field has this name, so a browser ignores the line; the names are data, event, id and retry.
watch-trouble-event-without-data = an empty line parts this name from its data; the event has no name then.
watch-trouble-no-field = this is text without any field; a browser ignores it. An event needs “data:”.
watch-trouble-page = this is a page or an HTTP answer, in place of a stream.
watch-trouble-not-utf8 = these bytes are not UTF-8; a browser shows � for them.
watch-trouble-nul-in-id = an id with a NUL character is ignored.
watch-trouble-retry-not-digits = retry takes digits only, in milliseconds; a browser ignores this.
watch-trouble-bom-inside = a byte order mark, which cannot be seen, stands here; it is only allowed as the very first character.
watch-peer-mark = Another reader (eventsource-stream) sees this differently: it cannot read a byte order mark at the start. Browsers drop it.
watch-peer-error = Another reader (eventsource-stream) sees this differently: it gives up here ({ $why }). Browsers go on.
watch-peer-other = Another reader (eventsource-stream) sees this differently: “{ $data }”, where a browser has “{ $ours }” (line { $line }).
watch-peer-none = Another reader (eventsource-stream) sees this differently: it has no event where a browser has “{ $ours }” (line { $line }).
watch-counted = (That was said three times; from here it is only counted.)
watch-more = { $count ->
    [one] once
   *[other] { $count } times
} more: { $last }

watch-ended = The server ended the stream.
watch-cut = The connection broke: { $why }
watch-unreachable = No answer: { $why }
watch-end-inside = The end came inside an event that starts in line { $line }; it is not dispatched: “{ $data }”
watch-again =
    .id = As a browser would, lab reconnects after { $time }: GET { $path }, Last-Event-ID: { $id }
    .none = As a browser would, lab reconnects after { $time }: GET { $path }, without Last-Event-ID (no event had an id)
watch-given-up =
    .code = A browser gives up for good: the status is { $code }, and only 200 is a stream.
    .stopped = A browser stops for good: 204 tells it not to come back.
    .page = A browser gives up for good: this is a page. Is it the right path?
    .kind = A browser gives up for good: this is not text/event-stream.
watch-moved = Status { $code } sends a browser to { $to }. It is not followed here: give that address.

watch-poll = { $code } after { $took } (sent { $sent })
watch-poll-state = version { $version } “{ $status }”
watch-poll-long = Held for more than { $time } already: many proxies cut there.
watch-poll-not-here = Nothing can be polled here: status { $code }. Is it the right path? If its parameter has another name, give it in the address, as in …/poll?since=0
watch-odd-body = { $bytes ->
    [one] One byte follows
   *[other] { $bytes } bytes follow
} a status that has no body; the next answer on this connection would be spoilt.
watch-odd-empty = A 200 without a body: JSON with the state is expected, or 204.
watch-odd-no-version = The JSON has no version by a usual name: a client does not know what to ask next.
watch-odd-type = This is JSON, and Content-Type does not say so.
watch-odd-code = Status { $code }: this is no answer to a poll.
watch-odd-at-once = Answered at once, though { $version } is current: it should be held. A client would ask without a pause; lab waits a second.
watch-odd-version-down = The version does not grow: { $version } after { $sent }.

watch-room-joins =
    .event = As { $user }, lab connects at { $path } and joins “{ $room }” by the event “{ $event }”. It only listens.
    .handshake = As { $user }, lab connects at { $path } and joins “{ $room }” by its handshake. It only listens.
    .none = As { $user }, lab connects at { $path }. This chat has no rooms: all that is said is heard, “{ $room }” or not. It only listens.
watch-room-connected = Connected.
watch-room-by =
    .websocket = From here by WebSocket.
    .polling = It stays with long polling: WebSocket did not work, or is not offered.
watch-room-said = { $author }: { $text }
watch-room-answer = (the server answered: { $data })
watch-room-silent = Nothing has come for { $time } since lab joined. The lab text wants a newcomer to be announced to the room, and to itself.
watch-room-ended = The server ended the connection.
watch-room-full = More has come over this connection than lab keeps of one.
watch-room-again = As a page would, lab reconnects after { $time }, and joins “{ $room }” again.
watch-room-refused = The server refuses the connection: { $why }
watch-room-refused-hint = If it wants a token, give one in a contract file: [socketio.token], and --contract.
watch-room-protocol-2 = The server speaks Socket.IO 2, and clients of today speak 4: install a current socket.io.

watch-summary =
    .events = Events: { $events }, in { $time }; reconnections: { $again }.
    .polls = Answers: { $events }, in { $time }.
    .median = Usual interval: { $median }.
