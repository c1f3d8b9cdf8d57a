### Ce que les étudiants lisent sur chaque règle du TP de long polling.
### La valeur dit ce que fait un bon serveur ; les attributs disent d’où vient la règle, ce qui est
### attendu, pourquoi c’est important, la cause habituelle du défaut et ce qu’il faut regarder ensuite.

## contract

state-not-json = Les réponses sont en JSON, avec statut et version
    .symptom = L’état ne peut pas être lu comme du JSON
    .text = Énoncé : « Renvoyer immédiatement le `current_task_status` et sa `status_version`. » Il pense à du JSON : à la fin de l’attente, il propose « un JSON vide ».
    .expected = Une réponse immédiate à une requête de long polling est un code 200. Son corps est un objet JSON strictement valide, avec le statut et sa version, par exemple `{"{"}"status": "En cours", "version": 3{"}"}`.
    .why = Le client affiche le statut et renvoie la version dans sa requête suivante. S’il ne peut pas lire les deux, il ne peut pas suivre l’état, et rien d’autre ne peut être vérifié.
    .cause = Flask : souvent `str(data)` ou une f-string, qui écrit la notation de Python (guillemets simples, `None`) et non du JSON. Express : souvent `res.send(status)` ou un littéral de gabarit (entre accents graves), qui envoie du texte brut. Dans les deux cas, une exception dans la fonction de la route envoie à la place une page d’erreur HTML, et un `Content-Length` écrit à la main qui compte les caractères coupe tout corps qui a un accent.
    .hint = Regardez ce qui part réellement avec la commande `curl -i` ci-dessous. Renvoyez ensuite un dictionnaire ou `jsonify(...)` avec Flask, appelez `res.json(...)` avec Express, avec les deux champs dans l’objet.

wrong-content-type = Les réponses JSON sont déclarées comme du JSON
    .symptom = Du JSON est déclaré comme autre chose
    .text = RFC 8259 § 11 (le type du JSON est application/json) et RFC 9110 § 8.3 (une réponse qui a un contenu en indique le type). L’énoncé n’en parle pas.
    .expected = Toute réponse dont le corps est du JSON porte `Content-Type: application/json` (`text/json` et les types en `+json` sont aussi acceptés).
    .why = Un client choisit comment lire un corps d’après le type déclaré : certaines bibliothèques n’analysent que le JSON qui se déclare comme tel. Un navigateur qui ouvre une réponse déclarée `text/html` prend les balises présentes dans un statut pour des morceaux de page.
    .cause = Flask : en général une chaîne produite par `json.dumps`, qui part avec le type par défaut, `text/html`. Express : en général `res.send(JSON.stringify(x))`, qui fait de même, ou un simple `res.end(...)`, qui ne déclare aucun type.
    .hint = Laissez le framework sérialiser : renvoyez le dictionnaire lui-même ou `jsonify(...)` avec Flask, appelez `res.json(...)` avec Express. Tous deux posent l’en-tête pour vous.

update-not-by-post = La mise à jour est un POST
    .symptom = La mise à jour n’est pas un POST
    .text = Énoncé : « Créer un endpoint HTTP (ex : `POST /update-status`) qui accepte un nouveau statut en paramètre. »
    .expected = Le statut se change par un POST (PUT ou PATCH conviennent aussi), qui reçoit une réponse 2xx.
    .why = Un GET est censé être sans effet (RFC 9110 § 9.2.1) : navigateurs, aperçus de liens et robots peuvent en envoyer sans demander l’avis de personne, et un cache peut y répondre sans que le serveur le voie jamais.
    .cause = Flask : `@app.route(...)` sans `methods` n’accepte que le GET, et la route finit par être appelée ainsi. Express : la route a été déclarée avec `app.get`. C’est souvent pour pouvoir l’essayer depuis la barre d’adresse, qui n’envoie que des GET.
    .hint = Déclarez la route avec `methods=['POST']` (ou `@app.post`) dans Flask, `app.post` dans Express, et lisez le nouveau statut dans le corps JSON : `request.get_json()`, ou `req.body` avec `express.json()`.

update-fails = Une mise à jour valide est acceptée, et ne reçoit jamais une erreur du serveur
    .symptom = Des mises à jour valides échouent
    .text = Énoncé : « Créer un point de terminaison HTTP (ex : `POST /update-status`) qui accepte un nouveau statut en paramètre. » Pour les codes : RFC 9110 § 15.6 (5xx : le serveur sait qu’il s’est trompé).
    .expected = Chaque mise à jour avec un statut de l’énoncé reçoit un code 2xx, à tout moment de la vérification : jamais un 5xx, jamais aucune réponse, et pas un refus (4xx) à chaque fois.
    .why = Celui qui change le statut lit que cela a échoué ; il recommence ou abandonne. Et comme on ne sait pas jusqu’où la mise à jour est allée, les autres clients en voient peut-être la moitié, ou n’en sont pas avertis.
    .cause = Flask : en général une exception dans la fonction de mise à jour, comme `UnboundLocalError` quand `global` manque, `KeyError` pour un champ qui porte un autre nom, ou un `print` d’un accent vers une console qui ne sait pas l’afficher. Express : en général `req.body` vaut `undefined` parce que `app.use(express.json())` manque, ou une variable porte un autre nom. Si chaque statut est refusé, la condition dit le plus souvent le contraire de ce qu’il faut : `in` au lieu de `not in`, un `!` oublié.
    .hint = La console de votre serveur montre l’exception et sa ligne : envoyez la mise à jour ci-dessous, et lisez-y les dernières lignes. Si aucune réponse ne vient, cherchez ce que la mise à jour attend : un verrou jamais rendu, une file ou un canal que personne ne vide.

## parameter

parameter-renamed = Le paramètre s’appelle last_version
    .symptom = Le paramètre ne s’appelle pas last_version
    .text = Énoncé : « Ce endpoint doit accepter un paramètre `last_version` envoyé par le client. »
    .expected = La version que connaît le client est lue dans le paramètre d’URL `last_version`, écrit exactement ainsi : `GET /poll-status?last_version=3`.
    .why = Ce nom est la convention entre les clients et le serveur. Un client écrit par quelqu’un d’autre d’après l’énoncé passerait pour un client qui ne connaît aucune version : il recevrait une erreur, ou une réponse immédiate à chaque fois, et redemanderait sans fin.
    .cause = La page et le serveur utilisent tous deux un autre nom (`lastVersion`, `version`, `since`) : ils s’entendent, et rien ne se voit. Flask : ce nom est dans `request.args.get('...')`. Express : il est dans `req.query`.
    .hint = Cherchez ce nom dans votre serveur, remplacez-le par `last_version`, et faites de même dans le script de votre page.

## behind

behind-kept-waiting = Un client en retard reçoit sa réponse tout de suite
    .symptom = Un client en retard n’a pas sa réponse tout de suite
    .text = Énoncé : « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. Renvoyer immédiatement le `current_task_status` et sa `status_version`. »
    .expected = Toute requête dont la `last_version` est plus ancienne que la version actuelle reçoit aussitôt un code 200 avec le statut et la version actuels, quel que soit le client.
    .why = Une page qui vient de s’ouvrir, ou qui a manqué un changement pendant une reconnexion, affiche une information périmée. Tant qu’elle attend, on y lit un statut faux.
    .cause = En général, le code attend avant de comparer, regarde un indicateur que le premier lecteur efface, ou saute la comparaison (`if last_version and last_version < version` est faux pour la version 0). Flask : `request.args.get('last_version', type=int)` donne `None`, sans erreur, pour une version à décimales. Express : `parseInt` ou `Number` a donné `NaN`, et toute comparaison avec `NaN` est fausse.
    .hint = Juste avant la comparaison, affichez dans la console la `last_version` reçue, son type et la version actuelle. Comparez d’abord, n’attendez que s’il n’y a rien de nouveau.

