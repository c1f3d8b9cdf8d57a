### What students read about each rule of the page of the long-polling lab.
### The value says what a good page does; the attributes say where the rule comes from, what is expected, why it
### matters, the usual cause of the fault, and what to look at next.

## page-loop

page-dead = The page runs
    .symptom = The page does nothing
    .text = Lab text: “a simple HTML page”, whose JavaScript asks the poll endpoint for the state.
    .expected = The page is served, its scripts load without an error, and within about two seconds it asks the server for the state.
    .why = A page whose script does not run stays as it was written (“Loading…”), for ever: nothing else of it can work.
    .cause = Flask: `static_folder='static'` serves files below `/static/`, and the page asks for `script.js` beside itself, which is 404. Express: `express.static('public')` is missing, or the file has another name. Otherwise an exception in the first lines of the script, such as `document.getElementById(...)` that finds nothing. A loop that waits for something (`while (!answer) {"{"}{"}"}`) has the same effect: nothing else of the tab goes on until it ends, no answer and no click; `await` lets it.
    .hint = Open the page, press F12 and look at Console and Network: the first red line tells which file is missing, or which line throws. In Flask, write `src="/static/script.js"`, or `static_url_path=''`.

change-not-shown = Each change is shown, at once
    .symptom = Changes are not shown, or too late
    .text = Lab text: the client must “update the display” with what the poll brings; “all open clients update their display almost instantly”.
    .expected = When a poll brings another status, some visible element of the page shows it within about 250 ms, each time; in whichever words or colours, as long as they are the same for the same status.
    .why = That is what the page is there for. Whoever reads an old status decides by it.
    .cause = Usually the answer is read under another name than the server's (`data.state` for `data.status`), the display is written only after the page's own update, or the new status is added to a list in place of replacing the old one.
    .hint = Print the answer of the poll to the console, and the element that you write it to. Both must be what you think they are at each change, also at the second and third. If you do see the status change, it may be shown in a way that cannot be read from outside, as by a style sheet: say where, with display under [page] of a contract file.

initial-not-shown = The status is there when the page opens
    .symptom = The status is missing when the page opens
    .text = Lab text: “a first request […] to obtain the initial state”.
    .expected = A page that is opened shows the status that the server has, before anything changes.
    .why = Until the next change, which may be hours away, whoever opens the page sees nothing, or something wrong.
    .cause = Usually the first answer only sets the version, or the first poll already waits, since it sends a version that the server takes for the last.
    .hint = Let the first request send a version that is older than every other (such as 0 for a server that begins at 1), and show its answer like any other.

fresh-not-shown = A server that was just started is shown too
    .symptom = A server that was just started is not shown
    .text = Lab text: “a first request […] to obtain the initial state”.
    .expected = The page shows the status within two seconds, also of a server in which nothing has changed yet.
    .why = Whoever opens the page on a new server sees “Loading…” for a whole hold (25 to 30 s), or until somebody changes something.
    .cause = Usually both sides begin at the same number: the server's version is 0, the page sends `last_version=0`, and the server takes that for a client that has seen everything.
    .hint = Begin with a version that the server never has (-1, or none at all), or read the state once before the loop begins. Try it with a server that you have just started.

version-not-sent-back = Each poll sends the last version that was read
    .symptom = The page asks with the wrong version
    .text = Lab text: the client asks again “sending the last_version”.
    .expected = The poll that follows an answer carries the version of that answer, as the server wrote it, under the name that the server reads.
    .why = The version is how the server knows what this client has seen. With another one, the server answers at once each time (a loop as fast as the machine), or holds a client that has missed a change.
    .cause = Usually the variable is declared inside the loop, so that it is 0 again each time; or it is read under another name and is `undefined`; or a clock of the page is sent in its place.
    .hint = Look at the addresses in the Network tab: after an answer with `"version": 4`, the next must end in `last_version=4`.

repoll-late = After an answer, the page asks again at once
    .symptom = After an answer, the page pauses before it asks again
    .text = Lab text: “Crucial: immediately” send a new request after each answer.
    .expected = The next poll leaves within 500 ms after an answer. Within 1.5 s it earns half.
    .why = While no poll waits, the page hears of nothing: a change in that time is shown late, and with a pause after each answer long polling is no better than asking every second.
    .cause = Usually a `setTimeout(poll, 1000)` or `await sleep(1000)` that is meant for errors and stands where each answer comes by; or the loop is not begun again after an answer.
    .hint = Pause after errors only: in the `catch`, not after the `try`.

