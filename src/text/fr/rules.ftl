### Ce que les étudiants lisent sur chaque règle du TP de long polling.
### La valeur dit ce que fait un bon serveur ; les attributs disent d’où vient la règle, ce qui est
### attendu, pourquoi c’est important, la cause habituelle du défaut et ce qu’il faut regarder ensuite.

## contract

state-not-json = Les réponses sont en JSON, avec statut et version
    .text = « Renvoyer immédiatement le `current_task_status` et sa `status_version`. » (Le format JSON est celui que le sujet a en vue : « un JSON vide ».)
    .expected = Une réponse immédiate à une requête de long polling est un code 200 dont le corps est un objet JSON strictement valide, avec le statut et sa version, par exemple `{"{"}"status": "En cours", "version": 3{"}"}`.
    .why = Le client affiche le statut et renvoie la version dans sa requête suivante. S’il ne peut pas lire les deux avec un analyseur JSON ordinaire, il ne peut pas suivre l’état, et rien d’autre ne peut être vérifié.
    .cause = Flask : `str(data)` ou une f-string donne la notation de Python (guillemets simples, `None`), qui n’est pas du JSON. Express : `res.send(status)` ou un gabarit de chaîne envoie du texte brut. Dans les deux cas, une exception dans le gestionnaire envoie à la place une page d’erreur HTML.
    .hint = Renvoyez un dictionnaire ou `jsonify(...)` avec Flask, appelez `res.json(...)` avec Express, et mettez les deux champs dans l’objet. `curl -i` sur l’endpoint de long polling montre ce qui part réellement.

wrong-content-type = Les réponses JSON sont déclarées comme du JSON
    .text = RFC 8259 § 11 (le type du JSON est application/json) et RFC 9110 § 8.3 (une réponse qui a un contenu en indique le type). Le sujet n’en parle pas.
    .expected = Toute réponse dont le corps est du JSON porte `Content-Type: application/json` (`text/json` et les types en `+json` sont aussi acceptés).
    .why = Un client choisit comment lire un corps d’après son type : beaucoup de bibliothèques n’analysent que le JSON qui se déclare comme tel, et un navigateur à qui l’on annonce `text/html` interpréterait les balises présentes dans un statut.
    .cause = Flask : une chaîne produite par `json.dumps` part avec le type par défaut, `text/html`. Express : `res.send(JSON.stringify(x))` fait de même, et un simple `res.end(...)` ne déclare aucun type.
    .hint = Laissez le framework sérialiser : renvoyez le dictionnaire lui-même ou `jsonify(...)` avec Flask, appelez `res.json(...)` avec Express. Tous deux posent l’en-tête pour vous.

update-not-by-post = La mise à jour est un POST
    .text = « Créer un endpoint HTTP (ex : `POST /update-status`) qui accepte un nouveau statut en paramètre. »
    .expected = Le statut se change par un POST (PUT ou PATCH conviennent aussi), qui reçoit une réponse 2xx ; un GET ne change rien.
    .why = Un GET est censé être sans effet (RFC 9110 § 9.2.1) : navigateurs, aperçus de liens et robots peuvent en envoyer sans demander l’avis de personne, et un cache peut y répondre sans que le serveur le voie jamais.
    .cause = Flask : `@app.route(...)` sans `methods` n’accepte pas le POST. Express : la route est déclarée avec `app.get`, pour pouvoir l’essayer depuis la barre d’adresse.
    .hint = Déclarez la route avec `methods=['POST']` (ou `@app.post`) dans Flask, `app.post` dans Express, et lisez le nouveau statut dans le corps JSON : `request.get_json()`, ou `req.body` avec `express.json()`.

## parameter

parameter-renamed = Le paramètre s’appelle last_version
    .text = « Ce endpoint doit accepter un paramètre `last_version` envoyé par le client. »
    .expected = La version que connaît le client est lue dans le paramètre d’URL `last_version`, écrit exactement ainsi : `GET /poll-status?last_version=3`.
    .why = Ce nom est la convention entre les clients et le serveur. Un client écrit par quelqu’un d’autre d’après le sujet passerait pour un client qui ne connaît aucune version : il recevrait une erreur, ou bien une réponse immédiate à chaque fois, et bouclerait donc sans fin.
    .cause = La page et le serveur utilisent tous deux un autre nom (`lastVersion`, `version`, `since`) : ils s’entendent et rien ne se voit. Flask le lit dans `request.args.get('...')`, Express dans `req.query`.
    .hint = Cherchez ce nom dans `request.args` ou `req.query`, remplacez-le par `last_version`, et faites de même dans le script de votre page.

## behind

behind-kept-waiting = Un client en retard reçoit sa réponse tout de suite
    .text = « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. Renvoyer immédiatement le `current_task_status` et sa `status_version`. »
    .expected = Toute requête dont la `last_version` est plus ancienne que la version actuelle reçoit aussitôt un code 200 avec le statut et la version actuels, quel que soit le client et même s’ils sont nombreux.
    .why = Une page qui vient de s’ouvrir, ou qui a manqué un changement pendant une reconnexion, affiche une information périmée. Chaque seconde d’attente est une seconde de plus pendant laquelle on y lit un statut faux.
    .cause = Le gestionnaire se met en attente avant de comparer. Flask : `request.args.get(..., type=int)` donne sans rien dire la valeur par défaut quand le texte n’est pas un entier, par exemple un timestamp à décimales. Express : `parseInt` ou `Number` a donné `NaN`, et toute comparaison avec `NaN` est fausse.
    .hint = Comparez d’abord, n’attendez que s’il n’y a rien de nouveau. Affichez dans la console la `last_version` reçue, son type et la version actuelle, juste avant la comparaison.

