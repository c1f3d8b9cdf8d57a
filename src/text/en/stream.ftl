### What students read about each rule of the Server-Sent Events lab, and what was observed.
### The form is that of rules.ftl, for the rules, and of seen.ftl, for what was observed.

## stream

stream-unreachable = The stream answers a GET with a 200
    .text = There is an endpoint `/stream`, which the page opens with `new EventSource('/stream')`. (An EventSource always sends a GET.)
    .expected = A GET of the stream gets the code 200 and its headers within ten seconds.
    .why = At any error code an EventSource gives up for good: it calls `onerror` once, does not try again, and the page stays empty.
    .cause = Flask: the route has another path (404), is declared with `methods=['POST']` alone (405), or raises an exception before the first event (500). Express: `app.post` in place of `app.get` (404), or a handler that sends nothing as long as it waits: the headers only leave with the first `res.write(...)` or with `res.flushHeaders()`.
    .hint = `curl -iN` on the stream shows the code and the headers that really arrive. For a 500, the console of the server names the exception and its line.

not-event-stream = The stream is declared as text/event-stream
    .text = The answer of `/stream` has the mimetype `text/event-stream`.
    .expected = The stream carries `Content-Type: text/event-stream`. Upper and lower case make no difference, and a parameter such as `charset=utf-8` may follow.
    .why = This type tells the browser that events follow. With any other one, an EventSource closes the connection and does not try again, however right the events are.
    .cause = Flask: a `Response(generator())` without `mimetype` leaves as `text/html`. Express: `res.write(...)` alone declares no type, and `res.send(...)` or `res.json(...)` choose one of their own.
    .hint = In Flask, look at the `mimetype` of the `Response`; in Express, at `res.writeHead` or `res.set`, which have to come before the first `res.write`.

cache-control-missing = Caches are kept away from the stream
    .text = `Cache-Control: no-cache` is one of the two headers that it calls important.
    .expected = `Cache-Control` contains `no-cache`, or `no-store`, which is stricter. Other words may stand beside it, such as `no-transform`.
    .why = A cache on the way that is told nothing may keep an answer: it could show old quotes to the next visitor, or wait for the end of an answer that has no end.
    .cause = Neither Flask nor Express adds this header by itself. It is often set on another answer than the one that is returned, or, in Express, after the first `res.write`, when the headers have already left.
    .hint = Flask: the `headers` of the `Response`. Express: `res.writeHead` or `res.set`, before the first event. `curl -iN` on the stream shows what leaves.

accel-buffering-missing = A proxy is asked to pass each event on at once
    .text = `X-Accel-Buffering: no` is one of the two headers that it calls important.
    .expected = The stream carries `X-Accel-Buffering: no`.
    .why = Many servers stand behind nginx once they are deployed, and nginx gathers several kilobytes of an answer before it passes them on. Quotes of some sixty bytes would come in heaps, minutes late. This header switches that off for this one answer.
    .cause = The header is forgotten easily, for on your own computer everything works without it. Or its value is another one: nginx only knows `yes` and `no`.
    .hint = Put it beside `Cache-Control`, with the value `no`.

## events

