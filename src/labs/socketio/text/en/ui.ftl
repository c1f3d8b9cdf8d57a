### What is said of this lab beside its rules.

socketio = Socket.IO (chat)
contract-engine = connection
contract-join = joining
contract-message = saying
contract-by-handshake = by its handshake
contract-no-rooms = there are no rooms

trouble-no-socketio = No Socket.IO was found at { $url }. Tried: { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Some answers were web pages: perhaps of a server that gives its page for every path.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no whole answer in time.)
    } If yours is at another path, write it in a contract file: url_path in [socketio] (lab contract show prints one), and give it with --contract.
trouble-chat-unclear = Socket.IO answers at { $path }, but how a client joins a room and how it says something there was not found out. { $count ->
        [0] No script of the page emits an event, and the usual names were tried in vain.
        [one] The page emits one event: { $events }. The usual names were tried beside it, in vain.
       *[other] The page emits { $events }. Which of them joins a room, and which says something there?
    } Write it in a contract file: event and arguments in [socketio.join] and [socketio.message] (lab contract show prints one), and give it with --contract.

bar-link = connection, its events
bar-join = joins a room
bar-say = says something
bar-leave = leaves
bar-empty = event without a payload
bar-quiet = only listens

actor-member = member
    .short = m
actor-neighbour = neighbour
    .short = n
actor-outsider = outsider
    .short = o
actor-leaver = one who leaves
    .short = l
actor-witness = witness
    .short = w
actor-namesake = namesake
    .short = s