stale-pair = Chaque réponse donne le statut et la version actuels
    .text = « Lorsqu’un nouveau statut est reçu, mettre à jour `current_task_status` et incrémenter `status_version`. »
    .expected = Dès qu’une mise à jour a reçu une réponse de succès, toutes les réponses suivantes donnent le statut et la version de cette mise à jour, ou d’une plus récente.
    .why = Celui qui vient de lire « mis à jour » se fie à la lecture suivante. Si elle montre encore l’ancien état, il recommence, ou décide d’après une information périmée.
    .cause = Flask : sans `global`, `current_task_status = ...` crée une variable locale et la variable partagée garde sa valeur. Express : un `let` ou un `const` dans le gestionnaire masque de même la variable partagée. Dans les deux cas : l’état est enregistré après la réponse (minuteur, tâche de fond, promesse non attendue), ou une réponse préparée plus tôt est renvoyée telle quelle.
    .hint = Vérifiez que la mise à jour écrit dans l’unique état partagé avant de répondre, et que chaque réponse est construite à partir de cet état au moment de l’envoi.

status-mangled = Le statut revient exactement comme il a été envoyé
    .text = « Maintient l’état actuel d’une tâche (ex : “En attente”, “En cours”, “Terminée”, “Échec”). » Pour l’encodage : RFC 8259 § 8.1, le JSON s’échange en UTF-8.
    .expected = Un statut comme « Échec » ou « Terminée », une fois envoyé, est relu avec les mêmes caractères. Les échappements JSON des lettres accentuées conviennent : une fois décodés, ils donnent le même texte.
    .why = On lirait « Ã‰chec » ou « ?chec », et un client qui compare le statut à une valeur connue ne le reconnaîtrait plus.
    .cause = Les deux frameworks lisent et écrivent d’eux-mêmes le JSON en UTF-8 ; les dégâts viennent de ce que l’on fait à la main. Flask : `request.data.decode('latin-1')` ou `.encode('ascii', 'replace')`. Express : un corps assemblé par `body += chunk`, qui peut couper un caractère en deux, ou lu avec `toString('latin1')`.
    .hint = Laissez `request.get_json()` et `jsonify(...)`, ou `express.json()` et `res.json(...)`, décoder et encoder, puis cherchez entre les deux tout `encode`, `decode`, `Buffer` ou `toString`.

state-not-shared = Tous les clients voient le même état
    .text = « Vérifiez que chaque client affiche le même statut initial. »
    .expected = L’état est le même pour tous : après une mise à jour, n’importe quel client, sur une nouvelle connexion et sans cookies, lit le même statut et la même version.
    .why = Si la réponse dépend de celui qui demande, ou du processus qui répond, deux personnes devant la même tâche voient des choses différentes, et certains clients en attente n’apprennent jamais une mise à jour.
    .cause = Flask : état gardé dans `session` ou dans `g`, ou plusieurs processus (`gunicorn -w 4`) qui ont chacun leurs variables. Express : état dans `req.session` ou à l’intérieur du gestionnaire, ou plusieurs processus avec `cluster` ou PM2.
    .hint = Gardez l’état à un seul endroit, au niveau du module, et servez-le depuis un seul processus (un worker avec de nombreux threads pour gunicorn, une instance pour PM2). Avec plusieurs processus, il faudrait un stockage commun et un moyen de se prévenir.

compared-as-text = Les versions se comparent comme des nombres
    .text = « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. »
    .expected = Les versions entières sont ordonnées comme des nombres : quand la version actuelle est 12, une requête avec `last_version=9` reçoit sa réponse tout de suite.
    .why = Comme textes, « 9 » vient après « 12 ». Tout va bien jusqu’à la version 9 ; ensuite, des clients en retard passent pour des clients à jour et restent sur un ancien statut.
    .cause = Un paramètre d’URL arrive toujours sous forme de texte. Flask : `request.args.get('last_version')` sans `type=int`, comparé à `str(version)`. Express : `req.query.last_version` comparé à une version qui est elle aussi une chaîne ; JavaScript compare alors caractère par caractère.
    .hint = Gardez la version sous forme de nombre et convertissez ce que vous recevez avant de comparer : `type=int` dans `request.args.get`, `Number(...)` ou `parseInt(..., 10)` avec Express.

## held

not-held = Une requête à jour attend tant que rien ne change
    .text = « Si `last_version` est égal à `current_task_status_version`, le statut n’a pas changé. Le serveur doit maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes). »
    .expected = Une requête qui porte la version actuelle ne reçoit pas de réponse avant une mise à jour ou la fin du délai : 25 à 30 s dans le sujet ; ici, par défaut, une attente d’au moins 5 s est acceptée.
    .why = C’est le cœur du long polling. Si la réponse vient tout de suite, la page redemande tout de suite, et client et serveur échangent des centaines de requêtes par seconde pour se dire qu’il ne se passe rien.
    .cause = Un texte comparé à un nombre (`"3" == 3` est faux en Python, `"3" === 3` l’est aussi en JavaScript) : aucun client ne paraît jamais à jour ; ou bien `<=` au lieu de `<`. Flask : un `threading.Event` partagé reste activé après la première mise à jour, et `wait()` rend la main aussitôt. Express : la promesse n’est pas attendue, ou `setTimeout` reçoit 25 (millisecondes) pour 25 secondes.
    .hint = Affichez les deux versions avec leur type juste avant la comparaison, puis vérifiez que la branche d’attente est atteinte et qu’elle attend vraiment : état de l’`Event`, unité du délai, présence du `await`.

## wake