stops-after-hold = When a hold ends without news, the page asks again at once
    .symptom = When a hold ends without news, the page loses its way
    .text = Lab text: “as soon as it receives an answer (or the timeout)”, the client sends a new request.
    .expected = After the answer that ends a hold, the next poll leaves within 500 ms, and what was shown stays. Within 1.5 s it earns half.
    .why = The end of a hold is the most ordinary answer of all: it comes every 25 to 30 s. A page that stops there, or takes it for an error, misses what changes from then on.
    .cause = Usually `response.json()` on an answer without a body (204): it throws, and the `catch` pauses, or nothing catches it and the loop is over. Or the answer is shown as if it had a status, and the page says “undefined”.
    .hint = Look at `response.status` first: for 204 there is nothing to read, and the loop goes on. Wait for one whole hold with the Network tab open.

polls-overlap = One poll at a time
    .symptom = The page polls several times at once
    .text = Lab text: “a continuous loop”: a new request when the one before has been answered.
    .expected = While nothing changes, exactly one poll of the page waits at the server.
    .why = Each poll that waits takes a connection, and a browser has six for a server: with several for each tab, two tabs are enough to block all others, the update among them.
    .cause = Usually `setInterval(poll, …)` in place of a loop, which asks again though the last poll still waits; or the loop is begun twice, by the load of the page and by a button or an update.
    .hint = Begin the next poll only where the one before has ended: `while (true) {"{"} await poll() {"}"}`, begun once.

restart-not-shown = After a restart of the server, the page goes on
    .symptom = After a restart of the server, the page shows the old status
    .text = Lab text: “handle network errors” and start again. A server that is started anew counts its versions from the beginning.
    .expected = A status is shown though its version is lower than the last one: another version is another state.
    .why = After a restart of the server, such a page shows the old status until the counter has caught up, which may take days.
    .cause = Usually `if (data.version > lastVersion)` around what shows the answer.
    .hint = Show each answer that has a state. That it is new is what the server has decided; if you compare, then with `!==`.

markup-executed = A status is shown as a text
    .symptom = A status with markup in it is run as code
    .text = The lab text says nothing of it; it is what keeps any page from being somebody else's (OWASP, cross-site scripting).
    .expected = A status such as `<img src=x>` is shown with these characters, and no picture is asked for. A server that takes no such status keeps its page from it.
    .why = Whoever may change the status runs a program in the browser of everybody who has the page open.
    .cause = Usually `innerHTML = data.status`, or `.html(...)` of jQuery.
    .hint = Write `textContent` (jQuery: `.text(...)`) wherever something is shown that came from the server.

## page-control

control-missing = The page changes the status
    .symptom = The page has no working control to change the status
    .text = Lab text: “a button or a text field” to “simulate the action of an administrator”.
    .expected = Something that can be seen and used on the page (a button, a field, a list …) sends the server an update with a status.
    .why = Without it, the status can only be changed from a terminal, and the page cannot show what long polling is for.
    .cause = Usually there is no such control, it is hidden, or its click ends in an error before anything is sent; or a form sends its field under another name than the server reads.
    .hint = Click it with the Network tab open: a POST must appear there, with the status in its body under the name that your server reads. If your control works for you, say what is clicked, with control (and field, for what is typed) under [page] of a contract file.

control-value = The user decides which status is sent
    .symptom = The page always sends the same status
    .text = Lab text: a button or a text field to “simulate the action of an administrator”.
    .expected = Used twice with two wishes (another text, another button, another choice), the page sends two statuses. A button that sends the next status each time does so too.
    .why = A task that can only become “done” cannot be followed.
    .cause = Usually the status stands in the script (`JSON.stringify({"{"} status: "Terminée" {"}"})`), or the field is read once, when the page loads.
    .hint = Read the field where the click is handled, or give each status a button of its own.

## page-tabs

tabs-differ = All tabs show the same
    .symptom = Tabs show different things
    .text = Lab text: “open several tabs”: all of them must show the same state, and each change “almost instantly”.
    .expected = Three tabs of one window and one of another browser show the same status when they are opened, and each change within about 250 ms; with a delay it earns half. No tab is loaded again for it.
    .why = That is what long polling is for: what one does, all others see.
    .cause = Usually the page shows the status only after its own update; or it keeps state in `localStorage`, which other tabs share; or it reloads itself, and loses what the user was typing; or the page asks the wrong server, so that one tab alone seems right.
    .hint = Open your page twice, side by side, and change the status in one. The other has to follow, without a touch.

