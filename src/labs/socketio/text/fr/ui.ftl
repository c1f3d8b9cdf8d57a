### Ce qui est dit de ce TP à côté de ses règles.

socketio = Socket.IO (chat)
contract-engine = connexion
contract-join = entrer
contract-message = parler
contract-by-handshake = par sa poignée de main

bar-link = connexion, ses événements
bar-join = entre dans un salon
bar-say = parle
bar-leave = s’en va
bar-empty = événement sans contenu
bar-quiet = écoute seulement

actor-member = membre
actor-neighbour = voisin
actor-outsider = personne extérieure
actor-leaver = partant
actor-witness = témoin
actor-namesake = homonyme
