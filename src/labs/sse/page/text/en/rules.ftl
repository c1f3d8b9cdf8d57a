### What students read about each rule of the page of the lab of Server-Sent Events.
### The value says what a good page does; the attributes say where the rule comes from, what is expected, why it
### matters, the usual cause of the fault, and what to look at next.

## page-quotes

stream-page-dead = The page of the quotes runs
    .symptom = The page of the quotes does nothing
    .text = Lab text: an HTML page whose JavaScript listens to the stream with `EventSource`.
    .expected = The page is served, its scripts load, and they run without an error until the page listens to the stream.
    .why = A page whose script does not run stays as it was written, for ever: nothing else of it can work.
    .cause = Flask: `static_folder='static'` serves files below `/static/`, and the page asks for `script.js` beside itself, which is 404. Express: `express.static('public')` is missing, or the file has another name. Otherwise an exception in the first lines of the script, such as `document.getElementById(...)` that finds nothing. A loop that waits for something (`while (!answer) {"{"}{"}"}`) has the same effect: nothing else of the tab goes on until it ends, no answer and no click; `await` lets it.
    .hint = Open the page, press F12 and look at Console and Network: the first red line tells which file is missing, or which line throws.

stream-not-opened = The page listens to the stream
    .symptom = The page does not listen to the stream
    .text = Lab text: the client opens the stream with `new EventSource('/stream')`.
    .expected = Soon after it is loaded, or when its start button is clicked, the page asks your server for the stream.
    .why = Without it no quote can come, whatever the server sends.
    .cause = Usually the address is another one than that of the stream: another path, or the whole address of another machine; or the line is in a function that nobody calls.
    .hint = In the Network tab, filter by “stream”: a request of the type “eventsource” must stay open. Write the path alone, as in `new EventSource('/stream')`, and it is right on any machine and port.

quote-not-shown = A quote that comes is shown, at once
    .symptom = Quotes are not shown, or too late
    .text = Lab text: each event is displayed as it comes.
    .expected = When the first quote comes, some visible element names its symbol (or its company) and some says its price, within about 250 ms. With a delay it earns half.
    .why = That is what the page is there for.
    .cause = Usually the page listens for other events than the server sends: `onmessage` does not hear events that have a name (`event: quote`), which `addEventListener('quote', …)` does, and the other way round. Or a field is read under another name than the server's.
    .hint = Print each event to the console, and look at what your stream sends: `curl -N http://localhost:5000/stream`. If there is an `event:` line, its name is the one to listen for.

quote-not-updated = The next price is shown too
    .symptom = The next prices are not shown, or too late
    .text = Lab text: if the quote exists already, update it.
    .expected = Each further price of a symbol is shown within about 250 ms. A history beside it may go on showing those before.
    .why = An old price that looks like the current one is worse than none.
    .cause = Usually the page writes only when it creates the element; or an `id` is looked for under another name than it was given; or an exception ends the handler at the second event.
    .hint = Look at the Console after the second event, and at the element that you write to: is it the one that can be seen?

cards-multiply = A symbol keeps its place
    .symptom = Each quote adds another card
    .text = Lab text: if the quote exists already, update it.
    .expected = After twenty quotes of one symbol, one element that was there before shows its last price. A history or a log may grow beside it.
    .why = With a new element for each quote, nobody finds the current price, and after an hour the tab is slow: it has thousands of elements.
    .cause = Usually each event is added with `appendChild` or `innerHTML +=`, without a look whether the symbol is there already.
    .hint = Keep the element of each symbol, in a `Map` or by an `id` made of the symbol, and create it only if there is none.

new-symbol-not-shown = A symbol that nobody knew is shown
    .symptom = A new symbol is not shown, or not kept up to date
    .text = Lab text: otherwise, create a new element for it.
    .expected = A quote of a symbol that the page has never seen is shown, and its next prices too.
    .why = Which symbols come is the server's decision. A page that only knows its own shows nothing of the others, and may stop at the first of them.
    .cause = Usually the elements stand in the HTML, one for each symbol, and `getElementById` finds none for another one: `null` has no `textContent`.
    .hint = Where no element is found, create one and add it to the list. Try it with a symbol that you invent on the server.

