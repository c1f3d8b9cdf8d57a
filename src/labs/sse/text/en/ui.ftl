### What is said of this lab beside its rules.

sse = Server-Sent Events (server)
contract-stream = stream

trouble-no-stream = No event stream was found at { $url }. Tried: { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Some answers were web pages: perhaps of a server that gives its page for every path.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no head of an answer in time.)
    } If yours has another name, write it in a contract file: path in [stream] (lab contract show prints one), and give it with --contract.

bar-stream = stream, its events

actor-subscriber = subscriber
actor-browser = browser
actor-returner = client that comes back