stale-pair = Chaque réponse donne le statut et la version actuels
    .symptom = Les lectures donnent un statut ou une version dépassés
    .text = Énoncé : « Lorsqu’un nouveau statut est reçu, mettre à jour `current_task_status` et incrémenter `status_version`. »
    .expected = Dès qu’une mise à jour a reçu une réponse de succès, toutes les réponses suivantes donnent le statut et la version de cette mise à jour, ou d’une plus récente.
    .why = Quand on vient de lire « mis à jour », on se fie à la lecture suivante. Si elle montre encore l’ancien état, on recommence, ou l’on décide d’après une information périmée.
    .cause = Flask : souvent, `global` manque, et `current_task_status = ...` crée une variable locale tandis que la variable partagée garde sa valeur. Express : souvent, un `let` ou un `const` dans le gestionnaire masque la variable partagée. Dans les deux cas : l’état n’est enregistré qu’après la réponse (un minuteur, une promesse que l’on n’attend pas).
    .hint = Dans la mise à jour, affichez le statut et la version partagés juste avant de répondre ; dans la requête de long polling, affichez ce que vous envoyez. Les deux doivent concorder.

status-mangled = Le statut revient exactement comme il a été envoyé
    .symptom = Le statut revient altéré
    .text = Énoncé : « Maintient l’état actuel d’une tâche (ex : “En attente”, “En cours”, “Terminée”, “Échec”). » Pour l’encodage : RFC 8259 § 8.1, le JSON s’échange en UTF-8.
    .expected = Un statut comme « Échec » ou « Terminée », une fois envoyé, revient avec les mêmes caractères, aux clients qui le lisent comme à ceux qui l’attendaient. Les échappements JSON des lettres accentuées conviennent : une fois décodés, ils donnent le même texte.
    .why = On lirait « Ã‰chec » ou « ?chec », et un client qui compare le statut à une valeur connue ne le reconnaîtrait plus.
    .cause = Flask et Express lisent et écrivent d’eux-mêmes le JSON en UTF-8 ; les dégâts viennent en général de ce que l’on fait à la main. Flask : `request.data.decode('latin-1')`, `.encode('ascii', 'replace')`, `html.escape(status)`. Express : `body += chunk`, qui peut couper un caractère en deux, `toString('latin1')`, ou un type déclaré `charset=iso-8859-1`.
    .hint = Cherchez dans votre serveur `encode`, `decode`, `Buffer` et `toString`. Laissez ce travail à `request.get_json()` et `jsonify(...)`, ou à `express.json()` et `res.json(...)`.

state-not-shared = Tous les clients voient le même état
    .symptom = Les clients ne voient pas tous le même état
    .text = Énoncé : « Vérifiez que chaque client affiche le même statut initial. »
    .expected = L’état est le même pour tous : après une mise à jour, n’importe quel client, sur une nouvelle connexion et sans cookies, lit le même statut et la même version.
    .why = Si la réponse dépend de celui qui demande, ou du processus qui répond, deux personnes devant la même tâche voient des choses différentes, et certains clients en attente n’apprennent jamais une mise à jour.
    .cause = Flask : état gardé dans `session` ou dans `g`, ou plusieurs processus (`gunicorn -w 4`), chacun avec ses variables. Express : état gardé dans `req.session` ou à l’intérieur du gestionnaire, ou plusieurs processus (`cluster`, PM2).
    .hint = Gardez l’état dans des variables en haut du fichier, et lancez un seul processus : `gunicorn -w 1 --threads 50`, ou une seule instance avec PM2. Pour vérifier, renvoyez aussi le numéro du processus (`os.getpid()`, `process.pid`).

compared-as-text = Les versions se comparent comme des nombres
    .symptom = Les versions se comparent comme du texte : 9 passe pour plus récent que 10
    .text = Énoncé : « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. »
    .expected = Les versions entières sont ordonnées comme des nombres : quand la version actuelle est 12, une requête avec `last_version=9` reçoit sa réponse tout de suite.
    .why = Comme textes, « 9 » vient après « 12 ». Tout va bien jusqu’à la version 9 ; ensuite, des clients en retard paraissent à jour et gardent un ancien statut.
    .cause = Un paramètre d’URL arrive toujours sous forme de texte. Flask : en général `request.args.get('last_version')` sans `type=int`, comparé à `str(version)`. Express : en général `req.query.last_version` comparé à une version qui est elle aussi une chaîne ; deux chaînes se comparent caractère par caractère.
    .hint = Gardez la version sous forme de nombre et convertissez ce que vous recevez avant de comparer : `type=int` dans `request.args.get`, `Number(...)` ou `parseInt(..., 10)` avec Express.

## held

not-held = Une requête à jour attend tant que rien ne change
    .symptom = Les requêtes à jour ne sont pas mises en attente
    .text = Énoncé : « Si `last_version` est égal à `current_task_status_version`, le statut n’a pas changé. Le serveur doit maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes). »
    .expected = Une requête qui porte la version actuelle ne reçoit pas de réponse avant une mise à jour ou la fin du délai. L’énoncé propose 25 à 30 s ; moins est accepté aussi, jusqu’à la limite indiquée avec ce qui a été observé (5 s, sauf si `--hold-min` ou le contrat en fixe une autre).
    .why = C’est le cœur du long polling. Si la réponse vient tout de suite, la page redemande tout de suite, et les deux peuvent échanger des centaines de requêtes par seconde pour se dire qu’il ne se passe rien.
    .cause = Souvent, un texte est comparé à un nombre : `"3" == 3` est faux en Python, `"3" === 3` l’est en JavaScript, et aucun client ne paraît jamais à jour. Ou bien `<=` est écrit à la place de `<`. Flask : un `threading.Event` partagé reste activé après la première mise à jour, et `wait()` rend la main aussitôt. Express : la promesse n’est pas attendue, ou `setTimeout` reçoit 25 (millisecondes) pour 25 secondes.
    .hint = Affichez les deux versions et leur type juste avant la comparaison. Ajoutez ensuite une ligne dans la console avant et après l’attente : est-elle atteinte, et combien de temps dure-t-elle ?

## wake

waiter-not-woken = Une mise à jour réveille toutes les requêtes en attente
    .symptom = Des clients en attente ne sont pas réveillés
    .text = Énoncé : « […] si `current_task_status` change (suite à un appel à `/update-status`), le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente et fermer ces connexions. »
    .expected = Une seule mise à jour suffit à libérer toutes les requêtes qui attendaient, qu’elles soient 2 ou 10.
    .why = Chaque onglet ouvert est une requête en attente. Ceux qui ne sont pas réveillés affichent l’ancien statut jusqu’à une autre mise à jour ou jusqu’à la fin de leur attente.
    .cause = Flask : `Condition.notify()` ne réveille qu’un thread, un élément d’une `queue.Queue` partagée ne va qu’à un lecteur, et un `asyncio.Event` ne fonctionne pas entre les vues asynchrones de Flask, qui ont chacune leur boucle d’événements. Express : une seule variable garde le dernier `res`. Dans les deux cas : une liste modifiée pendant qu’on la parcourt (`splice` dans un `forEach`, `remove` dans un `for`) saute une requête sur deux.
    .hint = Affichez le nombre de requêtes en attente avant que la mise à jour ne les réveille, puis une ligne par requête réveillée. Copiez la liste, videz-la, et alors seulement répondez à chacune ; avec une `Condition` dans Flask, regardez `notify_all()`.

