### Ce que les étudiants lisent sur chaque règle du TP WebSocket, et ce qui a été observé.
### La forme est celle de rules.ftl pour les règles, et de seen.ftl pour ce qui a été observé, du TP sur le long polling.

## connect

websocket-unreachable = Un client obtient son WebSocket, et le serveur reste là
    .symptom = Les clients n’obtiennent pas de WebSocket, ou le perdent
    .text = Énoncé : la page se connecte au serveur par `new WebSocket(...)`.
    .expected = La demande d’un WebSocket reçoit un code 101, et le serveur est encore là à la fin de la vérification.
    .why = Sans connexion, aucun message ne passe. Si le processus s’arrête, tout le monde l’a perdue jusqu’à ce que quelqu’un le relance.
    .cause = Souvent le serveur écoute à un autre port ou à un autre chemin que celui que la page nomme, ou c’est un serveur HTTP auquel aucun serveur WebSocket n’a été attaché (`new WebSocketServer({"{"} server {"}"})` manque). Flask : sans Flask-Sock ou un équivalent, une route ne répond qu’aux requêtes ordinaires. Un serveur qui s’arrête : une exception dans un gestionnaire, qui met fin à Node ; sa console montre à quelle ligne.
    .hint = Ouvrez la page et regardez l’onglet réseau des outils du navigateur, sous WS : que répond le serveur ? Regardez ensuite la console du serveur.

ping-unanswered = Un ping reçoit sa réponse
    .symptom = Un ping reste sans réponse
    .text = Le protocole (RFC 6455) : un ping reçoit un pong avec les mêmes octets. L’énoncé ne le demande pas.
    .expected = Un pong en moins de deux secondes. Toute bibliothèque l’envoie d’elle-même.
    .why = Les proxys et les serveurs voient ainsi qui est encore là ; celui qui ne répond pas est déconnecté.
    .cause = Un serveur qui lit les trames lui-même et ne connaît que les textes.
    .hint = Répondez à une trame d’opcode 9 par une trame d’opcode 10 avec les mêmes octets, ou laissez les trames à une bibliothèque.

## relay

relay-not-delivered = Un message atteint les autres
    .symptom = Les messages n’atteignent pas les autres
    .text = Énoncé : le serveur transmet chaque message à tous les autres clients.
    .expected = Ce qu’un client envoie est entendu par les autres, quoi qu’il y ait autour.
    .why = C’est le sujet de l’exercice : le serveur se tient entre ceux qui parlent.
    .cause = En général, `ws.send(...)` répond à celui qui a envoyé le message, au lieu d’une boucle sur tous les clients (`wss.clients`). Ou bien la liste des clients reste vide : chaque connexion doit y être mise. Ou bien le gestionnaire se termine par une exception, comme avec `JSON.parse` sur ce qui n’est pas du JSON.
    .hint = Affichez dans le gestionnaire ce qui est arrivé, et combien de clients il y a. Ouvrez la page dans deux onglets.

relay-not-to-all = Un message atteint tous les autres
    .symptom = Les messages n’atteignent pas tous les autres
    .text = Énoncé : le serveur transmet chaque message à tous les autres clients.
    .expected = Sur quatre clients, chacun des trois autres l’entend.
    .why = Une conversation dont certains manquent une partie n’en est pas une, et personne ne sait qui a manqué quoi.
    .cause = Souvent un `return` ou un `break` se trouve dans la boucle sur les clients, ou bien seul le dernier client connecté est gardé, dans une variable. En Python, une liste peut changer pendant qu’on la parcourt, ou une exception chez un client met fin à la boucle.
    .hint = Ouvrez trois onglets. Comptez dans le serveur combien de clients la boucle parcourt.