## page-errors

gives-up-on-error = After an error, the page polls again
    .symptom = After an error, the page stops polling
    .text = Lab text: “handle network errors” and start again.
    .expected = After an error of the server (500), a connection that is reset, or a server that is not there, the page polls again within some 15 s, by itself.
    .why = Networks fail for a moment, and servers restart. A page that gives up shows an old status from then on, and nobody sees that.
    .cause = Usually an exception that no `try … catch` catches ends the loop: `fetch` throws where there is no network, and `response.json()` throws where the body is an error page.
    .hint = Put the whole round into `try … catch`, wait a second or two in the `catch`, and go on with the loop.

error-storm = While the server fails, the page does not storm it
    .symptom = While the server fails, the page storms it with requests
    .text = Lab text: “handle network errors”. That a client waits between its attempts is what keeps a server from being held down (RFC 9110 § 15.6.4, Retry-After, is one form of it).
    .expected = While polls fail at once, the page sends at most ten in three seconds.
    .why = A server that has just failed gets hundreds of requests a second from each open tab, and does not come back; the tab itself takes a whole processor.
    .cause = Usually the poll begins again in `finally` or in the `catch` without a pause; or an error answer (500) is not looked at and counts as any other.
    .hint = Look at `response.ok` and wait in the `catch`: one second, then two, then four. Try it with the server stopped and the Network tab open.

## page-odd-answers

malformed-not-survived = An answer that is none does not end the loop
    .symptom = A broken answer ends the page’s loop
    .text = Good practice; the lab text asks for it in general: “handle network errors”. It costs no points, for your own server may never send such a thing.
    .expected = After half of an answer, or one whose JSON cannot be read, the page polls again within some 15 s.
    .why = Networks end in the middle of an answer, and proxies put a page of their own in its place.
    .cause = Usually what reads the body stands outside of the `try`: `JSON.parse(xhr.responseText)` in `onload`, or a `.then` behind the `.catch`.
    .hint = Put all that handles an answer into the same `try` as the request.

client-timeout = A poll that is never answered is given up
    .symptom = A poll without an answer is waited for without end
    .text = Lab text: “handle network errors or timeouts on the client's side”. RFC 6202 §5.5: long polls and the time that a client waits.
    .expected = A poll that gets no answer, with a connection that stays, is given up within a minute and sent again.
    .why = A computer that slept, or a network that was changed, leaves connections that nobody answers any more, and nobody says so. Without a limit of its own, the page waits for minutes, or for ever.
    .cause = `fetch` has no limit by itself; `XMLHttpRequest` has one only if `timeout` is set.
    .hint = `fetch(url, {"{"} signal: AbortSignal.timeout(40_000) {"}"})`: longer than the server's hold, which is 25 to 30 s.

## What was seen.

page-dead-seen =
    .pass = The page loads, and asks for the state.
    .no-page = { $path } is answered with { $code }: there is no page.
    .no-script = The script { $path } is answered with { $code }, so nothing on the page works, and the state is never asked for.
    .thrown = The script ends with an exception, and the state is never asked for: { $text } ({ $place })
    .silent = The page was opened, and asked for no state within 15 s.
    .hung = In { $tabs } tabs the page ended up answering nothing, not even the browser, for 10 s: a script of it does not come to an end, or waits for a dialog.
    .crashed = In { $tabs } tabs the page crashed.
    .left = In { $tabs } tabs the page went by itself to an address where nobody answers, and did not come back.
    .closed = In { $tabs } tabs the page closed itself.

change-not-shown-seen =
    .pass = { $changes } changes were shown, after { $median } (median), in { $place }.
    .late = { $changes } changes were shown, but late: after { $median } (median), in { $place }.
    .too-late = { $changes } changes were shown much too late: after { $median } (median), in { $place }.
    .fail = No visible element of the page followed the status through { $changes } changes: { $statuses }.

initial-not-shown-seen =
    .pass = “{ $status }” was shown before anything changed.
    .fail = The server had “{ $status }” when the page was opened, and the page showed “{ $said }” until the first change.

