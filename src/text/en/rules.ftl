### What students read about each rule of the long-polling lab.
### The value is what a good server does; the attributes say where the rule comes from, what is
### expected, why it matters, what usually causes the fault, and what to look at next.

## contract

state-not-json = Answers are JSON with a status and a version
    .text = “Immediately return the `current_task_status` and its `status_version`.” (JSON is the format the lab text has in mind: “an empty JSON”.)
    .expected = An immediate answer of the poll endpoint is a 200 whose body is a strictly valid JSON object holding the status and its version, for example `{"{"}"status": "En cours", "version": 3{"}"}`.
    .why = The client shows the status and sends the version back in its next poll. Unless it can read both with an ordinary JSON parser, it cannot follow the state, and nothing else can be checked.
    .cause = Flask: `str(data)` or an f-string gives Python notation (single quotes, `None`), which is not JSON. Express: `res.send(status)` or a template string sends plain text. In both, an exception in the handler sends an HTML error page instead.
    .hint = Return a dict or `jsonify(...)` in Flask, call `res.json(...)` in Express, and put both fields in the object. `curl -i` on the poll endpoint shows what really goes out.

wrong-content-type = JSON answers are declared as JSON
    .text = RFC 8259 §11 (the media type of JSON is application/json) and RFC 9110 §8.3 (an answer with content states its type). The lab text does not mention it.
    .expected = Every answer with a JSON body carries `Content-Type: application/json` (`text/json` and the `+json` types are accepted too).
    .why = Clients choose how to read a body by its type: many libraries only parse JSON that says it is JSON, and a browser that is told `text/html` would interpret any tag found in a status.
    .cause = Flask: a string made with `json.dumps` leaves with the default type, `text/html`. Express: `res.send(JSON.stringify(x))` does the same, and a bare `res.end(...)` declares no type at all.
    .hint = Let the framework serialise: return the dict itself or `jsonify(...)` in Flask, call `res.json(...)` in Express. Both set the header for you.

update-not-by-post = The update is a POST
    .text = “Create an HTTP endpoint (e.g. `POST /update-status`) that accepts a new status as a parameter.”
    .expected = The status is changed by a POST (PUT or PATCH are fine too), answered with a 2xx; a GET changes nothing.
    .why = A GET is supposed to be harmless (RFC 9110 §9.2.1): browsers, link previews and crawlers may send one without asking anybody, and a cache may answer it without the server ever seeing it.
    .cause = Flask: `@app.route(...)` without `methods` does not accept POST. Express: the route is declared with `app.get` so that it can be tried from the address bar.
    .hint = Declare the route with `methods=['POST']` (or `@app.post`) in Flask, `app.post` in Express, and read the new status from the JSON body: `request.get_json()`, or `req.body` with `express.json()`.

## parameter

parameter-renamed = The poll parameter is named last_version
    .text = “This endpoint must accept a parameter `last_version` sent by the client.”
    .expected = The poll endpoint reads the client’s version from the query parameter `last_version`, spelled exactly so: `GET /poll-status?last_version=3`.
    .why = The name is the agreement between clients and server. A client written from the lab text by somebody else would look like one that knows no version: it would get an error, or an immediate answer every time and so loop without end.
    .cause = The page and the server agree on another name (`lastVersion`, `version`, `since`), so the two work together and nothing shows. Flask reads it in `request.args.get('...')`, Express in `req.query`.
    .hint = Look for the name in `request.args` or `req.query`, change it to `last_version`, and change it in your page’s script too.

## behind

behind-kept-waiting = A client that is behind is answered at once
    .text = “If `last_version` is less than `current_task_status_version`, the status has changed. Immediately return the `current_task_status` and its `status_version`.”
    .expected = Every poll whose `last_version` is older than the current version gets a 200 at once with the current status and version, whichever client asks and however many do.
    .why = A page that has just loaded, or that missed a change while reconnecting, shows something outdated. Each second it is kept waiting is a second longer that its user sees a wrong status.
    .cause = The handler starts waiting before it compares. Flask: `request.args.get(..., type=int)` silently gives the default when the text is not an integer, such as a timestamp with decimals. Express: `parseInt` or `Number` gave `NaN`, and every comparison with `NaN` is false.
    .hint = Compare first, wait only if there is nothing new. Log the `last_version` you receive, its type and the current version, just before the comparison.