waiter-not-woken = Une mise à jour réveille toutes les requêtes en attente
    .text = « […] si `current_task_status` change (suite à un appel à `/update-status`), le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente et fermer ces connexions. »
    .expected = Une seule mise à jour suffit à libérer toutes les requêtes qui attendaient, qu’elles soient 2 ou 10.
    .why = Chaque onglet ouvert est une requête en attente. Ceux qui ne sont pas réveillés affichent l’ancien statut jusqu’à la mise à jour suivante ou jusqu’à la fin de leur attente.
    .cause = Flask : `Condition.notify()` ne réveille qu’un thread ; un élément d’une `queue.Queue` partagée ne va qu’à un seul lecteur ; un `asyncio.Event` ne fonctionne pas entre les vues asynchrones de Flask, qui ont chacune leur boucle d’événements. Express : une seule variable garde le dernier `res`. Dans les deux cas : une liste modifiée pendant qu’on la parcourt (`splice` dans un `forEach`, `remove` dans un `for`) saute une requête sur deux.
    .hint = Gardez une entrée par requête en attente, et mettez toute la liste de côté (copiez-la, puis videz-la) avant de répondre à chacune. Avec une `Condition` dans Flask, regardez `notify_all()`.

woken-late = Les requêtes en attente sont réveillées sans délai
    .text = « le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente » ; « tous les clients ouverts mettent à jour leur affichage presque instantanément ».
    .expected = Une requête en attente reçoit sa réponse quelques millisecondes après l’envoi de la mise à jour. Jusqu’à 250 ms environ, tous les points sont acquis ; davantage est permis si la machine ou la liaison est lente.
    .why = C’est pour cette rapidité que l’on préfère le long polling à une question posée chaque seconde. Une seconde de retard à chaque changement rend la page poussive et laisse deux onglets se contredire.
    .cause = La requête attend en regardant l’état de temps en temps : `time.sleep(1)` dans une boucle avec Flask, `setInterval(..., 1000)` avec Express. Flask encore : un `asyncio.Event` activé depuis un autre thread passe inaperçu jusqu’à la fin du délai d’attente.
    .hint = Remplacez ce regard périodique par un mécanisme que la mise à jour déclenche : `threading.Event` ou `Condition` avec Flask ; avec Express, un `res` gardé de côté auquel la mise à jour répond, ou une promesse qu’elle résout.

woken-with-old-pair = Une requête réveillée reçoit le nouvel état
    .text = « […] immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ».
    .expected = La réponse qui met fin à l’attente contient le statut et la version issus de la mise à jour, et non ceux d’avant.
    .why = Un client réveillé avec l’ancienne version n’affiche rien de nouveau, puis redemande avec cette version : le changement arrive en retard, ou coûte chaque fois une requête de trop.
    .cause = La mise à jour prévient avant d’enregistrer le nouvel état. Ou bien la requête a copié le statut et la version dans des variables locales avant d’attendre (avec Express, dans la fonction qui répondra plus tard) et envoie cette copie.
    .hint = Dans la mise à jour, enregistrez d’abord le statut et la version, prévenez ensuite. Dans la requête de long polling, lisez les deux après le réveil, sous le verrou avec Flask.

## while-held

update-blocked = Une mise à jour passe pendant que des requêtes attendent
    .text = « Pendant que la connexion est maintenue, si `current_task_status` change (suite à un appel à `/update-status`) […] ».
    .expected = Avec 1, 2, 5 puis 10 requêtes en attente, une mise à jour est prise en compte aussitôt : elle reçoit sa réponse ou réveille les requêtes en attente.
    .why = Attendre est l’état normal d’un serveur de long polling : il y a presque toujours quelqu’un en attente. Si cela empêche les mises à jour, la nouvelle que tous attendent ne peut pas entrer.
    .cause = Flask : les requêtes sont servies une par une ou presque (`threaded=False`, le worker unique par défaut de gunicorn, les 4 threads par défaut de waitress), ou un verrou est gardé pendant l’attente (`with lock: event.wait(...)`). Express : une boucle comme `while (Date.now() < fin)` occupe l’unique thread.
    .hint = Vérifiez que rien n’est verrouillé pendant l’attente : rendez le verrou avant `Event.wait`, ou utilisez `Condition.wait`, qui le rend d’elle-même. Comptez ensuite les threads de votre serveur ou, avec Express, remplacez la boucle par un `res` gardé de côté ou une promesse attendue.

update-answered-late = La mise à jour reçoit sa réponse sans tarder
    .text = « Ce endpoint ne nécessite pas de Long Polling, il est juste là pour simuler un changement d’état. »
    .expected = Pendant que des requêtes attendent, le POST reçoit sa propre réponse rapidement (bien avant 2 s), sans attendre qu’elles soient parties.
    .why = Celui qui change le statut veut savoir si c’est accepté. Si la réponse tarde, il clique à nouveau ou croit à un échec.
    .cause = Flask : la mise à jour dort « pour laisser du temps aux autres », attend les requêtes (`join()`, une `Barrier`), ou a besoin d’un verrou qu’elles tiennent. Express : elle attend les requêtes en cours (`await Promise.all(...)`) avant son `res.json(...)`.
    .hint = Réveiller suffit : `Event.set()`, `notify_all()` et `res.json(...)` n’attendent pas le client. Cherchez ce qui se trouve entre le changement d’état et la réponse de la mise à jour elle-même.