woken-late = Les requêtes en attente sont réveillées sans délai
    .symptom = Les clients en attente sont réveillés tard
    .text = Énoncé : « le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente » ; « tous les clients ouverts mettent à jour leur affichage presque instantanément ».
    .expected = Une requête en attente reçoit sa réponse quelques millisecondes après l’envoi de la mise à jour. Jusqu’à 250 ms environ, tous les points sont acquis ; davantage est permis si la liaison est lente.
    .why = C’est pour cette rapidité que l’on préfère le long polling à une question posée chaque seconde. Avec un retard à chaque changement, la page paraît lente, et deux onglets peuvent se contredire.
    .cause = En général, la requête attend en regardant l’état de temps en temps. Express : `setInterval(..., 1000)`. Flask : `time.sleep(1)` dans une boucle ; ce peut être aussi un `asyncio.Event` activé depuis un autre thread, qui passe inaperçu jusqu’à la fin du délai d’attente.
    .hint = Cherchez `sleep` ou `setInterval` dans votre requête de long polling. Remplacez-le par un mécanisme que la mise à jour déclenche : `threading.Event` ou `Condition` avec Flask ; avec Express, un `res` gardé de côté auquel la mise à jour répond, ou une promesse qu’elle résout.

woken-with-old-pair = Une requête réveillée reçoit le nouvel état
    .symptom = Des clients réveillés reçoivent l’ancien état
    .text = Énoncé : « […] immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ».
    .expected = La réponse qui met fin à l’attente contient le statut et la version issus de la mise à jour, et non ceux d’avant.
    .why = Un client réveillé avec l’ancienne version n’affiche rien de nouveau, puis redemande avec cette version : le changement arrive en retard, ou coûte chaque fois une requête de trop.
    .cause = En général, la mise à jour prévient avant d’enregistrer le nouvel état. Ou bien la requête a copié le statut et la version dans des variables locales avant d’attendre et envoie cette copie. Flask : celle qui est faite avant `wait()`. Express : l’objet préparé pour le `res.json(...)` à venir.
    .hint = Dans la mise à jour, enregistrez d’abord le statut et la version, réveillez ensuite. Dans la requête de long polling, lisez les deux après le réveil (avec Flask, sous le verrou).

## while-held

update-blocked = Une mise à jour passe pendant que des requêtes attendent
    .symptom = Les mises à jour ne passent pas pendant que des clients attendent
    .text = Énoncé : « Pendant que la connexion est maintenue, si `current_task_status` change (suite à un appel à `/update-status`) […] ». Une mise à jour doit donc passer pendant que des requêtes attendent.
    .expected = Avec 1, 2, 5 puis 10 requêtes en attente, une mise à jour est prise en compte aussitôt : elle reçoit sa réponse ou réveille les requêtes en attente.
    .why = Attendre est l’état normal d’un serveur de long polling : il y a presque toujours quelqu’un en attente. Si cela empêche les mises à jour, la nouvelle que tous attendent ne peut pas entrer.
    .cause = Flask : en général, trop peu de requêtes sont servies en même temps (`threaded=False`, gunicorn qui par défaut en sert une à la fois, les 4 threads de waitress), ou un verrou est gardé pendant l’attente (`with lock: event.wait(...)`). Express : en général, une boucle comme `while (Date.now() < fin)`, qui occupe l’unique thread.
    .hint = Regardez comment le serveur est lancé et combien de threads cela donne (`threaded=True`, `gunicorn --threads`, `waitress-serve --threads`). Vérifiez ensuite qu’aucun verrou n’est tenu pendant l’attente : `Condition.wait` rend le sien, `Event.wait` ne rend rien. Avec Express, remplacez la boucle par un `res` gardé de côté ou une promesse attendue (`await`).

update-answered-late = La mise à jour reçoit sa réponse sans tarder
    .symptom = La mise à jour reçoit sa réponse tard, ou pas du tout
    .text = Énoncé : « Ce endpoint ne nécessite pas de Long Polling, il est juste là pour simuler un changement d’état. »
    .expected = Pendant que des requêtes attendent, le POST reçoit sa propre réponse rapidement (bien avant 2 s), sans attendre qu’elles soient parties.
    .why = Quand on change le statut, on veut savoir si c’est accepté. Si la réponse tarde, on clique à nouveau ou l’on croit à un échec.
    .cause = Flask : souvent, la mise à jour dort « pour laisser du temps aux autres », attend les requêtes (`join()`, une `Barrier`), ou a besoin d’un verrou qu’elles tiennent. Express : souvent, elle attend les requêtes en attente (`await Promise.all(...)`) avant son propre `res.json(...)`.
    .hint = Regardez les lignes entre le changement d’état et la réponse de la mise à jour, et affichez l’heure avant et après chacune. Réveiller suffit : `Event.set()`, `notify_all()` et `res.json(...)` n’attendent pas le client.

read-blocked = Les autres requêtes passent pendant que certaines attendent
    .symptom = Les lectures ne passent pas pendant que des clients attendent
    .text = Énoncé : « Si `last_version` est inférieur à `current_task_status_version` […] Renvoyer immédiatement […] » ; « Ouvrez plusieurs onglets de navigateur sur la page client. »
    .expected = Avec 1 puis 10 requêtes en attente, une requête qui porte une ancienne version reçoit toujours sa réponse tout de suite.
    .why = Un onglet ouvert ne doit pas empêcher le suivant de se charger. Un nouveau venu qui doit attendre la fin de l’attente d’un autre voit pendant ce temps une page vide.
    .cause = Flask : en général, trop peu de threads pour le nombre de requêtes en attente (`threaded=False`, gunicorn qui par défaut en sert une à la fois, les 4 threads de waitress), ou un verrou qu’une requête en attente garde. Express : en général, une boucle du gestionnaire qui ne rend jamais la main (`while (Date.now() < fin)`). Ailleurs : `time.sleep` dans un `async def`.
    .hint = Essayez avec deux terminaux : un `curl` en attente dans l’un, un `curl` avec une ancienne version dans l’autre. Si le second attend, regardez d’abord le nombre de threads, puis cherchez un verrou gardé pendant l’attente.

busy-wait = Une requête qui attend laisse le processeur tranquille
    .symptom = Les requêtes en attente occupent le processeur
    .text = Énoncé : « maintenir la connexion HTTP ouverte pendant une durée maximale ». Il ne parle pas du processeur ; la RFC 6202 § 2.2 signale, elle, les ressources que prennent les requêtes en attente.
    .expected = Pendant que des requêtes attendent et que rien ne se passe, le serveur n’utilise presque pas de temps de processeur. Une boucle qui fait une pause, même brève, entre deux regards passe ici ; une boucle sans aucune pause, non.
    .why = Un seul onglet ouvert peut occuper un cœur entier : le ventilateur tourne, la batterie se vide, et toute autre requête, y compris la mise à jour, doit se battre pour passer.
    .cause = En général, une boucle qui demande sans pause. Flask : `while version == last_version and time.time() < fin: pass`. Express : `while (Date.now() < fin)`, ou une boucle autour de quelque chose qui finit aussitôt (`setImmediate`, `await null`).
    .hint = Lancez `top` pendant qu’un `curl` attend : le serveur doit rester proche de 0 %. Attendez d’être réveillé : `Condition.wait_for` ou un `Event` avec un délai dans Flask, un `res` gardé de côté ou une promesse avec Express.