stale-pair = Every answer shows the current status and version
    .text = “When a new status is received, update `current_task_status` and increment `status_version`.”
    .expected = Once an update has been answered with success, every later answer shows the status and version of that update, or of a newer one.
    .why = Whoever has just seen “updated” trusts the next read. If that read still shows the old state, users repeat the action or decide on outdated information.
    .cause = Flask: without `global`, `current_task_status = ...` creates a local variable and the shared one keeps its value. Express: a `let` or `const` inside the handler hides the shared variable in the same way. In both: the state is stored after the answer (timer, background task, promise not awaited), or an answer prepared earlier is sent again.
    .hint = Check that the update writes to the one shared state before it answers, and that each answer is built from that state at the moment it is sent.

status-mangled = The status comes back exactly as it was sent
    .text = “Keeps the current state of a task (e.g. ‘En attente’, ‘En cours’, ‘Terminée’, ‘Échec’).” On the encoding: RFC 8259 §8.1, JSON is exchanged in UTF-8.
    .expected = A status such as “Échec” or “Terminée”, once sent, is read back with the same characters. JSON escapes of accented letters are fine: they decode to the same text.
    .why = Users would read “Ã‰chec” or “?chec”, and a client that compares the status with a known value would no longer recognise it.
    .cause = Both frameworks read and write JSON in UTF-8 by themselves; the damage comes from what is done by hand. Flask: `request.data.decode('latin-1')` or `.encode('ascii', 'replace')`. Express: a body gathered with `body += chunk`, which can cut a character in two, or read with `toString('latin1')`.
    .hint = Let `request.get_json()` with `jsonify(...)`, or `express.json()` with `res.json(...)`, do the decoding and encoding, and look for any `encode`, `decode`, `Buffer` or `toString` in between.

state-not-shared = All clients see the same state
    .text = “Check that each client shows the same initial status.”
    .expected = There is one state for everybody: after an update, any client, on a new connection and without cookies, reads the same status and version.
    .why = If the answer depends on who asks, or on which process answers, two people looking at the same task see different things, and some waiting clients never hear of an update.
    .cause = Flask: state kept in `session` or `g`, or several processes (`gunicorn -w 4`) that each have their own variables. Express: state in `req.session` or inside the handler, or several processes through `cluster` or PM2.
    .hint = Keep the state in one module-level place and serve it from one process (one worker with many threads for gunicorn, one instance for PM2). Several processes would need a shared store and a way to notify each other.

compared-as-text = Versions are compared as numbers
    .text = “If `last_version` is less than `current_task_status_version`, the status has changed.”
    .expected = Versions that are integers are ordered as numbers: when the current version is 12, a poll with `last_version=9` is answered at once.
    .why = As text, “9” comes after “12”. All goes well up to version 9; then clients that are behind are taken for up to date and stay on an old status.
    .cause = A query parameter always arrives as text. Flask: `request.args.get('last_version')` without `type=int`, compared with `str(version)`. Express: `req.query.last_version` compared with a version that is a string too; JavaScript then compares character by character.
    .hint = Keep the version as a number and convert what you receive before comparing: `type=int` in `request.args.get`, `Number(...)` or `parseInt(..., 10)` in Express.

## held

not-held = An up-to-date poll is held while nothing changes
    .text = “If `last_version` is equal to `current_task_status_version`, the status has not changed. The server must keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds).”
    .expected = A poll with the current version gets no answer until an update comes or the maximum time is over: 25 to 30 s in the lab text; here, by default, a hold of at least 5 s is accepted.
    .why = This is the heart of long polling. If the answer comes at once, the page asks again at once, and client and server exchange hundreds of requests a second to say that nothing has happened.
    .cause = Text compared with a number (`"3" == 3` is false in Python, and so is `"3" === 3` in JavaScript), so that no client ever looks up to date; or `<=` where `<` was meant. Flask: a shared `threading.Event` stays set after the first update, so `wait()` returns at once. Express: the promise is not awaited, or `setTimeout` is given 25 (milliseconds) for 25 seconds.
    .hint = Log both versions with their types just before the comparison, then check that the waiting branch is reached and really waits: state of the `Event`, unit of the delay, `await` in place.

