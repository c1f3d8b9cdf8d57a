### What students read about each rule of the lab of two instances. The form is that of the long-polling lab.

## instances

second-instance-missing = Les deux instances sont là
    .symptom = Les deux instances ne fonctionnent pas toutes deux
    .text = Énoncé : le serveur est lancé deux fois, sur deux ports, et les deux instances utilisent le même Redis.
    .expected = Un client se connecte à chacune des deux, et toutes deux sont encore là à la fin de la vérification.
    .why = Deux instances servent plus de monde qu’une seule, et continuent quand l’une s’arrête. Si la seconde ne démarre pas, il n’y en a qu’une.
    .cause = En général, le port est écrit dans le code, `listen(3000)`, et la seconde instance se termine avec `EADDRINUSE` ; `process.env.PORT || 3000` le lit dans l’environnement, en Python `int(os.environ.get("PORT", 5000))`. Ou bien l’instance attend Redis avant d’écouter, et Redis n’est pas là.
    .hint = Lancez les deux à la main, `PORT=3000 node server.js` et `PORT=3001 node server.js`, et lisez ce qu’affiche la seconde.

## across

local-delivery-lost = Un message atteint ceux de la même instance
    .symptom = Des messages n’atteignent pas ceux de la même instance
    .text = Énoncé : chaque instance transmet à ses propres clients ce qui vient de Redis, y compris ce qu’elle a publié elle-même.
    .expected = Ce que dit un client est entendu par les autres de son salon qui sont connectés à la même instance, que cela leur parvienne directement ou en passant par Redis.
    .why = Redis sert à atteindre plus de monde, et ne doit rien coûter à ceux qui sont déjà là.
    .cause = En général, le message est publié et ne revient jamais : l’abonnement porte sur un autre canal que la publication, ou `publish` est appelé sur la connexion abonnée, ce que Redis refuse, sans que personne lise cette erreur. Ou bien Redis n’est pas lancé, ou l’est ailleurs : regardez `REDIS_URL`.
    .hint = `redis-cli monitor` montre chaque commande qui arrive : y a-t-il un `PUBLISH` pour chaque message, et un `SUBSCRIBE` avec le même canal ? Il faut deux connexions : `client.duplicate()`.

not-across = Un message atteint ceux de l’autre instance
    .symptom = Les messages ne passent pas comme il faut vers l’autre instance
    .text = Énoncé : chaque instance publie les messages de ses clients sur un canal de Redis, s’abonne à ce canal, et transmet ce qui en vient à ses propres clients.
    .expected = Ce qui est dit sur une instance est entendu par ceux du salon sur l’autre, dans les deux sens : un message seul, et dix d’un coup. S’il y a des salons, personne d’autre ne l’entend sur l’autre instance. Chaque sens vaut la moitié des points, et la moitié de cela si une partie seulement arrive ; ce qui atteint d’autres salons coûte un point.
    .why = L’instance qu’une page atteint est due au hasard. Deux personnes dans le même salon, sur deux instances, s’attendraient pour toujours.
    .cause = Rien ne passe : le message est seulement émis, `io.to(room).emit(...)`, et jamais publié ; une instance a un autre canal ; `publish` est appelé sur la connexion abonnée. Une partie se perd : des messages sont abandonnés pendant qu’une connexion s’établit, ou écrits sous une clé que le suivant écrase. D’autres salons l’entendent : ce qui vient de Redis est transmis avec `io.emit(...)`, sans son salon.
    .hint = Ouvrez la page sur les deux ports, et regardez `redis-cli monitor` pendant que vous écrivez : le message est-il publié, et combien d’instances sont abonnées au canal (`redis-cli pubsub numsub CANAL`) ?

twice-across = Un message arrive une fois, où que l’on soit
    .symptom = Des messages arrivent plusieurs fois
    .text = Énoncé : ce qui vient de Redis est transmis aux clients de cette instance, et n’est pas publié à nouveau.
    .expected = Chaque client reçoit chaque message une fois : son auteur (s’il s’entend lui-même), ceux de la même instance, ceux de l’autre. Vingt messages sont envoyés, et aucun ne doit s’y trouver deux fois.
    .why = La page montre chaque message deux fois, ou de plus en plus souvent à mesure que les instances sont nombreuses.
    .cause = Deux fois sur l’instance de l’auteur : elle émet vers ses clients, et une fois de plus quand Redis lui rend le message, comme à chaque abonné. Faites l’un des deux, ou écartez ce qui porte le nom de cette instance. Plus de deux fois, partout : ce qui vient de Redis est publié à nouveau. Deux fois sur l’autre : elle s’est abonnée deux fois, par exemple une fois par connexion.
    .hint = Affichez une ligne là où le message est publié, une là où il vient de Redis et une là où il est émis : combien de fois chacune apparaît-elle pour un message ?

mangled-across = Ce qui arrive sur l’autre instance est ce qui a été envoyé
    .symptom = Des messages arrivent altérés sur l’autre instance
    .text = Énoncé : le message voyage par Redis sous forme de texte, et l’autre instance transmet ce qu’il dit.
    .expected = Sur l’autre instance, l’événement a la même forme que sur la même, avec le texte entier au même endroit, accents, guillemets et emoji compris.
    .why = La page a un seul gestionnaire pour les deux : un champ absent s’affiche « undefined », et un accent devient deux caractères étranges.
    .cause = En général, `JSON.parse` manque au retour, si bien que la page reçoit un texte au lieu d’un objet ; ou bien d’autres clés sont publiées que celles qui sont émises. En Python : `str(data)` au lieu de `json.dumps(data)`, ou des octets décodés en Latin-1.
    .hint = Affichez sur les deux instances ce qui est émis, avec son type : `console.log(typeof data, data)`.

late-across = Un message arrive aussitôt sur l’autre instance
    .symptom = Les messages arrivent tard sur l’autre instance
    .text = Énoncé : Redis transmet ce qui est publié dès que c’est publié.
    .expected = Parmi les messages envoyés un par un, celui du milieu arrive sur l’autre instance en moins de 250 ms, plus ce que prend le réseau ; en moins d’une seconde et demie, il garde la moitié des points.
    .why = Redis prend moins d’une milliseconde. Qui attend plus longtemps se met à parler en même temps que les autres.
    .cause = Souvent une liste dans Redis que l’on relit de temps en temps, avec `setInterval` ou `time.sleep`, au lieu de `subscribe` ; ou une nouvelle connexion à Redis pour chaque message.
    .hint = Affichez l’heure là où le message est publié et là où il vient de Redis sur l’autre instance.

notices-one-instance = Ceux de l’autre instance apprennent qui entre
    .symptom = Ceux de l’autre instance n’apprennent pas qui entre
    .text = L’énoncé ne demande que les messages. Ceci ne vaut aucun point.
    .expected = Si ceux d’un salon apprennent qui entre, ceux de l’autre instance l’apprennent aussi.
    .why = Quelqu’un parle depuis l’autre instance, et n’a jamais été annoncé.
    .cause = L’annonce est émise, et n’est pas publiée comme le sont les messages.
    .hint = Envoyez les annonces par le même chemin que les messages. L’adaptateur de Socket.IO pour Redis le fait pour chaque `io.to(room).emit(...)`.
