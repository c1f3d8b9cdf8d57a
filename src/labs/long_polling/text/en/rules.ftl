### What students read about each rule of the long-polling lab.
### The value is what a good server does; the attributes say where the rule comes from, what is
### expected, why it matters, what usually causes the fault, and what to look at next.

## contract

state-not-json = Answers are JSON with a status and a version
    .symptom = The state cannot be read as JSON
    .text = Lab text: “Immediately return the `current_task_status` and its `status_version`.” It has JSON in mind: at the end of a hold it suggests “an empty JSON”.
    .expected = An immediate answer of the poll endpoint is a 200. Its body is a strictly valid JSON object with the status and its version, for example `{"{"}"status": "En cours", "version": 3{"}"}`.
    .why = The client shows the status and sends the version back in its next poll. If it cannot read both, it cannot follow the state, and nothing else can be checked.
    .cause = Flask: often `str(data)` or an f-string, which writes Python notation (single quotes, `None`) and not JSON. Express: often `res.send(status)` or a template string, which sends bare text. In both, an exception in the route’s function sends an HTML error page instead, and a `Content-Length` set by hand that counts characters cuts every body with an accent.
    .hint = Look at what really goes out with the `curl -i` command below. Then return a dict or `jsonify(...)` in Flask, call `res.json(...)` in Express, with both fields in the object.

wrong-content-type = JSON answers are declared as JSON
    .symptom = JSON is declared as something else
    .text = RFC 8259 §11 (the media type of JSON is application/json) and RFC 9110 §8.3 (an answer with content states its type). The lab text does not mention it.
    .expected = Every answer with a JSON body carries `Content-Type: application/json` (`text/json` and the `+json` types are accepted too).
    .why = Clients choose how to read a body by its declared type: some libraries only parse JSON that says it is JSON. A browser that opens an answer declared `text/html` takes any tag in a status for part of a page.
    .cause = Flask: usually a string made with `json.dumps`, which leaves with the default type, `text/html`. Express: usually `res.send(JSON.stringify(x))`, which does the same, or a bare `res.end(...)`, which declares no type at all.
    .hint = Let the framework serialise: return the dict itself or `jsonify(...)` in Flask, call `res.json(...)` in Express. Both set the header for you.

update-not-by-post = The update is a POST
    .symptom = The update is not a POST
    .text = Lab text: “Create an HTTP endpoint (e.g. `POST /update-status`) that accepts a new status as a parameter.”
    .expected = The status is changed by a POST (PUT or PATCH are fine too), which gets a 2xx answer.
    .why = A GET is supposed to be harmless (RFC 9110 §9.2.1): browsers, link previews and crawlers may send one without asking anybody, and a cache may answer it without the server ever seeing it.
    .cause = Flask: `@app.route(...)` without `methods` accepts GET only, so the route ends up being called with a GET. Express: the route was declared with `app.get`. Often this was done to try it from the address bar, which only sends GETs.
    .hint = Declare the route with `methods=['POST']` (or `@app.post`) in Flask, `app.post` in Express, and read the new status from the JSON body: `request.get_json()`, or `req.body` with `express.json()`.

update-fails = A valid update is taken, and never answered with a server error
    .symptom = Valid updates fail
    .text = Lab text: “Create an HTTP endpoint (e.g. `POST /update-status`) that accepts a new status as a parameter.” On the codes: RFC 9110 §15.6 (5xx: the server is aware that it has erred).
    .expected = Each update with a status of the lab gets a 2xx, in every moment of the check: never a 5xx, never no answer at all, and not a refusal (4xx) each time.
    .why = Whoever changes the status reads that it failed, and tries again or gives up. And as it is not known how far the update got, the other clients may see half of it, or may not be told.
    .cause = Flask: usually an exception in the update’s function, such as `UnboundLocalError` where `global` is missing, `KeyError` for a field with another name, or a `print` of an accent to a console that cannot show it. Express: usually `req.body` is `undefined` because `app.use(express.json())` is missing, or a variable has another name. Where every status is refused, mostly the condition says the opposite of what it should: `in` for `not in`, a missing `!`.
    .hint = The console of your server shows the exception with its line: send the update below, and read the last lines there. Where no answer comes at all, look for what the update waits for: a lock that is never given back, a queue or a channel that nobody empties.

## parameter

parameter-renamed = The poll parameter is named last_version
    .symptom = The poll parameter has another name than last_version
    .text = Lab text: “This endpoint must accept a parameter `last_version` sent by the client.”
    .expected = The poll endpoint reads the client’s version from the query parameter `last_version`, spelled exactly so: `GET /poll-status?last_version=3`.
    .why = The name is the agreement between clients and server. A client that somebody else wrote from the lab text would look like one that knows no version: it would get an error, or an immediate answer each time, and ask again without end.
    .cause = The page and the server agree on another name (`lastVersion`, `version`, `since`), so they work together and nothing shows. Flask: the name is in `request.args.get('...')`. Express: it is in `req.query`.
    .hint = Search your server for that name, replace it by `last_version`, and do the same in your page’s script.

## behind

behind-kept-waiting = A client that is behind is answered at once
    .symptom = A client that is behind is not answered at once
    .text = Lab text: “If `last_version` is less than `current_task_status_version`, the status has changed. Immediately return the `current_task_status` and its `status_version`.”
    .expected = Every poll whose `last_version` is older than the current version gets a 200 at once, with the current status and version, whichever client asks.
    .why = A page that has just loaded, or that missed a change while reconnecting, shows something outdated. As long as it is kept waiting, its user sees a wrong status.
    .cause = Usually the code waits before it compares, looks at a flag that the first reader resets, or skips the comparison (`if last_version and last_version < version` is false for version 0). Flask: `request.args.get('last_version', type=int)` gives `None`, without an error, for a version with decimals. Express: `parseInt` or `Number` gave `NaN`, and every comparison with `NaN` is false.
    .hint = Just before the comparison, log the `last_version` you received, its type and the current version. Compare first, and wait only if there is nothing new.

