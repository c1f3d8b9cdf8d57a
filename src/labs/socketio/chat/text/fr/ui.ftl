### What is said of this lab beside its rules.

socketio = Socket.IO (chat)
trouble-unclear-chat = Socket.IO répond à { $path }, mais lab n’a pas trouvé comment un client entre dans un salon ni comment il y dit quelque chose. { $count ->
        [0] Aucun script de la page n’émet d’événement, et les noms habituels ont été essayés en vain.
        [1] La page émet un seul événement : { $events }. Les noms habituels ont aussi été essayés, en vain.
       *[other] La page émet { $events }. Lequel fait entrer dans un salon, et lequel y dit quelque chose ?
    } Écrivez-le dans un fichier de contrat : event et arguments dans [socketio.join] et [socketio.message] (lab contract show en affiche un), et donnez-le avec --contract.