## wake

waiter-not-woken = One update wakes every waiting poll
    .text = “If `current_task_status` changes […], the server must immediately return the new status and its version to all waiting requests and close these connections.”
    .expected = One update is enough to release all the polls that were waiting, whether there are 2 or 10.
    .why = Every open tab is a waiting poll. Those that are not woken show the old status until the next update or the end of their hold.
    .cause = Flask: `Condition.notify()` wakes only one thread; an item of a shared `queue.Queue` goes to one reader only; an `asyncio.Event` does not work between Flask’s async views, which each run in their own event loop. Express: a single variable holds the last `res`. In both: a list changed while it is being walked (`splice` in a `forEach`, `remove` in a `for`) skips every other waiter.
    .hint = Keep one entry per waiting request, and set the whole list aside (copy it, then empty it) before you answer each of them. With a `Condition` in Flask, look at `notify_all()`.

woken-late = Waiting polls are woken promptly
    .text = “The server must immediately return the new status and its version to all waiting requests”; “all open clients update their display almost instantly”.
    .expected = A waiting poll is answered a few milliseconds after the update is sent. Up to about 250 ms earns all the points; more is allowed on a slow machine or link.
    .why = Promptness is why long polling is chosen over asking every second. A delay of a second at each change makes the page feel slow and lets two tabs disagree.
    .cause = The poll waits by looking at the state from time to time: `time.sleep(1)` in a loop in Flask, `setInterval(..., 1000)` in Express. Flask too: an `asyncio.Event` set from another thread goes unnoticed until the timeout of the wait.
    .hint = Replace the periodic look by something that the update triggers: `threading.Event` or `Condition` in Flask; in Express, a stored `res` that is answered, or a promise that is resolved, by the update.

woken-with-old-pair = Woken polls carry the new status and version
    .text = “[…] immediately return the new status and its version to all waiting requests”.
    .expected = The answer that ends the wait holds the status and version left by the update, not those from before it.
    .why = A client that is woken with the old version shows nothing new, then asks again with that version: the change arrives late, or costs one request too many each time.
    .cause = The update notifies before it stores the new state. Or the poll copied the status and version into local variables before waiting (in Express, into the closure that answers later) and sends this copy.
    .hint = In the update, store the status and version first, notify next. In the poll, read both after the wake-up, under the lock in Flask.

## while-held

update-blocked = An update goes through while polls are waiting
    .text = “While the connection is kept open, if `current_task_status` changes (following a call to `/update-status`) […]”.
    .expected = With 1, 2, 5 and then 10 polls waiting, an update is taken into account at once: it gets its answer or wakes the waiting polls.
    .why = Waiting is the normal state of a long-polling server: there is nearly always somebody on hold. If that prevents updates, the news that everybody is waiting for cannot come in.
    .cause = Flask: requests are served one at a time or nearly (`threaded=False`, gunicorn’s single default worker, waitress’s 4 default threads), or a lock is kept while waiting (`with lock: event.wait(...)`). Express: a loop such as `while (Date.now() < end)` keeps the only thread busy.
    .hint = Check that nothing is locked during the wait: let go of the lock before `Event.wait`, or use `Condition.wait`, which does so itself. Then count the threads your server has, or, in Express, replace the loop by a stored `res` or an awaited promise.

update-answered-late = The update is answered without delay
    .text = “This endpoint does not need Long Polling, it is only there to simulate a change of state.”
    .expected = While polls are waiting, the POST gets its own answer soon (well under 2 s), without waiting for them to be gone.
    .why = Whoever changes the status wants to know that it was accepted. If the answer is slow to come, the user clicks again or thinks that it failed.
    .cause = Flask: the update sleeps “to leave the others time”, waits for the polls (`join()`, a `Barrier`), or needs a lock that they hold. Express: it awaits the waiting polls (`await Promise.all(...)`) before `res.json(...)`.
    .hint = Waking is enough: `Event.set()`, `notify_all()` and `res.json(...)` do not wait for the client. Look for what comes between the change of state and the update’s own answer.

