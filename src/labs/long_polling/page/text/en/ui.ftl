### What is said of this lab beside its rules.

long-polling-page = Long polling (page)

contract-page = page

trouble-page-server = The page was not judged: the server beside it does not answer well enough to know how it speaks. Check the server first: lab check URL.
trouble-page-selector = In the contract, { $selector } under [page] is no CSS selector that a browser understands. One is written as in "#status" or ".task > p".

page-opened = The page is open and has asked for the state: “{ $status }”.
page-opened-silent = The page is open, and has not asked for the state.
page-changed = The status is “{ $status }” now.
page-hold-ended = The hold of the poll ends: nothing has changed.
page-failing-error = From now on each poll gets status 500.
page-failing-reset = From now on the connection of each poll is reset.
page-failing-closed = From now on the connection of each poll is closed without a byte, as by a server that has ended.
page-failing-cut = From now on half of each answer to a poll comes.
page-failing-malformed = From now on each answer to a poll is JSON that is cut in half.
page-mended = Polls are answered again. { $failed ->
    [0] None had failed.
    [one] One had failed.
   *[other] { $failed } had failed.
}
page-restarted = The server is started anew: its versions begin again, and the status is “{ $status }”.
