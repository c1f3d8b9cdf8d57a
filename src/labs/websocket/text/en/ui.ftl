### What is said of this lab beside its rules.

websocket = WebSocket
contract-relay = relay
contract-capitals = capitals

remark-relay-only = Only the relay was found (exercise 1): the mark is out of what that is worth. If there is a server of capitals too, name it in a contract file, under [websocket.capitals].
remark-capitals-only = Only the server of capitals was found (exercise 2): the mark is out of what that is worth. If there is a relay too, name it in a contract file, under [websocket.relay].

trouble-no-websocket = No WebSocket was found at { $url }. Tried: { $tried }.{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no whole answer in time.)
    } If yours is at another path or port, write it in a contract file: url in [websocket.relay] or [websocket.capitals] (lab contract show prints one), and give it with --contract.

bar-socket = connection, its messages
bar-send = says something
bar-frame = odd frame
bar-close = leaves
bar-listen = only listens
bar-look = sign of life

actor-talker = talker
actor-asker = asker
actor-quitter = one who leaves
actor-stranger = stranger