stale-pair = Every answer shows the current status and version
    .symptom = Reads give an old status or version
    .text = Lab text: “When a new status is received, update `current_task_status` and increment `status_version`.”
    .expected = Once an update has been answered with success, every later answer shows the status and version of that update, or of a newer one.
    .why = Someone who has just seen “updated” trusts the next read. If it still shows the old state, they do it again, or decide on outdated information.
    .cause = Flask: often `global` is missing, and `current_task_status = ...` creates a local variable while the shared one keeps its value. Express: often a `let` or `const` inside the handler hides the shared variable. In both: the state is stored only after the answer (a timer, a promise that is not awaited).
    .hint = In the update, print the shared status and version just before you answer; in the poll, print what you send. The two should agree.

status-mangled = The status comes back exactly as it was sent
    .symptom = The status comes back altered
    .text = Lab text: “Keeps the current state of a task (e.g. ‘En attente’, ‘En cours’, ‘Terminée’, ‘Échec’).” On the encoding: RFC 8259 §8.1, JSON is exchanged in UTF-8.
    .expected = A status such as “Échec” or “Terminée”, once sent, comes back with the same characters, to clients that read it and to those that waited for it. JSON escapes of accented letters are fine: they decode to the same text.
    .why = Users would read “Ã‰chec” or “?chec”, and a client that compares the status with a known value would no longer recognise it.
    .cause = Flask and Express read and write JSON in UTF-8 by themselves; the damage usually comes from code that does it by hand. Flask: `request.data.decode('latin-1')`, `.encode('ascii', 'replace')`, `html.escape(status)`. Express: `body += chunk`, which can cut a character in two, `toString('latin1')`, or a type declared as `charset=iso-8859-1`.
    .hint = Search your server for `encode`, `decode`, `Buffer` and `toString`. Let `request.get_json()` and `jsonify(...)`, or `express.json()` and `res.json(...)`, do that work.

state-not-shared = All clients see the same state
    .symptom = Clients see different states
    .text = Lab text: “Check that each client shows the same initial status.”
    .expected = There is one state for everybody: after an update, any client, on a new connection and without cookies, reads the same status and version.
    .why = If the answer depends on who asks, or on which process answers, two people looking at the same task see different things, and some waiting clients never hear of an update.
    .cause = Flask: state kept in `session` or `g`, or several processes (`gunicorn -w 4`), each with its own variables. Express: state kept in `req.session` or inside the handler, or several processes (`cluster`, PM2).
    .hint = Keep the state in variables at the top of the file, and run a single process: `gunicorn -w 1 --threads 50`, or one instance in PM2. To check, answer with the process number too (`os.getpid()`, `process.pid`).

compared-as-text = Versions are compared as numbers
    .symptom = Versions are compared as text: 9 counts as newer than 10
    .text = Lab text: “If `last_version` is less than `current_task_status_version`, the status has changed.”
    .expected = Versions that are integers are ordered as numbers: when the current version is 12, a poll with `last_version=9` is answered at once.
    .why = As text, “9” comes after “12”. All goes well up to version 9; then clients that are behind look up to date, and keep an old status.
    .cause = A query parameter always arrives as text. Flask: usually `request.args.get('last_version')` without `type=int`, compared with `str(version)`. Express: usually `req.query.last_version` compared with a version that is a string too; two strings are compared character by character.
    .hint = Keep the version as a number and convert what you receive before comparing: `type=int` in `request.args.get`, `Number(...)` or `parseInt(..., 10)` in Express.

## held

not-held = An up-to-date poll is held while nothing changes
    .symptom = Up-to-date polls are not held
    .text = Lab text: “If `last_version` is equal to `current_task_status_version`, the status has not changed. The server must keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds).”
    .expected = A poll with the current version gets no answer until an update comes or the maximum time is over. The lab text suggests 25 to 30 s; less is accepted too, down to the limit that stands beside what was observed (5 s, unless `--hold-min` or the contract sets another).
    .why = This is the heart of long polling. If the answer comes at once, the page asks again at once, and the two can exchange hundreds of requests a second to say that nothing has happened.
    .cause = Often a text is compared with a number: `"3" == 3` is false in Python, `"3" === 3` is false in JavaScript, so no client ever looks up to date. Or `<=` stands where `<` was meant. Flask: a shared `threading.Event` stays set after the first update, and `wait()` returns at once. Express: the promise is not awaited, or `setTimeout` gets 25 (milliseconds) for 25 seconds.
    .hint = Log both versions and their types just before the comparison. Then add a log line before and after the wait: is it reached, and how long does it last?

## wake

waiter-not-woken = One update wakes every waiting poll
    .symptom = Waiting clients are not woken
    .text = Lab text: “[…] if `current_task_status` changes (following a call to `/update-status`), the server must immediately return the new status and its version to all waiting requests and close these connections.”
    .expected = One update is enough to release all the polls that were waiting, whether there are 2 or 10.
    .why = Every open tab is a waiting poll. Those that are not woken show the old status until a later update or the end of their hold.
    .cause = Flask: `Condition.notify()` wakes one thread only, an item of a shared `queue.Queue` goes to one reader only, and an `asyncio.Event` does not work between Flask’s async views, each of which has its own event loop. Express: a single variable holds the last `res`. In both: a list changed while it is being walked through (`splice` in a `forEach`, `remove` in a `for`) skips every other waiter.
    .hint = Print the number of waiting requests before the update wakes them, and a line for each one woken. Copy the list, empty it, and only then answer each of them; with a `Condition` in Flask, look at `notify_all()`.

