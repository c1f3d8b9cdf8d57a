### What is said of all labs over Socket.IO.

contract-engine = connection
contract-join = joining
contract-message = saying
contract-editing = updating
contract-token = token
contract-status = status
contract-by-handshake = by its handshake
contract-no-rooms = there are no rooms

trouble-no-socketio = No Socket.IO was found at { $url }. Tried: { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Some answers were web pages: perhaps of a server that gives its page for every path.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no whole answer in time.)
    } If yours is at another path, write it in a contract file: url_path in [socketio] (lab contract show prints one), and give it with --contract.

bar-link = connection, its events
bar-join = joins a room
bar-say = says something
bar-leave = leaves
bar-empty = event without a payload
bar-quiet = only listens
bar-status = asks how many are connected

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
actor-intruder = intruder