## versions

version-not-growing = Chaque nouveau statut reçoit une version plus grande
    .symptom = La version n’augmente pas à chaque mise à jour
    .text = Énoncé : « Lorsqu’un nouveau statut est reçu, mettre à jour `current_task_status` et incrémenter `status_version`. »
    .expected = Trois statuts différents envoyés l’un après l’autre donnent trois versions, chacune plus grande que la précédente (ou, si les versions sont des textes, jamais vue auparavant). Un pas de 1 n’est pas exigé, et le même statut envoyé à nouveau peut garder sa version.
    .why = La version est tout ce dont dispose un client pour savoir si quelque chose a changé. Si elle reste la même ou recule, il prend un nouveau statut pour un ancien et continue d’attendre.
    .cause = En général, l’incrémentation manque dans une branche. Flask : sans `global`, `status_version = ...` n’atteint pas la variable partagée. Express : un `let` dans le gestionnaire la masque. Dans les deux cas : un timestamp arrondi à la seconde (`int(time.time())`, `Math.floor(Date.now() / 1000)`) est le même pour deux mises à jour rapprochées.
    .hint = Affichez la version avant et après chaque mise à jour. Augmentez un compteur partout où le statut change ; si vous préférez un timestamp, gardez toute sa précision.

version-ambiguous = Une version ne désigne qu’un seul statut
    .symptom = On ne peut pas se fier aux versions
    .text = Énoncé : « Associer un “numéro de version” ou un “timestamp” à cet état pour savoir quand il a changé ».
    .expected = Même quand plusieurs mises à jour et lectures arrivent en même temps, une version donnée accompagne toujours le même statut, et les versions ne reculent jamais.
    .why = Si la version 7 signifie « En cours » pour un client et « Terminée » pour un autre, tous deux se croient à jour, et l’un d’eux reste dans l’erreur jusqu’à la mise à jour suivante.
    .cause = Flask : écrire le statut et écrire la version sont deux étapes, et sans verrou un autre thread peut passer entre les deux, pour écrire ou pour lire. Express : un `await` entre la lecture de la version et son écriture, ou entre les deux écritures, laisse passer une autre requête.
    .hint = Changez le statut et la version ensemble. Flask : les deux dans un même `with lock:`, et lisez-les sous ce même verrou. Express : aucun `await` entre les deux.

## hold-end

hold-never-ends = L’attente se termine d’elle-même après un délai maximum
    .symptom = L’attente ne se termine pas comme il faut
    .text = Énoncé : « Le serveur doit maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes). »
    .expected = Quand rien ne change, le serveur répond de lui-même au bout de son délai maximum. L’énoncé propose 25 à 30 s ; plus est accepté aussi, jusqu’à la limite indiquée avec ce qui a été observé (65 s, sauf si `--hold-max` ou le contrat en fixe une autre).
    .why = Les proxys et les routeurs coupent souvent les connexions restées trop longtemps silencieuses, et le client ne peut pas distinguer un serveur calme d’un serveur mort. Chaque attente sans fin garde en outre une connexion, et souvent un thread.
    .cause = Flask : souvent `Event.wait()` ou `Condition.wait()` sans `timeout`, ou une boucle qui reprend le délai entier après chaque réveil. Express : souvent, pas de `setTimeout` pour la requête en attente, ou un minuteur annulé trop tôt ; Node ne limite pas de lui-même la durée d’une réponse.
    .hint = Flask : donnez son `timeout` à `wait`, et servez-vous de ce qu’il renvoie. Express : lancez un minuteur par `res` en attente. Dans une boucle, calculez l’échéance une seule fois, avant la boucle.

no-change-unclear = La fin de l’attente dit « pas de changement »
    .symptom = La fin de l’attente ne dit pas « pas de changement »
    .text = Énoncé : « Si le délai maximum est atteint sans changement d’état, le serveur doit renvoyer un statut indiquant “pas de changement” (ex : un code 204 No Content, ou un JSON vide) et fermer la connexion. »
    .expected = À la fin de l’attente, la réponse est un code 204, ou un code 200 qui n’annonce pas de nouvelle version (un objet vide `{"{"}{"}"}`, par exemple).
    .why = Le client doit distinguer « rien de nouveau, redemande » d’une panne. Les codes 408, 500 et 504 annoncent une erreur, après laquelle beaucoup de clients affichent un message ou ralentissent ; le code 304 n’a de sens qu’en réponse à une requête conditionnelle.
    .cause = Souvent, le code a été choisi pour son nom : 408 parle d’une requête arrivée trop lentement, 504 d’un proxy. Flask : une exception `queue.Empty` ou `asyncio.TimeoutError` non rattrapée devient un code 500. Express : un `Promise.race` dont le minuteur rejette la promesse, sans `catch`, devient un code 500 avec Express 5 (avec Express 4, Node s’arrête).
    .hint = Traitez la fin du délai comme un cas normal, avec sa propre réponse : `return '', 204` avec Flask, `res.status(204).end()` avec Express.

body-after-204 = Une réponse 204 n’a pas de corps
    .symptom = Une réponse 204 arrive avec un corps
    .text = RFC 9110 § 15.3.5 (une réponse 204 se termine avec ses en-têtes, elle n’a pas de contenu) et § 8.6 (pas de `Content-Length` dans une réponse 204).
    .expected = Une réponse 204 se termine juste après ses en-têtes : pas un octet de corps, et pas de `Content-Length` supérieur à 0.
    .why = Après un 204, le client cherche aussitôt la réponse suivante. Des octets en trop seraient lus comme le début de cette réponse, qui n’aurait alors plus de sens.
    .cause = Flask et Express suppriment tous deux le corps d’un 204. Il réapparaît dans les réponses écrites à la main : en général `wfile.write(...)` après `send_response(204)` avec le module `http.server` de Python, une socket brute, ou avec Express un `Content-Length` posé avant `res.status(204).end()`.
    .hint = Envoyez soit un 204 sans corps ni longueur, soit un 200 avec le JSON `{"{"}{"}"}`. `curl -i` montre les en-têtes de la réponse à la fin d’une attente.

hold-end-harms = Après la fin d’une attente, les mises à jour fonctionnent encore
    .symptom = Après la fin d’une attente, les mises à jour ne fonctionnent plus
    .text = Énoncé : « Si le délai maximum est atteint sans changement d’état, le serveur doit renvoyer un statut signifiant “pas de changement” […] » ; et pour ceux qui attendent encore : « […] le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ».
    .expected = Après que l’attente d’une requête s’est terminée sans changement, les mises à jour suivantes reçoivent leur réponse et réveillent tous ceux qui attendent : ceux qui sont venus avant cette fin, et ceux qui sont venus après.
    .why = Une attente se termine toutes les demi-minutes dans chaque onglet ouvert. Si elle laisse quelque chose derrière elle, le serveur ne sert plus à personne à partir de là, alors que tout marchait quand on l’essayait quelques secondes.
    .cause = En général, la requête dont l’attente est finie est encore dans la liste de celles à prévenir. Express : le `setTimeout` lui répond sans la retirer de la liste, et la mise à jour lui répond une seconde fois (`ERR_HTTP_HEADERS_SENT`) ; ou bien `removeAllListeners` retire aussi les autres. Python : un « future » expiré reste dans la liste (`InvalidStateError`). Go : un envoi sur un canal que plus personne ne lit bloque, souvent avec le verrou en main.
    .hint = Laissez un `curl` attendre jusqu’à sa fin naturelle, mettez-en un autre en attente, puis faites une mise à jour : le second doit recevoir sa réponse. Retirez chaque requête de la liste, et elle seule, à l’endroit même où son attente se termine.

