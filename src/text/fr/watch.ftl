### Ce que `lab watch` dit d’un flux ou d’une boucle de long polling, à mesure que tout arrive.

watch-start = lab { $version } observe { $url }. Ctrl-C y met fin.
watch-taken = L’adresse n’a pas de chemin : { $path } répond, c’est donc lui qui est pris. Pour un autre : lab watch { $url }/chemin
watch-nothing = { $url } n’a ni flux d’événements à /stream (réponse : { $stream }), ni long polling à /poll-status (réponse : { $poll }).
watch-nothing-hint = Donnez l’adresse avec son chemin, comme http://localhost:3000/events ; pour du long polling, ajoutez --poll.
watch-is-poll =
    .state = { $path } répond du JSON avec une version : c’est du long polling, la dernière version est donc renvoyée à chaque requête à partir d’ici.
    .refused = { $path } refuse cette requête ; c’est ce que fait du long polling quand la version manque. À partir d’ici, la requête en porte une.

watch-status = statut { $code }
watch-head-type-missing = Pas de Content-Type : un navigateur abandonne pour de bon. Il faut text/event-stream.
watch-head-type-wrong = Ce n’est pas text/event-stream : un navigateur abandonne pour de bon.
watch-head-charset = Les navigateurs lisent de l’UTF-8, quoi que dise charset.
watch-head-cache-missing = Absent : un intermédiaire pourrait garder le flux en cache. La valeur habituelle est no-cache.
watch-head-cache-kept = Ni no-cache ni no-store : un intermédiaire pourrait garder le flux en cache.
watch-head-accel-missing = Absent : derrière nginx, les événements seraient retenus. « no » l’évite.
watch-head-accel-on = Seul « no » empêche nginx de retenir les événements.
watch-head-encoding-unasked = Compressé, alors que personne ne l’a demandé.
watch-head-encoding-unknown = Un encodage qui ne peut pas être lu ici.
watch-head-length = Un flux qui annonce une longueur s’arrête après ce nombre d’octets.
watch-no-head = Rien n’est arrivé après { $time }, pas même un statut. Certains frameworks n’envoient l’en-tête qu’avec le premier événement.

watch-id = id { $id }
watch-retry = retry : un navigateur attend { $time } avant de se reconnecter.
watch-too-long = Ligne { $line } : plus que ce que lab lit d’une ligne, d’un id ou d’un événement ; c’est sauté.
watch-odd-not-json = Les données ne sont pas du JSON : { $why }
watch-odd-id-again = L’id { $id } revient.
watch-odd-id-down = L’id diminue : { $id } après { $before }.
watch-odd-interval = { $gap } après le précédent ; d’habitude, c’est { $usual }.
watch-no-event =
    .block = { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    }, aucun événement : le bloc qui commence à la ligne { $line } n’a pas de ligne data.
    .open = { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    }, aucun événement : la ligne vide qui termine un événement n’est pas encore arrivée.
    .why = { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    }, aucun événement :
watch-silence =
    .first = Rien depuis { $time }.
    .usual = Rien depuis { $time } ; d’habitude, un événement arrive toutes les { $usual }.
    .comments = Aucun événement depuis { $time } ; commentaires reçus depuis : { $comments }.
watch-trouble = Ligne { $line } : { $why }
watch-trouble-one-newline = il manque une ligne vide après celle-ci ; l’événement suivant s’y ajoute.
watch-trouble-no-newline = il manque une fin de ligne ici ; ce qui suit s’ajoute à cette ligne.
watch-trouble-never-ended = la ligne vide qui termine un événement n’arrive jamais après celle-ci ; rien n’est transmis à la page.
watch-trouble-literal-newline = voici les deux caractères \ et n, là où une fin de ligne était sûrement voulue.
watch-trouble-odd-separator = ce caractère ne termine pas une ligne ; seuls LF, CR LF et CR le font.
watch-trouble-spaces-only = cette ligne contient des espaces : ce n’est pas la ligne vide qui termine un événement.
watch-trouble-raw-json = du JSON sans « data: » devant ; un navigateur ignore la ligne.
watch-trouble-continuation = le JSON continue sans « data: » ; il en faut un à chacune de ses lignes.
watch-trouble-unknown-field = aucun champ n’a ce nom, donc un navigateur ignore la ligne ; les noms sont data, event, id et retry.
watch-trouble-event-without-data = une ligne vide sépare ce nom de ses données ; l’événement n’a alors pas de nom.
watch-trouble-no-field = c’est du texte sans aucun champ ; un navigateur l’ignore. Un événement demande « data: ».
watch-trouble-page = c’est une page ou une réponse HTTP, à la place d’un flux.
watch-trouble-not-utf8 = ces octets ne sont pas de l’UTF-8 ; un navigateur affiche � à leur place.
watch-trouble-nul-in-id = un id qui contient un caractère NUL est ignoré.
watch-trouble-retry-not-digits = retry ne prend que des chiffres, en millisecondes ; un navigateur ignore ceci.
watch-trouble-bom-inside = une marque d’ordre des octets (BOM), invisible, se trouve ici ; elle n’est permise qu’en tout premier caractère.
watch-peer-mark = Un autre lecteur (eventsource-stream) voit cela autrement : il ne sait pas lire une marque d’ordre des octets (BOM) au début. Les navigateurs l’écartent.
watch-peer-error = Un autre lecteur (eventsource-stream) voit cela autrement : il abandonne ici ({ $why }). Les navigateurs continuent.
watch-peer-other = Un autre lecteur (eventsource-stream) voit cela autrement : « { $data } », là où un navigateur a « { $ours } » (ligne { $line }).
watch-peer-none = Un autre lecteur (eventsource-stream) voit cela autrement : il n’a pas d’événement là où un navigateur a « { $ours } » (ligne { $line }).
watch-counted = (Dit trois fois ; à partir d’ici, c’est seulement compté.)
watch-more = { $count } fois de plus : { $last }