relay-mangled = Un texte arrive tel qu’il a été envoyé
    .symptom = Des textes arrivent altérés, ou pas du tout
    .text = Bonne pratique : ce qui est tapé est ce que les autres lisent. L’énoncé le tient pour acquis.
    .expected = Les accents, les guillemets, `<`, `&` et les emojis arrivent tels qu’ils ont été envoyés. Un échappement pour HTML (`&lt;`) est accepté.
    .why = Le français est plein d’accents. Et une page qui affiche `Ã©` pour `é` paraît cassée.
    .cause = Souvent le texte passe par `toString('latin1')`, `.decode('latin-1')` ou `.encode('ascii', 'ignore')` ; ou bien il est changé en chemin, par exemple par `toUpperCase()`.
    .hint = Envoyez le message ci-dessous et comparez caractère par caractère. Les textes de WebSocket sont en UTF-8, et la bibliothèque s’en occupe.

relay-binary = Un texte est transmis comme un texte
    .symptom = Les textes arrivent sous forme d’octets
    .text = Énoncé : la page affiche les messages qu’elle reçoit.
    .expected = Ce qui est arrivé comme un texte repart comme un texte, et non comme des octets, sauf si la page lit aussi les octets.
    .why = La page affiche `[object Blob]` au lieu du message.
    .cause = En Node, `ws` donne au gestionnaire un Buffer, et `client.send(message)` envoie un Buffer comme des octets. En Python, `send_bytes(...)`, ou un texte qui a été encodé.
    .hint = Node : `client.send(message.toString())`, ou `client.send(message, {"{"} binary: isBinary {"}"})`, où `isBinary` est le second paramètre du gestionnaire.

relay-lost = De beaucoup de messages à la fois, aucun n’est perdu
    .symptom = Des messages d’une rafale se perdent
    .text = Énoncé : le serveur transmet chaque message.
    .expected = Vingt messages envoyés d’un coup arrivent tous.
    .why = Quand plusieurs personnes écrivent en même temps, une partie manquerait, et personne ne le saurait.
    .cause = En général un debounce ou un throttle, qui ne gardent que le dernier message, ou une variable qui garde « le » message jusqu’à ce qu’une minuterie l’envoie.
    .hint = Ne rassemblez pas les messages : l’un arrive, l’un part.

relay-twice = Un message arrive une fois
    .symptom = Des messages arrivent plusieurs fois
    .text = Énoncé : le serveur transmet chaque message aux autres clients. (Une fois, bien sûr.)
    .expected = Chacun des autres reçoit chaque message une fois.
    .why = La page affiche chaque message deux fois, ou davantage à mesure que le temps passe.
    .cause = En général un gestionnaire enregistré plusieurs fois, par exemple à l’intérieur d’un autre ; ou deux boucles sur les clients ; ou un client qui est deux fois dans la liste.
    .hint = Comptez combien de fois un `console.log` dans le gestionnaire s’affiche pour un message.

relay-late = Un message arrive tout de suite
    .symptom = Les messages arrivent tard
    .text = Énoncé : WebSocket sert à ce qui se passe en temps réel.
    .expected = Des messages dits un par un, celui du milieu arrive en 250 ms plus ce que prend le réseau ; en une seconde et demie pour la moitié des points.
    .why = Au-delà d’un quart de seconde, on remarque que l’on attend ; au-delà d’une seconde, on se met à parler en même temps.
    .cause = Souvent un `setTimeout` ou un `setInterval` qui rassemble les messages, un `time.sleep` dans un gestionnaire, ou un fichier écrit avant que le message soit transmis.
    .hint = Transmettez d’abord le message, et faites ensuite ce qui prend du temps.

own-message-twice = Personne ne voit son propre message deux fois
    .symptom = Chacun voit ses propres messages deux fois
    .text = Choix libre : la page peut afficher tout de suite ce que dit son utilisateur, ou le serveur peut le lui renvoyer. Pas les deux.
    .expected = Une page qui affiche elle-même les messages de son utilisateur n’en reçoit aucun en retour.
    .why = Chacun voit ses propres messages deux fois, et ceux des autres une fois.
    .cause = La page ajoute le message quand elle l’envoie, et le serveur l’envoie à tous les clients, expéditeur compris.
    .hint = Laissez l’expéditeur de côté (`if (client !== ws)`), ou laissez la page afficher ce qui revient.