read-blocked = Other polls are answered while some are waiting
    .text = “If `last_version` is less than `current_task_status_version` […] Immediately return […]”; “Open several browser tabs on the client page.”
    .expected = With 1 and then 10 polls on hold, a poll with an old version is still answered at once.
    .why = One open tab must not prevent the next one from loading. A newcomer who has to wait for the end of somebody else’s hold sees a blank page for half a minute.
    .cause = Flask: too few threads for the number of waiting polls (`threaded=False`, gunicorn’s default worker, waitress’s 4 threads), or a lock taken for reading that a waiting poll keeps. Express: a blocking loop inside the handler. Elsewhere: `time.sleep` in an `async def` served by an ASGI server.
    .hint = Try it with two terminals: a `curl` on hold in one, a `curl` with an old version in the other. If the second waits, look for the lock kept during the wait, then at the number of threads.

busy-wait = A poll that waits leaves the processor alone
    .text = “Keep the HTTP connection open for a maximum duration”: the lab text says that a request waits, and RFC 6202 §5 that a server should hold many of them with few resources.
    .expected = While polls are held and nothing happens, the server uses next to no processor time. A loop that looks every few milliseconds is fine here; one that never pauses is not.
    .why = One open tab keeps a whole core busy, five of them the machine: the fan turns, the battery empties, and every other request, the update among them, has to fight for its turn.
    .cause = A loop that asks without a pause: Flask: `while version == last_version and time.time() < end: pass`; Express: `while (Date.now() < end)` or a promise that resolves at once in a loop (`setImmediate`, `await null`); `asyncio.sleep(0)`.
    .hint = Wait to be woken: `Condition.wait_for` or an `Event` with a timeout in Flask, a stored `res` or a promise in Express. Watch `top` while one `curl` is on hold: the server should be at 0 %.

## versions

version-not-growing = Each new status gets a greater version
    .text = “When a new status is received, update `current_task_status` and increment `status_version`.”
    .expected = Three different statuses sent one after another give three versions, each greater than the one before (or, for versions that are text, never seen before). A step of 1 is not required, and the same status sent again may keep its version.
    .why = The version is all that a client has to know whether something changed. If it stays the same or goes back, the client takes a new status for an old one and keeps waiting.
    .cause = The increment is missing from one branch, or is made on a local variable. A timestamp rounded to the second (`int(time.time())`, `Math.floor(Date.now() / 1000)`) is the same for two close updates. A random number does not grow.
    .hint = Increase a counter wherever the status changes, and nowhere else. If you prefer a timestamp, keep its full precision and make sure that it is greater than the previous one.

version-ambiguous = Each version stands for one status only
    .text = “Associate a ‘version number’ or a ‘timestamp’ with this state to know when it changed.”
    .expected = Even when several updates and reads come at the same time, a given version always comes with the same status, and versions never go back.
    .why = If version 7 means “En cours” for one client and “Terminée” for another, both think that they are up to date and nothing will ever put the wrong one right.
    .cause = Flask: writing the status and writing the version are two steps, and without a lock another thread can come in between; a read without the lock can see one new and one old. Express: an `await` between reading the version and writing it, or between the two writes, lets another request in. In both: a timestamp shared by two updates of the same instant.
    .hint = Change the status and the version as one: under the same lock, used for reading both too, in Flask; without any `await` between the two in Express.

## hold-end

hold-never-ends = A hold ends by itself after a maximum time
    .text = “The server must keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds).”
    .expected = When nothing changes, the server answers by itself after its maximum time: 25 to 30 s in the lab text; here, by default, a hold of up to 65 s is accepted.
    .why = Proxies and routers cut connections that stay silent too long, and the client cannot tell a quiet server from a dead one. Each hold that never ends also keeps a connection, and often a thread.
    .cause = Flask: `Event.wait()` or `Condition.wait()` without a `timeout`, or a loop that starts the full delay again after each wake-up. Express: no `setTimeout` for the waiting request, or one cleared too early; Node does not limit how long an answer takes.
    .hint = Give `wait` its `timeout` in Flask and use what it returns; start a timer for each waiting `res` in Express. In a loop, compute the deadline once, before the loop.