watch-ended = Le serveur a terminé le flux.
watch-cut = La connexion s’est rompue : { $why }
watch-unreachable = Pas de réponse : { $why }
watch-end-inside = La fin est arrivée au milieu d’un événement, qui commence à la ligne { $line } ; il n’est pas transmis à la page : « { $data } »
watch-again =
    .id = Comme un navigateur, lab se reconnecte après { $time } : GET { $path }, Last-Event-ID: { $id }
    .none = Comme un navigateur, lab se reconnecte après { $time } : GET { $path }, sans Last-Event-ID (aucun événement n’avait d’id)
watch-given-up =
    .code = Un navigateur abandonne pour de bon : le statut est { $code }, et seul 200 est un flux.
    .stopped = Un navigateur s’arrête pour de bon : 204 lui dit de ne pas revenir.
    .page = Un navigateur abandonne pour de bon : c’est une page. Est-ce le bon chemin ?
    .kind = Un navigateur abandonne pour de bon : ce n’est pas text/event-stream.
watch-moved = Le statut { $code } envoie un navigateur vers { $to }. Ce n’est pas suivi ici : donnez cette adresse.

watch-poll = { $code } après { $took } (envoyé : { $sent })
watch-poll-state = version { $version } « { $status } »
watch-poll-long = Retenu depuis plus de { $time } déjà : beaucoup de proxys coupent à ce moment.
watch-poll-not-here = Pas de long polling ici : statut { $code }. Est-ce le bon chemin ? Si son paramètre porte un autre nom, donnez-le dans l’adresse, comme …/poll?since=0
watch-odd-body = { $bytes ->
    [one] { $bytes } octet suit
   *[other] { $bytes } octets suivent
} un statut qui n’a pas de corps ; la réponse suivante sur cette connexion serait abîmée.
watch-odd-empty = Un 200 sans corps : du JSON avec l’état est attendu, ou 204.
watch-odd-no-version = Le JSON n’a pas de version sous un nom habituel : un client ne sait pas quoi demander ensuite.
watch-odd-type = C’est du JSON, et Content-Type ne le dit pas.
watch-odd-code = Statut { $code } : ce n’est pas une réponse à du long polling.
watch-odd-at-once = Réponse immédiate, alors que { $version } est la version actuelle : il faudrait retenir la requête. Un client redemanderait sans pause ; lab attend une seconde.
watch-odd-version-down = La version n’augmente pas : { $version } après { $sent }.

watch-room-joins =
    .event = Sous le nom de { $user }, lab se connecte à { $path } et entre dans « { $room } » par l’événement « { $event } ». Il ne fait qu’écouter.
    .handshake = Sous le nom de { $user }, lab se connecte à { $path } et entre dans « { $room } » par sa poignée de main. Il ne fait qu’écouter.
    .none = Sous le nom de { $user }, lab se connecte à { $path }. Ce chat n’a pas de salons : tout ce qui est dit s’entend, « { $room } » ou non. Il ne fait qu’écouter.
watch-room-connected = Connecté.
watch-room-by =
    .websocket = À partir d’ici par WebSocket.
    .polling = Il reste en long polling : WebSocket n’a pas marché, ou n’est pas proposé.
watch-room-said = { $author } : { $text }
watch-room-answer = (le serveur a répondu : { $data })
watch-room-silent = Rien n’est venu pendant { $time } depuis que lab est entré. L’énoncé veut qu’un arrivant soit annoncé au salon, et à lui-même.
watch-room-ended = Le serveur a mis fin à la connexion.
watch-room-full = Il est venu par cette connexion plus que lab n’en garde d’une seule.
watch-room-again = Comme une page, lab se reconnecte après { $time }, et entre de nouveau dans « { $room } ».
watch-room-refused = Le serveur refuse la connexion : { $why }
watch-room-refused-hint = S’il veut un jeton, donnez-le dans un fichier de contrat : [socketio.token], et --contract.
watch-room-protocol-2 = Le serveur parle Socket.IO 2, et les clients d’aujourd’hui parlent 4 : installez un socket.io actuel.

watch-summary =
    .events = Événements : { $events }, en { $time } ; reconnexions : { $again }.
    .polls = Réponses : { $events }, en { $time }.
    .median = Intervalle habituel : { $median }.