woken-late = Waiting polls are woken promptly
    .symptom = Waiting clients are woken late
    .text = Lab text: “the server must immediately return the new status and its version to all waiting requests”; “all open clients update their display almost instantly”.
    .expected = A waiting poll is answered a few milliseconds after the update is sent. Up to about 250 ms earns all the points; more is allowed where the connection is slow.
    .why = Promptness is the reason for long polling instead of asking every second. With a delay at each change the page feels slow, and two tabs can disagree.
    .cause = Usually the poll waits by looking at the state from time to time. Express: `setInterval(..., 1000)`. Flask: `time.sleep(1)` in a loop; it can also be an `asyncio.Event` set from another thread, which goes unnoticed until the wait times out.
    .hint = Search your poll for `sleep` or `setInterval`. Replace it by something that the update triggers: `threading.Event` or `Condition` in Flask; in Express, a stored `res` that the update answers, or a promise that it resolves.

woken-with-old-pair = Woken polls carry the new status and version
    .symptom = Woken clients get the old state
    .text = Lab text: “[…] immediately return the new status and its version to all waiting requests”.
    .expected = The answer that ends the wait holds the status and version left by the update, not those from before it.
    .why = A client that is woken with the old version shows nothing new, then asks again with that version: the change arrives late, or costs one request too many each time.
    .cause = Usually the update notifies before it stores the new state. Or the poll copied the status and version into local variables before waiting and sends that copy. Flask: the one made before `wait()`. Express: the object prepared for the later `res.json(...)`.
    .hint = In the update, store the status and version first, then wake. In the poll, read both after the wake-up (in Flask, under the lock).

## while-held

update-blocked = An update goes through while polls are waiting
    .symptom = Updates do not get through while clients wait
    .text = Lab text: “While the connection is kept open, if `current_task_status` changes (following a call to `/update-status`) […]”. So an update has to come through while polls wait.
    .expected = With 1, 2, 5 and then 10 polls waiting, an update is taken into account at once: it gets its answer or wakes the waiting polls.
    .why = Waiting is the normal state of a long-polling server: nearly always, somebody is on hold. If that keeps updates out, the news that everybody waits for cannot come in.
    .cause = Flask: usually too few requests are served at the same time (`threaded=False`, gunicorn’s default of one request at a time, the 4 threads of waitress), or a lock is kept while waiting (`with lock: event.wait(...)`). Express: usually a loop such as `while (Date.now() < end)`, which keeps the only thread busy.
    .hint = Look at how the server is started and how many threads that gives (`threaded=True`, `gunicorn --threads`, `waitress-serve --threads`). Then check that no lock is held during the wait: `Condition.wait` lets go of its own lock, `Event.wait` does not. In Express, replace the loop by a stored `res` or an awaited promise.

update-answered-late = The update is answered without delay
    .symptom = The update is answered late, or not at all
    .text = Lab text: “This endpoint does not need Long Polling, it is only there to simulate a change of state.”
    .expected = While polls are waiting, the POST gets its own answer soon (well under 2 s), without waiting for them to be gone.
    .why = Whoever changes the status wants to know that it was accepted. If the answer is slow, they click again or think that it failed.
    .cause = Flask: often the update sleeps “to leave the others time”, waits for the polls (`join()`, a `Barrier`), or needs a lock that they hold. Express: often it awaits the waiting polls (`await Promise.all(...)`) before its own `res.json(...)`.
    .hint = Look at the lines between the change of state and the update’s own answer, and print the time before and after each. Waking is enough: `Event.set()`, `notify_all()` and `res.json(...)` do not wait for the client.

read-blocked = Other polls are answered while some are waiting
    .symptom = Reads do not get through while clients wait
    .text = Lab text: “If `last_version` is less than `current_task_status_version` […] Immediately return […]”; “Open several browser tabs on the client page.”
    .expected = With 1 and then 10 polls on hold, a poll with an old version is still answered at once.
    .why = One open tab must not keep the next one from loading. A newcomer who has to wait for the end of somebody else’s hold sees an empty page meanwhile.
    .cause = Flask: usually too few threads for the number of waiting polls (`threaded=False`, gunicorn’s default of one request at a time, the 4 threads of waitress), or a lock that a waiting poll keeps. Express: usually a loop in the handler that never lets go (`while (Date.now() < end)`). Elsewhere: `time.sleep` in an `async def`.
    .hint = Try it in two terminals: a `curl` on hold in one, a `curl` with an old version in the other. If the second waits, look at the number of threads first, then for a lock kept during the wait.

busy-wait = A poll that waits leaves the processor alone
    .symptom = Waiting polls keep the processor busy
    .text = Lab text: “keep the HTTP connection open for a maximum duration”. It does not speak of the processor; RFC 6202 §2.2 does name the resources that waiting requests take.
    .expected = While polls are held and nothing happens, the server uses next to no processor time. A loop that pauses between two looks, even briefly, is fine here; one that never pauses is not.
    .why = One open tab can keep a whole core busy: the fan turns, the battery empties, and every other request, the update among them, has to fight for its turn.
    .cause = Usually a loop that asks without a pause. Flask: `while version == last_version and time.time() < end: pass`. Express: `while (Date.now() < end)`, or a loop around something that is done at once (`setImmediate`, `await null`).
    .hint = Run `top` while one `curl` is on hold: the server should stay close to 0 %. Wait to be woken: `Condition.wait_for` or an `Event` with a timeout in Flask, a stored `res` or a promise in Express.