## capitals

capitals-wrong = Un message reçoit sa réponse en majuscules
    .symptom = Les messages ne reçoivent pas leur réponse en majuscules
    .text = Énoncé : le serveur répond à chaque message par le même texte en majuscules.
    .expected = Le client qui a envoyé un texte le reçoit en majuscules, comme un texte. Ce qu’il y a autour est libre.
    .why = C’est le sujet de l’exercice : une question, et sa réponse par la même connexion.
    .cause = Souvent seule la première lettre est changée, ou le résultat de `toUpperCase()` n’est pas utilisé : cette méthode ne change pas le texte, elle en renvoie un autre. Ou bien la réponse va à un autre client, car la connexion est gardée dans une seule variable pour tout le serveur.
    .hint = Affichez ce que vous envoyez. En Node, un message est un Buffer : `message.toString().toUpperCase()`.

capitals-ascii-only = Les lettres accentuées ont aussi des majuscules
    .symptom = Les lettres accentuées ne sont pas mises en majuscules
    .text = Énoncé : le texte en majuscules.
    .expected = `é` devient `É`, `ç` devient `Ç`, `œ` devient `Œ`.
    .why = « DéJà » n’est pas en majuscules.
    .cause = Une boucle sur les lettres de a à z, une soustraction de 32, ou des octets au lieu d’un texte (`bytes.upper()` en Python).
    .hint = `toUpperCase()` en JavaScript, `str.upper()` en Python et `ToUpper` en Go connaissent toutes les lettres.

## leave

closed-tab-harms = Celui qui s’en va ne nuit à personne
    .symptom = Quand un client s’en va, les autres ne sont plus servis
    .text = Bonne pratique : les clients vont et viennent. L’énoncé le tient pour acquis.
    .expected = Quand un client ferme sa connexion, le serveur continue, et ce que disent les autres est encore entendu.
    .why = Quelqu’un ferme un onglet ou recharge la page, et la conversation est finie pour tout le monde.
    .cause = En général le client reste dans la liste, et envoyer à une connexion fermée lève une exception : la boucle s’arrête avant les autres, ou c’est le processus qui s’arrête. En Python, `ConnectionClosed` est levée dans le gestionnaire de celui qui parle.
    .hint = Retirez un client de la liste quand sa connexion se ferme (`ws.on('close', ...)`, `finally:` en Python), et tenez compte de ce qu’un envoi parmi d’autres peut échouer : `if (client.readyState === WebSocket.OPEN)`.

broken-connection-harms = Même quand la connexion se rompt
    .symptom = Quand une connexion se rompt, les autres ne sont plus servis
    .text = Bonne pratique : une connexion peut se rompre. L’énoncé le tient pour acquis.
    .expected = Quand la connexion d’un client est réinitialisée, le serveur continue, et ce que disent les autres est encore entendu.
    .why = Beaucoup s’en vont ainsi : un écran que l’on rabat, un réseau qui disparaît, un navigateur qui plante.
    .cause = Souvent seule une fermeture en bon ordre est traitée. En Node, un événement `error` que personne n’écoute met fin au processus ; en Python, une autre exception que celle qui est attrapée.
    .hint = Node : `ws.on('error', console.error)`. Python : retirez le client de la liste dans `finally:`, quelle que soit l’exception.