read-blocked = Les autres requêtes passent pendant que certaines attendent
    .text = « Si `last_version` est inférieur à `current_task_status_version` […] Renvoyer immédiatement […] » ; « Ouvrez plusieurs onglets de navigateur sur la page client. »
    .expected = Avec 1 puis 10 requêtes en attente, une requête qui porte une ancienne version reçoit toujours sa réponse tout de suite.
    .why = Un onglet ouvert ne doit pas empêcher le suivant de se charger. Un nouveau venu qui doit attendre la fin de l’attente d’un autre voit une page vide pendant une demi-minute.
    .cause = Flask : trop peu de threads pour le nombre de requêtes en attente (`threaded=False`, le worker par défaut de gunicorn, les 4 threads de waitress), ou un verrou pris pour lire alors qu’une requête en attente le garde. Express : une boucle bloquante dans le gestionnaire. Ailleurs : `time.sleep` dans un `async def` servi par un serveur ASGI.
    .hint = Essayez avec deux terminaux : un `curl` en attente dans l’un, un `curl` avec une ancienne version dans l’autre. Si le second attend, cherchez le verrou gardé pendant l’attente, puis regardez le nombre de threads.

busy-wait = Une requête qui attend laisse le processeur tranquille
    .text = « Maintenir la connexion HTTP ouverte pendant une durée maximale » : l’énoncé dit qu’une requête attend, et la RFC 6202 §5 qu’un serveur doit pouvoir en garder beaucoup avec peu de ressources.
    .expected = Pendant que des requêtes attendent et que rien ne se passe, le serveur n’utilise presque pas de temps de processeur. Une boucle qui regarde toutes les quelques millisecondes passe ici ; une boucle sans aucune pause, non.
    .why = Un seul onglet ouvert occupe un cœur entier, cinq occupent la machine : le ventilateur tourne, la batterie se vide, et toute autre requête, y compris la mise à jour, doit se battre pour passer.
    .cause = Une boucle qui demande sans pause : Flask : `while version == last_version and time.time() < fin: pass` ; Express : `while (Date.now() < fin)` ou une promesse aussitôt résolue dans une boucle (`setImmediate`, `await null`) ; `asyncio.sleep(0)`.
    .hint = Attendez d’être réveillé : `Condition.wait_for` ou un `Event` avec un délai dans Flask, un `res` gardé de côté ou une promesse avec Express. Regardez `top` pendant qu’un `curl` attend : le serveur doit être à 0 %.

## versions

version-not-growing = Chaque nouveau statut reçoit une version plus grande
    .text = « Lorsqu’un nouveau statut est reçu, mettre à jour `current_task_status` et incrémenter `status_version`. »
    .expected = Trois statuts différents envoyés l’un après l’autre donnent trois versions, chacune plus grande que la précédente (ou, si les versions sont des textes, jamais vue auparavant). Un pas de 1 n’est pas exigé, et le même statut envoyé à nouveau peut garder sa version.
    .why = La version est tout ce dont dispose un client pour savoir si quelque chose a changé. Si elle reste la même ou recule, il prend un nouveau statut pour un ancien et continue d’attendre.
    .cause = L’incrémentation manque dans une branche, ou porte sur une variable locale. Un timestamp arrondi à la seconde (`int(time.time())`, `Math.floor(Date.now() / 1000)`) est le même pour deux mises à jour rapprochées. Un nombre aléatoire ne croît pas.
    .hint = Augmentez un compteur partout où le statut change, et nulle part ailleurs. Si vous préférez un timestamp, gardez toute sa précision et assurez-vous qu’il dépasse le précédent.

version-ambiguous = Une version ne désigne qu’un seul statut
    .text = « Associer un “numéro de version” ou un “timestamp” à cet état pour savoir quand il a changé ».
    .expected = Même quand plusieurs mises à jour et lectures arrivent en même temps, une version donnée accompagne toujours le même statut, et les versions ne reculent jamais.
    .why = Si la version 7 signifie « En cours » pour un client et « Terminée » pour un autre, tous deux se croient à jour et rien ne corrigera jamais celui qui se trompe.
    .cause = Flask : écrire le statut et écrire la version sont deux étapes, et sans verrou un autre thread peut passer entre les deux ; une lecture sans le verrou peut voir l’un nouveau et l’autre ancien. Express : un `await` entre la lecture de la version et son écriture, ou entre les deux écritures, laisse passer une autre requête. Dans les deux cas : un timestamp commun à deux mises à jour du même instant.
    .hint = Changez le statut et la version d’un seul tenant : avec Flask, sous un même verrou, pris aussi pour lire les deux ; avec Express, sans aucun `await` entre les deux.

## hold-end

hold-never-ends = L’attente se termine d’elle-même après un délai maximum
    .text = « Le serveur doit maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes). »
    .expected = Quand rien ne change, le serveur répond de lui-même au bout de son délai maximum : 25 à 30 s dans le sujet ; ici, par défaut, une attente de 65 s au plus est acceptée.
    .why = Les proxys et les routeurs coupent les connexions restées trop longtemps silencieuses, et le client ne peut pas distinguer un serveur calme d’un serveur mort. Chaque attente sans fin garde en outre une connexion, et souvent un thread.
    .cause = Flask : `Event.wait()` ou `Condition.wait()` sans `timeout`, ou une boucle qui reprend le délai entier après chaque réveil. Express : pas de `setTimeout` pour la requête en attente, ou un minuteur annulé trop tôt ; Node ne limite pas de lui-même la durée d’une réponse.
    .hint = Donnez son `timeout` à `wait` avec Flask et servez-vous de ce qu’il renvoie ; lancez un minuteur par `res` en attente avec Express. Dans une boucle, calculez l’échéance une seule fois, avant la boucle.

