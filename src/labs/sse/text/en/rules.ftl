### What students read about each rule of the Server-Sent Events lab, and what was observed.
### The form is that of rules.ftl, for the rules, and of seen.ftl, for what was observed.

## stream

stream-unreachable = The stream answers a GET with a 200
    .symptom = The stream cannot be opened
    .text = Lab text: there is an endpoint `/stream`, which the page opens with `new EventSource('/stream')`. (An EventSource always sends a GET.)
    .expected = A GET of the stream gets the code 200, and no other, and its headers within ten seconds; they may come with the first event.
    .why = At any other code, even 202, an EventSource gives up for good: it calls `onerror` once, does not try again, and the page stays empty.
    .cause = Flask: usually the route has another path (404), is declared with `methods=['POST']` alone (405), or raises an exception before the first event (500). Express: usually `app.post` in place of `app.get` (404), or a handler that sends nothing while it waits: the headers only leave with the first `res.write(...)` or with `res.flushHeaders()`.
    .hint = `curl -iN` on the stream shows the code and the headers that really arrive. For a 500, the server’s console names the exception and its line.

not-event-stream = The stream is declared as text/event-stream
    .symptom = The stream is not declared as text/event-stream
    .text = Lab text: the answer of `/stream` has the mimetype `text/event-stream`.
    .expected = The stream carries `Content-Type: text/event-stream`, in upper or lower case. A parameter such as `charset=utf-8` may follow.
    .why = This type tells the browser that events follow. With any other, an EventSource closes the connection and does not try again, even if the events are right.
    .cause = Flask: usually a `Response(generator())` without `mimetype`, which leaves as `text/html`. Express: usually `res.write(...)` alone, which declares no type, or `res.send(...)` or `res.json(...)`, which choose one of their own.
    .hint = Flask: give the `Response` a `mimetype`. Express: call `res.set` or `res.writeHead` before the first `res.write`. `curl -iN` on the stream shows the result.

cache-control-missing = Caches are kept away from the stream
    .symptom = Caches may keep the stream
    .text = Lab text: `Cache-Control: no-cache` is one of the two headers marked as important.
    .expected = `Cache-Control` contains `no-cache`, or `no-store`, which is stricter. Other words may stand beside it, such as `no-transform`.
    .why = A cache on the way that is told nothing may keep an answer. It could show old quotes to the next visitor, or wait for the end of an answer that has none.
    .cause = Neither Flask nor Express adds this header by itself. Flask: often it is set on another `Response` than the one returned. Express: often it comes after the first `res.write`, when the headers have already left.
    .hint = Flask: put it in the `headers` of the `Response`. Express: in `res.set` or `res.writeHead`, before the first event. `curl -iN` on the stream shows what leaves.

accel-buffering-missing = A proxy is asked to pass each event on at once
    .symptom = A proxy may keep events back (X-Accel-Buffering)
    .text = Lab text: `X-Accel-Buffering: no` is one of the two headers marked as important.
    .expected = The stream carries `X-Accel-Buffering: no`.
    .why = Once deployed, many servers stand behind nginx, which usually gathers several kilobytes of an answer before it passes them on: quotes of some sixty bytes would come in heaps, minutes late. This header switches that off for this one answer.
    .cause = It is easily forgotten, because on your own computer all works without it, with Flask as with Express. Or it has another value: nginx only knows `yes` and `no`.
    .hint = Put it beside `Cache-Control`: in the `headers` of the `Response` in Flask, in `res.set` or `res.writeHead` in Express.

## events

