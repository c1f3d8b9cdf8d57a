### Ce qui est dit de ce TP à côté de ses règles.

contract-engine = connexion
contract-join = entrer
contract-message = parler
contract-editing = modifier
contract-token = jeton
contract-status = état
contract-by-handshake = par sa poignée de main
contract-no-rooms = il n’y a pas de salons

trouble-no-socketio = Aucun Socket.IO n’a été trouvé à { $url }. Essayés : { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des pages web : peut-être celles d’un serveur qui donne sa page pour chaque chemin.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(« — » veut dire : pas de réponse entière à temps.)
    } Si le vôtre est à un autre chemin, écrivez-le dans un fichier de contrat : url_path dans [socketio] (lab contract show en affiche un), et donnez-le avec --contract.

bar-link = connexion, ses événements
bar-join = entre dans un salon
bar-say = parle
bar-leave = s’en va
bar-empty = événement sans contenu
bar-quiet = écoute seulement
bar-status = demande combien sont connectés

actor-member = membre
    .short = m
actor-neighbour = voisin
    .short = v
actor-outsider = personne extérieure
    .short = e
actor-leaver = partant
    .short = p
actor-witness = témoin
    .short = t
actor-namesake = homonyme
    .short = h
actor-intruder = intrus