no-change-unclear = La fin de l’attente dit « pas de changement »
    .text = « Si le délai maximum est atteint sans changement d’état, le serveur doit renvoyer un statut indiquant “pas de changement” (ex : un code 204 No Content, ou un JSON vide) et fermer la connexion. »
    .expected = À la fin de l’attente, la réponse est un code 204, ou un code 200 qui n’annonce pas de nouvelle version (un objet vide `{"{"}{"}"}`, par exemple).
    .why = Le client doit distinguer « rien de nouveau, redemande » d’une panne. Les codes 408, 500 et 504 annoncent une erreur, après laquelle beaucoup de clients affichent un message ou ralentissent ; le code 304 ne répond qu’à une requête conditionnelle.
    .cause = Le code a été choisi pour son nom : 408 parle d’une requête arrivée trop lentement, 504 d’un proxy. Flask : une exception `queue.Empty` ou `asyncio.TimeoutError` non rattrapée devient un code 500. Express : un `Promise.race` dont le minuteur rejette la promesse, sans `catch`, devient aussi un code 500 avec Express 5 (avec Express 4, Node s’arrête).
    .hint = Traitez la fin du délai comme un cas normal, avec sa propre réponse : `return '', 204` avec Flask, `res.status(204).end()` avec Express.

body-after-204 = Une réponse 204 n’a pas de corps
    .text = RFC 9110 § 15.3.5 (une réponse 204 se termine avec ses en-têtes, elle n’a pas de contenu) et § 8.6 (pas de `Content-Length` dans une réponse 204).
    .expected = Une réponse 204 se termine juste après ses en-têtes : pas un octet de corps, et pas de `Content-Length` supérieur à 0.
    .why = Après un 204, le client cherche aussitôt la réponse suivante. Des octets en trop seraient lus comme le début de cette réponse, qui n’aurait alors plus de sens.
    .cause = Flask et Express suppriment tous deux le corps d’un 204. Il réapparaît dans les réponses écrites à la main : `wfile.write(...)` après `send_response(204)` avec le module `http.server` de Python, une socket brute, ou un en-tête `Content-Length` posé explicitement dans Express.
    .hint = Envoyez soit un 204 sans corps ni longueur, soit un 200 avec le JSON `{"{"}{"}"}`. `curl -i` montre les en-têtes de la réponse à la fin d’une attente.

## lost

lost-wakeup = Aucun réveil n’est perdu
    .text = « Pendant que la connexion est maintenue, si `current_task_status` change […], le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ».
    .expected = Une requête qui arrive à l’instant même d’une mise à jour reçoit une réponse : tout de suite avec la nouvelle version, ou par un réveil juste après. Aucun ordre des événements ne la laisse attendre.
    .why = Le client qui tombe dans l’intervalle affiche un ancien statut jusqu’à la mise à jour suivante ou jusqu’à la fin de son attente. C’est rare et difficile à voir à la main, mais avec beaucoup de clients cela arrive tous les jours.
    .cause = Vérifier la version et s’inscrire parmi les requêtes en attente sont deux étapes séparées ; une mise à jour qui tombe entre les deux ne trouve personne à réveiller. Flask : le verrou est rendu entre les deux, ou un `Event` partagé reçoit `set()` et aussitôt `clear()`. Express : il y a un `await` entre la comparaison et le `push` dans la liste.
    .hint = Faites-en une seule étape : comparez et inscrivez sous le même verrou (`Condition.wait_for` est faite pour cela), ou comparez une seconde fois après l’inscription. Avec Express, supprimez tout `await` entre les deux.

unseen-update-lost = Une mise à jour sans témoin n’est pas perdue
    .text = « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. Renvoyer immédiatement le `current_task_status` et sa `status_version`. »
    .expected = Après une mise à jour faite alors qu’aucune requête n’attendait, tout client qui revient avec l’ancienne version reçoit une réponse immédiate : le premier, et les suivants aussi.
    .why = Entre deux requêtes, un client est absent un instant, et plus longtemps pendant une coupure de réseau. Il doit apprendre à son retour ce qui a changé entre-temps, et tous les autres aussi.
    .cause = Le serveur retient seulement que « quelque chose a changé » : un booléen, un `Event` ou une file que le premier lecteur remet à zéro ou vide. Ou bien il compare avec la version au moment où la requête est arrivée, et non avec `last_version`.
    .hint = Décidez d’après `last_version` et la version actuelle, et rien d’autre : nul besoin de retenir qui a lu quoi. Une lecture ne devrait jamais modifier l’état partagé.

loop-stuck = Les clients en boucle suivent une rafale jusqu’au bout
    .text = « Immédiatement après avoir traité la réponse (ou le timeout), relancer une nouvelle requête Long Polling vers `/poll-status` en envoyant la `last_version` du statut que le client connaît. »
    .expected = Des clients qui redemandent juste après chaque réponse, pendant des mises à jour espacées de 20 à 30 ms, parviennent tous rapidement au dernier état. Ils peuvent sauter des versions intermédiaires.
    .why = Les changements viennent souvent en série (« En cours », puis aussitôt « Terminée »). Un client resté au milieu de la série affiche un état intermédiaire qui n’est plus vrai.
    .cause = Entre deux requêtes, un client n’est dans aucune liste : seule la comparaison des versions peut lui apprendre ce qu’il a manqué. Flask : le `clear()` d’un thread réveillé efface un `set()` destiné à d’autres. Express : la liste d’attente est vidée après un `await`, avec des clients qui venaient d’y revenir.
    .hint = Regardez ce qui arrive à un client qui revient pendant une mise à jour : sa version est-elle comparée avant l’attente, et peut-il être retiré de la liste sans réponse ? Un `Event` par requête en attente évite le `clear()`.

## robust

