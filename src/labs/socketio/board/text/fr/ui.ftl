### Ce qui est dit de ce TP à côté de ses règles.

collabboard = Socket.IO (tableau)
trouble-is-no-chat = Socket.IO répond à { $path }, et sa page envoie des modifications d’un contenu sans rien dire à personne : c’est un tableau, et non un chat. (lab check --lab socketio le note quand même comme un chat.)
trouble-is-no-board = Socket.IO répond à { $path }, et aucune page n’a été trouvée qui envoie des modifications d’un contenu sans être un chat : il n’y a pas de tableau. (lab check --lab collabboard le note quand même comme un tableau.)
trouble-unclear-board = Socket.IO répond à { $path }, mais lab n’a pas trouvé comment un client modifie le contenu. { $count ->
        [0] Aucun script de la page n’émet d’événement, et les noms habituels ont été essayés en vain.
        [1] La page émet un seul événement : { $events }. Les noms habituels ont aussi été essayés, en vain.
       *[other] La page émet { $events }. Lequel modifie le contenu ?
    } Écrivez-le dans un fichier de contrat : event et arguments dans [collabboard.message], ce qu’un client donne en se connectant dans [collabboard.handshake] et le jeton dans [collabboard.token] (lab contract show en affiche un), et donnez-le avec --contract.