## versions

version-not-growing = Each new status gets a greater version
    .symptom = The version does not grow with each update
    .text = Lab text: “When a new status is received, update `current_task_status` and increment `status_version`.”
    .expected = Three different statuses sent one after another give three versions, each greater than the one before (or, for versions that are text, never seen before). A step of 1 is not required, and the same status sent again may keep its version.
    .why = The version is all that a client has to know whether something changed. If it stays the same or goes back, the client takes a new status for an old one and keeps waiting.
    .cause = Usually the increment is missing from one branch. Flask: without `global`, `status_version = status_version + 1` does not reach the shared variable. In both: a timestamp rounded to the second (`int(time.time())`, `Math.floor(Date.now() / 1000)`) is the same for two close updates; a random number does not grow.
    .hint = Print the version before and after each update. Increase a counter wherever the status changes; if you prefer a timestamp, keep its full precision.

version-ambiguous = Each version stands for one status only
    .symptom = Versions cannot be relied on
    .text = Lab text: “Associate a ‘version number’ or a ‘timestamp’ with this state to know when it changed.”
    .expected = Even when several updates and reads come at the same time, a given version always comes with the same status, and versions never go back.
    .why = If version 7 means “En cours” for one client and “Terminée” for another, both believe that they are up to date, and one of them stays wrong until the next update.
    .cause = Flask: writing the status and writing the version are two steps, and without a lock another thread can come in between, to write or to read. Express: an `await` between reading the version and writing it, or between the two writes, lets another request in.
    .hint = Change the status and the version together. Flask: both inside one `with lock:`, and read both under the same lock. Express: no `await` between the two.

## hold-end

hold-never-ends = A hold ends by itself after a maximum time
    .symptom = A hold does not end as it should
    .text = Lab text: “The server must keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds).”
    .expected = When nothing changes, the server answers by itself after its maximum time. The lab text suggests 25 to 30 s; more is accepted too, up to the limit that stands beside what was observed (65 s, unless `--hold-max` or the contract sets another).
    .why = Proxies and routers often cut connections that stay silent too long, and the client cannot tell a quiet server from a dead one. Each hold that never ends also keeps a connection, and often a thread.
    .cause = Flask: often `Event.wait()` or `Condition.wait()` without a `timeout`, or a loop that starts the full delay again after each wake-up. Express: often no `setTimeout` for the waiting request, or one that is cleared too early; Node itself does not limit how long an answer takes.
    .hint = Flask: give `wait` its `timeout`, and use what it returns. Express: start a timer for each waiting `res`. In a loop, compute the deadline once, before the loop.

no-change-unclear = The end of a hold says “no change”
    .symptom = The end of a hold does not say “no change”
    .text = Lab text: “If the maximum delay is reached without a change of state, the server must return a status meaning ‘no change’ (e.g. a 204 No Content code, or an empty JSON) and close the connection.”
    .expected = At the end of a hold the answer is a 204, or a 200 that announces no new version (an empty object `{"{"}{"}"}` for example).
    .why = The client has to tell “nothing new, ask again” from a failure. 408, 500 and 504 announce an error, after which many clients show a message or slow down; 304 only makes sense in answer to a conditional request.
    .cause = Often the code was chosen for its name: 408 speaks of a request that came in too slowly, 504 of a proxy. Flask: an uncaught `queue.Empty` or `asyncio.TimeoutError` becomes a 500. Express: a `Promise.race` whose timer rejects, without a `catch`, becomes a 500 with Express 5 (with Express 4, Node stops).
    .hint = Treat the end of the delay as a normal case, with an answer of its own: `return '', 204` in Flask, `res.status(204).end()` in Express.

body-after-204 = A 204 has no body
    .symptom = A 204 comes with a body
    .text = RFC 9110 §15.3.5 (a 204 ends with its header section, it has no content) and §8.6 (no `Content-Length` in a 204).
    .expected = A 204 ends right after its headers: not one byte of body, and no `Content-Length` above 0.
    .why = After a 204 the client looks for the next answer at once. Bytes left over would be read as the beginning of that answer, which then makes no sense.
    .cause = Flask and Express both drop the body of a 204. It comes back in answers written by hand: usually `wfile.write(...)` after `send_response(204)` with Python’s `http.server`, a raw socket, or in Express a `Content-Length` set before `res.status(204).end()`.
    .hint = Either send a 204 without any body or length, or a 200 with the JSON `{"{"}{"}"}`. `curl -i` shows the headers of the answer at the end of a hold.

hold-end-harms = After a hold has ended, updates still work
    .symptom = After a hold has ended, updates no longer work
    .text = Lab text: “If the maximum delay is reached without a change of state, the server must return a status meaning ‘no change’ […]”, and for those who still wait: “[…] the server must immediately return the new status and its version to all waiting requests”.
    .expected = After one poll’s hold has ended without a change, the next updates get their answer and wake everybody who waits: those who came before it ended, and those who came after.
    .why = A hold ends every half minute in every open tab. If that leaves something behind, the server is of no use to anybody from then on, though everything worked when it was tried for a few seconds.
    .cause = Usually the poll whose hold ended is still in the list of those to tell. Express: the `setTimeout` answers it and does not take it off the list, so the update answers it once more (`ERR_HTTP_HEADERS_SENT`); or `removeAllListeners` removes the others too. Python: a future that timed out stays in the list (`InvalidStateError`). Go: a send on a channel that nobody receives from any more blocks, often with the lock held.
    .hint = Hold a poll with `curl` until it ends by itself, hold another one, then update: the second should be answered. Take each poll off the list, and only it, in the same place where its hold ends.