quotes-overwrite = All symbols are there together
    .symptom = Not all symbols can be seen together
    .text = Lab text: the page displays the quotes, each updated where it is.
    .expected = After several symbols were quoted, all of them can be seen at once, each with its last price.
    .why = Whoever looks at one price wants to compare it with the others, and not to wait until it comes by again.
    .cause = Usually there is one element, and each event writes over it: `document.getElementById('quote').textContent = event.data`.
    .hint = Give each symbol an element of its own.

up-down-not-shown = Rising and falling look different
    .symptom = Rising and falling look the same
    .text = Lab text: show whether the price goes up or down, by a colour for example.
    .expected = The card of a symbol has another colour, class, arrow or sign after a rise than after a fall.
    .why = That is what is seen at a glance, before any number is read.
    .cause = Usually the class is set once, when the card is created; or it has a name that the style sheet does not know; or the change is compared as a text.
    .hint = Set the class anew with each quote, from the sign of the change: `card.className = change < 0 ? 'down' : 'up'`.

zero-change-hidden = A price with a change of zero is shown
    .symptom = A price with a change of zero is not shown
    .text = Lab text: each event is displayed as it comes.
    .expected = A quote whose `change` is 0 shows its price like any other.
    .why = Zero is a change like any other: many servers send it with the first price of the day.
    .cause = Usually `if (data.change)`, which is false for 0; or `classList.add('')` for “neither up nor down”, which throws before the price is written.
    .hint = Ask whether it is there, not whether it is true: `data.change !== undefined`. Write the price first, and then its colour.

change-not-displayed = How much it changed is shown
    .symptom = The change is not shown
    .text = Lab text: each quote has a symbol, a price and a change.
    .expected = The change that came with a quote stands somewhere on the page, as an amount or in percent.
    .why = A price alone does not say whether it is a good day.
    .cause = Usually the field is read under another name than the server's, or only used for the colour.
    .hint = Write the change beside the price, with its sign.

## page-own-stream

own-quotes-not-shown = Each tab shows what your own stream brings
    .symptom = A tab does not show what your own stream brings, or too late
    .text = Lab text: open several tabs; all of them follow the stream.
    .expected = In two tabs of one window and in one of another browser, what the stream of your own server brings is shown within about 250 ms of its bytes. With a delay it earns half.
    .why = Here nothing is played: it is your page with your server.
    .cause = Usually only one client at a time gets the events, or one tab alone listens; or the page names the server by an address and a port that it has on your machine only.
    .hint = Open your page twice, side by side. Both have to move.

## page-stream-ends

reconnects-badly = After an interruption, the page listens again, once
    .symptom = After an interruption, the page does not come back as it was
    .text = WHATWG HTML § 9.2: an `EventSource` whose connection has ended comes back by itself, after the time that `retry` says.
    .expected = After the stream has ended, the page listens again within some 15 s, to as many streams as before, and shows what comes; and so the second time.
    .why = Networks fail for a moment, and servers restart. A page that gives up shows old prices as if they were new; one that opens one more stream each time soon has all six connections that a browser grants a server, and then nothing works any more.
    .cause = Usually `onerror` calls `source.close()` and nothing else, or opens a new `EventSource` without closing the old one, which comes back by itself beside it.
    .hint = Leave `onerror` to the browser, and only show that the connection is lost. If you open a new stream yourself, close the old one first, and do so only once (`readyState === EventSource.CLOSED`).

bad-event-fatal = A bad event does not stop the page
    .symptom = A bad event stops the page
    .text = Lab text: the page goes on while the stream does.
    .expected = After half a JSON text and after `null`, the next good quote is shown.
    .why = One bad event among thousands must not cost all that follow.
    .cause = Usually a `catch` that closes the stream, or a handler that takes itself off when something is wrong.
    .hint = Put `JSON.parse` into a `try … catch` that ignores this one event, and nothing else.

## What was seen.

