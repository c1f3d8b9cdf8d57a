### What is said of this lab beside its rules.

sse-page = Server-Sent Events (page)

contract-stream-page = page of the stream

trouble-page-stream = The page was not judged: no stream beside it brings a quote that can be read. Check the stream first: lab check URL.

page-listens = The page is open and listens to the stream.
page-listens-once-clicked = The page is open, and listens to the stream once “{ $label }” was clicked.
page-listens-not = The page is open, and does not listen to the stream.
page-quoted-up = { $symbol } rises to { $price }.
page-quoted-down = { $symbol } falls to { $price }.
page-quoted-unchanged = { $symbol } is told with { $price }, and a change of zero.
page-sent-no-quote = Two events come that are no quotes: half of one, and null.
page-stream-cut = The stream ends, as that of a server does that is started anew.
page-back = The page listens again: { $open ->
    [one] one stream is open
   *[other] { $open } streams are open
}, { $before } before.
page-not-back = The page does not listen any more.