## lost

lost-wakeup = No wake-up is lost
    .symptom = Updates are lost when a poll arrives at the same moment
    .text = Lab text: “While the connection is kept open, if `current_task_status` changes […], the server must immediately return the new status and its version to all waiting requests […]”.
    .expected = A poll that arrives at the very moment of an update is answered: at once with the new version, or by being woken just after.
    .why = A client that falls into the gap shows an old status until a later update or the end of its hold. It is rare and hard to see by hand, but with many clients it comes up every day.
    .cause = Usually checking the version and joining the waiting list are two separate steps, and an update in between finds nobody to wake. Flask: the lock is let go between the two, or a shared `Event` gets `set()` and at once `clear()`. Express: there is an `await` between the comparison and the `push` into the list.
    .hint = Make it one step: compare and register under the same lock (`Condition.wait_for` is made for this), or compare once more after registering. In Express, remove any `await` between the two. To see the gap, put a `sleep` into it and update meanwhile.

unseen-update-lost = An update made while nobody waits is not lost
    .symptom = Updates made while nobody waits are lost
    .text = Lab text: “If `last_version` is less than `current_task_status_version`, the status has changed. Immediately return the `current_task_status` and its `status_version`.”
    .expected = After an update made while no poll was waiting, every client that comes back with the old version is answered at once: the first, and the following ones too.
    .why = Between two polls a client is away for a moment, and for longer when the network fails. Each client has to learn on its return what changed meanwhile.
    .cause = Usually the server only remembers that “something changed”, and the first reader resets it. Flask: an `Event` that a poll `clear()`s, a `queue.Queue` that it empties. Express: a variable `changed` set back to `false`, or `emitter.once('update', ...)` without comparing the versions first.
    .hint = Send two polls with the same old version one after the other, with `curl`: both should be answered at once. Decide from `last_version` and the current version only; a read should change nothing.

loop-stuck = Clients in a loop follow a burst of updates to its end
    .symptom = Clients in a loop miss the end of a burst
    .text = Lab text: “Immediately after handling the response (or the timeout), send a new Long Polling request to `/poll-status` with the `last_version` of the status that the client knows.”
    .expected = Clients that poll again right after each answer, during updates 20 to 30 ms apart, all reach the last state promptly. Skipping intermediate versions is fine.
    .why = Changes often come in series (“En cours”, then at once “Terminée”). A client left behind in the middle shows a state that is no longer true.
    .cause = Between two polls a client is in no list: only the comparison of versions can tell it what it missed. Flask: often the `clear()` made by one woken thread wipes out a `set()` meant for others. Express: often the waiting list is emptied after an `await`, together with clients that had just come back.
    .hint = Look at a client that comes back during an update: is its version compared before it waits, and can it be taken off the list without an answer? One `Event` for each waiting request does away with `clear()`.

## robust

bad-update-accepted = An invalid update is refused with a 4xx
    .symptom = Invalid updates are not refused with a 4xx
    .text = RFC 9110 §15.5.1 (400 Bad Request). The lab text only says that the endpoint “accepts a new status”.
    .expected = An update whose body is malformed JSON, or an object without a status (`{"{"}{"}"}`), gets a 4xx, for example 400.
    .why = A 4xx tells the author of a client that the mistake is in the request. With a 2xx an empty status may appear on every page; with a 5xx, or no answer, the server looks broken.
    .cause = Flask: `request.json['status']` raises `KeyError` (500), and `.get('status')` gives `None`, which is stored unless checked; `json.loads(request.data)` raises on malformed JSON (500). Express: `req.body.status` is `undefined`, stored unless checked; a handler that returns without answering leaves the client waiting.
    .hint = Check that the status is there before you touch the state, and answer 400 if it is not. `request.get_json()` and `express.json()` already answer 400 to malformed JSON, unless an error handler of yours changes that.

odd-version-5xx = An odd or missing last_version causes no server error
    .symptom = An odd or missing last_version makes the request fail
    .text = RFC 9110 §15.5 and §15.6 (4xx: the client is in error; 5xx: the server is). The lab text does not say what to answer.
    .expected = A poll whose `last_version` is text, a huge number or missing gets an ordinary answer: a 400, a hold or an immediate answer are all fine, a 5xx or a cut connection is not.
    .why = Anyone can put anything into a URL. A 500 hides the real cause from the client, and an exception in a bad place can disturb the others.
    .cause = Flask: usually `int(request.args['last_version'])`, which raises `ValueError` on text (500), or `int(request.args.get('last_version'))`, which raises `TypeError` where there is none; turning a huge number into a date raises too. Express: usually `BigInt('abc')`, or `new Date(x).toISOString()` on an invalid date, which throw (500).
    .hint = Flask: `request.args.get('last_version', type=int)` gives `None` instead of raising; test for it before comparing, because `None < 3` raises too. Express: convert with `Number(...)` and test with `Number.isNaN`. Then decide what you answer, 400 for example.

