### Ce qui est dit de ce TP à côté de ses règles.

websocket = WebSocket
contract-relay = relais
contract-capitals = majuscules

remark-relay-only = Seul le relais a été trouvé (exercice 1) : la note est sur ce qu’il vaut. S’il y a aussi un serveur de majuscules, nommez-le dans un fichier de contrat, sous [websocket.capitals].
remark-capitals-only = Seul le serveur de majuscules a été trouvé (exercice 2) : la note est sur ce qu’il vaut. S’il y a aussi un relais, nommez-le dans un fichier de contrat, sous [websocket.relay].

trouble-no-websocket = Aucun WebSocket n’a été trouvé à { $url }. Essayés : { $tried }.{ $silent ->
        [0] {""}
       *[other] {" "}(« — » veut dire : pas de réponse entière à temps.)
    } Si le vôtre est à un autre chemin ou à un autre port, écrivez-le dans un fichier de contrat : url dans [websocket.relay] ou [websocket.capitals] (lab contract show en affiche un), et donnez-le avec --contract.

bar-socket = connexion, ses messages
bar-send = parle
bar-frame = trame étrange
bar-close = s’en va
bar-listen = écoute seulement
bar-look = signe de vie

actor-talker = interlocuteur
actor-asker = demandeur
actor-quitter = partant
actor-stranger = inconnu