bad-update-accepted = Une mise à jour invalide est refusée par un code 4xx
    .text = RFC 9110 § 15.5.1 (400 Bad Request). Le sujet dit seulement que l’endpoint « accepte un nouveau statut ».
    .expected = Une mise à jour dont le corps est du JSON mal formé, ou un objet sans statut (`{"{"}{"}"}`), reçoit un code 4xx, par exemple 400, et ne change rien.
    .why = Sinon, une étourderie dans un client met un statut vide sous les yeux de tous, ou bien son auteur reçoit un code 500, voire aucune réponse, et ne peut pas voir que l’erreur vient de lui.
    .cause = Flask : `request.json['status']` lève `KeyError` (500), et `.get('status')` donne `None`, enregistré si rien ne le vérifie ; `json.loads(request.data)` lève une exception sur du JSON mal formé (500). Express : `req.body.status` vaut `undefined`, enregistré si rien ne le vérifie ; un gestionnaire qui se termine sans répondre laisse le client attendre.
    .hint = Vérifiez que le statut est présent avant de toucher à l’état, et répondez 400 s’il ne l’est pas. `request.get_json()` et `express.json()` répondent déjà 400 au JSON mal formé, tant qu’aucun de vos gestionnaires d’erreurs n’en fait autre chose.

odd-version-5xx = Une last_version étrange ne provoque pas d’erreur 5xx
    .text = RFC 9110 § 15.5 et § 15.6 (4xx : l’erreur vient du client ; 5xx : elle vient du serveur). Le sujet ne dit pas quoi répondre.
    .expected = Une `last_version` qui est un texte ou un nombre immense reçoit une réponse ordinaire : un code 400, une mise en attente ou une réponse immédiate conviennent ; un code 5xx ou une connexion coupée, non.
    .why = N’importe qui peut mettre n’importe quoi dans une URL. Un code 500 cache au client la vraie cause, et une exception mal placée peut gêner les autres.
    .cause = Flask : `int(request.args['last_version'])` lève `ValueError` sur un texte (500), et convertir un nombre immense en date lève `OverflowError` ou `ValueError`. Express : `BigInt('abc')`, ou `new Date(x).toISOString()` sur une date invalide, lève une exception, qui devient un code 500.
    .hint = Avec Flask, `request.args.get('last_version', type=int)` donne `None` au lieu de lever une exception ; avec Express, convertissez par `Number(...)` et testez avec `Number.isNaN`. Décidez ensuite de ce que vous répondez dans ce cas.

leaver-harms = Les clients qui s’en vont ne gênent personne
    .text = Bonne pratique ; la RFC 6202 § 2.2 signale les ressources que retiennent les requêtes en attente.
    .expected = Après que plusieurs clients ont fermé leur connexion pendant l’attente, ceux qui restent sont toujours réveillés par une mise à jour et les lectures reçoivent toujours leur réponse.
    .why = Toute la journée, on ferme des onglets, des téléphones perdent le réseau. Ceux qui restent ne doivent pas payer pour ceux qui partent.
    .cause = Flask : le thread d’un client parti continue d’attendre jusqu’à la fin du délai ; dans un petit groupe de threads (waitress, gunicorn), quelques départs suffisent à tous les occuper. Express : `liste.splice(liste.indexOf(res), 1)` retire quelqu’un d’autre quand `indexOf` donne -1. Dans les deux cas : une erreur en répondant à l’un arrête la boucle avant les suivants.
    .hint = Avec Flask, donnez au serveur assez de threads et une attente bornée. Avec Express, retirez la requête dans `res.on('close', ...)`, avec son minuteur, après avoir vérifié qu’elle est encore dans la liste.

server-died = Le serveur survit à tout ce qu’on lui envoie
    .text = Bonne pratique : aucun client ne devrait pouvoir arrêter le service pour les autres.
    .expected = Après chaque requête inhabituelle, et à la fin de la séance, le serveur répond encore normalement.
    .why = Quand le processus s’arrête, tous les clients perdent leur connexion, et un état gardé en mémoire disparaît.
    .cause = Express : une exception dans un minuteur ou dans un gestionnaire d’événement arrête Node ; typiquement, une seconde réponse sur le même `res` (`ERR_HTTP_HEADERS_SENT`) quand la mise à jour et la fin du délai répondent toutes deux. Avec Express 4, une exception dans un gestionnaire `async` l’arrête aussi. Flask : une exception ne coûte que sa propre requête, mais un verrou pris par `acquire()` et jamais rendu bloque toutes les autres.
    .hint = Lisez les dernières lignes de la console du serveur : elles nomment l’exception et l’endroit. Vérifiez ensuite que chaque `res` ne reçoit qu’une réponse (`clearTimeout`, retrait de la liste) ou, avec Flask, que les verrous sont pris avec `with`.

## bonus

ahead-at-once = Un client en avance reçoit sa réponse tout de suite
    .text = Bonne pratique : le sujet ne dit rien d’une `last_version` supérieure à la version actuelle.
    .expected = Une requête dont la `last_version` dépasse la version actuelle reçoit tout de suite le statut et la version actuels.
    .why = Après un redémarrage, une version gardée en mémoire repart de 0, alors que les pages ouvertes en sont encore à 12. Avec une réponse immédiate, elles se rétablissent aussitôt ; mises en attente, elles affichent jusqu’à la mise à jour suivante un état qui n’existe plus.
    .cause = Le sujet ne décrit que « inférieur » et « égal » ; le code habituel, `if last_version < version` et sinon l’attente, fait donc attendre un tel client, avec Flask comme avec Express.
    .hint = Demandez-vous à quelle question la comparaison doit répondre : « ce client est-il en retard ? » ou « a-t-il autre chose que la version actuelle ? ».