leaver-harms = Clients that leave harm nobody
    .symptom = When clients leave, the others are no longer served
    .text = Good practice; RFC 6202 §2.2 points out the resources that waiting requests hold. The lab text does not mention clients that leave.
    .expected = After several clients have closed their connection while on hold, the remaining ones are still woken by an update and reads are still answered.
    .why = Tabs are closed and phones lose the network all day long. Those who stay must not pay for those who leave.
    .cause = Flask: the thread of a client that has left usually goes on waiting to the end of the hold; with few threads (waitress, gunicorn), a few departures take them all. Express: `list.splice(list.indexOf(res), 1)` removes somebody else when `indexOf` gives -1. In both: an error while answering one waiter ends the loop before the others.
    .hint = Hold two polls with `curl`, stop the first with Ctrl-C, then update: the second should be answered. Flask: give the server enough threads. Express: on `res.on('close', ...)`, remove the waiter and its timer, after checking that it is still in the list.

server-died = The server survives everything that it is sent
    .symptom = The server ended, or no longer answers
    .text = Good practice: no client should be able to stop the service for the others. The lab text takes it for granted.
    .expected = After each unusual request, and at the end of the check, the server still answers normally.
    .why = When the process stops, every client loses its connection and a state kept in memory is gone.
    .cause = Express: an exception in a timer or an event callback stops Node; often it is a second answer on the same `res` (`ERR_HTTP_HEADERS_SENT`), when the update and the end of the hold both answer. With Express 4, an exception in an `async` handler does it too. Flask: an exception only costs its own request, but a lock taken with `acquire()` and never released can block all the others.
    .hint = Read the last lines of the server’s console: they usually name the exception and its line. Then check that each `res` is answered only once (`clearTimeout`, removal from the list), or in Flask that locks are taken with `with`.

## browsers

unread-by-browsers = A browser gets whole answers, one after another
    .symptom = A browser does not get whole answers
    .text = Lab text: “Use the `Fetch` API or `XMLHttpRequest` for the HTTP requests”, so its clients are browsers. RFC 9112 §6.3 and §9.3: connections stay open unless one side says otherwise, and then an answer tells its own end.
    .expected = On a connection that the client keeps, as every browser does, each answer says where it ends (`Content-Length`, chunks, or no body at all), and the next request on it is answered too. A server may also close the connection after each answer.
    .why = A browser waits for the rest of a body whose end it cannot know, and `await response.json()` never returns: the page stays empty, although `curl` shows the answer.
    .cause = Flask and Express do this by themselves. It is mostly servers written on raw sockets: neither `Content-Length` nor a `close()` after the answer, a loop that reads the request until the connection ends, or one that serves a single request and keeps the connection.
    .hint = Count the bytes of the body and send `Content-Length`, or send `Connection: close` and close the connection. To see it: `curl -v` says whether it waits for the end of the body.

session-locked = Tabs of one browser do not wait for one another
    .symptom = Tabs of one browser wait for one another
    .text = Lab text: “Open several browser tabs on the client page”; “all open clients update their display almost instantly”. Tabs of one browser send the same cookies.
    .expected = While a poll with the cookies that the server itself set is held, a read and an update with the same cookies are answered at once.
    .why = The tabs of one browser share its cookies. If the server takes the requests of a session one by one, the button of a page does nothing until the page’s own poll has ended.
    .cause = PHP: `session_start()` locks the session until the script ends. Elsewhere, a middleware or a decorator that takes one lock for each session, or a database row of the session that stays locked during the wait. Flask’s own sessions and `express-session` lock nothing.
    .hint = PHP: call `session_write_close()` before the wait. Elsewhere, look for what is held from the beginning of the request to its end, and let go of it before waiting; or use no session, which this lab does not need.

answer-cacheable = No cache may keep a poll’s answer
    .symptom = A browser may show old answers from its cache
    .text = RFC 9111 §4.2 (an answer with `max-age` or `Expires` is used again without asking) and RFC 6202 §5.6 (caching is suppressed for long polling). The lab text does not mention caches.
    .expected = The answer ‘no change’, and the one to a client that knows nothing, carry no `max-age` above 0 and no `Expires` in the future. No header at all is fine; `Cache-Control: no-store` is best.
    .why = A page asks for the same address again after each ‘no change’. A browser that was told to keep the answer gives it to the page at once, without asking the server: the page asks again, thousands of times, and sees no update until that time is over.
    .cause = Usually a middleware or a setting that was meant for the page’s files adds the header to every answer (in nginx, `expires`). Flask: an `after_request` that sets `max_age`. Express: `res.set('Cache-Control', ...)` in an `app.use(...)`.
    .hint = Send `Cache-Control: no-store` with each answer of the poll endpoint, and set the time for the files of the page only.

answer-cached = An answer is not repeated from a cache of the server
    .symptom = The server repeats an old answer from its cache
    .text = Lab text: “Immediately return the `current_task_status` and its `status_version`.”
    .expected = After an update, a client that asks the very same as one before the update gets the new state, and not the answer that was given then.
    .why = Clients that ask the same question get an old state, and those that ask another one get the new state: two tabs disagree, although there is only one state.
    .cause = A cache that goes by the address: `@cache.cached(...)` of Flask-Caching, `apicache` in Express, `functools.lru_cache` on a function, a cache of a proxy in front (`proxy_cache`), or requests in flight that are joined when they have the same address.
    .hint = Take the poll endpoint out of the cache, or empty the cache in the update, before you answer it.

## bonus