## lost

lost-wakeup = Aucun réveil n’est perdu
    .symptom = Des mises à jour se perdent quand une requête arrive au même moment
    .text = Énoncé : « Pendant que la connexion est maintenue, si `current_task_status` change […], le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente […] ».
    .expected = Une requête qui arrive à l’instant même d’une mise à jour reçoit une réponse : tout de suite avec la nouvelle version, ou par un réveil juste après.
    .why = Un client qui tombe dans l’intervalle affiche un ancien statut jusqu’à une autre mise à jour ou jusqu’à la fin de son attente. C’est rare et difficile à voir à la main, mais avec beaucoup de clients cela arrive tous les jours.
    .cause = En général, vérifier la version et s’inscrire parmi les requêtes en attente sont deux étapes séparées, et une mise à jour qui tombe entre les deux ne trouve personne à réveiller. Flask : le verrou est rendu entre les deux, ou un `Event` partagé reçoit `set()` et aussitôt `clear()`. Express : il y a un `await` entre la comparaison et le `push` dans la liste.
    .hint = Faites-en une seule étape : comparez et inscrivez sous le même verrou (`Condition.wait_for` est faite pour cela), ou comparez une seconde fois après l’inscription. Avec Express, supprimez tout `await` entre les deux. Pour voir l’intervalle, mettez-y un `sleep` et faites une mise à jour pendant ce temps.

unseen-update-lost = Une mise à jour que personne n’attendait n’est pas perdue
    .symptom = Des mises à jour se perdent quand personne n’attend
    .text = Énoncé : « Si `last_version` est inférieur à `current_task_status_version`, le statut a changé. Renvoyer immédiatement le `current_task_status` et sa `status_version`. »
    .expected = Après une mise à jour faite alors qu’aucune requête n’attendait, tout client qui revient avec l’ancienne version reçoit une réponse immédiate : le premier, et les suivants aussi.
    .why = Entre deux requêtes, un client est absent un instant, et plus longtemps quand le réseau tombe. Chaque client doit apprendre à son retour ce qui a changé entre-temps.
    .cause = En général, le serveur retient seulement que « quelque chose a changé », et le premier lecteur l’efface. Flask : un `Event` remis à zéro par `clear()`, une `queue.Queue` que la requête vide. Express : une variable `changed` remise à `false`, ou `emitter.once('update', ...)` sans comparer d’abord les versions.
    .hint = Envoyez avec `curl` deux requêtes de suite avec la même ancienne version : les deux doivent recevoir une réponse immédiate. Décidez d’après `last_version` et la version actuelle seulement ; une lecture ne devrait rien modifier.

loop-stuck = Les clients en boucle suivent une rafale jusqu’au bout
    .symptom = Des clients en boucle manquent la fin d’une rafale
    .text = Énoncé : « Immédiatement après avoir traité la réponse (ou le timeout), relancer une nouvelle requête Long Polling vers `/poll-status` en envoyant la `last_version` du statut que le client connaît. »
    .expected = Des clients qui redemandent juste après chaque réponse, pendant des mises à jour espacées de 20 à 30 ms, parviennent tous rapidement au dernier état. Ils peuvent sauter des versions intermédiaires.
    .why = Les changements viennent souvent en série (« En cours », puis aussitôt « Terminée »). Un client resté au milieu affiche un état qui n’est plus vrai.
    .cause = Entre deux requêtes, un client n’est dans aucune liste : seule la comparaison des versions peut lui apprendre ce qu’il a manqué. Flask : souvent, le `clear()` d’un thread réveillé efface un `set()` destiné à d’autres. Express : souvent, la liste d’attente est vidée après un `await`, avec des clients qui venaient d’y revenir.
    .hint = Regardez ce qui arrive à un client qui revient pendant une mise à jour : sa version est-elle comparée avant l’attente, et peut-il être retiré de la liste sans réponse ? Un `Event` par requête en attente évite le `clear()`.

## robust

bad-update-accepted = Une mise à jour invalide est refusée par un code 4xx
    .symptom = Des mises à jour invalides ne sont pas refusées par un code 4xx
    .text = RFC 9110 § 15.5.1 (400 Bad Request). L’énoncé dit seulement que l’endpoint « accepte un nouveau statut ».
    .expected = Une mise à jour dont le corps est du JSON mal formé, ou un objet sans statut (`{"{"}{"}"}`), reçoit un code 4xx, par exemple 400.
    .why = Un code 4xx dit à l’auteur d’un client que l’erreur est dans sa requête. Avec un 2xx, un statut vide peut apparaître sur toutes les pages ; avec un 5xx, ou sans réponse, le serveur a l’air en panne.
    .cause = Flask : `request.json['status']` lève `KeyError` (500), et `.get('status')` donne `None`, enregistré si rien ne le vérifie ; `json.loads(request.data)` lève une exception sur du JSON mal formé (500). Express : `req.body.status` vaut `undefined`, enregistré si rien ne le vérifie ; un gestionnaire qui se termine sans répondre laisse le client attendre.
    .hint = Vérifiez que le statut est présent avant de toucher à l’état, et répondez 400 s’il ne l’est pas. `request.get_json()` et `express.json()` répondent déjà 400 au JSON mal formé, sauf si l’un de vos gestionnaires d’erreurs en décide autrement.

odd-version-5xx = Une last_version étrange ou absente ne cause pas d’erreur 5xx
    .symptom = Une last_version étrange ou absente fait échouer la requête
    .text = RFC 9110 § 15.5 et § 15.6 (4xx : l’erreur vient du client ; 5xx : elle vient du serveur). L’énoncé ne dit pas quoi répondre.
    .expected = Une requête dont la `last_version` est un texte, un nombre immense ou absente reçoit une réponse ordinaire : un code 400, une mise en attente ou une réponse immédiate conviennent ; un code 5xx ou une connexion coupée, non.
    .why = N’importe qui peut mettre n’importe quoi dans une URL. Un code 500 cache au client la vraie cause, et une exception mal placée peut gêner les autres.
    .cause = Flask : en général `int(request.args['last_version'])`, qui lève `ValueError` sur un texte (500), ou `int(request.args.get('last_version'))`, qui lève `TypeError` quand il n’y en a pas ; convertir un nombre immense en date lève aussi une exception. Express : en général `BigInt('abc')`, ou `new Date(x).toISOString()` sur une date invalide, qui lèvent une exception (500).
    .hint = Flask : `request.args.get('last_version', type=int)` donne `None` au lieu de lever une exception ; testez-le avant de comparer, car `None < 3` en lève une aussi. Express : convertissez par `Number(...)` et testez avec `Number.isNaN`. Décidez ensuite de votre réponse, 400 par exemple.