no-change-unclear = The end of a hold says “no change”
    .text = “If the maximum delay is reached without a change of state, the server must return a status meaning ‘no change’ (e.g. a 204 No Content code, or an empty JSON) and close the connection.”
    .expected = At the end of a hold the answer is a 204, or a 200 that announces no new version (an empty object `{"{"}{"}"}` for example).
    .why = The client has to tell “nothing new, ask again” from a failure. 408, 500 and 504 announce an error, after which many clients show a message or slow down; 304 only answers a conditional request.
    .cause = The code was chosen for its name: 408 speaks of a request that came in too slowly, 504 of a proxy. Flask: an uncaught `queue.Empty` or `asyncio.TimeoutError` becomes a 500. Express: a `Promise.race` whose timer rejects, with no `catch`, becomes a 500 as well with Express 5 (with Express 4, Node stops).
    .hint = Treat the end of the delay as a normal case, with an answer of its own: `return '', 204` in Flask, `res.status(204).end()` in Express.

body-after-204 = A 204 has no body
    .text = RFC 9110 §15.3.5 (a 204 ends with its header section, it has no content) and §8.6 (no `Content-Length` in a 204).
    .expected = A 204 ends right after its headers: not one byte of body, and no `Content-Length` above 0.
    .why = After a 204 the client looks for the next answer at once. Bytes left over would be read as the beginning of that answer, which then makes no sense.
    .cause = Flask and Express both drop the body of a 204. It comes back in answers written by hand: `wfile.write(...)` after `send_response(204)` with Python’s `http.server`, a raw socket, or a `Content-Length` header set explicitly in Express.
    .hint = Either send a 204 without any body or length, or a 200 with the JSON `{"{"}{"}"}`. `curl -i` shows the headers of the answer at the end of a hold.

## lost

lost-wakeup = No wake-up is lost
    .text = “While the connection is kept open, if `current_task_status` changes […], the server must immediately return the new status and its version to all waiting requests”.
    .expected = A poll that arrives at the very moment of an update is answered: at once with the new version, or woken just after. No order of events leaves it waiting.
    .why = The client that falls into the gap shows an old status until the next update or the end of its hold. It is rare and hard to see by hand, but with many clients it happens every day.
    .cause = Checking the version and joining the waiting list are two separate steps; an update in between finds nobody to wake. Flask: the lock is released between the two, or a shared `Event` gets `set()` and at once `clear()`. Express: there is an `await` between the comparison and the `push` into the list.
    .hint = Make both steps one: compare and register under the same lock (`Condition.wait_for` is made for this), or compare once more after registering. In Express, remove any `await` between the two.

unseen-update-lost = An update made while nobody waits is not lost
    .text = “If `last_version` is less than `current_task_status_version`, the status has changed. Immediately return the `current_task_status` and its `status_version`.”
    .expected = After an update made while no poll was waiting, every client that comes back with the old version is answered at once: the first, and the following ones too.
    .why = Between two polls a client is away for a moment, and during a network cut for longer. What changed meanwhile must be told to it on its return, and to all the others as well.
    .cause = The server only remembers that “something changed”: a boolean, an `Event` or a queue that the first reader resets or empties. Or it compares with the version at the moment the request arrived instead of with `last_version`.
    .hint = Decide from `last_version` and the current version only: this needs no memory of who has read what. Reading should never change the shared state.

loop-stuck = Clients in a loop follow a burst of updates to its end
    .text = “Immediately after handling the response (or the timeout), send a new Long Polling request to `/poll-status` with the `last_version` of the status that the client knows.”
    .expected = Clients that poll again right after each answer, during updates 20 to 30 ms apart, all reach the last state promptly. Skipping intermediate versions is fine.
    .why = Changes often come in series (“En cours”, then at once “Terminée”). A client left behind in the middle of a series shows an intermediate state that is no longer true.
    .cause = Between two polls a client is in no list: only the comparison of versions can tell it what it missed. Flask: the `clear()` made by one woken thread wipes out a `set()` meant for others. Express: the waiting list is emptied after an `await`, along with clients that had just come back into it.
    .hint = Look at what happens to a client that comes back during an update: is its version compared before it waits, and can the emptying of the list remove it unanswered? One `Event` per waiting request avoids `clear()`.

## robust