ahead-at-once = A client ahead of the server is answered at once
    .symptom = A client ahead of the server gets no state at once
    .text = Good practice: the lab text says nothing of a `last_version` greater than the current version.
    .expected = A poll whose `last_version` is above the current version is answered at once with the current status and version.
    .why = After a restart, a version kept in memory usually begins again at 0, while open pages still hold 12. Answered at once, they recover right away; held, they show a state that no longer exists until the next update.
    .cause = The lab text describes only “less than” and “equal”. So the usual code, in Flask and Express alike, is `if last_version < version`, and otherwise it waits.
    .hint = Try it with `curl` and `last_version=999999`. Then ask yourself which question the comparison should answer: “is this client older?” or “does it have something other than the current version?”.

no-store = Poll answers ask not to be stored
    .symptom = Poll answers may be stored
    .text = RFC 6202 §5.6 (caching is suppressed for long polling) and RFC 9111 §5.2.2.5 (`no-store`).
    .expected = The answers of the poll endpoint carry `Cache-Control: no-store` (or `no-cache`), the “no change” ones included.
    .why = A 200 or a 204 may be kept by a cache that is told nothing. A client that got a stored answer would receive an old state, or loop on it.
    .cause = Neither Flask nor Express adds this header by itself; Express even adds an `ETag`, which helps ordinary pages rather than a poll.
    .hint = Set the header on every answer of the poll endpoint, the 204 included: `response.headers['Cache-Control']` (or `@app.after_request`) in Flask, `res.set('Cache-Control', ...)` in Express. `curl -i` shows whether it is there.

json-errors = Errors are explained in JSON
    .symptom = Errors are not explained in JSON
    .text = Good practice for an API; RFC 9457 even proposes a standard JSON format for errors. The lab text does not ask for it.
    .expected = The 4xx answers to bad input have a JSON body that says what is wrong, declared as JSON.
    .why = A program that calls your server already reads JSON. It can show a clear message instead of failing on an HTML page meant for a browser.
    .cause = By default Flask (`abort(400)`, a failing `get_json()`) and Express (a body that `express.json()` refuses) send their own HTML error page.
    .hint = Look at `@app.errorhandler` in Flask, and in Express at the error middleware with four parameters `(err, req, res, next)`, declared after the routes.

allow-header = A wrong method gets a 405 that names the right ones
    .symptom = A wrong method gets no 405 with the right ones
    .text = RFC 9110 §15.5.6: a 405 must carry an `Allow` header.
    .expected = A request with a method that the update endpoint does not support, such as DELETE, gets a 405 with an `Allow` header that names those it supports, such as `Allow: POST`.
    .why = A 404 suggests that the address is wrong. A 405 with `Allow` tells the author of the client straight away that only the method needs changing.
    .cause = Flask does it by itself, unless a catch-all route or an error handler of yours replaces the answer. Express answers 404 to any method that has no route.
    .hint = Try it with `curl -i -X DELETE`. In Express, `app.route(path)` lets you add an `.all(...)` after the accepted methods: that is the place for `res.set('Allow', ...)` and the status 405.

## advice

version-repeats = Two updates never share a version
    .symptom = Two updates shared a version
    .text = Lab text: “Associate a ‘version number’ or a ‘timestamp’ with this state to know when it changed.” A timestamp is allowed, so no points depend on it.
    .expected = Two updates with different statuses give two versions, also when they come within the same millisecond.
    .why = A page that has seen the first of the two has the current version, so it is held with the old status until a later update. It is rare with few users; with more it happens, and nobody can reproduce it.
    .cause = The version is the time of a clock: `int(time.time() * 1000)` in Python, `Date.now()` in JavaScript. Two updates within one tick get the same one.
    .hint = Add 1 to a counter at each update. Or, to keep the clock, take the greater of the clock’s time and the last version plus 1.

waiters-limited = Many more clients than a few tabs can wait
    .symptom = Only few clients can wait at once
    .text = Lab text: “the server must immediately return the new status and its version to all waiting requests”. It speaks of several tabs only: no points depend on more than ten waiting clients.
    .expected = With 20 and then 50 polls waiting, an update is answered and wakes all of them, and a read after it is answered too.
    .why = A page that fifty people keep open is fifty polls that wait all day. Where each of them keeps a thread, the next client, or the very update that they wait for, may find nobody to serve it.
    .cause = Flask: usually each waiting poll keeps one thread or process of a fixed number: waitress (4 threads unless told otherwise), gunicorn (`--workers` × `--threads`). Express and `async` servers have no such number; there it is more often a limit on connections.
    .hint = Find out how many requests your server serves at once, and compare it with the number above. More threads move the limit; waiting without a thread (`async`, gevent) removes it.

hold-unusual = The hold lasts about 25 to 30 seconds
    .symptom = The hold has an unusual length
    .text = Lab text: “keep the HTTP connection open for a maximum duration (e.g. 25-30 seconds)”. RFC 6202 §5.5 calls 30 s a safer value.
    .expected = When nothing changes, the hold lasts about 25 to 30 s; from 20 to 35 s there is nothing to say. It is advice only: other durations are accepted.
    .why = A shorter hold means more requests for nothing. A longer one risks being cut on the way by a proxy, and the client then sees an error instead of “no change”.
    .cause = Often a short value left over from a test, a mix-up of units (`timeout=` counts seconds in Python, `setTimeout` in Express milliseconds), or several waits one after another that add up.
    .hint = Put the duration in one named constant, unit included, and look for all the places that wait.