leaver-harms = Les clients qui s’en vont ne gênent personne
    .symptom = Quand des clients s’en vont, les autres ne sont plus servis
    .text = Bonne pratique ; la RFC 6202 § 2.2 signale les ressources que retiennent les requêtes en attente. L’énoncé ne parle pas des clients qui s’en vont.
    .expected = Après que plusieurs clients ont fermé leur connexion pendant l’attente, ceux qui restent sont toujours réveillés par une mise à jour et les lectures reçoivent toujours leur réponse.
    .why = Toute la journée, on ferme des onglets, des téléphones perdent le réseau. Ceux qui restent ne doivent pas payer pour ceux qui partent.
    .cause = Flask : le thread d’un client parti continue en général d’attendre jusqu’à la fin du délai ; avec peu de threads (waitress, gunicorn), quelques départs suffisent à tous les occuper. Express : `liste.splice(liste.indexOf(res), 1)` retire quelqu’un d’autre quand `indexOf` donne -1. Dans les deux cas : une erreur en répondant à l’un arrête la boucle avant les suivants.
    .hint = Mettez deux `curl` en attente, arrêtez le premier par Ctrl-C, puis faites une mise à jour : le second doit recevoir sa réponse. Flask : donnez au serveur assez de threads. Express : dans `res.on('close', ...)`, retirez la requête et son minuteur, après avoir vérifié qu’elle est encore dans la liste.

server-died = Le serveur survit à tout ce qu’on lui envoie
    .symptom = Le serveur s’est arrêté, ou ne répond plus
    .text = Bonne pratique : aucun client ne devrait pouvoir arrêter le service pour les autres. Pour l’énoncé, cela va de soi.
    .expected = Après chaque requête inhabituelle, et à la fin de la vérification, le serveur répond encore normalement.
    .why = Quand le processus s’arrête, tous les clients perdent leur connexion, et un état gardé en mémoire disparaît.
    .cause = Express : une exception dans un minuteur ou dans une fonction d’événement arrête Node ; c’est souvent une seconde réponse sur le même `res` (`ERR_HTTP_HEADERS_SENT`), quand la mise à jour et la fin du délai répondent toutes deux. Avec Express 4, une exception dans un gestionnaire `async` l’arrête aussi. Flask : une exception ne coûte que sa propre requête, mais un verrou pris par `acquire()` et jamais rendu peut bloquer toutes les autres.
    .hint = Lisez les dernières lignes de la console du serveur : elles nomment en général l’exception et sa ligne. Vérifiez ensuite que chaque `res` ne reçoit qu’une réponse (`clearTimeout`, retrait de la liste) ou, avec Flask, que les verrous sont pris avec `with`.

## browsers

unread-by-browsers = Un navigateur reçoit des réponses entières, l’une après l’autre
    .symptom = Un navigateur ne reçoit pas de réponses entières
    .text = Énoncé : « Utiliser l’API `Fetch` ou `XMLHttpRequest` pour les requêtes HTTP » : ses clients sont des navigateurs. RFC 9112 § 6.3 et § 9.3 : une connexion reste ouverte sauf si l’un des deux dit le contraire, et alors chaque réponse indique sa propre fin.
    .expected = Sur une connexion que le client garde, comme le fait tout navigateur, chaque réponse indique où elle finit (`Content-Length`, morceaux, ou pas de corps du tout), et la requête suivante y reçoit aussi une réponse. Un serveur peut également fermer la connexion après chaque réponse.
    .why = Un navigateur attend la suite d’un corps dont il ne peut pas connaître la fin, et `await response.json()` ne se termine jamais : la page reste vide, alors que `curl` montre la réponse.
    .cause = Flask et Express s’en chargent d’eux-mêmes. Il s’agit surtout de serveurs écrits sur des sockets : ni `Content-Length` ni `close()` après la réponse, une boucle qui lit la requête jusqu’à la fin de la connexion, ou un serveur qui traite une seule requête et garde la connexion.
    .hint = Comptez les octets du corps et envoyez `Content-Length`, ou envoyez `Connection: close` et fermez la connexion. Pour le voir : `curl -v` indique s’il attend la fin du corps.

session-locked = Les onglets d’un navigateur ne s’attendent pas
    .symptom = Les onglets d’un même navigateur s’attendent
    .text = Énoncé : « Ouvrez plusieurs onglets de navigateur sur la page client » ; « tous les clients ouverts mettent à jour leur affichage presque instantanément ». Les onglets d’un même navigateur envoient les mêmes cookies.
    .expected = Pendant qu’une requête attend avec les cookies que le serveur a lui-même donnés, une lecture et une mise à jour avec les mêmes cookies reçoivent aussitôt leur réponse.
    .why = Les onglets d’un navigateur partagent ses cookies. Si le serveur traite une par une les requêtes d’une session, le bouton d’une page ne fait rien tant que la requête en attente de cette page n’est pas finie.
    .cause = PHP : `session_start()` verrouille la session jusqu’à la fin du script. Ailleurs, un middleware ou un décorateur qui prend un verrou par session, ou une ligne de la session en base qui reste verrouillée pendant l’attente. Les sessions de Flask et `express-session` ne verrouillent rien.
    .hint = PHP : appelez `session_write_close()` avant l’attente. Ailleurs, cherchez ce qui est tenu du début de la requête à sa fin, et lâchez-le avant d’attendre ; ou n’utilisez pas de session, ce TP n’en a pas besoin.

answer-cacheable = Aucun cache ne peut garder la réponse à une requête de long polling
    .symptom = Un navigateur peut montrer d’anciennes réponses, tirées de son cache
    .text = RFC 9111 § 4.2 (une réponse avec `max-age` ou `Expires` est réutilisée sans rien demander) et RFC 6202 § 5.6 (pas de cache pour le long polling). L’énoncé ne parle pas de caches.
    .expected = La réponse « pas de changement », et celle faite à un client qui ne sait rien, ne portent ni `max-age` supérieur à 0 ni `Expires` dans le futur. Aucun en-tête du tout convient ; `Cache-Control: no-store` est le mieux.
    .why = Une page redemande la même adresse après chaque « pas de changement ». Un navigateur à qui l’on a dit de garder la réponse la donne aussitôt à la page, sans rien demander au serveur : la page redemande, des milliers de fois, et ne voit aucune mise à jour jusqu’à la fin de cette durée.
    .cause = En général, un middleware ou un réglage prévu pour les fichiers de la page ajoute l’en-tête à toutes les réponses (avec nginx, `expires`). Flask : un `after_request` qui fixe `max_age`. Express : `res.set('Cache-Control', ...)` dans un `app.use(...)`.
    .hint = Envoyez `Cache-Control: no-store` avec chaque réponse du point d’accès, et ne donnez une durée qu’aux fichiers de la page.

answer-cached = Une réponse n’est pas répétée depuis un cache du serveur
    .symptom = Le serveur répète une ancienne réponse, tirée de son cache
    .text = Énoncé : « Renvoyer immédiatement le `current_task_status` et sa `status_version`. »
    .expected = Après une mise à jour, un client qui demande exactement la même chose qu’un autre avant elle reçoit le nouvel état, et non la réponse donnée alors.
    .why = Les clients qui posent la même question reçoivent un ancien état, et ceux qui en posent une autre le nouveau : deux onglets ne sont pas d’accord, alors qu’il n’y a qu’un état.
    .cause = Un cache qui se fie à l’adresse : `@cache.cached(...)` de Flask-Caching, `apicache` avec Express, `functools.lru_cache` sur une fonction, le cache d’un proxy placé devant (`proxy_cache`), ou des requêtes en cours que l’on réunit quand elles ont la même adresse.
    .hint = Retirez le point d’accès du cache, ou videz le cache dans la mise à jour, avant d’y répondre.

## bonus