stream-page-dead-seen =
    .pass = The page loads, and its script runs.
    .no-page = { $path } is answered with { $code }: there is no page.
    .no-script = The script { $path } is answered with { $code }, so nothing on the page works, and the stream is never asked for.
    .thrown = The script ends with an exception, and the stream is never asked for: { $text } ({ $place })
    .hung = In { $tabs } tabs the page ended up answering nothing, not even the browser, for 10 s: a script of it does not come to an end, or waits for a dialog.
    .crashed = In { $tabs } tabs the page crashed.
    .left = In { $tabs } tabs the page went by itself to an address where nobody answers, and did not come back.
    .closed = In { $tabs } tabs the page closed itself.

stream-not-opened-seen =
    .pass = The page asks for the stream.
    .clicked = The page asks for the stream once “{ $label }” is clicked.
    .other = The page was opened and never asked for the stream; what it asked for is { $path }.
    .fail = The page was opened, what looks like a control was clicked, and the stream was never asked for.

quote-not-shown-seen =
    .pass = In { $quotes } tabs, the first quote was shown, after { $median } in the quickest.
    .late = In { $quotes } tabs, the first quote was shown, but late: after { $median } in the quickest.
    .too-late = In { $quotes } tabs, the first quote was shown much too late: after { $median } in the quickest.
    .fail = { $symbol } came with the price { $price }, and no visible element showed both.

quote-not-updated-seen =
    .pass = { $quotes } further prices were shown, after { $median } (median).
    .late = { $quotes } further prices were shown, but late: after { $median } (median).
    .too-late = { $quotes } further prices were shown much too late: after { $median } (median).
    .fail = { $symbol } came with its next price { $price }, and no visible element showed it. Of { $quotes } further prices, { $shown } were shown.

cards-multiply-seen =
    .pass = After { $quotes } quotes of { $symbol }, its card is where it was, with the last price.
    .fail = After { $quotes } quotes of { $symbol }, there are { $more } more elements of the kind that shows its price, and none kept its place.

new-symbol-not-shown-seen =
    .pass = { $symbol }, which the page had never seen, was shown, and its next prices too.
    .fail = { $symbol }, which the page had never seen, was quoted, and no visible element showed it.
    .stays = { $symbol }, which the page had never seen, was shown, and its next price was not.

quotes-overwrite-seen =
    .pass = { $symbols } symbols can be seen together, each with its last price.
    .fail = { $symbols } symbols were quoted, and { $there } of them can be seen with their last price: { $symbol } cannot.

up-down-not-shown-seen =
    .pass = Over { $moves } moves, the card looked otherwise after a rise than after a fall.
    .fail = After a rise and after a fall, the card looked the same: the same classes, colours, arrows and signs.

zero-change-hidden-seen =
    .pass = { $symbol } came with a change of 0, and its price { $price } was shown.
    .fail = { $symbol } came with a change of 0, and its price { $price } was not shown.

change-not-displayed-seen =
    .pass = The changes of { $quotes } quotes could be read on the page.
    .fail = { $symbol } came with the change { $change }, and no visible element says so, nor as a percentage ({ $quotes } quotes).

own-quotes-not-shown-seen =
    .pass = { $tabs } tabs showed what your stream brought ({ $quotes } quotes), after { $median } (median).
    .late = { $tabs } tabs showed what your stream brought ({ $quotes } quotes), but late: after { $median } (median).
    .too-late = { $tabs } tabs showed what your stream brought ({ $quotes } quotes) much too late: after { $median } (median).
    .nothing = Tab { $tab } was open on your own server, and no quote came to it from there. The tabs 1 and 2 are of one window, the last is of another browser.
    .fail = { $quotes } quotes came to tab { $tab } from your own server, and it showed { $shown } of them: { $symbol } at { $price } was not shown, for one. The tabs 1 and 2 are of one window, the last is of another browser.

reconnects-badly-seen =
    .pass = After { $cuts } interruptions, the page listened again each time, to { $before } stream(s).
    .gone = The stream ended, and 16 s later the page had not asked for it again.
    .more = The stream ended, and 3 s after the page was back it had { $open } streams open in place of { $before }.
    .silent = The stream ended, the page listened again, and the next quote was not shown.

bad-event-fatal-seen =
    .pass = After half a quote and a `null`, the next quote was shown.
    .fail = After half a quote and a `null`, the next quote (of { $symbol }) was not shown any more.