close-unanswered = Une fermeture reçoit sa réponse
    .symptom = Une fermeture reste sans réponse
    .text = Le protocole (RFC 6455) : une trame de fermeture reçoit une trame de fermeture. L’énoncé ne le demande pas.
    .expected = La réponse en moins d’une seconde. Toute bibliothèque l’envoie d’elle-même.
    .why = Sans elle, le navigateur attend, puis signale que la connexion a été perdue (code 1006) au lieu de fermée.
    .cause = Un serveur qui lit les trames lui-même et ne connaît que les textes, ou qui coupe la connexion aussitôt.
    .hint = Répondez à une trame d’opcode 8 par une trame d’opcode 8 avec le même code, puis fermez la connexion.

## odd

dies-on-odd-frame = Une trame étrange ne nuit à personne
    .symptom = Une trame étrange nuit aux autres
    .text = Bonne pratique : quoi qu’un client envoie, le serveur continue.
    .expected = Des octets, un texte vide et un texte d’un mégaoctet peuvent être ignorés, recevoir une réponse ou mettre fin à la connexion par laquelle ils arrivent. Les autres sont encore servis.
    .why = N’importe qui peut envoyer une telle trame par une ligne dans une console, et le serveur est perdu pour tous.
    .cause = Souvent `JSON.parse(message)` sans `try`, `message[0]` d’un texte vide, ou une méthode des textes sur des octets. En Node, une telle exception met fin au processus.
    .hint = Mettez dans un `try` ce qui dépend du message, et ignorez ce que vous ne pouvez pas lire, ou répondez-y. `maxPayload` en Node et `max_size` en Python limitent la longueur d’un message.

dies-on-bad-text = Un texte qui n’en est pas un n’arrête aucun serveur
    .symptom = Un texte qui n’est pas en UTF-8 nuit aux autres
    .text = Le protocole (RFC 6455) : un texte qui n’est pas de l’UTF-8 met fin à sa connexion, avec le code 1007. Aucun navigateur n’en envoie.
    .expected = Le serveur continue, et les autres sont encore servis.
    .why = Un client écrit à la main, ou par quelqu’un de malveillant, arrête le serveur.
    .cause = En Node, `ws` le signale par un événement `error` de la connexion. Si personne ne l’écoute, Node s’arrête.
    .hint = `ws.on('error', console.error)`, juste à l’intérieur de `wss.on('connection', ...)`.

## Ce qui a été observé

websocket-unreachable-seen =
    .pass = { $links ->
        [1] Un client s’est connecté.
       *[other] { $links } clients se sont connectés.
    }
    .died = À { $at } du début, le serveur n’était plus là : les connexions étaient refusées, et le sont restées.
    .status = La demande d’un WebSocket à « { $path } » a reçu un code { $code } au lieu de 101 : « { $said } ».
    .bad = La réponse à la demande d’un WebSocket à « { $path } » ne suit pas le protocole : { $why }.
    .refused = Aucune connexion n’a pu être établie pour « { $path } » : { $why }.
    .silent = La demande d’un WebSocket à « { $path } » est restée sans réponse pendant { $waited }.

ping-unanswered-seen =
    .pass = { $pings ->
        [1] Un ping a reçu sa réponse.
       *[other] { $pings } pings ont reçu leur réponse.
    }
    .fail = Un ping est resté sans réponse pendant { $waited }.

relay-not-delivered-seen =
    .pass = { $messages ->
        [1] Un message a été entendu par les autres, après { $took }.
       *[other] Les messages ont été entendus par les autres, après { $took } (médiane de { $messages }).
    }
    .fail = « { $text } » n’a été entendu par aucun autre client pendant { $waited }.
    .sender = « { $text } » est revenu au client qui l’avait envoyé, et aucun autre ne l’a entendu pendant { $waited }.
    .ended = Quand « { $text } » a été envoyé, le serveur a mis fin aux connexions de ceux qui devaient l’entendre ({ $why }).
    .status = La demande d’un WebSocket à « { $path } » a reçu un code { $code } au lieu de 101 : « { $said } ».
    .bad = La réponse à la demande d’un WebSocket à « { $path } » ne suit pas le protocole : { $why }.
    .refused = Aucune connexion n’a pu être établie pour « { $path } » : { $why }.
    .silent = La demande d’un WebSocket à « { $path } » est restée sans réponse pendant { $waited }.

