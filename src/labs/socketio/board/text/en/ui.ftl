### What is said of this lab beside its rules.

collabboard = Socket.IO (board)
trouble-is-no-chat = Socket.IO answers at { $path }, and its page sends updates of a content and says nothing to anybody: that is a board, and no chat. (lab check --lab socketio grades it as a chat all the same.)
trouble-is-no-board = Socket.IO answers at { $path }, and no page was found that sends updates of a content without being a chat: no board is there. (lab check --lab collabboard grades it as one all the same.)
trouble-unclear-board = Socket.IO answers at { $path }, but how a client updates the content was not found out. { $count ->
        [0] No script of the page emits an event, and the usual names were tried in vain.
        [one] The page emits one event: { $events }. The usual names were tried beside it, in vain.
       *[other] The page emits { $events }. Which of them updates the content?
    } Write it in a contract file: event and arguments in [collabboard.message], what a client gives when it connects in [collabboard.handshake] and the token in [collabboard.token] (lab contract show prints one), and give it with --contract.