version-not-sent-back-seen =
    .refused = All { $polls } polls were refused with { $code }, as your own server refuses them: the first asked for { $sent }.
    .pass = { $polls } polls sent the last version.
    .none = { $wrong } of { $polls } polls sent no version after an answer with version { $due }.
    .other = { $wrong } of { $polls } polls sent another version than the last that was read: the first sent “{ $sent }” in place of “{ $due }”.

repoll-late-seen =
    .pass = After { $gaps } answers, the next poll left after { $median } (median).
    .late = After { $gaps } answers, the next poll left after { $median } (median): that is a pause, not at once.
    .too-late = After { $gaps } answers, the next poll left only after { $median } (median).
    .never = After the first answer, the page never asked again.

polls-overlap-seen =
    .pass = While nothing changed for 3 s, one poll waited.
    .fail = While nothing changed for 3 s, { $most } polls of one tab waited at the same time.

restart-not-shown-seen =
    .pass = “{ $status }” was shown, though the versions had begun anew.
    .fail = The server was started anew, with lower versions and the status “{ $status }”; 2 s later the page still showed “{ $said }”.

tabs-differ-seen =
    .pass = { $tabs } tabs showed { $changes } changes, after { $median } (median).
    .late = { $tabs } tabs showed { $changes } changes, but late: after { $median } (median).
    .missing = “{ $status }” was sent to your server, and tab { $tab } had not shown it 2 s later (in { $place }). The tabs 1 to 3 are of one window, the last is of another browser.
    .begin = Tab { $tab } was opened on the same server as the first one, and they showed different things: “{ $other }” and “{ $said }”.
    .reloaded = Tab { $tab } was loaded again by itself, in place of being changed.

control-value-seen =
    .pass = Used { $times } times, the page sent: { $sent }.
    .fail = Used { $times } times with different wishes, the page sent the same each time: { $sent }.

control-missing-seen =
    .pass = “{ $label }” sent the status “{ $sent }”.
    .form = “{ $label }” sends an update, but no status where the server reads it.
    .fail = Nothing that can be seen on the page sent an update. Fields were filled with “{ $wanted }”, and everything that looks like a control was clicked.
    .hung = In { $tabs } tabs the page ended up answering nothing, not even the browser, for 10 s: a script of it does not come to an end, or waits for a dialog.
    .crashed = In { $tabs } tabs the page crashed.
    .left = In { $tabs } tabs the page went by itself to an address where nobody answers, and did not come back.
    .closed = In { $tabs } tabs the page closed itself.

gives-up-on-error-seen =
    .pass = The page polled again after each of { $ways } kinds of errors.
    .fail = The page gave up after { $given_up } of { $ways } kinds of errors ({ $with ->
        [error] code 500
        [reset] the connection was reset
        [closed] the connection was closed without an answer
       *[several] in several ways
    }): no poll came any more.

error-storm-seen =
    .pass = While polls failed, at most { $most } were sent in three seconds.
    .fail = While polls failed ({ $with ->
        [error] code 500
        [reset] the connection was reset
        [closed] the connection was closed without an answer
       *[several] in several ways
    }), { $most } were sent in three seconds.

fresh-not-shown-seen =
    .pass = “{ $status }” was shown of a server in which nothing had changed yet.
    .fail = The server had “{ $status }”, in the version that yours had when it was found; the page sent the version “{ $sent }”, was kept waiting, and showed “{ $said }” for two seconds.

stops-after-hold-seen =
    .pass = After { $ends } ends of a hold, the next poll left { $took } later at best, and the status stayed.
    .late = After the end of a hold, the next poll left only { $took } later at best: that is a pause, not at once.
    .too-late = After the end of a hold, the next poll left only { $took } later at best.
    .never = After the end of a hold, no poll came within 4 s.
    .cleared = “{ $status }” was shown before a hold ended, and nothing on the page said it afterwards.

markup-executed-seen =
    .pass = { $status } was shown as a text.
    .refused = Your server takes no status that looks like markup: none reaches the page.
    .fail = The status { $status } made the browser ask for { $path }.

malformed-not-survived-seen =
    .pass = The page polled again after { $ways } answers that were none.
    .fail = The page gave up after an answer that was none ({ $with ->
        [cut] half of it came
        [malformed] its JSON could not be read
       *[several] in several ways
    }): no poll came any more.

client-timeout-seen =
    .pass = A poll without an answer was given up, and sent again.
    .fail = A poll without an answer was waited for through a whole minute of the page's time.