odd-body-5xx = An unexpected body never causes a server error
    .symptom = An unexpected body causes a server error
    .text = Good practice; RFC 9110 §15.5 (4xx when the client is in error; 415 for an unsupported type).
    .expected = An update with no body, a form, plain text, or JSON that is not an object (`[]`, `null`, `5`) gets a 4xx, or is accepted if your server understands it, but not a 5xx.
    .why = A 4xx tells the author of the client that the request has to change; a 5xx makes them believe that the server has broken down.
    .cause = Flask: `request.json` can be a list, a number or `None`, and `.get('status')` then raises `AttributeError`. Express 5: `req.body` is `undefined` when no parser recognised the body, so `const {"{"}status{"}"} = req.body` throws a `TypeError`; Express 4 gave an empty object there.
    .hint = Check that the body is an object before reading a field: `isinstance(data, dict)` in Flask, `req.body?.status` in Express, then answer 400 or 415.

odd-status-stored = Only non-blank text is accepted as a status
    .symptom = A status that is blank or not text is accepted
    .text = Good practice: the lab text only speaks of “a new status”, and all its examples are words.
    .expected = A status that is not a string (`5`, `true`) or that holds nothing but spaces is refused with a 4xx.
    .why = All clients show what was stored: a blank label looks like a broken page, and a client that expects text may stop on a number or an object.
    .cause = The usual test, `if not new_status` in Flask or `if (!status)` in Express, only refuses what is empty or missing: `5`, `true` and a string of spaces pass.
    .hint = Test the type, then the content without its spaces: `isinstance(x, str)` and `x.strip()` in Python, `typeof x === 'string'` and `x.trim()` in JavaScript. A list of the allowed statuses works too.

stuck-client-blocks = A client that reads nothing keeps nobody waiting
    .symptom = A client that reads nothing keeps others waiting
    .text = Good practice: the new status goes “to all waiting requests”, whatever one of them does. The lab text does not ask for statuses long enough for this to show.
    .expected = While one waiting client never reads its answer, an update with a long status still reaches all the others, and is answered itself.
    .why = A closed laptop or a bad network makes such a client. Where the server writes to everybody in turn and waits for each, one of them holds up all the others.
    .cause = Usually the update itself writes to the waiting connections one after another, with a `send` or `sendall` that waits, or all answers are written under one lock. Flask and Express keep the answers apart, so it is mostly servers written on raw sockets that do this.
    .hint = Let each connection be written to by its own thread or task, so that the update only wakes them. Or give every write a short time limit (`socket.settimeout`).

leavers-kept = Clients that have left keep no place
    .symptom = Clients that have left keep their place
    .text = RFC 6202 §2.2: waiting requests hold resources. The lab text does not mention clients that leave, and many frameworks cannot see them before they write.
    .expected = After a hundred waiting clients have closed their connections, an update and a read are answered at once.
    .why = Each page that is reloaded leaves a poll behind. Where each of those keeps a thread to the end of its hold, a few impatient visitors can stop the server for everybody.
    .cause = Flask: it cannot see that a client has left while it waits, so a thread goes on waiting for it; with few of them (waitress, gunicorn) none may be left. Express: a list of waiters, or a timer for each, that nothing cleans up when they leave.
    .hint = Flask: more threads, or a shorter hold, make it rarer. Express: `res.on('close', ...)` says when a client leaves. In an `async` server, look for how it announces that (`await request.is_disconnected()` in FastAPI).

debug-mode = Debugging tools are switched off
    .symptom = Debugging tools are open to everybody
    .text = Good practice: Flask’s documentation says never to use its debugger in production. The lab text does not mention it.
    .expected = The server shows its clients no trace of Werkzeug’s debugger: neither its console nor its error pages with your code in them. (Werkzeug is what serves a Flask application.)
    .why = Such a page shows your code and your paths to anyone, and the console, protected by a mere PIN, can run Python on your machine. While you work on your own computer it is handy; on a shared network it is a risk.
    .cause = Flask: `app.run(debug=True)`, `flask run --debug` or `FLASK_DEBUG=1`. Express has no such debugger, but its default error page shows the stack trace unless `NODE_ENV` is `production`.
    .hint = Let the environment decide rather than the code: remove `debug=True` and use `flask run --debug` when you need it; start Express with `NODE_ENV=production` to hand in or deploy.

half-done-update = A failed update changes nothing
    .symptom = A failed update changes the state
    .text = Good practice: an operation that answers with an error (5xx) has not taken place. The lab text does not mention it.
    .expected = An update answered with a 5xx leaves the status and the version as they were; or, if it did change them, the waiting polls are released.
    .why = The sender believes that nothing happened and tries again, while part of the clients already see the new state and the waiting ones do not.
    .cause = Usually something between the change of the variables and the wake-up raises an exception. Flask: often a `print` of the status to a console that cannot write it. Express: often a log line, or the loop that answers the waiting clients.
    .hint = Check the input first, change the state next, and keep nothing that can fail between the change and the wake-up.

extra-bytes = An answer ends where its headers say
    .symptom = An answer is longer than its headers say
    .text = RFC 9112 §6.2 and §6.3: `Content-Length` counts the bytes of the body, and the answer ends there. The lab text does not mention it.
    .expected = After the body that the headers announce, nothing more comes.
    .why = A client cuts such a body short; on a connection that is kept open, what is left over is read as the answer to the next request.
    .cause = Usually a `Content-Length` set by hand that counts characters instead of bytes (“É” is one character and two bytes). Flask: `headers={"{"}'Content-Length': len(text){"}"}`. Express: `res.set('Content-Length', text.length)` and then `res.end(text)`.
    .hint = Search your server for `Content-Length` and remove it: the framework counts the bytes by itself. If it is not there, look for a place that writes after the end of the answer.