ahead-at-once = Un client en avance reçoit sa réponse tout de suite
    .symptom = Un client en avance ne reçoit pas l’état tout de suite
    .text = Bonne pratique : l’énoncé ne dit rien d’une `last_version` supérieure à la version actuelle.
    .expected = Une requête dont la `last_version` dépasse la version actuelle reçoit tout de suite le statut et la version actuels.
    .why = Après un redémarrage, une version gardée en mémoire repart en général de 0, alors que les pages ouvertes en sont encore à 12. Avec une réponse immédiate, elles se rétablissent aussitôt ; mises en attente, elles affichent jusqu’à la mise à jour suivante un état qui n’existe plus.
    .cause = L’énoncé ne décrit que « inférieur » et « égal ». Le code habituel, avec Flask comme avec Express, est donc `if last_version < version`, et sinon l’attente.
    .hint = Essayez avec `curl` et `last_version=999999`. Demandez-vous ensuite à quelle question la comparaison doit répondre : « ce client est-il en retard ? » ou « a-t-il autre chose que la version actuelle ? ».

no-store = Les réponses demandent à ne pas être mises en cache
    .symptom = Les réponses peuvent être mises en cache
    .text = RFC 6202 § 5.6 (pas de mise en cache avec le long polling) et RFC 9111 § 5.2.2.5 (`no-store`).
    .expected = Les réponses de long polling portent `Cache-Control: no-store` (ou `no-cache`), y compris celles qui disent « pas de changement ».
    .why = Un cache à qui l’on ne dit rien a le droit de garder un 200 ou un 204. Un client qui recevrait cette réponse gardée lirait un ancien état, ou bouclerait dessus.
    .cause = Ni Flask ni Express n’ajoutent cet en-tête d’eux-mêmes ; Express ajoute même un `ETag`, utile aux pages ordinaires plutôt qu’au long polling.
    .hint = Posez l’en-tête sur toutes les réponses de long polling, le 204 compris : `response.headers['Cache-Control']` (ou `@app.after_request`) avec Flask, `res.set('Cache-Control', ...)` avec Express. `curl -i` montre s’il y est.

json-errors = Les erreurs sont expliquées en JSON
    .symptom = Les erreurs ne sont pas expliquées en JSON
    .text = Bonne pratique pour une API ; la RFC 9457 propose même un format JSON standard pour les erreurs. L’énoncé ne le demande pas.
    .expected = Les réponses 4xx aux données incorrectes ont un corps JSON, déclaré comme tel, qui dit ce qui ne va pas.
    .why = Un programme qui appelle votre serveur lit déjà du JSON. Il peut afficher un message clair au lieu de buter sur une page HTML destinée à un navigateur.
    .cause = Par défaut, Flask (`abort(400)`, un `get_json()` qui échoue) et Express (un corps que `express.json()` refuse) envoient leur propre page d’erreur en HTML.
    .hint = Regardez `@app.errorhandler` dans Flask et, dans Express, le middleware d’erreur à quatre paramètres `(err, req, res, next)`, déclaré après les routes.

allow-header = Une mauvaise méthode reçoit un 405 qui nomme les bonnes
    .symptom = Une mauvaise méthode ne reçoit pas de 405 qui nomme les bonnes
    .text = RFC 9110 § 15.5.6 : une réponse 405 doit porter un en-tête `Allow`.
    .expected = Une requête dont la méthode n’est pas prévue par l’endpoint de mise à jour, comme DELETE, reçoit un code 405 avec un en-tête `Allow` qui nomme celles qui le sont, comme `Allow: POST`.
    .why = Un 404 laisse croire que l’adresse est fausse. Un 405 avec `Allow` dit tout de suite à l’auteur du client que seule la méthode est à changer.
    .cause = Flask le fait de lui-même, sauf si une route attrape-tout ou l’un de vos gestionnaires d’erreurs remplace la réponse. Express répond 404 à toute méthode qui n’a pas de route.
    .hint = Essayez avec `curl -i -X DELETE`. Dans Express, `app.route(chemin)` permet d’ajouter un `.all(...)` après les méthodes acceptées : c’est l’endroit pour `res.set('Allow', ...)` et le code 405.

## advice

version-repeats = Deux mises à jour n’ont jamais la même version
    .symptom = Deux mises à jour ont eu la même version
    .text = Énoncé : « Associer un “numéro de version” ou un “timestamp” à cet état pour savoir quand il a changé ». Un timestamp est permis, donc aucun point n’en dépend.
    .expected = Deux mises à jour avec des statuts différents donnent deux versions, même si elles arrivent dans la même milliseconde.
    .why = Une page qui a vu la première des deux porte la version actuelle : elle attend donc avec l’ancien statut jusqu’à une mise à jour suivante. C’est rare avec peu d’utilisateurs ; avec davantage cela arrive, et personne ne sait le reproduire.
    .cause = La version est l’heure d’une horloge : `int(time.time() * 1000)` en Python, `Date.now()` en JavaScript. Deux mises à jour dans un même battement reçoivent la même.
    .hint = Ajoutez 1 à un compteur à chaque mise à jour. Ou, pour garder l’horloge, prenez la plus grande de l’heure et de la dernière version plus 1.

waiters-limited = Bien plus de clients que quelques onglets peuvent attendre
    .symptom = Peu de clients peuvent attendre à la fois
    .text = Énoncé : « le serveur doit immédiatement renvoyer le nouveau statut et sa version à toutes les requêtes en attente ». Il ne parle que de plusieurs onglets : aucun point ne dépend de plus de dix clients en attente.
    .expected = Avec 20 puis 50 requêtes en attente, une mise à jour reçoit sa réponse et les réveille toutes, et une lecture faite ensuite reçoit aussi la sienne.
    .why = Une page que cinquante personnes gardent ouverte, ce sont cinquante requêtes qui attendent toute la journée. Si chacune occupe un thread, le client suivant, ou la mise à jour même que tous attendent, risque de ne plus trouver personne pour le servir.
    .cause = Flask : en général, chaque requête en attente occupe un thread ou un processus, et leur nombre est fixe : waitress (4 threads par défaut), gunicorn (`--workers` × `--threads`). Express et les serveurs `async` n’ont pas de tel nombre ; la cause y est plutôt une limite du nombre de connexions.
    .hint = Cherchez combien de requêtes votre serveur sert à la fois, et comparez avec le nombre ci-dessus. Davantage de threads repoussent la limite ; attendre sans thread (`async`, gevent) la supprime.

hold-unusual = L’attente dure environ 25 à 30 secondes
    .symptom = L’attente a une durée inhabituelle
    .text = Énoncé : « maintenir la connexion HTTP ouverte pendant une durée maximale (ex : 25-30 secondes) ». La RFC 6202 § 5.5 juge 30 s plus sûres.
    .expected = Quand rien ne change, l’attente dure environ 25 à 30 s ; de 20 à 35 s, il n’y a rien à dire. C’est un simple conseil : d’autres durées sont acceptées.
    .why = Une attente plus courte fait plus de requêtes pour rien. Une attente plus longue risque d’être coupée en route par un proxy, et le client voit alors une erreur au lieu de « pas de changement ».
    .cause = Souvent une valeur courte laissée après un essai, une confusion d’unités (`timeout=` compte en secondes en Python, `setTimeout` en millisecondes avec Express), ou plusieurs attentes successives qui s’additionnent.
    .hint = Mettez la durée dans une seule constante dont le nom indique l’unité, et cherchez tous les endroits où le code attend.