nothing-dispatched = A browser finds events in what is sent
    .symptom = A browser finds no event in what is sent
    .text = Lab text: an event has the form `data: <json>\n\n`, and the two `\n` at its end must not be forgotten.
    .expected = Each event is one or more lines that begin with `data:`, followed by an empty line.
    .why = A browser gathers lines until an empty one comes, and only then calls `onmessage`. Without `data:`, or without the empty line, all the bytes arrive and nothing happens on the page, not even an error.
    .cause = Usually one `\n` instead of two at the end of the event, or the two characters `\` and `n` instead of a line end (`\\n`, a raw string). Or `data:` is missing. Flask: `yield json.dumps(quote)`. Express: `res.write(JSON.stringify(quote))`.
    .hint = Look at the raw stream with `curl -N`: each event should begin with `data:` and be followed by an empty line. Compare it with the line of your code that writes it.

lines-ignored = No line of the stream is lost on the way to the page
    .symptom = Lines of the stream are lost on the way to the page
    .text = Lab text: an event has the form `data: <json>\n\n`. How a browser reads the lines is in the HTML Standard, §9.2.5 and §9.2.6.
    .expected = Each line is a field (`data:`, `event:`, `id:` or `retry:`, in lower case, at the very start of the line), a comment that begins with a colon, or empty. JSON on several lines has `data:` before each of them.
    .why = A browser skips a line that it does not know, without a word. Something is then missing on the page: half of the JSON, which `JSON.parse` refuses, or the name of the event.
    .cause = Often JSON laid out on several lines, with `data:` before the first only: `json.dumps(x, indent=2)` in Flask, `JSON.stringify(x, null, 2)` in Express. Or a text between `"""` or backquotes, whose indentation is sent too; a slip in a name (`Data:`, `data :`, `date:`); an empty line between `event:` and its `data:`.
    .hint = Look at the raw stream with `curl -N`: what does each line begin with? JSON without indentation fits on one `data:` line.

not-utf8 = The stream is UTF-8
    .symptom = The stream is not UTF-8
    .text = HTML Standard §9.2.5: an event stream is always encoded as UTF-8. The lab text does not mention it.
    .expected = All that is sent is valid UTF-8, whatever a `charset` in the headers says.
    .why = A browser always reads the stream as UTF-8. Bytes of another encoding show as “�” in place of each “é” or “€”.
    .cause = Flask and Express send text as UTF-8 by themselves; it usually goes wrong where bytes are made by hand. Flask: `.encode('latin-1')` or `.encode('cp1252')`. Express: `res.write(text, 'latin1')` or `Buffer.from(text, 'binary')`.
    .hint = Search your server for `encode`, `Buffer` and `latin1`, and give the framework text instead of bytes.

## quotes

data-not-json = The data of each event is JSON
    .symptom = The data of an event cannot be used as JSON
    .text = Lab text: each event carries JSON, `data: <json>\n\n`.
    .expected = What stands after `data:` is strictly valid JSON, as `JSON.parse` accepts it. Where events have several names (`event:`), this is asked of those that bring quotes.
    .why = The page calls `JSON.parse(event.data)`. Anything else makes that throw an exception, and the quote is not shown.
    .cause = Flask: often `f"data: {"{"}quote{"}"}\n\n"`, which gives Python notation (single quotes, `None`); and `json.dumps` writes `NaN` for a number that is none, which JSON does not have. Express: often an object in a template string, which becomes `[object Object]`. In both: JSON put together by hand, with a quotation mark or a comma missing; what is JSON already encoded once more; `data:` written by hand where a library writes it too.
    .hint = Pass the whole dictionary or object through `json.dumps(...)` or `JSON.stringify(...)`. To find the place, copy a line of `curl -N` into `JSON.parse('...')` in the browser’s console. If a `NaN` comes out, look at how the change is calculated (a division by zero, a missing previous price).

quote-incomplete = Each quote has a symbol, a price and a change
    .symptom = Quotes are incomplete
    .text = Lab text: there is a list of symbols (for example AAPL, GOOG, MSFT, AMZN), each with a price and a positive or negative change.
    .expected = Events bring quotes such as `{"{"}"symbol": "AAPL", "price": 171.5, "change": -0.42{"}"}`: one, a list of them, or an object with one under each symbol. Other usual names are understood, in English and French, and other fields may stand beside them.
    .why = The page needs the symbol to find the element to update, the price to show it, and the change to choose its colour.
    .cause = Flask: often the dictionary lacks a field, for example because the change is left to the page. Express: often a field is `undefined` (a change without a previous price), and `JSON.stringify` leaves it out without a word. In both: a list without symbols, or a message of another kind (“connected”) under the same event name.
    .hint = Look at a few events with `curl -N`. A message that is no quote can have a name of its own (`event: welcome`), so that the page can tell it apart.

numbers-as-text = Prices and changes are numbers
    .symptom = Prices or changes are text, not numbers
    .text = Lab text: each symbol has a price and a positive or negative change. (JSON has numbers for both: RFC 8259 §6.)
    .expected = Prices and changes are JSON numbers, `171.5` rather than `"171.50"`.
    .why = The page calculates with them and compares them. In JavaScript `"9" > "12"` is true, `"2" + 1` is `"21"`, and `price.toFixed(2)` on a text throws an exception: the quote is not shown at all.
    .cause = Usually the number was already made ready for display. Flask: `f"{"{"}price:.2f{"}"}"`, or `json.dumps(..., default=str)` with a `Decimal`. Express: `price.toFixed(2)`, which gives a text. A `null` is often what `JSON.stringify` made of `NaN`.
    .hint = Send the number and let the page choose how to show it. To round: `round(price, 2)` in Python, `Number(price.toFixed(2))` in JavaScript.

## flow

first-event-late = The first event comes soon
    .symptom = The first event comes late, or not at all
    .text = Lab text: quotes are sent at an interval, every 2 seconds for example. Whether the first comes at once or after one interval is left open.
    .expected = The first event comes within ten seconds of the subscription.
    .why = Until it comes the page has nothing to show, and people think that it is broken.
    .cause = Flask: often a list in place of a generator, a `return` in place of a `yield`, or a long `time.sleep` before the first `yield`. Express: often `res.send` or `res.end` once everything is gathered, or a timer with too long a delay. Elsewhere: an output that is never flushed (`wfile.flush()` with Python’s `http.server`).
    .hint = Print a line right before each event is sent, and watch `curl -N` beside it. If the console moves and `curl` does not, something keeps the events back; if neither moves, look at what the code waits for.

not-steady = Events come at an interval, and none is kept back
    .symptom = Events do not come at a steady interval
    .text = Lab text: quotes are sent at an interval, every 2 seconds for example.
    .expected = Events come at an interval of ten seconds or less, without a long gap, each with the empty line that ends it. One event for each symbol at every interval is fine too; several quotes of the same symbol at once are not.
    .why = A quote is only worth something while it is fresh. When events come in heaps, the page stands still and then jumps; a flood of them keeps it busy without end.
    .cause = Heaps: what is written is usually gathered on the way (a missing flush, compression, a proxy). Flood: in Flask often no `time.sleep(2)` in the loop; in Express often `setInterval(f, 2)`, which means 2 milliseconds, or a `sleep` without `await`. Gap: something in the loop takes long, such as a request to another server. One behind: the line ends are written before an event instead of after it (`"\n\ndata: ..."`).
    .hint = `curl -N` shows the rhythm. Look first at the pause, its unit and its place in the loop, then at what stands between your `yield` or `res.write` and the network.

buffered-for-browsers = A browser gets its events as soon as others do
    .symptom = Browsers do not get events as soon as they are sent
    .text = Lab text: the page reads the stream in a browser. (Every browser says in its request that it takes compressed answers: `Accept-Encoding: gzip, deflate, br`.)
    .expected = A client that takes compressed answers gets its first event within ten seconds too, and the others as they are made. Whether the stream is compressed is up to the server.
    .why = With plain `curl` all is well, and in the browser nothing comes: compression gathers text until it has enough of it, and quotes are short.
    .cause = Express: usually `app.use(compression())`, which compresses the stream too. Flask: `Compress(app)`, where events are among the types that it compresses. In front of both: nginx, with `gzip on` for this type. By hand: `gzip.compress(event)` for each event, which ends the compressed data each time; a browser reads no further.
    .hint = `curl -N --compressed` shows what a browser gets. Leave the stream uncompressed: for `compression` in Express, `Cache-Control: no-cache, no-transform` is enough (or call `res.flush()` after each event); for Flask-Compress, look at `COMPRESS_MIMETYPES` and `COMPRESS_STREAMS`.

stream-ends = The stream goes on
    .symptom = The stream stops
    .text = Lab text: the stream has no end.
    .expected = As long as somebody listens, events go on. Here one client listens from the start of the check to its end: at least twenty seconds and six of the stream’s own intervals.
    .why = When a stream ends, a browser connects again some seconds later and has missed what came meanwhile. When it falls silent and stays open, the page learns nothing and keeps showing old prices.
    .cause = Flask: often `for i in range(...)` in place of `while True`, or an exception in the generator, which ends it. Express: often a `res.end()` or `clearInterval(...)` that is reached too early, or an exception in the timer. Elsewhere: a time limit of the server or framework for a whole answer, such as `WriteTimeout` in Go, `server.setTimeout` in Node or `--timeout` of gunicorn, whose default (sync) worker is stopped after 30 s.
    .hint = Look at the server’s console at the moment when the stream stops: an exception shows there. If there is none, look for the ways out of the loop (`break`, `return`, the end of a `range`).

## subscribers

subscriber-starved = Every subscriber is served
    .symptom = Not every subscriber is served
    .text = Lab text: each page that is opened subscribes to `/stream` for itself. Nothing says that only one page is open.
    .expected = When five clients are subscribed at the same time, each of them gets events within ten seconds. So does one that comes back and says with `Last-Event-ID` which event it saw last (HTML Standard, §9.2.3): what it missed, or simply the next ones.
    .why = Each open tab is a subscriber. A second tab that stays empty looks like a broken page.
    .cause = Flask: often one request at a time (`threaded=False`, gunicorn’s default) or few threads (the 4 of waitress), since each stream keeps one; or a shared `queue.Queue`, where each event goes to one reader only. Express: often a single variable that holds the last `res`. Elsewhere: `HTTPServer` in place of `ThreadingHTTPServer`, `time.sleep` in an `async def`. Only who comes back is starved: often `Last-Event-ID` is text and is compared with a number, or an id that is not kept any more is looked for without end.
    .hint = Run `curl -N` on the stream in two terminals. If one of them stays silent, look for what there is only one of: a thread, a process, a variable.

stream-blocks-others = An open stream keeps nobody else waiting
    .symptom = An open stream keeps others waiting
    .text = Lab text: one server has both, the stream at `/stream` and the page at `/`.
    .expected = While one to five streams are open, the page is still answered at once.
    .why = As long as somebody looks at the page, a stream is open. If that keeps the server from answering, the next visitor cannot even load the page.
    .cause = Flask: usually one request at a time (`threaded=False`, gunicorn’s default), fewer threads than open streams, or a lock that a stream keeps. Express: usually a loop that never lets go (`while (Date.now() < end)`). Elsewhere: `HTTPServer` in place of `ThreadingHTTPServer`, `time.sleep` in an `async def`.
    .hint = Keep `curl -N` on the stream open in one terminal and ask for the page in another. If it only comes once the first is stopped, give the server threads (`threaded=True`, `gunicorn --threads`), look for a lock, or wait without blocking (`await asyncio.sleep(...)`, `setInterval`).

leavers-still-served = Subscribers that leave harm nobody
    .symptom = Subscribers that leave disturb those who stay
    .text = Good practice: whoever has left is sent nothing more. The lab text does not mention it.
    .expected = One client stays while twenty others come and leave again. Its stream goes on as before: at the same pace, and with ids that grow by the same step, if there are any. Who comes afterwards gets events too, while that one is still there and after everybody has left.
    .why = Each reload of the page is a subscriber that leaves. If each leaves a timer behind, prices can move faster and faster, and the server slows down until somebody restarts it. If one that has left keeps what sends to all of them waiting, everybody’s page stands still.
    .cause = Express: usually nothing stops the timer of a client that leaves (`res.on('close', () => clearInterval(timer))`), and it goes on changing the ids and prices that all share. Flask: the generator is stopped by itself at its next event or two, but a thread started for each client is not. Go: often a channel of a client that has left, which stays in the list and which nobody reads any more: the next send blocks for all. Elsewhere: the one clock of the market, stopped with its last client and never started again.
    .hint = Print a line when a client comes, when it leaves, and at each event made. Open and stop a few `curl -N`: after the last has left, the console should fall silent, or keep to one event an interval.

stream-server-died = The server lives on when subscribers leave
    .symptom = The server ended, or no longer answers
    .text = Good practice: no client should be able to stop the service for the others. The lab text takes it for granted.
    .expected = After twenty clients have left, and at the end of the check, the server still accepts connections and answers.
    .why = Each reload of the page is a subscriber that leaves. If the process ends with it, every page loses its stream until somebody starts the server again.
    .cause = Express: usually an exception in a timer or in the handler of `close`, for example a write to a `res` that is gone or a name that does not exist; outside of a request, nobody catches it, and Node ends. With Express 4, an exception in an `async` handler does it too. Flask: an exception only costs its own stream; look for `os._exit`, `sys.exit` in a signal handler, or threads without end.
    .hint = Open a few `curl -N` on the stream, stop one of them, and read the last lines of the server’s console: they usually name the exception and its line.

## page

page-missing = The page is served
    .symptom = The page cannot be shown
    .text = Lab text: the server gives the page at `/`.
    .expected = A GET of the page gets a 200 declared as `text/html` with a page in it, or a redirect to where it is.
    .why = A page that comes from the same server as the stream may open `/stream` without any special permission (CORS), and one address is enough for everything.
    .cause = Flask: often there is no route `/`, or `render_template` does not find `index.html` because it is not in the folder `templates` (500). Express: often `express.static('public')`, which depends on where the server was started, or `res.sendFile('index.html')`, which wants an absolute path: `path.join(__dirname, ...)`. If the answer is empty, often a missing `return`, or `res.end()` without what there is to send.
    .hint = Open the server’s address in a browser, or ask for it with `curl -i`, and read what the console says at that moment.

## bonus

ids-grow = Each event has an id that stays its own
    .symptom = Not each event has an id of its own
    .text = Lab text: `id:` belongs to the optional part 3. (How browsers use it is in the HTML Standard, §9.2.4.)
    .expected = Every event has an id, an id means the same event to everybody, and a new connection does not begin again below those already given.
    .why = A browser that connects again says which id it saw last. That helps only if this id names one event, whichever connection it came on.
    .cause = Usually the counter is a local variable of the generator (Flask) or of the handler (Express), so each connection counts from 1, as in many examples.
    .hint = Ask yourself what should be counted: the events that one client got, or the quotes that the market made?

resumes = Who comes back gets what was missed
    .symptom = Who comes back does not get what was missed
    .text = Lab text: coming back after an interruption belongs to the optional part 3. (HTML Standard §9.2.4: the browser then sends `Last-Event-ID`.)
    .expected = A client that comes back with `Last-Event-ID: 41` first gets the event that came after number 41.
    .why = Networks often fail for a few seconds. With resumption the page loses nothing; without it, it does not even know that something is missing.
    .cause = Neither Flask nor Express does it by itself: the header has to be read, and the last events kept for a while. With a counter for each connection there is nothing to resume.
    .hint = Look at `request.headers.get('Last-Event-ID')` in Flask and `req.get('Last-Event-ID')` in Express, and at a short list of the last events, shared by all connections.

retry-sent = The server says when to come back
    .symptom = The server does not say when to come back
    .text = HTML Standard §9.2.6: the field `retry:` sets the time after which a browser connects again. The lab text does not ask for it.
    .expected = Somewhere in the stream there is a line such as `retry: 3000` (milliseconds, digits only).
    .why = A browser waits a few seconds of its own choice. After a restart a server may prefer its clients to come back sooner, or later and not all at once.
    .cause = The field is little known, and all works without it, in Flask as in Express.
    .hint = One line before the first event is enough: `yield "retry: 3000\n\n"` in Flask, `res.write("retry: 3000\n\n")` in Express.

heartbeat = A comment now and then keeps the connection alive
    .symptom = No comment keeps the connection alive
    .text = HTML Standard §9.2.7 advises a comment line every 15 seconds or so. The lab text does not ask for it, and with a quote every 2 seconds it is hardly needed.
    .expected = Now and then the stream has a line that begins with a colon, such as `: still here`.
    .why = Proxies cut connections that stay silent for long, and many servers only notice that a client has left when they write to it. A comment keeps the line open, and no page sees it.
    .cause = Neither Flask nor Express sends one by itself, and nothing shows its absence while quotes come every few seconds. It matters where they may stop for minutes.
    .hint = Think of what your stream sends when no price moves for a minute.

same-events = Everybody sees the same events
    .symptom = Not everybody sees the same events
    .text = Good practice: the lab text does not say whether there is one market for everybody or one for each client.
    .expected = Five clients that are subscribed at the same time get the same events.
    .why = Two people who look at the same share should see the same price. When each connection makes its own quotes from shared prices, these move faster the more people look, and not at all when nobody does.
    .cause = Usually each connection has its own generator (Flask) or timer (Express) that draws the next price, as in many examples.
    .hint = Separate the two jobs: one thread or timer makes the quotes for all, and each connection only passes them on.

head-answered = A HEAD of the stream is answered
    .symptom = A HEAD of the stream is not answered with a 200
    .text = RFC 9110 §9.3.2: a HEAD gets what a GET would, without the content. The lab text does not mention it.
    .expected = A HEAD of the stream gets a 200 at once.
    .why = Monitoring tools and some proxies ask with HEAD whether an address is alive. One that never answers looks dead.
    .cause = Flask answers by itself. Express passes a HEAD on to the `app.get` handler, and without `res.flushHeaders()` the headers usually wait for a body that never comes.
    .hint = `curl -I` on the stream shows it. In Express, end the answer right after the headers when `req.method` is `HEAD`, before any timer is started.

## advice

stream-renamed = The stream is at /stream
    .symptom = The stream is not at /stream
    .text = Lab text: the endpoint of the stream is `/stream`.
    .expected = The stream is at `/stream`. It is advice only: where it was found elsewhere, it was judged there.
    .why = The path is the agreement between the page and the server. A page that somebody else writes from the lab text looks for `/stream`.
    .cause = Page and server agree on another path, so they work together and nothing shows. Flask: `@app.route('/...')`. Express: `app.get('/...')`.
    .hint = Change the path of the route, and that of `new EventSource(...)` in the page.

quote-never-changes = Prices move
    .symptom = Prices never move
    .text = Lab text: quotes are sent at an interval, and the page shows how each price moves. How prices are made up is left open.
    .expected = Not every quote of a symbol is the same. It is advice only.
    .why = A page whose prices never move shows nothing of what the stream brings: nobody can tell whether it works.
    .cause = Usually the quote is made once, when the server starts or the client comes, and the loop sends the same one again and again. Flask: `json.dumps(...)` before the `while True`. Express: `JSON.stringify(...)` outside of the `setInterval`.
    .hint = Look at where the random number is drawn: inside the loop, or before it?

event-named-error = No event is named “error” or “open”
    .symptom = An event is named “error” or “open”
    .text = HTML Standard §9.2.2: an EventSource tells the page by events named `error` and `open` what becomes of its connection. The lab text leaves the names of events open.
    .expected = Events that the server names have other names than these two. It is advice only.
    .why = An event that the server names `error` calls `onerror`, as if the connection were lost: a page that then says so, or closes the stream, does it without cause.
    .cause = Usually a message about a problem of the server is sent as `event: error`. Flask: `yield "event: error\n..."`. Express: `res.write("event: error\n...")`.
    .hint = Choose a name of your own, such as `event: problem`, and listen to that one in the page.

## unknown

unknown-no-event-id = The events of your server have no id, so a client that comes back cannot say which it saw last: there was nothing to resume.

## what is wrong in a line

line-trouble = { $trouble ->
        [one-newline] Line { $line } is not followed by an empty line: a browser adds the data of the next event to this one. End every event with two line ends: `\n\n`.
        [no-newline] In the middle of line { $line } something begins that belongs on a line of its own: the line end before it is missing. End every line with `\n`, and every event with `\n\n`.
        [never-ended] The event ends with line { $line }, but the empty line that a browser waits for did not come after it. End every event with two line ends: `\n\n`.
        [literal-newline] Line { $line } contains the two characters `\` and `n` where a line end was meant. In your code, write the line ends as `"\n\n"`, not as `"\\n\\n"` or in a raw string, and add them after `json.dumps` or `JSON.stringify`, not before.
        [odd-separator] Line { $line } contains another character where a line end was meant (such as NUL, a form feed or U+2028). For a browser only LF, CR and CRLF end a line: write `\n`.
        [spaces-only] Line { $line } looks empty but holds spaces, and so does not end the event. The two line ends have to follow one another: `\n\n`. Look at the indentation of a text over several lines.
        [raw-json] Line { $line } holds JSON without `data:` before it: a browser skips it. Write `data:` in front of the JSON, and `\n\n` after it.
        [continuation] Line { $line } goes on with JSON that began in a line above, but has no `data:` itself: a browser skips it, and the JSON is cut short. Send JSON on one line (`json.dumps` without `indent`, `JSON.stringify` with one argument), or write `data:` in front of each of its lines.
        [unknown-field] Line { $line } does not begin with the exact name of a field and a colon: a browser skips it. The names are `data:`, `event:`, `id:` and `retry:`: in lower case, at the very start of the line (no space or quotation mark before them), with the colon right behind.
        [event-without-data] Line { $line } names an event, but an empty line follows before its data: the name is lost, and the data goes to `onmessage` without it. Write `event:` and `data:` on two lines in a row, and the empty line after both.
        [no-field] Line { $line } is text without the name of a field: a browser skips it. Write `data:` in front of it, and an empty line after it.
        [page] In line { $line } an HTML page or an HTTP answer begins instead of an event. After its headers a stream holds events only: check that this path leads to your handler, and look at the console: this may be the page of an error.
        [not-utf8] Line { $line } holds bytes that are not UTF-8; a browser shows “�” there. Encode the text as UTF-8: give Flask or Express text rather than bytes, or use `.encode('utf-8')`.
        [nul-in-id] Line { $line } gives an id with a NUL character in it: a browser ignores the id. Write a number or plain text: `id: 42`.
        [retry-not-digits] Line { $line } gives a `retry:` that is not made of digits alone: a browser ignores it. Write a whole number of milliseconds: `retry: 3000`.
        [bom-inside] Line { $line } holds a byte order mark (BOM), which is invisible and may only stand at the very start of the stream. Encode with `utf-8` rather than `utf-8-sig` or `utf-16`, and look at files that the text comes from.
       *[other] Something in line { $line } is not read as it was meant. Compare it with the form `data: <json>\n\n`.
    }

## what was observed of the stream

stream-unreachable-seen =
    .pass = A GET of “{ $path }” was answered with code 200.
    .method = A GET of “{ $path }” was answered with code { $code }: this path does not take that method.
    .code = A GET of “{ $path }” was answered with code { $code } instead of 200.
    .success = A GET of “{ $path }” was answered with code { $code }. An EventSource takes 200 alone: no browser opens this stream.
    .error = A GET of “{ $path }” was answered with code { $code } instead of 200. Your server says: “{ $said }”.
    .nowhere = A GET of “{ $path }” was answered with code { $code } instead of 200. No stream was found at any other path that was tried either: { $tried }. If yours has another name, write it in a contract file: `path` in `[stream]`.
    .silent = A GET of “{ $path }” got no answer in { $waited }, not even headers.
    .cut = A GET of “{ $path }” got no usable answer (“{ $why }”).

not-event-stream-seen =
    .pass = The stream was declared as “{ $type }”.
    .fail = The stream was declared as “{ $type }” instead of `text/event-stream`.
    .none = The stream declared no type: there was no `Content-Type`.

cache-control-missing-seen =
    .pass = The stream carried “Cache-Control: { $value }”.
    .fail = The stream carried “Cache-Control: { $value }”, with neither `no-cache` nor `no-store` in it.
    .none = The stream came without a `Cache-Control` header.

accel-buffering-missing-seen =
    .pass = The stream carried `X-Accel-Buffering: no`.
    .fail = The stream carried “X-Accel-Buffering: { $value }”; only `no` has the effect.
    .none = The stream came without an `X-Accel-Buffering` header.

## what was observed of the events

nothing-dispatched-seen =
    .pass = { $events ->
        [one] One event was
       *[other] { $events } events were
    } read from the stream, as a browser reads it.
    .fail = { $bytes ->
        [one] One byte
       *[other] { $bytes } bytes
    } came, and a browser would not find a single event in them. { line-trouble }

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
    .fail = Not all of what came was UTF-8. { line-trouble }

## what was observed of the quotes

data-not-json-seen =
    .pass = The data of { $events ->
        [one] one event was
       *[other] { $events } events was
    } valid JSON.
    .fail = The data of the event that begins in line { $line } is not valid JSON. It begins with “{ $data }”. A strict parser says: “{ $why }” (counted from the beginning of the data).
    .prefix = The data of the event that begins in line { $line } begins with “{ $data }”: `data:` stands there twice, and the second one is part of the data. What you give to the library that writes events, or to your own function, is the data alone.
    .twice = The data of the event that begins in line { $line } is JSON in JSON, encoded twice. It begins with “{ $data }”: `JSON.parse` makes a text of it, which has neither a symbol nor a price. Call `json.dumps` or `JSON.stringify` once only.

quote-incomplete-seen =
    .pass = { $quotes ->
        [one] One whole quote was found
       *[other] { $quotes } whole quotes were found
    } in { $events ->
        [one] one event.
       *[other] { $events } events.
    }
    .none = No quote was found in an event whose data begins with “{ $data }”: no field in it has a usual name for a price or a change.
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
    .pass = The first event came after { $took }.
    .noise = The first event came after { $took }, which is in time: the machine itself was up to { $noise } late then.
    .fail = The first event came only after { $took }.
    .none = In { $waited } not a single event came.
    .ended = The stream ended after { $waited }, without a single event.
    .flood = So much came at once that it was not listened to any longer, and not a single event was among it ({ $bytes ->
        [one] one byte was
       *[other] { $bytes } bytes were
    } kept).

not-steady-seen =
    .pass = New events came { $ticks } times, usually { $interval } apart.
    .behind = Each event was one interval of { $interval } late: its line was there, and the empty line that ends it came with the next event only.
    .flood = { $events } events came with hardly a pause between them.
    .together = Usually { $times } quotes of the same symbol came at once, then none for { $interval }.
    .gap = Events usually came { $interval } apart, but once none came for { $gap }.
    .slow = Events came only every { $interval }; an interval of up to ten seconds is accepted.

buffered-for-browsers-seen =
    .pass = A client that takes compressed answers, as a browser does, got its first event after { $took } (Content-Encoding: { $encoding }; “—” stands for none).
    .noise = A client that takes compressed answers, as a browser does, got its first event after { $took }, which is in time: the machine itself was up to { $noise } late then (Content-Encoding: { $encoding }; “—” stands for none).
    .heaps = A client that takes compressed answers, as a browser does, got events { $times } times, in heaps, while one that does not take them got some { $usual } times (Content-Encoding: { $encoding }; “—” stands for none).
    .silent = A client that takes compressed answers, as a browser does, got events { $times } times and then none for { $silence }, while one that does not take them got some { $usual } times and went on (Content-Encoding: { $encoding }; “—” stands for none).
    .members = A client that takes compressed answers, as a browser does, got a stream declared as “Content-Encoding: { $encoding }” whose compressed data ended before the stream did: each event is compressed for itself. A browser reads the first one and nothing after it.
    .none = A client that takes compressed answers, as a browser does, got no event for { $waited } (Content-Encoding: { $encoding }; “—” stands for none). One that does not take them got its events.
    .flood = A client that takes compressed answers, as a browser does, got so much at once that it did not listen any longer, and not a single event was among it (Content-Encoding: { $encoding }; “—” stands for none).
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
    } the stream stayed open, but for { $silence } no other event came.

## what was observed of the subscribers

subscriber-starved-seen =
    .pass = All { $subscribers } clients that were subscribed at the same time got events.
    .fail = Of { $subscribers } clients that were subscribed at the same time, only { $served ->
        [one] one was
       *[other] { $served } were
    } sent events as they should be. The first of the others waited { $waited }.
    .back = A client that came back with “Last-Event-ID: { $last }”, as a browser does whose connection broke, got no event in { $waited }. One that came after it without that header got its events.
    .back-code = A client that came back with “Last-Event-ID: { $last }”, as a browser does whose connection broke, was answered with code { $code }. One that came after it without that header got its events.

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
    .late = { $left ->
        [one] One client came and left,
       *[other] { $left } clients came and left,
    } and one that came after them got no event for { $waited }.
    .ids = Before { $left ->
        [one] one client
       *[other] { $left } clients
    } came and left, the ids in the stream of the one that stayed usually grew by { $usual } from one event to the next; after that, by { $now }. It looks as if events were still made for those that have left.
    .faster = Before { $left ->
        [one] one client
       *[other] { $left } clients
    } came and left, the one that stayed got an event every { $before }; after that, every { $after }.

stream-server-died-seen =
    .pass = { $left ->
        [one] One subscriber left,
       *[other] { $left } subscribers left,
    } and your server still answered.
    .left = { $at } after the start of the check, when { $left ->
        [one] a subscriber had
       *[other] { $left } subscribers had
    } just left, your server ended every stream; then it refused every connection and answered nothing any more.
    .fail = From { $at } after the start of the check, your server refused every connection and answered nothing any more.

## what was observed of the page

page-missing-seen =
    .pass = “{ $path }” was answered with a page.
    .moved = “{ $path }” was answered with code { $code }, a redirect; where it leads was not looked at.
    .code = “{ $path }” was answered with code { $code } instead of 200.
    .type = “{ $path }” was answered with code { $code }, but with the type “{ $type }” (“—” stands for none) instead of `text/html`.
    .not-utf8 = “{ $path }” was answered with a page that is declared as UTF-8 and is not: a browser shows “�” for its accents.
    .empty = “{ $path }” was answered with code { $code } and nothing in it: a browser shows a white page.
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

quote-never-changes-seen =
    .pass = Quotes of the same symbol differed.
    .fail = { $quotes } quotes came, and those of the same symbol all had the same price and the same change.

event-named-error-seen =
    .pass = No event was named “error” or “open”.
    .fail = The event that begins in line { $line } is named “{ $name }”, as a browser names what it tells of the connection.