no-store = Les réponses demandent à ne pas être mises en cache
    .text = RFC 6202 § 5.6 (pas de mise en cache avec le long polling) et RFC 9111 § 5.2.2.5 (`no-store`).
    .expected = Les réponses de long polling portent `Cache-Control: no-store` (ou `no-cache`), y compris celles qui disent « pas de changement ».
    .why = Un cache à qui l’on ne dit rien a le droit de garder un 200 ou un 204. Un client qui recevrait cette réponse gardée lirait un ancien état, ou bouclerait dessus.
    .cause = Ni Flask ni Express n’ajoutent cet en-tête d’eux-mêmes ; Express ajoute même un `ETag`, utile aux pages ordinaires plutôt qu’au long polling.
    .hint = Posez l’en-tête sur toutes les réponses de long polling : `response.headers['Cache-Control']` (ou `@app.after_request`) avec Flask, `res.set('Cache-Control', ...)` avec Express. N’oubliez pas le 204.

json-errors = Les erreurs sont expliquées en JSON
    .text = Bonne pratique pour une API ; la RFC 9457 propose même un format JSON standard pour les erreurs. Le sujet ne le demande pas.
    .expected = Les réponses 4xx aux données incorrectes ont un corps JSON, déclaré comme tel, qui dit ce qui ne va pas.
    .why = Un programme qui appelle votre serveur lit déjà du JSON. Il peut afficher un message clair au lieu de buter sur une page HTML destinée à un navigateur.
    .cause = Par défaut, Flask (`abort(400)`, un `get_json()` qui échoue) et Express (un corps que `express.json()` refuse) envoient leur propre page d’erreur en HTML.
    .hint = Regardez `@app.errorhandler` dans Flask et, dans Express, le middleware d’erreur à quatre paramètres `(err, req, res, next)`, déclaré après les routes.

allow-header = Une mauvaise méthode reçoit un 405 qui nomme les bonnes
    .text = RFC 9110 § 15.5.6 : une réponse 405 doit porter un en-tête `Allow`.
    .expected = Une requête faite avec une méthode non prévue, comme un GET sur la mise à jour, reçoit un code 405 avec l’en-tête `Allow: POST`.
    .why = Un 404 laisse croire que l’adresse est fausse. Un 405 avec `Allow` dit tout de suite à l’auteur du client que seule la méthode est à changer.
    .cause = Flask le fait de lui-même, sauf si une route attrape-tout ou l’un de vos gestionnaires d’erreurs remplace la réponse. Express répond 404 à toute méthode qui n’a pas de route.
    .hint = Dans Express, `app.route(chemin)` permet d’ajouter un `.all(...)` après les méthodes acceptées : c’est l’endroit pour `res.set('Allow', ...)` et le code 405.

## advice

waiters-limited = Bien plus de clients que quelques onglets peuvent attendre
    .text = « Le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ». L’énoncé parle de plusieurs onglets ; avec dix clients en attente votre serveur va bien, et aucun point ne dépend d’un plus grand nombre.
    .expected = Avec 20 puis 50 requêtes en attente, une mise à jour reçoit sa réponse et les réveille toutes, et une lecture faite ensuite reçoit aussi la sienne.
    .why = Une page que cinquante personnes gardent ouverte, ce sont cinquante requêtes qui attendent toute la journée. Si chacune occupe un worker, le client suivant, ou la mise à jour même que tous attendent, ne trouve plus personne pour le servir.
    .cause = Une requête en attente occupe un thread ou un processus d’un groupe de taille fixe : waitress (4 threads par défaut), gunicorn (`--workers` × `--threads`), un pool de threads. Express et les serveurs `async` n’ont pas de tel groupe ; la cause y est plutôt une limite du nombre de connexions.
    .hint = Cherchez combien de requêtes votre serveur sert à la fois, et comparez avec le nombre ci-dessus. Un groupe plus grand repousse la limite ; attendre sans thread (`async`, gevent) la supprime.

hold-unusual = L’attente dure environ 25 à 30 secondes
    .text = « […] maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes) » ; la RFC 6202 § 5.5 juge 30 s plus sûres.
    .expected = Quand rien ne change, l’attente dure environ 25 à 30 s ; de 20 à 35 s, il n’y a rien à dire. C’est un simple conseil : d’autres durées sont acceptées.
    .why = Une attente plus courte fait plus de requêtes pour rien. Une attente plus longue risque d’être coupée en route par un proxy, et le client voit alors une erreur au lieu de « pas de changement ».
    .cause = Une valeur courte laissée après un essai, une confusion d’unités (`timeout=` est en secondes en Python, `setTimeout` en millisecondes), ou plusieurs attentes successives qui s’additionnent.
    .hint = Mettez la durée dans une seule constante dont le nom indique l’unité, et cherchez tous les endroits où le code attend.

odd-body-5xx = Un corps inattendu ne provoque pas d’erreur 5xx
    .text = Bonne pratique ; RFC 9110 § 15.5 (4xx quand l’erreur vient du client ; 415 pour un type non pris en charge).
    .expected = Une mise à jour sans corps, avec un formulaire, du texte brut ou du JSON qui n’est pas un objet (`[]`, `null`, `5`) reçoit un code 4xx, ou est acceptée si votre serveur la comprend, mais pas un code 5xx.
    .why = Un code 4xx dit à l’auteur du client que sa requête doit changer ; un code 5xx lui fait croire que votre serveur est en panne.
    .cause = Flask : `request.json` peut être une liste, un nombre ou `None`, et `.get('status')` lève alors `AttributeError`. Express 5 : `req.body` vaut `undefined` quand aucun analyseur n’a reconnu le corps, et `const {"{"}status{"}"} = req.body` lève une `TypeError` ; Express 4 donnait là un objet vide.
    .hint = Vérifiez que le corps est un objet avant d’y lire un champ : `isinstance(data, dict)` avec Flask, `req.body?.status` avec Express, puis répondez 400 ou 415.