bad-update-accepted = An invalid update is refused with a 4xx
    .text = RFC 9110 §15.5.1 (400 Bad Request). The lab text only says that the endpoint “accepts a new status”.
    .expected = An update whose body is malformed JSON, or an object without a status (`{"{"}{"}"}`), gets a 4xx, for example 400, and changes nothing.
    .why = Otherwise a slip in a client puts an empty status in front of everybody, or its author gets a 500 or no answer at all and cannot see that the mistake was theirs.
    .cause = Flask: `request.json['status']` raises `KeyError` (500) and `.get('status')` gives `None`, which is stored unless checked; `json.loads(request.data)` raises on malformed JSON (500). Express: `req.body.status` is `undefined`, stored unless checked; a handler that returns without answering leaves the client waiting.
    .hint = Check that the status is present before touching the state, and answer 400 if it is not. `request.get_json()` and `express.json()` already answer 400 to malformed JSON, as long as no error handler of yours turns that into something else.

odd-version-5xx = An odd last_version never causes a server error
    .text = RFC 9110 §15.5 and §15.6 (4xx: the client is in error; 5xx: the server is). The lab text does not say what to answer.
    .expected = A `last_version` that is text or a huge number gets an ordinary answer: a 400, a hold or an immediate answer are all fine, a 5xx or a cut connection is not.
    .why = Anyone can send anything in a URL. A 500 hides the real cause from the client, and an exception in a bad place can disturb the others.
    .cause = Flask: `int(request.args['last_version'])` raises `ValueError` on text (500), and turning a huge number into a date raises `OverflowError` or `ValueError`. Express: `BigInt('abc')` and `new Date(x).toISOString()` on an invalid date throw, which becomes a 500.
    .hint = In Flask, `request.args.get('last_version', type=int)` gives `None` instead of raising; in Express, convert with `Number(...)` and test with `Number.isNaN`. Then decide what you answer in that case.

leaver-harms = Clients that leave harm nobody
    .text = Good practice; RFC 6202 §2.2 points out the resources that waiting requests hold.
    .expected = After several clients have closed their connection while on hold, the remaining ones are still woken by an update and reads are still answered.
    .why = Tabs are closed and phones lose the network all day long. Those who stay must not pay for those who leave.
    .cause = Flask: the thread of a client that has left goes on waiting to the end of the hold; in a small pool (waitress, gunicorn), a few departures take every thread. Express: `list.splice(list.indexOf(res), 1)` removes somebody else when `indexOf` gives -1. In both: an error while answering one waiter stops the loop before the others.
    .hint = In Flask, give the server enough threads and a bounded hold. In Express, remove the waiter on `res.on('close', ...)`, with its timer, after checking that it is still in the list.

server-died = The server survives everything that it is sent
    .text = Good practice: no client should be able to stop the service for the others.
    .expected = After each unusual request, and at the end of the session, the server still answers normally.
    .why = When the process stops, every client loses its connection and a state kept in memory is gone.
    .cause = Express: an exception in a timer or an event callback stops Node; typically a second answer on the same `res` (`ERR_HTTP_HEADERS_SENT`) when the update and the end of the hold both answer. With Express 4, an exception in an `async` handler does it too. Flask: an exception only costs its own request, but a lock taken with `acquire()` and never released blocks all the others.
    .hint = Read the last lines of the server’s console: they name the exception and its place. Then see that each `res` is answered once only (`clearTimeout`, removal from the list), or in Flask that locks are taken with `with`.

## bonus

ahead-at-once = A client ahead of the server is answered at once
    .text = Good practice: the lab text says nothing of a `last_version` greater than the current version.
    .expected = A poll whose `last_version` is above the current version is answered at once with the current status and version.
    .why = After a restart a version kept in memory starts again from 0, while open pages still hold 12. Answered at once, they recover right away; held, they show a state that no longer exists until the next update.
    .cause = The lab text describes only “less than” and “equal”, so the usual code, `if last_version < version` and otherwise wait, holds such a client, in Flask and Express alike.
    .hint = Ask yourself which question the comparison should answer: “is this client older?” or “does it have something other than the current version?”.