relay-not-to-all-seen =
    .pass = { $clients ->
        [1] Un client a entendu tout ce que les autres ont dit.
       *[other] { $clients } clients ont entendu tout ce que les autres ont dit.
    }
    .fail = « { $text } » a été entendu par { $reached ->
        [1] un client,
       *[other] { $reached } clients,
    } et n’est jamais arrivé chez { $missed ->
        [1] un autre.
       *[other] { $missed } autres.
    }

relay-mangled-seen =
    .pass = { $messages ->
        [1] Un message est arrivé tel quel.
       *[other] { $messages } messages sont arrivés tels quels.
    }
    .fail = « { $text } » est arrivé comme « { $came } ».
    .ended = Quand « { $text } » a été envoyé, le serveur a mis fin aux connexions de ceux qui devaient l’entendre ({ $why }) ; sans accents, les messages arrivaient.
    .lost = « { $text } » n’a été entendu par personne ; sans accents, les messages arrivaient.

relay-binary-seen =
    .pass = { $messages ->
        [1] Un message est arrivé comme un texte.
       *[other] { $messages } messages sont arrivés comme des textes.
    }
    .read = { $messages ->
        [1] Un message est arrivé comme des octets, que la page lit.
       *[other] { $messages } messages sont arrivés comme des octets, que la page lit.
    }
    .fail = { $messages ->
        [1] Un message est arrivé comme des octets, « { $text } » : une page affiche [object Blob].
       *[other] { $messages } messages sont arrivés comme des octets, le premier étant « { $text } » : une page affiche [object Blob].
    }

relay-lost-seen =
    .pass = Les { $sent } messages d’une rafale ont tous été entendus, par { $listeners ->
        [1] un autre client.
       *[other] { $listeners } autres clients.
    }
    .fail = De { $sent } messages d’une rafale, { $lost ->
        [1] un seul n’est jamais arrivé :
       *[other] { $lost } ne sont jamais arrivés ; le premier est
    } « { $text } ».

relay-twice-seen =
    .pass = { $messages ->
        [1] Un message est arrivé une fois.
       *[other] { $messages } messages sont arrivés une fois chacun.
    }
    .fail = « { $text } » est arrivé { $copies } fois chez un client.

relay-late-seen =
    .pass = Celui du milieu de { $messages } temps était de { $took }.
    .late = Celui du milieu de { $messages } temps était de { $took } ; en { $limit }, il aurait été rapide.
    .fail = Celui du milieu de { $messages } temps était de { $took }, au-delà de { $limit }.

own-message-twice-seen =
    .pass = Rien n’est revenu à son expéditeur.
    .echoed = Ce qui a été dit est revenu à son expéditeur, et la page laisse au serveur le soin de l’afficher.
    .fail = La page affiche ce que dit son utilisateur, et « { $text } » est aussi revenu du serveur.

capitals-wrong-seen =
    .pass = { $messages ->
        [1] Un message a reçu sa réponse en majuscules.
       *[other] { $messages } messages ont reçu leur réponse en majuscules.
    }
    .fail = « { $text } » a reçu la réponse « { $came } » au lieu de « { $wanted } ».
    .same = « { $text } » est revenu tel qu’il a été envoyé, et non comme « { $wanted } ».
    .binary = La réponse à « { $text } » est arrivée comme des octets : une page affiche [object Blob].
    .nothing = « { $text } » est resté sans réponse pendant { $waited }.
    .astray = La réponse à « { $text } » est allée à un autre client, et non à celui qui avait demandé.
    .ended = Quand « { $text } » a été envoyé, le serveur a mis fin à la connexion ({ $why }).
    .status = La demande d’un WebSocket à « { $path } » a reçu un code { $code } au lieu de 101 : « { $said } ».
    .bad = La réponse à la demande d’un WebSocket à « { $path } » ne suit pas le protocole : { $why }.
    .refused = Aucune connexion n’a pu être établie pour « { $path } » : { $why }.
    .silent = La demande d’un WebSocket à « { $path } » est restée sans réponse pendant { $waited }.

