### What is said of this lab beside its rules.

socketio = Socket.IO (chat)
contract-engine = connection
contract-join = joining
contract-message = saying
contract-by-handshake = by its handshake

bar-link = connection, its events
bar-join = joins a room
bar-say = says something
bar-leave = leaves
bar-empty = event without a payload
bar-quiet = only listens

actor-member = member
actor-neighbour = neighbour
actor-outsider = outsider
actor-leaver = one who leaves
actor-witness = witness
actor-namesake = namesake