odd-body-5xx = Un corps inattendu ne provoque pas d’erreur 5xx
    .symptom = Un corps inattendu provoque une erreur 5xx
    .text = Bonne pratique ; RFC 9110 § 15.5 (4xx quand l’erreur vient du client ; 415 pour un type non pris en charge).
    .expected = Une mise à jour sans corps, avec un formulaire, du texte brut ou du JSON qui n’est pas un objet (`[]`, `null`, `5`) reçoit un code 4xx, ou est acceptée si votre serveur la comprend, mais pas un code 5xx.
    .why = Un code 4xx dit à l’auteur du client que sa requête doit changer ; un code 5xx lui fait croire que le serveur est en panne.
    .cause = Flask : `request.json` peut être une liste, un nombre ou `None`, et `.get('status')` lève alors `AttributeError`. Express 5 : `req.body` vaut `undefined` quand aucun analyseur n’a reconnu le corps, et `const {"{"}status{"}"} = req.body` lève une `TypeError` ; Express 4 donnait là un objet vide.
    .hint = Vérifiez que le corps est un objet avant d’y lire un champ : `isinstance(data, dict)` avec Flask, `req.body?.status` avec Express, puis répondez 400 ou 415.

odd-status-stored = Seul un texte non vide est accepté comme statut
    .symptom = Un statut vide, ou qui n’est pas du texte, est accepté
    .text = Bonne pratique : l’énoncé parle seulement d’« un nouveau statut », et tous ses exemples sont des mots.
    .expected = Un statut qui n’est pas une chaîne (`5`, `true`), ou qui ne contient que des espaces, est refusé par un code 4xx.
    .why = Tous les clients affichent ce qui a été enregistré : une étiquette vide fait croire à une page cassée, et un client qui attend du texte peut s’arrêter sur un nombre ou un objet.
    .cause = Le test habituel, `if not new_status` avec Flask ou `if (!status)` avec Express, ne refuse que ce qui est vide ou absent : `5`, `true` et une chaîne d’espaces passent.
    .hint = Testez le type, puis le contenu sans ses espaces : `isinstance(x, str)` et `x.strip()` en Python, `typeof x === 'string'` et `x.trim()` en JavaScript. Une liste des statuts permis convient aussi.

stuck-client-blocks = Un client qui ne lit rien ne fait attendre personne
    .symptom = Un client qui ne lit rien fait attendre les autres
    .text = Bonne pratique : le nouveau statut va « à toutes les requêtes en attente », quoi que fasse l’une d’elles. L’énoncé ne demande pas de statuts assez longs pour que cela se voie.
    .expected = Pendant qu’un client en attente ne lit jamais sa réponse, une mise à jour avec un long statut atteint toujours tous les autres, et reçoit elle-même sa réponse.
    .why = Un ordinateur portable refermé ou un mauvais réseau donnent un tel client. Si le serveur écrit à chacun à son tour et attend qu’il ait tout pris, un seul retient tous les autres.
    .cause = En général, la mise à jour écrit elle-même sur les connexions en attente, l’une après l’autre, avec un `send` ou un `sendall` qui attend, ou toutes les réponses sont écrites sous un même verrou. Flask et Express séparent les réponses : ce sont surtout les serveurs écrits directement sur des sockets qui font cela.
    .hint = Laissez un thread ou une tâche par connexion écrire la réponse, et que la mise à jour se contente de les réveiller. Ou donnez à chaque écriture un court délai maximal (`socket.settimeout`).

leavers-kept = Les clients partis ne gardent pas leur place
    .symptom = Les clients partis gardent leur place
    .text = RFC 6202 § 2.2 : les requêtes en attente occupent des ressources. L’énoncé ne parle pas des clients qui partent, et beaucoup de frameworks ne peuvent pas les voir avant d’écrire.
    .expected = Après que cent clients en attente ont fermé leur connexion, une mise à jour et une lecture reçoivent leur réponse tout de suite.
    .why = Chaque page rechargée laisse une requête derrière elle. Si chacune garde un thread jusqu’à la fin de son attente, quelques visiteurs impatients peuvent arrêter le serveur pour tout le monde.
    .cause = Flask ne peut pas voir qu’un client est parti pendant l’attente : un thread continue d’attendre pour lui, et s’ils sont peu nombreux (waitress, gunicorn), il peut n’en rester aucun. Express : une liste de requêtes en attente, ou un minuteur par requête, que rien ne nettoie quand elles s’en vont.
    .hint = Flask : davantage de threads ou une attente plus courte rendent cela plus rare. Express : `res.on('close', ...)` dit quand un client s’en va. Dans un serveur `async`, cherchez comment il l’annonce (`await request.is_disconnected()` avec FastAPI).

debug-mode = Les outils de débogage sont désactivés
    .symptom = Les outils de débogage sont ouverts à tous
    .text = Bonne pratique : la documentation de Flask dit de ne jamais utiliser son débogueur en production. L’énoncé n’en parle pas.
    .expected = Le serveur ne montre à ses clients aucune trace du débogueur de Werkzeug : ni sa console, ni ses pages d’erreur qui contiennent votre code. (Werkzeug est ce qui fait tourner une application Flask.)
    .why = Une telle page montre votre code et vos chemins à n’importe qui, et la console, que seul un code PIN protège, peut exécuter du Python sur votre machine. C’est pratique pendant que vous travaillez sur votre ordinateur ; sur un réseau partagé, c’est un risque.
    .cause = Flask : `app.run(debug=True)`, `flask run --debug` ou `FLASK_DEBUG=1`. Express n’a pas de tel débogueur, mais sa page d’erreur par défaut contient la trace de l’exception, sauf si `NODE_ENV` vaut `production`.
    .hint = Laissez l’environnement décider plutôt que le code : retirez `debug=True` et lancez `flask run --debug` quand vous en avez besoin ; lancez Express avec `NODE_ENV=production` pour rendre ou déployer.

half-done-update = Une mise à jour qui échoue ne change rien
    .symptom = Une mise à jour qui échoue change l’état
    .text = Bonne pratique : une opération à laquelle on répond par une erreur (5xx) n’a pas eu lieu. L’énoncé n’en parle pas.
    .expected = Une mise à jour qui reçoit un 5xx laisse le statut et la version tels quels ; ou, si elle les a changés, les requêtes en attente sont libérées.
    .why = L’expéditeur croit que rien ne s’est passé et recommence, alors qu’une partie des clients voit déjà le nouvel état et que ceux qui attendent ne le voient pas.
    .cause = En général, quelque chose entre le changement des variables et le réveil lève une exception. Flask : souvent un `print` du statut vers une console qui ne sait pas l’écrire. Express : souvent une ligne de journal, ou la boucle qui répond aux clients en attente.
    .hint = Vérifiez d’abord l’entrée, changez ensuite l’état, et ne laissez rien qui puisse échouer entre le changement et le réveil.

extra-bytes = Une réponse finit là où ses en-têtes le disent
    .symptom = Une réponse est plus longue que ne le disent ses en-têtes
    .text = RFC 9112 § 6.2 et § 6.3 : `Content-Length` compte les octets du corps, et la réponse s’arrête là. L’énoncé n’en parle pas.
    .expected = Après le corps que les en-têtes annoncent, plus rien ne vient.
    .why = Un client tronque un tel corps ; sur une connexion gardée ouverte, ce qui reste est lu comme la réponse à la requête suivante.
    .cause = En général, un `Content-Length` fixé à la main qui compte des caractères au lieu d’octets (« É » est un caractère et deux octets). Flask : `headers={"{"}'Content-Length': len(texte){"}"}`. Express : `res.set('Content-Length', texte.length)`, puis `res.end(texte)`.
    .hint = Cherchez `Content-Length` dans votre serveur et supprimez-le : le framework compte lui-même les octets. S’il n’y est pas, cherchez un endroit qui écrit après la fin de la réponse.