capitals-ascii-only-seen =
    .pass = { $messages ->
        [1] Un texte accentué a reçu sa réponse en majuscules.
       *[other] { $messages } textes accentués ont reçu leur réponse en majuscules.
    }
    .fail = « { $text } » a reçu la réponse « { $came } » au lieu de « { $wanted } ».
    .nothing = « { $text } » est resté sans réponse ({ $why }).

closed-tab-harms-seen =
    .pass = Après le départ d’un client, { $messages ->
        [1] un message a été entendu.
       *[other] { $messages } messages ont été entendus.
    }
    .died = À { $at } du début, après le départ d’un client, le serveur n’était plus là : les connexions étaient refusées, et le sont restées.
    .fail = Après le départ d’un client, « { $text } » n’a été entendu par personne.
    .some = Après le départ d’un client, { $missed } fois sur { $due } un message n’a pas été entendu, le premier étant « { $text } ».
    .cut = Après le départ d’un client, le serveur a mis fin à la connexion d’un autre ({ $why }).

broken-connection-harms-seen =
    .pass = Après la rupture de la connexion d’un client, { $messages ->
        [1] un message a été entendu.
       *[other] { $messages } messages ont été entendus.
    }
    .died = À { $at } du début, après la rupture de la connexion d’un client, le serveur n’était plus là : les connexions étaient refusées, et le sont restées.
    .fail = Après la rupture de la connexion d’un client, « { $text } » n’a été entendu par personne.
    .some = Après la rupture de la connexion d’un client, { $missed } fois sur { $due } un message n’a pas été entendu, le premier étant « { $text } ».
    .cut = Après la rupture de la connexion d’un client, le serveur a mis fin à celle d’un autre ({ $why }).

close-unanswered-seen =
    .pass = { $clients ->
        [1] Une fermeture a reçu sa réponse.
       *[other] { $clients } fermetures ont reçu leur réponse.
    }
    .fail = Une fermeture est restée sans réponse pendant { $waited }.

dies-on-odd-frame-seen =
    .pass = { $frames ->
        [1] Une trame étrange n’a nui à personne.
       *[other] { $frames } trames étranges n’ont nui à personne.
    }
    .died = À { $at } du début, après { $frame ->
        [binary] quelques octets,
        [empty] un texte vide,
       *[other] un texte d’un mégaoctet,
    } le serveur n’était plus là : les connexions étaient refusées, et le sont restées.
    .deaf = Après { $frame ->
        [binary] quelques octets
        [empty] un texte vide
       *[other] un texte d’un mégaoctet
    } d’un autre client, « { $text } » n’a plus été entendu.
    .cut = Après { $frame ->
        [binary] quelques octets
        [empty] un texte vide
       *[other] un texte d’un mégaoctet
    } d’un autre client, le serveur a mis fin à d’autres connexions ({ $why }).

dies-on-bad-text-seen =
    .pass = { $frames ->
        [1] Un texte qui n’en était pas un n’a nui à personne.
       *[other] { $frames } textes qui n’en étaient pas n’ont nui à personne.
    }
    .died = À { $at } du début, après un texte qui n’est pas de l’UTF-8, le serveur n’était plus là ({ $frame }) : les connexions étaient refusées, et le sont restées.
    .deaf = Après un texte qui n’est pas de l’UTF-8 ({ $frame }), « { $text } » n’a plus été entendu des autres.
    .cut = Après un texte qui n’est pas de l’UTF-8 ({ $frame }), le serveur a mis fin à d’autres connexions ({ $why }).