odd-status-stored = Seul un texte non vide est accepté comme statut
    .text = Bonne pratique : le sujet parle seulement d’« un nouveau statut », et tous ses exemples sont des mots.
    .expected = Un statut qui n’est pas une chaîne (`5`, `true`), ou qui ne contient que des espaces, est refusé par un code 4xx.
    .why = Tous les clients affichent ce qui a été enregistré : une étiquette vide fait croire à une page cassée, et un client qui attend du texte peut s’arrêter sur un nombre ou un objet.
    .cause = Le test habituel, `if not new_status` avec Flask ou `if (!status)` avec Express, ne refuse que ce qui est vide ou absent : `5`, `true` et une chaîne d’espaces passent.
    .hint = Testez le type, puis le contenu sans ses espaces : `isinstance(x, str)` et `x.strip()` en Python, `typeof x === 'string'` et `x.trim()` en JavaScript. Une liste des statuts permis convient aussi.

stuck-client-blocks = Un client qui ne lit rien ne fait attendre personne
    .text = Bonne pratique : le nouveau statut va « à toutes les requêtes en attente », quoi que fasse l’une d’elles. L’énoncé ne demande pas de statuts assez longs pour que cela se voie.
    .expected = Pendant qu’un client en attente ne lit jamais sa réponse, une mise à jour avec un long statut atteint toujours tous les autres, et reçoit elle-même sa réponse.
    .why = Un ordinateur portable refermé ou un mauvais réseau est un tel client. Si le serveur écrit à chacun à son tour et attend qu’il ait tout pris, celui-là arrête tous les autres.
    .cause = La mise à jour écrit elle-même aux connexions en attente, l’une après l’autre, avec un `send` ou un `sendall` bloquant, ou toutes les réponses sont écrites sous un même verrou. Flask et Express séparent les réponses : ce sont surtout les serveurs écrits sur des sockets bruts qui font cela.
    .hint = Que chaque connexion soit écrite par son propre thread ou sa propre tâche, et que la mise à jour ne fasse que les réveiller ; ou donnez à chaque écriture un court délai maximal.

leavers-kept = Les clients partis ne gardent pas leur place
    .text = RFC 6202 §2.2 : les requêtes en attente occupent des ressources. L’énoncé ne parle pas des clients qui partent, et beaucoup de frameworks ne peuvent pas les voir avant d’écrire.
    .expected = Après que cent clients en attente ont fermé leur connexion, une mise à jour et une lecture reçoivent leur réponse tout de suite.
    .why = Chaque page rechargée laisse une requête derrière elle. Si chacune garde un worker jusqu’à la fin de son attente, quelques visiteurs impatients arrêtent le serveur pour tout le monde.
    .cause = Un thread ou un worker d’un groupe de taille fixe attend un client qui n’est plus là : waitress, gunicorn, un pool de threads. Flask ne peut pas voir qu’un client est parti pendant l’attente.
    .hint = Une attente plus courte ou un groupe plus grand rendent cela plus rare. Avec Express, `res.on('close', ...)` dit quand un client part ; les serveurs `async` annulent d’eux-mêmes la tâche en attente.

debug-mode = Les outils de débogage sont désactivés
    .text = Bonne pratique ; la documentation de Flask dit de ne jamais utiliser son débogueur en production.
    .expected = Le serveur ne montre à ses clients ni console interactive ni page contenant la trace d’erreur de son code.
    .why = Une trace d’erreur montre votre code et vos chemins à n’importe qui, et la console de Werkzeug, que seul un code PIN protège, peut exécuter du Python sur votre machine. C’est pratique pendant que vous travaillez sur votre ordinateur ; sur un réseau partagé, c’est un risque.
    .cause = Flask : `app.run(debug=True)`, `flask run --debug` ou `FLASK_DEBUG=1`. Express : la page d’erreur par défaut contient la trace, sauf si `NODE_ENV` vaut `production`.
    .hint = Laissez l’environnement décider plutôt que le code : retirez `debug=True` et lancez `flask run --debug` quand vous en avez besoin ; lancez Express avec `NODE_ENV=production` pour rendre ou déployer.

half-done-update = Une mise à jour qui échoue ne change rien
    .text = Bonne pratique : une opération à laquelle on répond par une erreur (5xx) n’a pas eu lieu. L’énoncé n’en parle pas.
    .expected = Une mise à jour qui reçoit un 5xx laisse le statut et la version tels quels ; ou, si elle les a changés, les requêtes en attente sont libérées.
    .why = L’expéditeur croit que rien ne s’est passé et recommence, alors qu’une partie des clients voit déjà le nouvel état et que ceux qui attendent ne le voient pas.
    .cause = Flask : entre le changement des variables et le réveil, quelque chose lève une exception, souvent un `print` du statut vers une console qui ne sait pas l’écrire. Express : une exception dans un journal ou dans la boucle qui répond aux clients en attente.
    .hint = Vérifiez d’abord l’entrée, changez ensuite l’état, et ne laissez rien qui puisse échouer entre le changement et le réveil.

extra-bytes = Une réponse finit là où son en-tête le dit
    .text = HTTP : `Content-Length` compte les octets du corps, et une requête a une seule réponse. L’énoncé n’en parle pas.
    .expected = Après le corps que l’en-tête annonce, plus rien ne vient.
    .why = Un navigateur coupe un tel corps ; sur une connexion gardée ouverte, ce qui reste est lu comme la réponse à la requête suivante.
    .cause = Flask : un `Content-Length` fixé à la main qui compte des caractères au lieu d’octets. Express : deux réponses à une seule requête, par exemple un `return` oublié après le premier `res.json`.
    .hint = Laissez le framework compter la longueur, et cherchez un chemin de la fonction qui répond deux fois.