no-store = Poll answers ask not to be stored
    .text = RFC 6202 §5.6 (caching is suppressed for long polling) and RFC 9111 §5.2.2.5 (`no-store`).
    .expected = The answers of the poll endpoint carry `Cache-Control: no-store` (or `no-cache`), the “no change” ones included.
    .why = A 200 or a 204 may be kept by a cache that is told nothing. A client that got a stored answer would receive an old state, or loop on it.
    .cause = Neither Flask nor Express adds this header by itself; Express even adds an `ETag`, which helps ordinary pages rather than a poll.
    .hint = Set the header on every answer of the poll endpoint: `response.headers['Cache-Control']` (or `@app.after_request`) in Flask, `res.set('Cache-Control', ...)` in Express. Don’t forget the 204.

json-errors = Errors are explained in JSON
    .text = Good practice for an API; RFC 9457 even proposes a standard JSON format for errors. The lab text does not ask for it.
    .expected = The 4xx answers to bad input have a JSON body that says what is wrong, declared as JSON.
    .why = A program that calls your server already reads JSON. It can show a clear message instead of failing on an HTML page meant for a browser.
    .cause = By default Flask (`abort(400)`, a failing `get_json()`) and Express (a body that `express.json()` refuses) send their own HTML error page.
    .hint = Look at `@app.errorhandler` in Flask, and in Express at the error middleware with four parameters `(err, req, res, next)`, declared after the routes.

allow-header = A wrong method gets a 405 that names the right ones
    .text = RFC 9110 §15.5.6: a 405 must carry an `Allow` header.
    .expected = A request with a method that the endpoint does not support, such as a GET on the update, gets a 405 with the header `Allow: POST`.
    .why = A 404 suggests that the address is wrong. A 405 with `Allow` tells the author of the client straight away that only the method needs changing.
    .cause = Flask does it by itself, unless a catch-all route or an error handler of yours replaces the answer. Express answers 404 to any method that has no route.
    .hint = In Express, `app.route(path)` lets you add an `.all(...)` after the accepted methods: it is the place for `res.set('Allow', ...)` and the status 405.

## advice

waiters-limited = Many more clients than a few tabs can wait
    .text = “The server must immediately return the new status and its version to all waiting requests”. The lab text speaks of several tabs; with ten waiting clients your server is fine, and no points depend on more.
    .expected = With 20 and then 50 polls waiting, an update is answered and wakes all of them, and a read after it is answered too.
    .why = A page that fifty people keep open is fifty polls that wait all day. Where each of them keeps a worker, the next client, or the very update that they wait for, finds nobody to serve it.
    .cause = A waiting poll keeps a thread or process of a pool: waitress (4 threads unless told otherwise), gunicorn (`--workers` × `--threads`), a thread pool of a fixed size. Express and `async` servers have no such pool; there it is mostly a limit on connections.
    .hint = Find out how many requests your server serves at once, and compare it with the number above. A larger pool moves the limit; waiting without a thread (`async`, gevent) removes it.

hold-unusual = The hold lasts about 25 to 30 seconds
    .text = “[…] keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds)”; RFC 6202 §5.5 calls 30 s a safer value.
    .expected = When nothing changes, the hold lasts about 25 to 30 s; from 20 to 35 s there is nothing to say. It is advice only: other durations are accepted.
    .why = A shorter hold means more requests for nothing. A longer one risks being cut on the way by a proxy, and the client then sees an error instead of “no change”.
    .cause = A short value left over from a test, a mix-up of units (`timeout=` is in seconds in Python, `setTimeout` in milliseconds), or several waits one after another that add up.
    .hint = Put the duration in one named constant, unit included, and look for all the places that wait.

odd-body-5xx = An unexpected body never causes a server error
    .text = Good practice; RFC 9110 §15.5 (4xx when the client is in error; 415 for an unsupported type).
    .expected = An update with no body, a form, plain text, or JSON that is not an object (`[]`, `null`, `5`) gets a 4xx, or is accepted if your server understands it, but not a 5xx.
    .why = A 4xx tells the author of the client that the request has to change; a 5xx makes them believe that your server has broken down.
    .cause = Flask: `request.json` can be a list, a number or `None`, and `.get('status')` then raises `AttributeError`. Express 5: `req.body` is `undefined` when no parser recognised the body, so `const {"{"}status{"}"} = req.body` throws a `TypeError`; Express 4 gave an empty object there.
    .hint = Check that the body is an object before reading a field: `isinstance(data, dict)` in Flask, `req.body?.status` in Express, then answer 400 or 415.