nothing-dispatched = A browser finds events in what is sent
    .text = An event has the form `data: <json>\n\n`, and the two `\n` at its end must not be forgotten.
    .expected = Each event is one or more lines that begin with `data:`, and then an empty line.
    .why = A browser gathers lines until an empty one comes; only then does it call `onmessage`. Without `data:`, or without the empty line, all the bytes arrive and nothing happens on the page, not even an error.
    .cause = One `\n` instead of two at the end of the event, two characters `\` and `n` instead of a line end (`\\n`, a raw string), or data without `data:` in front: `yield json.dumps(quote)` in Flask, `res.write(JSON.stringify(quote))` in Express.
    .hint = Look at the raw stream with `curl -N`: each event has to begin with `data:`, and an empty line has to follow each. Compare it with the line of your code that writes it.

lines-ignored = No line of the stream is lost on the way to the page
    .text = An event has the form `data: <json>\n\n`. (How a browser reads the lines is in the HTML Standard, §9.2.5 and §9.2.6.)
    .expected = Each line is a field (`data:`, `event:`, `id:` or `retry:`, in lower case, at the very start of the line), a comment that begins with a colon, or empty. JSON on several lines has `data:` before each.
    .why = A browser skips a line that it does not know without a word. What reaches the page then lacks something: half of the JSON, which `JSON.parse` refuses, or the name of the event.
    .cause = JSON laid out on several lines (`json.dumps(x, indent=2)`, `JSON.stringify(x, null, 2)`) with `data:` before the first only; a text between `"""` or backquotes, whose indentation is sent too; a slip in the name of a field (`Data:`, `data :`, `date:`); an empty line between `event:` and its `data:`.
    .hint = Look at the raw stream with `curl -N`, line by line: what does each begin with? JSON without indentation has no line end, and so fits on one `data:` line.

not-utf8 = The stream is UTF-8
    .text = HTML Standard §9.2.5: an event stream is always encoded as UTF-8. The lab text does not mention it.
    .expected = All that is sent is valid UTF-8, whatever a `charset` in the headers says.
    .why = A browser reads the stream as UTF-8, come what may. Bytes of another encoding show as “�” in the place of each “é” or “€”.
    .cause = Flask and Express send text as UTF-8 by themselves; it goes wrong where bytes are made by hand: `.encode('latin-1')` or `.encode('cp1252')` in Python, `res.write(text, 'latin1')` or `Buffer.from(text, 'binary')` in Node.
    .hint = Give the framework text instead of bytes, and look for any `encode`, `Buffer` or `latin1` before it is sent.

## quotes

data-not-json = The data of each event is JSON
    .text = Each event carries JSON: `data: <json>\n\n`.
    .expected = What stands after `data:` is strictly valid JSON: what `JSON.parse` accepts. Where events have several names, this is asked of those that bring quotes.
    .why = The page calls `JSON.parse(event.data)`. On anything else that throws an exception, and the quote is not shown.
    .cause = Flask: `f"data: {"{"}quote{"}"}\n\n"` gives Python notation (single quotes, `None`), and `json.dumps` writes `NaN` or `Infinity` for a number that is none, which JSON does not have. Express: an object in a template string becomes `[object Object]`. In both: JSON put together by hand, with a quotation mark or a comma too few.
    .hint = Pass the whole dictionary or object through `json.dumps(...)` or `JSON.stringify(...)`. If a `NaN` comes out, look at how the change is calculated: a division by zero, a previous price that is missing. Copy a line of `curl -N` into `JSON.parse` in the console of the browser: it says where it stumbles.

quote-incomplete = Each quote has a symbol, a price and a change
    .text = There is a list of symbols (AAPL, GOOG, MSFT and AMZN, for example), each with a price and a positive or negative change.
    .expected = Each event brings at least one quote: an object such as `{"{"}"symbol": "AAPL", "price": 171.5, "change": -0.42{"}"}`, a list of them, or an object with one under each symbol. Other usual names are understood, in English and French, and whatever else stands beside them is fine.
    .why = The page needs the symbol to find the element to update, the price to show it, and the change to choose its colour.
    .cause = The change is left to the page, or only sent from the second event on; in a list without symbols their order has to tell which is which; or a message of another kind, such as “connected”, is sent among the quotes under the same event name.
    .hint = Look at a few events with `curl -N`. A message that is no quote can have a name of its own (`event:`), so that the page tells it apart.

numbers-as-text = Prices and changes are numbers
    .text = Each symbol has a price and a positive or negative change. (JSON has numbers for both: RFC 8259 §6.)
    .expected = Prices and changes are JSON numbers, `171.5` rather than `"171.50"`.
    .why = The page calculates with them and compares them. In JavaScript `"9" > "12"` is true, `"2" + 1` is `"21"`, and `price.toFixed(2)` on a text throws an exception: the quote is not shown at all.
    .cause = The number was already made ready for display. Flask: `f"{"{"}price:.2f{"}"}"`, or `json.dumps(..., default=str)` with a `Decimal`. Express: `toFixed(2)` gives a text. `null` is what `JSON.stringify` makes of `NaN`, or stands for a change that is not known yet.
    .hint = Send the number and let the page choose how to show it. To round: `round(price, 2)` in Python, `Number(price.toFixed(2))` in JavaScript.

## flow

first-event-late = The first event comes soon
    .text = Quotes are sent at an interval, every 2 seconds for example. (Whether the first comes at once or after one interval is left open.)
    .expected = The first event is there ten seconds after the subscription, at the latest.
    .why = Until it comes the page has nothing to show, and who opens it thinks that it is broken.
    .cause = The events are made but kept back. Flask: a list in place of a generator, or a `return` in place of `yield`; a long pause before the first `yield`. Express: `res.send` or `res.end` once everything is gathered. Elsewhere: an output that is never flushed (`wfile.flush()` with Python’s `http.server`). Or none is made: the generator waits for news that never come.
    .hint = Print a line right before each event is sent, and watch `curl -N` beside it. If the console moves and `curl` does not, something keeps the events back; if neither moves, look at what the generator waits for.

not-steady = Events come at an interval, and none is kept back
    .text = Quotes are sent at an interval, every 2 seconds for example.
    .expected = Events come at an interval of ten seconds or less, without a long gap. One event for each symbol at every interval is fine too; several quotes of the same symbol at once are not.
    .why = A quote is worth something while it is fresh. Events that come in heaps make the page stand still and then jump; a flood of them keeps it busy without end.
    .cause = Heaps: what is written is gathered on the way (a missing flush, a compression or proxy that waits until it has enough). A flood: the pause is missing, is not awaited (`asyncio.sleep(2)` without `await`), or has the wrong unit (`setInterval(f, 2)` counts milliseconds, `time.sleep(2)` seconds). A gap: something in the loop takes long, such as a request to another server.
    .hint = `curl -N` shows the rhythm. Look at the pause first, its unit and its place in the loop, then at what stands between your `yield` or `res.write` and the network.

buffered-for-browsers = A browser gets its events as soon as others do
    .text = The page reads the stream in a browser. (Every browser says in its request that it takes compressed answers: `Accept-Encoding: gzip, deflate, br`.)
    .expected = A client that takes compressed answers gets its first event within ten seconds too. Whether the stream is compressed is up to the server.
    .why = With `curl` all is well and in the browser nothing comes: the compression gathers text until it has enough of it, and quotes are short.
    .cause = Express: `app.use(compression())` compresses the stream too. Flask: `Compress(app)` does, where events are among the types that it compresses; its older versions wait for the end of the answer. Or nginx, with `gzip on` for this type.
    .hint = `curl -N --compressed` shows what a browser gets. Leave the stream uncompressed: with `compression`, `Cache-Control: no-cache, no-transform` is enough; or call `res.flush()` after each event. In Flask-Compress, look at `COMPRESS_STREAMS`.

stream-ends = The stream goes on
    .text = The stream has no end.
    .expected = As long as somebody listens, events go on. The stream is listened to for four of its own intervals.
    .why = When a stream ends, a browser connects again after some seconds and has missed what came meanwhile. When it falls silent and stays open, the page hears of nothing and keeps showing old prices.
    .cause = Flask: `for i in range(...)` in place of `while True`, or an exception in the generator, which ends it in mid-stream. Express: a `res.end()` or `clearInterval(...)` that is reached too early, or an exception in the timer. Behind gunicorn, a sync worker is stopped after 30 s.
    .hint = Look at the console of the server at the moment when the stream stops: an exception in the generator shows there. If there is none, look for the ways out of the loop.

## subscribers

subscriber-starved = Every subscriber is served
    .text = Each page that is opened subscribes to `/stream` for itself. (Nothing says that there is only one.)
    .expected = Of five clients that are subscribed at the same time, each gets its events within ten seconds.
    .why = Each open tab is a subscriber. A second tab that stays empty looks like a page that is broken.
    .cause = Flask: one request at a time (`threaded=False`, gunicorn’s default worker), or few threads (the 4 of waitress), for each stream keeps one; a shared `queue.Queue`, where each event goes to one reader only. Express: one variable that holds the last `res`. Elsewhere: `HTTPServer` in place of `ThreadingHTTPServer`, `time.sleep` in an `async def`.
    .hint = Run `curl -N` on the stream in two terminals. If the second stays silent until the first is stopped, look for what there is only one of: a thread, a worker, a variable.

stream-blocks-others = An open stream keeps nobody else waiting
    .text = One server has both: the stream at `/stream`, and the page at `/`.
    .expected = While one to five streams are open, the page is still answered at once.
    .why = There is always a stream open as long as somebody looks at the page. If that keeps the server from answering, the next visitor cannot even load it.
    .cause = Flask: one request at a time (`threaded=False`, gunicorn’s default worker), or fewer threads than open streams. Express: a loop that waits without letting go (`while (Date.now() < end)`). Elsewhere: `HTTPServer` in place of `ThreadingHTTPServer`, `time.sleep` in an `async def`.
    .hint = Keep `curl -N` on the stream open in one terminal and ask for the page in another. If it only comes once the first is stopped, give the server threads (`threaded=True`, `gunicorn --threads`), or wait without blocking (`await asyncio.sleep(...)`, `setInterval`).

leavers-still-served = Subscribers that leave harm nobody
    .text = Good practice: whoever has left is sent nothing any more. The lab text does not mention it.
    .expected = One client stays while twenty others come and leave again. Its stream goes on as before: at the same pace, and with ids that grow by the same step, if there are any.
    .why = Each reload of the page is a subscriber that leaves. If each of them leaves a timer behind, prices move faster and faster, and the server slows down until somebody restarts it.
    .cause = Express: without `req.on('close', () => clearInterval(timer))` the timer of each client goes on, and changes the ids and prices that all share. Flask: the generator stops by itself one or two events later, unless an `except:` around the `yield` catches everything; a thread that was started for each client does not stop by itself.
    .hint = Print a line when a client comes and when it leaves, and another at each event that is made: after the last one has left, that has to become quiet.

## page

page-missing = The page is served
    .text = The server gives the page at `/`.
    .expected = A GET of the page gets a 200 declared as `text/html`, or a redirect to where it is.
    .why = A page that comes from the same server as the stream can open `/stream` without any special permission (CORS), and whoever has its address has everything.
    .cause = Flask: there is no route `/`, or `render_template` does not find `index.html` because it is not in the folder `templates` (500). Express: `express.static` or `res.sendFile` with a path that depends on where the server was started; `path.join(__dirname, ...)` does not.
    .hint = Open the address of the server in a browser, or ask for it with `curl -i`, and read what the console says meanwhile.

## bonus

ids-grow = Each event has an id that stays its own
    .text = `id:` belongs to its optional part 3. (How browsers use it is in the HTML Standard, §9.2.4.)
    .expected = Every event has an id, an id means the same event to everybody, and a new connection does not begin again below those already given.
    .why = A browser that connects again says which id it saw last. That helps only if this id names one event, whichever connection it came on.
    .cause = The counter lives in the generator or in the handler, so that each connection counts from 1, as in many examples.
    .hint = Ask yourself what should be counted: the events that one client got, or the quotes that the market made?

resumes = Who comes back gets what was missed
    .text = Coming back after an interruption belongs to its optional part 3. (HTML Standard §9.2.4: the browser then sends `Last-Event-ID`.)
    .expected = A client that comes back with `Last-Event-ID: 41` first gets the event that came after number 41.
    .why = Networks fail for some seconds all day long. With resumption the page loses nothing; without it, it does not even know that it did.
    .cause = Neither Flask nor Express does it by itself: the header has to be read, and the last events kept for a while. With a counter for each connection there is nothing to resume.
    .hint = Look at `request.headers.get('Last-Event-ID')` in Flask and `req.get('Last-Event-ID')` in Express, and at a short list of the last events, shared by all connections.

retry-sent = The server says when to come back
    .text = HTML Standard §9.2.6: the field `retry:` sets the time after which a browser connects again. The lab text does not ask for it.
    .expected = Somewhere in the stream there is a line such as `retry: 3000` (milliseconds, digits only).
    .why = A browser waits a few seconds of its own choice. After a restart a server may prefer its clients to come back sooner, or later and not all at once.
    .cause = The field is little known, and everything works without it.
    .hint = One line before the first event is enough.

heartbeat = A comment now and then keeps the connection alive
    .text = HTML Standard §9.2.7 advises a comment line every 15 seconds or so. The lab text does not ask for it, and with a quote every 2 seconds it is hardly needed.
    .expected = Now and then the stream has a line that begins with a colon, such as `: still here`.
    .why = Proxies cut connections that stay silent for long, and many servers only notice that a client has left when they write to it. A comment keeps the line open, and no page sees it.
    .cause = Nothing shows its absence as long as quotes come every few seconds; it matters where they may stop for minutes.
    .hint = Think of what your stream sends when no price moves for a minute.

same-events = Everybody sees the same events
    .text = Good practice: the lab text does not say whether there is one market for everybody or one for each client.
    .expected = Five clients that are subscribed at the same time get the same events.
    .why = Two people who look at the same share should see the same price. When each connection makes its own quotes, prices move faster the more people look, and not at all when nobody does.
    .cause = Each connection has a generator or timer of its own that draws the next price, as in many examples.
    .hint = Separate the two jobs: one thread or timer makes the quotes for all, and each connection only passes them on.

head-answered = A HEAD of the stream is answered
    .text = RFC 9110 §9.3.2: a HEAD gets what a GET would, without the content. The lab text does not mention it.
    .expected = A HEAD of the stream gets a 200 at once.
    .why = Monitoring tools and some proxies ask with HEAD whether an address is alive. One that never answers looks dead, and its timer runs on for nobody.
    .cause = Flask answers by itself. Express passes a HEAD on to the `app.get` handler; without `res.flushHeaders()` the headers wait for a body that never comes.
    .hint = `curl -I` on the stream shows it. In Express, end the answer right after the headers when `req.method` is `HEAD`, before any timer is started.

## advice

stream-renamed = The stream is at /stream
    .text = The endpoint of the stream is `/stream`.
    .expected = The stream is at `/stream`. It is advice only: where it was found elsewhere, it was judged there.
    .why = The path is the agreement between the page and the server. A page that somebody else writes from the lab text looks for `/stream`.
    .cause = Page and server agree on another path, so the two work together and nothing shows.
    .hint = Change the path of the route, and that of `new EventSource(...)` in the page.

## unknown

unknown-no-event-id = The events of your server have no id, so a client that comes back cannot say which it saw last: there was nothing to resume.

## what is wrong in a line

line-trouble = { $trouble ->
        [one-newline] Line { $line } is not followed by an empty line, so that a browser adds the data of the next event to this one. End every event with two line ends: `\n\n`.
        [no-newline] In the middle of line { $line } something new begins that belongs on a line of its own: the line end before it is missing. End every line with `\n`, and every event with `\n\n`.
        [never-ended] The event ends with line { $line }, but the empty line after it, for which a browser waits, did not come. End every event with two line ends: `\n\n`.
        [literal-newline] Line { $line } contains the two characters `\` and `n` where a line end was meant. In your code, write the line ends as `"\n\n"`, not as `"\\n\\n"` or in a raw string, and add them after `json.dumps` or `JSON.stringify`, not before.
        [odd-separator] Line { $line } contains another character where a line end was meant (such as NUL, a form feed or U+2028). For a browser only LF, CR and CRLF end a line: write `\n`.
        [spaces-only] Line { $line } looks empty but holds spaces, so that it does not end the event. The two line ends have to follow one another: `\n\n`. Look at the indentation of a text over several lines.
        [raw-json] Line { $line } holds JSON without `data:` before it, so that a browser skips it. Write `data:` in front of the JSON, and `\n\n` after it.
        [continuation] Line { $line } goes on with JSON that began in a line above, but has no `data:` itself, so that a browser skips it and the JSON is cut short. Send JSON on one line (`json.dumps` without `indent`, `JSON.stringify` with one argument), or write `data:` in front of each of its lines.
        [unknown-field] Line { $line } does not begin with the exact name of a field and a colon, so that a browser skips it. The names are `data:`, `event:`, `id:` and `retry:`: in lower case, at the very start of the line (no space or quotation mark before them), with the colon right behind.
        [event-without-data] Line { $line } names an event, but an empty line follows before its data: the name is lost, and the data goes to `onmessage` without it. Write `event:` and `data:` on two lines in a row, and the empty line after both.
        [no-field] Line { $line } is text without the name of a field, so that a browser skips it. Write `data:` in front of it, and an empty line after it.
        [page] In line { $line } an HTML page or an HTTP answer begins instead of an event. After its headers a stream holds events only: look whether this path leads to your handler at all and what that writes first, and in the console for an error whose page this may be.
        [not-utf8] Line { $line } holds bytes that are not UTF-8; a browser shows “�” there. Encode the text as UTF-8: give Flask or Express text rather than bytes, or use `.encode('utf-8')`.
        [nul-in-id] Line { $line } gives an id with a NUL character in it, so that a browser ignores the id. Write a number or plain text: `id: 42`.
        [retry-not-digits] Line { $line } gives a `retry:` that is not made of digits alone, so that a browser ignores it. Write a whole number of milliseconds: `retry: 3000`.
        [bom-inside] Line { $line } holds a byte order mark (BOM), which is invisible and may only stand at the very start of the stream. Encode with `utf-8` rather than `utf-8-sig` or `utf-16`, and look at files that the text comes from.
       *[other] Something in line { $line } is not read as it was meant. Compare it with the form `data: <json>\n\n`.
    }

## what was observed of the stream

stream-unreachable-seen =
    .pass = A GET of “{ $path }” was answered with code 200.
    .method = A GET of “{ $path }” was answered with code { $code }: this path does not take that method.
    .code = A GET of “{ $path }” was answered with code { $code } instead of 200.
    .silent = A GET of “{ $path }” got no answer in { $waited }, not even headers.
    .cut = A GET of “{ $path }” got no usable answer (“{ $why }”).

not-event-stream-seen =
    .pass = The stream was declared as “{ $type }”.
    .fail = The stream was declared as “{ $type }”.
    .none = The stream came without a type: there was no `Content-Type`.

cache-control-missing-seen =
    .pass = The stream carried “Cache-Control: { $value }”.
    .fail = The stream carried “Cache-Control: { $value }”, with neither `no-cache` nor `no-store` in it.
    .none = The stream came without a `Cache-Control`.

accel-buffering-missing-seen =
    .pass = The stream carried `X-Accel-Buffering: no`.
    .fail = The stream carried “X-Accel-Buffering: { $value }”; only `no` has the effect.
    .none = The stream came without an `X-Accel-Buffering`.

## what was observed of the events

nothing-dispatched-seen =
    .pass = { $events ->
        [one] One event was
       *[other] { $events } events were
    } read from the stream, as a browser reads it.
    .fail = { $bytes ->
        [one] One byte
       *[other] { $bytes } bytes
    } came, and a browser would not have found a single event in them. { line-trouble }

lines-ignored-seen =
    .pass = { $events ->
        [one] One event
       *[other] { $events } events
    } came, and every line was read.
    .fail = { $events ->
        [one] One event
       *[other] { $events } events
    } came, but { $troubles ->
        [one] one line was not read as it was meant.
       *[other] at least { $troubles } lines were not read as they were meant; this is the first.
    } { line-trouble }

not-utf8-seen =
    .pass = All that came was valid UTF-8.
    .fail = What came was not all UTF-8. { line-trouble }

## what was observed of the quotes

data-not-json-seen =
    .pass = The data of { $events ->
        [one] one event was
       *[other] { $events } events was
    } valid JSON.
    .fail = The data of the event that begins in line { $line } is not valid JSON. It begins with “{ $data }”. A strict parser says: “{ $why }” (counted from the beginning of the data).

quote-incomplete-seen =
    .pass = { $quotes ->
        [one] One whole quote was found
       *[other] { $quotes } whole quotes were found
    } in { $events ->
        [one] one event.
       *[other] { $events } events.
    }
    .none = No quote was found in an event whose data begins with “{ $data }”: nothing in it is named like a price or a change.
    .symbol = No symbol was found for a quote in an event whose data begins with “{ $data }”.
    .price = No price was found for a quote in an event whose data begins with “{ $data }”.
    .change = No change was found for a quote in an event whose data begins with “{ $data }”.

numbers-as-text-seen =
    .pass = { $numbers ->
        [one] The only price or change found was a number.
       *[other] All { $numbers } prices and changes found were numbers.
    }
    .fail = A price or a change was sent as `{ $value }`, which is not a number.

## what was observed of the flow

first-event-late-seen =
    .pass = The first event was there after { $took }.
    .fail = The first event was there only after { $took }.
    .none = In { $waited } not a single event came.
    .ended = The stream ended after { $waited }, without a single event.

not-steady-seen =
    .pass = New events came { $ticks } times, usually { $interval } apart.
    .flood = { $events } events came, one right after another, without a pause.
    .together = Usually { $times } quotes of the same symbol came at once, and then none for { $interval }.
    .gap = Events usually came { $interval } apart, but once none came for { $gap }.
    .slow = Events came only every { $interval }; ten seconds is the longest interval that is accepted.

buffered-for-browsers-seen =
    .pass = A client that takes compressed answers, as a browser does, got its first event after { $took } (Content-Encoding: { $encoding }).
    .none = A client that takes compressed answers, as a browser does, got no event for { $waited } (Content-Encoding: { $encoding }). One that does not take them got its events.
    .code = A client that takes compressed answers, as a browser does, was answered with code { $code } instead of 200.
    .undecodable = A client that takes compressed answers, as a browser does, got a stream declared as “Content-Encoding: { $encoding }” that cannot be decompressed (“{ $why }”).

stream-ends-seen =
    .pass = The stream was listened to for { $lived }, and still went on.{ $intervals ->
        [one] {" "}One interval was seen.
       *[other] {" "}{ $intervals } intervals were seen.
    }
    .ended = The stream ended after { $lived } and { $events ->
        [one] one event.
       *[other] { $events } events.
    }
    .cut = The stream was cut off after { $lived } and { $events ->
        [one] one event
       *[other] { $events } events
    } (“{ $why }”).
    .silent = After { $events ->
        [one] one event
       *[other] { $events } events
    } the stream stayed open, but no event came any more for { $silence }.

## what was observed of the subscribers

subscriber-starved-seen =
    .pass = All { $subscribers } clients that were subscribed at the same time got events.
    .fail = Of { $subscribers } clients that were subscribed at the same time, { $served ->
        [one] only one
       *[other] only { $served }
    } got events. The first of the others waited { $waited } in vain.

stream-blocks-others-seen =
    .pass = While streams were open, { $reads ->
        [one] one request for the page was
       *[other] { $reads } requests for the page were
    } answered in time.
    .fail = While { $streams ->
        [one] one stream was
       *[other] { $streams } streams were
    } open, “{ $path }” was not answered in time: the request waited { $waited }.

leavers-still-served-seen =
    .pass = { $left ->
        [one] One client came and left,
       *[other] { $left } clients came and left,
    } and the stream of the one that stayed went on as before.
    .ended = { $left ->
        [one] One client came and left,
       *[other] { $left } clients came and left,
    } and the stream of the one that stayed ended, although it was still listening.
    .silent = { $left ->
        [one] One client came and left,
       *[other] { $left } clients came and left,
    } and then the stream of the one that stayed fell silent: nothing came for { $silence }, although it was still listening.
    .ids = Before { $left ->
        [one] one client
       *[other] { $left } clients
    } came and left, the ids in the stream of the one that stayed usually grew by { $usual } from one event to the next; after that, by { $now }. So events are still made for those that have left.
    .faster = Before { $left ->
        [one] one client
       *[other] { $left } clients
    } came and left, the one that stayed got an event every { $before }; after that, every { $after }.

## what was observed of the page

page-missing-seen =
    .pass = “{ $path }” was answered with a page.
    .moved = “{ $path }” was answered with code { $code }, a redirect; where it leads was not looked at.
    .code = “{ $path }” was answered with code { $code } instead of 200.
    .type = “{ $path }” was answered with code { $code }, but with the type “{ $type }” instead of `text/html` (“—” stands for none at all).
    .none = “{ $path }” got no usable answer in time.

## what was observed beyond the lab text

ids-grow-seen =
    .pass = { $ids ->
        [one] One event had an id,
       *[other] { $ids } events had an id,
    } and none of them named two different events.
    .none = Not every event had an id.
    .again = One connection had got as far as id { $before }, and a later one began at { $first } again.
    .twice = The id “{ $id }” came with two different events.

resumes-seen =
    .pass = A client that came back with `Last-Event-ID: { $last }` first got the event { $first }.
    .fail = A client that came back with `Last-Event-ID: { $last }` first got the event { $first }, which is not the next one.
    .unclear = A client came back with the id that it saw last, but whether it missed anything cannot be told: the ids are not whole numbers, or too few events came.

retry-sent-seen =
    .pass = The stream says to connect again after { $retry }.
    .fail = The stream had no `retry:`.

heartbeat-seen =
    .pass = { $comments ->
        [one] One comment line came.
       *[other] { $comments } comment lines came.
    }
    .fail = No comment line came.

same-events-seen =
    .pass = While { $subscribers } clients were subscribed, { $events ->
        [one] one event came, the same
       *[other] { $events } events came, the same
    } for all.
    .fail = { $subscribers } clients that were subscribed at the same time did not all get the same events.

head-answered-seen =
    .pass = A HEAD of the stream was answered with code 200.
    .code = A HEAD of the stream was answered with code { $code }.
    .none = A HEAD of the stream was not answered in time.

stream-renamed-seen =
    .pass = The stream is at “{ $path }”.
    .fail = The stream is at “{ $path }”, not at `/stream`.
