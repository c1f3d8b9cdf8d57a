### What is said of this lab beside its rules.

socketio = Socket.IO (chat)
trouble-unclear-chat = Socket.IO answers at { $path }, but how a client joins a room and how it says something there was not found out. { $count ->
        [0] No script of the page emits an event, and the usual names were tried in vain.
        [one] The page emits one event: { $events }. The usual names were tried beside it, in vain.
       *[other] The page emits { $events }. Which of them joins a room, and which says something there?
    } Write it in a contract file: event and arguments in [socketio.join] and [socketio.message] (lab contract show prints one), and give it with --contract.