odd-status-stored = Only non-blank text is accepted as a status
    .text = Good practice: the lab text only speaks of “a new status”, and all its examples are words.
    .expected = A status that is not a string (`5`, `true`) or that holds nothing but spaces is refused with a 4xx.
    .why = All clients show what was stored: a blank label looks like a broken page, and a client that expects text may stop on a number or an object.
    .cause = The usual test, `if not new_status` in Flask or `if (!status)` in Express, only refuses what is empty or missing: `5`, `true` and a string of spaces pass.
    .hint = Test the type, then the content without its spaces: `isinstance(x, str)` and `x.strip()` in Python, `typeof x === 'string'` and `x.trim()` in JavaScript. A list of the allowed statuses works too.

stuck-client-blocks = A client that reads nothing keeps nobody waiting
    .text = Good practice: the new status goes “to all waiting requests”, whatever one of them does. The lab text does not ask for statuses long enough for this to show.
    .expected = While one waiting client never reads its answer, an update with a long status still reaches all the others, and is answered itself.
    .why = A laptop that is closed or a bad network is such a client. Where the server writes to everybody in turn and waits for each, that one stops all the others.
    .cause = The update itself writes to the waiting connections, one after another, with a blocking `send` or `sendall`, or all answers are written under one lock. Flask and Express keep each answer apart, so it is mostly servers written on raw sockets that do this.
    .hint = Let each connection be written to by its own thread or task, and let the update only wake them; or give every write a short time limit.

leavers-kept = Clients that have left keep no place
    .text = RFC 6202 §2.2: waiting requests hold resources. The lab text does not mention clients that leave, and many frameworks cannot see them before they write.
    .expected = After a hundred waiting clients have closed their connections, an update and a read are answered at once.
    .why = Each page that is reloaded leaves a poll behind. Where each of those keeps a worker to the end of its hold, a few impatient visitors stop the server for everybody.
    .cause = A thread or worker of a fixed pool waits for a client that is gone: waitress, gunicorn, a thread pool. Flask cannot see that a client has left while it waits.
    .hint = A shorter hold or a larger pool makes it rarer. In Express, `res.on('close', ...)` says when a client leaves; `async` servers cancel the waiting task by themselves.

debug-mode = Debugging tools are switched off
    .text = Good practice; Flask’s documentation says never to use its debugger in production.
    .expected = The server shows neither an interactive console nor pages with tracebacks of its code to its clients.
    .why = A traceback shows your code and your paths to anyone, and Werkzeug’s console, protected by a mere PIN, can run Python on your machine. While you work on your own computer it is handy; on a shared network it is a risk.
    .cause = Flask: `app.run(debug=True)`, `flask run --debug` or `FLASK_DEBUG=1`. Express: the default error page contains the stack trace unless `NODE_ENV` is `production`.
    .hint = Let the environment decide rather than the code: remove `debug=True` and use `flask run --debug` when you need it; start Express with `NODE_ENV=production` to hand in or deploy.

half-done-update = A failed update changes nothing
    .text = Good practice: an operation that answers with an error (5xx) has not taken place. The lab text does not mention it.
    .expected = An update answered with a 5xx leaves the status and the version as they were; or, if it did change them, the waiting polls are released.
    .why = The sender believes that nothing happened and tries again, while part of the clients already see the new state and the waiting ones do not.
    .cause = Flask: something between the change of the variables and the wake-up raises an exception, often a `print` of the status to a console that cannot write it. Express: an exception in a log or in the loop that answers the waiting clients.
    .hint = Check the input first, change the state next, and keep nothing that can fail between the change and the wake-up.

extra-bytes = An answer ends where its head says
    .text = HTTP: `Content-Length` counts the bytes of the body, and one request has one answer. The lab text does not mention it.
    .expected = After the body that the head announces, nothing more comes.
    .why = A browser cuts such a body short; on a connection that is kept open, what is left over is read as the answer to the next request.
    .cause = Flask: a `Content-Length` set by hand that counts characters instead of bytes. Express: two answers to one request, for example a missing `return` after the first `res.json`.
    .hint = Let the framework count the length, and look for a path through the handler that answers twice.
