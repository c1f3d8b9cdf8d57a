### Ce que les étudiants lisent sur chaque règle du TP sur les Server-Sent Events, et ce qui a été observé.
### La forme est celle de rules.ftl pour les règles, et de seen.ftl pour ce qui a été observé.

## stream

stream-unreachable = Le flux répond à un GET par un code 200
    .symptom = Le flux ne peut pas être ouvert
    .text = Énoncé : il y a un endpoint `/stream`, que la page ouvre par `new EventSource('/stream')`. (Un EventSource envoie toujours un GET.)
    .expected = Un GET du flux reçoit un code 200, et aucun autre, et ses en-têtes en moins de dix secondes ; ils peuvent venir avec le premier événement.
    .why = Devant tout autre code, même 202, un EventSource renonce pour de bon : il appelle `onerror` une fois, n’essaie plus, et la page reste vide.
    .cause = Flask : en général, la route a un autre chemin (404), n’est déclarée qu’avec `methods=['POST']` (405), ou lève une exception avant le premier événement (500). Express : en général, `app.post` au lieu de `app.get` (404), ou un gestionnaire qui n’envoie rien tant qu’il attend : les en-têtes ne partent qu’avec le premier `res.write(...)` ou avec `res.flushHeaders()`.
    .hint = `curl -iN` sur le flux montre le code et les en-têtes qui arrivent réellement. Pour un code 500, la console du serveur nomme l’exception et sa ligne.

not-event-stream = Le flux est déclaré text/event-stream
    .symptom = Le flux n’est pas déclaré text/event-stream
    .text = Énoncé : la réponse de `/stream` a pour type (`mimetype`) `text/event-stream`.
    .expected = Le flux porte `Content-Type: text/event-stream`, en majuscules ou en minuscules. Un paramètre comme `charset=utf-8` peut suivre.
    .why = C’est ce type qui annonce des événements au navigateur. Avec un autre, un EventSource ferme la connexion et n’essaie plus, même si les événements sont justes.
    .cause = Flask : en général une `Response(generateur())` sans `mimetype`, qui part comme `text/html`. Express : en général `res.write(...)` seul, qui ne déclare aucun type, ou `res.send(...)` ou `res.json(...)`, qui choisissent le leur.
    .hint = Flask : donnez un `mimetype` à la `Response`. Express : appelez `res.set` ou `res.writeHead` avant le premier `res.write`. `curl -iN` sur le flux montre le résultat.

cache-control-missing = Le flux est tenu à l’écart des caches
    .symptom = Le flux peut être mis en cache (Cache-Control)
    .text = Énoncé : `Cache-Control: no-cache` est l’un des deux en-têtes signalés comme importants.
    .expected = `Cache-Control` contient `no-cache`, ou `no-store`, qui est plus strict. D’autres mots peuvent se trouver à côté, comme `no-transform`.
    .why = Un cache à qui l’on ne dit rien peut garder une réponse. Il montrerait d’anciennes cotations au visiteur suivant, ou attendrait la fin d’une réponse qui n’en a pas.
    .cause = Ni Flask ni Express n’ajoutent cet en-tête d’eux-mêmes. Flask : souvent, il est posé sur une autre `Response` que celle qui est renvoyée. Express : souvent, il vient après le premier `res.write`, quand les en-têtes sont déjà partis.
    .hint = Flask : mettez-le dans les `headers` de la `Response`. Express : dans `res.set` ou `res.writeHead`, avant le premier événement. `curl -iN` sur le flux montre ce qui part.

accel-buffering-missing = Un proxy est prié de transmettre chaque événement aussitôt
    .symptom = Un proxy peut retenir les événements (X-Accel-Buffering)
    .text = Énoncé : `X-Accel-Buffering: no` est l’un des deux en-têtes signalés comme importants.
    .expected = Le flux porte `X-Accel-Buffering: no`.
    .why = Une fois déployés, beaucoup de serveurs se trouvent derrière nginx, qui rassemble en général plusieurs kilo-octets d’une réponse avant de les transmettre : des cotations d’une soixantaine d’octets arriveraient par paquets, avec des minutes de retard. Cet en-tête l’en empêche pour cette seule réponse.
    .cause = On l’oublie facilement, car sur votre propre ordinateur tout marche sans lui, avec Flask comme avec Express. Ou bien il a une autre valeur : nginx ne connaît que `yes` et `no`.
    .hint = Posez-le à côté de `Cache-Control` : dans les `headers` de la `Response` avec Flask, dans `res.set` ou `res.writeHead` avec Express.

## events

nothing-dispatched = Un navigateur trouve des événements dans ce qui est envoyé
    .symptom = Un navigateur ne trouve aucun événement dans ce qui est envoyé
    .text = Énoncé : un événement a la forme `data: <json>\n\n`, et il ne faut pas oublier les deux `\n` de la fin.
    .expected = Chaque événement se compose d’une ou plusieurs lignes qui commencent par `data:`, suivies d’une ligne vide.
    .why = Un navigateur rassemble les lignes jusqu’à une ligne vide, et n’appelle `onmessage` qu’à ce moment. Sans `data:`, ou sans la ligne vide, tous les octets arrivent et il ne se passe rien sur la page, pas même une erreur.
    .cause = En général, un seul `\n` au lieu de deux à la fin de l’événement, ou les deux caractères `\` et `n` au lieu d’une fin de ligne (`\\n`, une chaîne brute). Ou bien `data:` manque. Flask : `yield json.dumps(cotation)`. Express : `res.write(JSON.stringify(cotation))`.
    .hint = Regardez le flux brut avec `curl -N` : chaque événement doit commencer par `data:` et être suivi d’une ligne vide. Comparez avec la ligne de votre code qui l’écrit.

lines-ignored = Aucune ligne du flux ne se perd en chemin vers la page
    .symptom = Des lignes du flux se perdent en chemin vers la page
    .text = Énoncé : un événement a la forme `data: <json>\n\n`. La façon dont un navigateur lit les lignes est décrite par le standard HTML, § 9.2.5 et § 9.2.6.
    .expected = Chaque ligne est un champ (`data:`, `event:`, `id:` ou `retry:`, en minuscules, tout au début de la ligne), un commentaire qui commence par deux-points, ou une ligne vide. Un JSON sur plusieurs lignes a `data:` devant chacune.
    .why = Un navigateur saute sans rien dire une ligne qu’il ne connaît pas. Il manque alors quelque chose à la page : la moitié du JSON, que `JSON.parse` refuse, ou le nom de l’événement.
    .cause = Souvent, un JSON mis en forme sur plusieurs lignes, avec `data:` devant la première seulement : `json.dumps(x, indent=2)` avec Flask, `JSON.stringify(x, null, 2)` avec Express. Ou bien un texte entre `"""` ou entre accents graves, dont l’indentation part aussi ; un nom mal écrit (`Data:`, `data :`, `date:`) ; une ligne vide entre `event:` et son `data:`.
    .hint = Regardez le flux brut avec `curl -N` : par quoi chaque ligne commence-t-elle ? Un JSON sans indentation tient sur une seule ligne `data:`.

not-utf8 = Le flux est en UTF-8
    .symptom = Le flux n’est pas en UTF-8
    .text = Standard HTML, § 9.2.5 : un flux d’événements est toujours encodé en UTF-8. L’énoncé n’en parle pas.
    .expected = Tout ce qui est envoyé est de l’UTF-8 valide, quoi que dise un `charset` dans les en-têtes.
    .why = Un navigateur lit toujours le flux comme de l’UTF-8. Avec un autre encodage, on voit « � » à la place de chaque « é » ou « € ».
    .cause = Flask et Express envoient d’eux-mêmes le texte en UTF-8 ; le défaut naît en général là où l’on fabrique des octets à la main. Flask : `.encode('latin-1')` ou `.encode('cp1252')`. Express : `res.write(texte, 'latin1')` ou `Buffer.from(texte, 'binary')`.
    .hint = Cherchez `encode`, `Buffer` et `latin1` dans votre serveur, et donnez au framework du texte plutôt que des octets.

## quotes

data-not-json = Les données de chaque événement sont du JSON
    .symptom = Les données d’un événement ne sont pas du JSON utilisable
    .text = Énoncé : chaque événement transporte du JSON, `data: <json>\n\n`.
    .expected = Ce qui suit `data:` est du JSON strictement valide, tel que `JSON.parse` l’accepte. Si les événements portent plusieurs noms (`event:`), cela est demandé de ceux qui apportent des cotations.
    .why = La page appelle `JSON.parse(event.data)`. Sur autre chose que du JSON, cela lève une exception, et la cotation n’est pas affichée.
    .cause = Flask : souvent `f"data: {"{"}cotation{"}"}\n\n"`, qui donne la notation de Python (guillemets simples, `None`) ; et `json.dumps` écrit `NaN` pour un nombre qui n’en est pas un, ce que le JSON ne connaît pas. Express : souvent un objet dans un littéral de gabarit, qui devient `[object Object]`. Dans les deux cas : un JSON assemblé à la main, où manque un guillemet ou une virgule ; un texte déjà en JSON encodé une seconde fois ; `data:` écrit à la main alors qu’une bibliothèque l’écrit aussi.
    .hint = Passez tout le dictionnaire ou l’objet à `json.dumps(...)` ou à `JSON.stringify(...)`. Pour trouver l’endroit, copiez une ligne de `curl -N` dans un `JSON.parse('...')` de la console du navigateur. S’il sort un `NaN`, regardez comment la variation est calculée (une division par zéro, un prix précédent qui manque).

quote-incomplete = Chaque cotation a un symbole, un prix et une variation
    .symptom = Des cotations sont incomplètes
    .text = Énoncé : il y a une liste de symboles (par exemple AAPL, GOOG, MSFT, AMZN), chacun avec un prix et une variation positive ou négative.
    .expected = Les événements apportent des cotations comme `{"{"}"symbol": "AAPL", "price": 171.5, "change": -0.42{"}"}` : une seule, une liste, ou un objet qui en a une sous chaque symbole. D’autres noms usuels sont compris, en français et en anglais, et d’autres champs peuvent se trouver à côté.
    .why = La page a besoin du symbole pour trouver l’élément à mettre à jour, du prix pour l’afficher, et de la variation pour choisir sa couleur.
    .cause = Flask : souvent, il manque un champ au dictionnaire, par exemple parce que la variation est laissée à la page. Express : souvent, un champ vaut `undefined` (une variation sans prix précédent), et `JSON.stringify` l’omet sans rien dire. Dans les deux cas : une liste sans symboles, ou un message d’une autre sorte (« connecté ») sous le même nom d’événement.
    .hint = Regardez quelques événements avec `curl -N`. Un message qui n’est pas une cotation peut avoir son propre nom (`event: bienvenue`), pour que la page le distingue.

numbers-as-text = Les prix et les variations sont des nombres
    .symptom = Des prix ou des variations sont du texte, pas des nombres
    .text = Énoncé : chaque symbole a un prix et une variation positive ou négative. (Le JSON a des nombres pour les deux : RFC 8259 § 6.)
    .expected = Les prix et les variations sont des nombres JSON, `171.5` plutôt que `"171.50"`.
    .why = La page calcule avec eux et les compare. En JavaScript, `"9" > "12"` est vrai, `"2" + 1` donne `"21"`, et `price.toFixed(2)` sur un texte lève une exception : la cotation n’est pas affichée du tout.
    .cause = En général, le nombre a déjà été préparé pour l’affichage. Flask : `f"{"{"}price:.2f{"}"}"`, ou `json.dumps(..., default=str)` avec un `Decimal`. Express : `price.toFixed(2)`, qui donne un texte. Un `null` est souvent ce que `JSON.stringify` a fait d’un `NaN`.
    .hint = Envoyez le nombre et laissez la page choisir comment l’afficher. Pour arrondir : `round(price, 2)` en Python, `Number(price.toFixed(2))` en JavaScript.

## flow

first-event-late = Le premier événement arrive vite
    .symptom = Le premier événement arrive tard, ou pas du tout
    .text = Énoncé : les cotations sont envoyées à un certain intervalle, toutes les 2 secondes par exemple. Que la première vienne tout de suite ou après un intervalle est laissé libre.
    .expected = Le premier événement arrive dans les dix secondes qui suivent l’abonnement.
    .why = Jusque-là, la page n’a rien à montrer, et l’on croit qu’elle est en panne.
    .cause = Flask : souvent une liste au lieu d’un générateur, un `return` au lieu d’un `yield`, ou un long `time.sleep` avant le premier `yield`. Express : souvent un `res.send` ou un `res.end` une fois tout rassemblé, ou un minuteur au délai trop long. Ailleurs : une sortie qui n’est jamais vidée (`wfile.flush()` avec le module `http.server` de Python).
    .hint = Affichez une ligne dans la console juste avant chaque envoi, et regardez `curl -N` à côté. Si la console avance et que `curl` reste muet, quelque chose retient les événements ; si rien n’avance, regardez ce que le code attend.

not-steady = Les événements arrivent à intervalle régulier, sans être retenus
    .symptom = Les événements n’arrivent pas à intervalle régulier
    .text = Énoncé : les cotations sont envoyées à un certain intervalle, toutes les 2 secondes par exemple.
    .expected = Les événements arrivent à un intervalle de dix secondes ou moins, sans long trou, chacun avec la ligne vide qui le termine. Un événement pour chaque symbole à chaque intervalle convient aussi ; plusieurs cotations du même symbole à la fois, non.
    .why = Une cotation ne vaut que tant qu’elle est fraîche. Quand les événements arrivent par paquets, la page se fige puis saute ; un flot sans pause l’occupe sans fin.
    .cause = Paquets : en général, ce qui est écrit s’accumule en chemin (une sortie qui n’est pas vidée, une compression, un proxy). Flot : avec Flask, souvent, pas de `time.sleep(2)` dans la boucle ; avec Express, souvent, `setInterval(f, 2)`, qui veut dire 2 millisecondes, ou un `sleep` sans `await`. Trou : quelque chose dans la boucle prend du temps, comme une requête à un autre serveur. Un temps de retard : les fins de ligne sont écrites avant l’événement au lieu d’après (`"\n\ndata: ..."`).
    .hint = `curl -N` montre le rythme. Regardez d’abord la pause, son unité et sa place dans la boucle, puis ce qui se trouve entre votre `yield` ou votre `res.write` et le réseau.

buffered-for-browsers = Un navigateur reçoit ses événements aussi vite que les autres
    .symptom = Les navigateurs ne reçoivent pas les événements dès leur envoi
    .text = Énoncé : la page lit le flux dans un navigateur. (Tout navigateur dit dans sa requête qu’il accepte des réponses compressées : `Accept-Encoding: gzip, deflate, br`.)
    .expected = Un client qui accepte des réponses compressées reçoit lui aussi son premier événement en moins de dix secondes, et les suivants dès qu’ils existent. Compresser le flux ou non, c’est au serveur de choisir.
    .why = Avec un simple `curl`, tout va bien ; dans le navigateur, rien ne vient : la compression rassemble du texte jusqu’à en avoir assez, et les cotations sont courtes.
    .cause = Express : en général `app.use(compression())`, qui compresse aussi le flux. Flask : `Compress(app)`, si les événements sont parmi les types qu’il compresse. Devant les deux : nginx, avec `gzip on` pour ce type. À la main : `gzip.compress(événement)` pour chaque événement, ce qui termine chaque fois les données compressées ; un navigateur ne lit pas plus loin.
    .hint = `curl -N --compressed` montre ce que reçoit un navigateur. Laissez le flux sans compression : pour `compression` avec Express, il suffit de `Cache-Control: no-cache, no-transform` (ou appelez `res.flush()` après chaque événement) ; pour Flask-Compress, regardez `COMPRESS_MIMETYPES` et `COMPRESS_STREAMS`.

stream-ends = Le flux continue
    .symptom = Le flux s’arrête
    .text = Énoncé : le flux n’a pas de fin.
    .expected = Tant que quelqu’un écoute, les événements continuent. Ici, un client écoute du début à la fin de la vérification : au moins vingt secondes et six des intervalles du flux.
    .why = Quand un flux prend fin, un navigateur se reconnecte quelques secondes plus tard, et a manqué ce qui est venu entre-temps. Quand il se tait en restant ouvert, la page n’apprend plus rien et garde d’anciens prix.
    .cause = Flask : souvent `for i in range(...)` au lieu de `while True`, ou une exception dans le générateur, qui y met fin. Express : souvent un `res.end()` ou un `clearInterval(...)` atteint trop tôt, ou une exception dans le minuteur. Ailleurs : une limite de temps du serveur ou du framework pour toute la réponse, comme `WriteTimeout` en Go, `server.setTimeout` avec Node ou `--timeout` de gunicorn, dont le worker par défaut (synchrone) est arrêté au bout de 30 s.
    .hint = Regardez la console du serveur au moment où le flux s’arrête : une exception s’y voit. S’il n’y en a pas, cherchez par où l’on sort de la boucle (`break`, `return`, la fin d’un `range`).

## subscribers

subscriber-starved = Chaque abonné est servi
    .symptom = Tous les abonnés ne sont pas servis
    .text = Énoncé : chaque page ouverte s’abonne elle-même à `/stream`. Rien ne dit qu’une seule page est ouverte.
    .expected = Quand cinq clients sont abonnés en même temps, chacun reçoit des événements en moins de dix secondes. De même celui qui revient en disant par `Last-Event-ID` quel événement il a vu en dernier (standard HTML, § 9.2.3) : ceux qu’il a manqués, ou simplement les suivants.
    .why = Chaque onglet ouvert est un abonné. Un deuxième onglet qui reste vide a l’air d’une page en panne.
    .cause = Flask : souvent une seule requête à la fois (`threaded=False`, gunicorn par défaut) ou peu de threads (les 4 de waitress), car chaque flux en garde un ; ou une `queue.Queue` partagée, où chaque événement ne va qu’à un seul lecteur. Express : souvent une seule variable, qui garde le dernier `res`. Ailleurs : `HTTPServer` au lieu de `ThreadingHTTPServer`, `time.sleep` dans un `async def`. Seul celui qui revient n’a rien : souvent, `Last-Event-ID` est un texte que l’on compare à un nombre, ou l’on cherche sans fin un identifiant que l’on n’a plus.
    .hint = Lancez `curl -N` sur le flux dans deux terminaux. Si l’un des deux reste muet, cherchez ce qui n’existe qu’une fois : un thread, un processus, une variable.

stream-blocks-others = Un flux ouvert ne fait attendre personne d’autre
    .symptom = Un flux ouvert fait attendre les autres
    .text = Énoncé : un même serveur donne les deux, le flux à `/stream` et la page à `/`.
    .expected = Pendant qu’un à cinq flux sont ouverts, la page est toujours servie tout de suite.
    .why = Tant que quelqu’un regarde la page, un flux est ouvert. Si cela empêche le serveur de répondre, le visiteur suivant ne peut même pas la charger.
    .cause = Flask : en général une seule requête à la fois (`threaded=False`, gunicorn par défaut), moins de threads que de flux ouverts, ou un verrou qu’un flux garde. Express : en général une boucle qui ne rend jamais la main (`while (Date.now() < fin)`). Ailleurs : `HTTPServer` au lieu de `ThreadingHTTPServer`, `time.sleep` dans un `async def`.
    .hint = Gardez un `curl -N` ouvert sur le flux dans un terminal et demandez la page dans un autre. Si elle ne vient qu’à l’arrêt du premier, donnez des threads au serveur (`threaded=True`, `gunicorn --threads`), cherchez un verrou, ou attendez sans bloquer (`await asyncio.sleep(...)`, `setInterval`).

leavers-still-served = Les abonnés qui s’en vont ne gênent personne
    .symptom = Les abonnés qui s’en vont gênent ceux qui restent
    .text = Bonne pratique : on n’envoie plus rien à un client qui est parti. L’énoncé n’en parle pas.
    .expected = Un client reste pendant que vingt autres arrivent puis repartent. Son flux continue comme avant : au même rythme, et avec des identifiants qui avancent du même pas, s’il y en a. Celui qui vient ensuite reçoit aussi des événements, tant que le premier est là comme après le départ de tous.
    .why = Chaque page rechargée est un abonné qui s’en va. Si chacun laisse un minuteur derrière lui, les prix peuvent bouger de plus en plus vite, et le serveur ralentit jusqu’à ce qu’on le relance. Si un client parti fait attendre ce qui envoie à tous, toutes les pages se figent.
    .cause = Express : en général, rien n’arrête le minuteur d’un client qui s’en va (`res.on('close', () => clearInterval(minuteur))`), et il continue de changer les identifiants et les prix que tous partagent. Flask : le générateur est arrêté de lui-même un ou deux événements plus tard, mais pas un thread lancé pour chaque client. Go : souvent, le canal d’un client parti reste dans la liste et plus personne ne le lit : l’envoi suivant bloque pour tous. Ailleurs : l’unique horloge du marché, arrêtée avec son dernier client et jamais relancée.
    .hint = Affichez une ligne quand un client arrive, quand il part, et à chaque événement créé. Ouvrez puis arrêtez quelques `curl -N` : après le départ du dernier, la console doit se taire, ou s’en tenir à un événement par intervalle.

stream-server-died = Le serveur survit au départ de ses abonnés
    .symptom = Le serveur s’est arrêté, ou ne répond plus
    .text = Bonne pratique : aucun client ne devrait pouvoir arrêter le service pour les autres. Pour l’énoncé, cela va de soi.
    .expected = Après le départ de vingt clients, et à la fin de la vérification, le serveur accepte encore des connexions et y répond.
    .why = Chaque page rechargée est un abonné qui s’en va. Si le processus s’arrête avec lui, toutes les pages perdent leur flux jusqu’à ce qu’on relance le serveur.
    .cause = Express : en général, une exception dans un minuteur ou dans le gestionnaire de `close`, par exemple une écriture sur un `res` disparu ou un nom qui n’existe pas ; hors d’une requête, personne ne l’attrape, et Node s’arrête. Avec Express 4, une exception dans un gestionnaire `async` l’arrête aussi. Flask : une exception ne coûte que son propre flux ; cherchez `os._exit`, un `sys.exit` dans un gestionnaire de signal, ou des threads sans fin.
    .hint = Ouvrez quelques `curl -N` sur le flux, arrêtez-en un, et lisez les dernières lignes de la console du serveur : elles nomment en général l’exception et sa ligne.

## page

page-missing = La page est servie
    .symptom = La page ne peut pas être affichée
    .text = Énoncé : le serveur donne la page à l’adresse `/`.
    .expected = Un GET de la page reçoit un code 200 déclaré `text/html` qui contient une page, ou une redirection vers l’endroit où elle est.
    .why = Une page qui vient du même serveur que le flux peut ouvrir `/stream` sans permission particulière (CORS), et une seule adresse suffit pour tout.
    .cause = Flask : souvent, il n’y a pas de route `/`, ou `render_template` ne trouve pas `index.html` parce qu’il n’est pas dans le dossier `templates` (500). Express : souvent `express.static('public')`, qui dépend de l’endroit où le serveur a été lancé, ou `res.sendFile('index.html')`, qui demande un chemin absolu : `path.join(__dirname, ...)`. Si la réponse est vide, souvent un `return` oublié, ou `res.end()` sans ce qu’il y a à envoyer.
    .hint = Ouvrez l’adresse du serveur dans un navigateur, ou demandez-la avec `curl -i`, et lisez ce que dit la console à ce moment.

## bonus

ids-grow = Chaque événement a un identifiant qui n’est qu’à lui
    .symptom = Les événements n’ont pas tous un identifiant à eux
    .text = Énoncé : `id:` relève de la partie 3, optionnelle. (Ce qu’en font les navigateurs est décrit par le standard HTML, § 9.2.4.)
    .expected = Chaque événement a un identifiant, un identifiant désigne le même événement pour tous, et une nouvelle connexion ne recommence pas au-dessous de ceux déjà donnés.
    .why = Un navigateur qui se reconnecte dit quel identifiant il a vu en dernier. Cela n’aide que si cet identifiant désigne un seul événement, quelle que soit la connexion par laquelle il est venu.
    .cause = En général, le compteur est une variable locale du générateur (Flask) ou du gestionnaire (Express) : chaque connexion compte à partir de 1, comme dans beaucoup d’exemples.
    .hint = Demandez-vous ce qu’il faut compter : les événements reçus par un client, ou les cotations faites par le marché ?

resumes = Celui qui revient reçoit ce qu’il a manqué
    .symptom = Celui qui revient ne reçoit pas ce qu’il a manqué
    .text = Énoncé : la reprise après une coupure relève de la partie 3, optionnelle. (Standard HTML, § 9.2.4 : le navigateur envoie alors `Last-Event-ID`.)
    .expected = Un client qui revient avec `Last-Event-ID: 41` reçoit d’abord l’événement qui a suivi le numéro 41.
    .why = Les réseaux tombent souvent pendant quelques secondes. Avec la reprise, la page ne perd rien ; sans elle, la page ne sait même pas qu’il lui manque quelque chose.
    .cause = Ni Flask ni Express ne le font d’eux-mêmes : il faut lire l’en-tête et garder quelque temps les derniers événements. Avec un compteur par connexion, il n’y a rien à reprendre.
    .hint = Regardez `request.headers.get('Last-Event-ID')` avec Flask et `req.get('Last-Event-ID')` avec Express, et une courte liste des derniers événements, commune à toutes les connexions.

retry-sent = Le serveur dit quand revenir
    .symptom = Le serveur ne dit pas quand revenir
    .text = Standard HTML, § 9.2.6 : le champ `retry:` fixe le délai après lequel un navigateur se reconnecte. L’énoncé ne le demande pas.
    .expected = Quelque part dans le flux se trouve une ligne comme `retry: 3000` (des millisecondes, rien que des chiffres).
    .why = Un navigateur attend quelques secondes, à son propre choix. Après un redémarrage, un serveur peut préférer que ses clients reviennent plus tôt, ou plus tard et pas tous à la fois.
    .cause = Ce champ est peu connu, et tout marche sans lui, avec Flask comme avec Express.
    .hint = Une ligne avant le premier événement suffit : `yield "retry: 3000\n\n"` avec Flask, `res.write("retry: 3000\n\n")` avec Express.

heartbeat = Un commentaire de temps en temps garde la connexion en vie
    .symptom = Aucun commentaire ne garde la connexion en vie
    .text = Standard HTML, § 9.2.7 : une ligne de commentaire toutes les 15 secondes environ est conseillée. L’énoncé ne la demande pas, et avec une cotation toutes les 2 secondes elle est presque inutile.
    .expected = De temps en temps, le flux a une ligne qui commence par deux-points, comme `: toujours là`.
    .why = Les proxys coupent les connexions restées longtemps silencieuses, et beaucoup de serveurs ne remarquent le départ d’un client qu’en lui écrivant. Un commentaire garde la ligne ouverte, et aucune page ne le voit.
    .cause = Ni Flask ni Express n’en envoient d’eux-mêmes, et rien ne montre son absence tant que les cotations viennent toutes les quelques secondes. Il compte quand elles peuvent s’arrêter pendant des minutes.
    .hint = Pensez à ce qu’envoie votre flux quand aucun prix ne bouge pendant une minute.

same-events = Tous voient les mêmes événements
    .symptom = Tous ne voient pas les mêmes événements
    .text = Bonne pratique : l’énoncé ne dit pas s’il y a un seul marché pour tous ou un marché par client.
    .expected = Cinq clients abonnés en même temps reçoivent les mêmes événements.
    .why = Deux personnes qui regardent la même action devraient voir le même prix. Quand chaque connexion fabrique ses cotations à partir de prix communs, ceux-ci bougent d’autant plus vite que l’on est nombreux à regarder, et plus du tout quand personne ne regarde.
    .cause = En général, chaque connexion a son propre générateur (Flask) ou minuteur (Express) qui tire le prix suivant, comme dans beaucoup d’exemples.
    .hint = Séparez les deux tâches : un seul thread ou minuteur fabrique les cotations pour tous, et chaque connexion ne fait que les transmettre.

head-answered = Un HEAD du flux reçoit une réponse
    .symptom = Un HEAD du flux ne reçoit pas de code 200
    .text = RFC 9110 § 9.3.2 : un HEAD reçoit ce que recevrait un GET, sans le contenu. L’énoncé n’en parle pas.
    .expected = Un HEAD du flux reçoit tout de suite un code 200.
    .why = Les outils de surveillance et certains proxys demandent par un HEAD si une adresse est vivante. Celle qui ne répond jamais paraît morte.
    .cause = Flask répond de lui-même. Express confie le HEAD au gestionnaire de `app.get`, et sans `res.flushHeaders()` les en-têtes attendent en général un corps qui ne vient jamais.
    .hint = `curl -I` sur le flux le montre. Avec Express, terminez la réponse juste après les en-têtes quand `req.method` vaut `HEAD`, avant de lancer un minuteur.

## advice

stream-renamed = Le flux se trouve à /stream
    .symptom = Le flux ne se trouve pas à /stream
    .text = Énoncé : l’endpoint du flux est `/stream`.
    .expected = Le flux se trouve à `/stream`. C’est un simple conseil : trouvé ailleurs, il y a été jugé.
    .why = Ce chemin est la convention entre la page et le serveur. Une page écrite par quelqu’un d’autre d’après l’énoncé cherche `/stream`.
    .cause = La page et le serveur utilisent tous deux un autre chemin : ils s’entendent, et rien ne se voit. Flask : c’est `@app.route('/...')`. Express : c’est `app.get('/...')`.
    .hint = Changez le chemin de la route, et celui de `new EventSource(...)` dans la page.

quote-never-changes = Les prix bougent
    .symptom = Les prix ne bougent jamais
    .text = Énoncé : des cotations sont envoyées à un certain intervalle, et la page montre comment chaque prix bouge. La façon d’inventer les prix est libre.
    .expected = Les cotations d’un symbole ne sont pas toutes les mêmes. C’est un simple conseil.
    .why = Une page dont les prix ne bougent jamais ne montre rien de ce que le flux apporte : personne ne peut dire si elle fonctionne.
    .cause = En général, la cotation est créée une seule fois, au démarrage du serveur ou à l’arrivée du client, et la boucle renvoie toujours la même. Flask : `json.dumps(...)` avant le `while True`. Express : `JSON.stringify(...)` en dehors du `setInterval`.
    .hint = Regardez où le nombre aléatoire est tiré : dans la boucle, ou avant elle ?

event-named-error = Aucun événement ne s’appelle « error » ou « open »
    .symptom = Un événement s’appelle « error » ou « open »
    .text = HTML Standard § 9.2.2 : par des événements nommés `error` et `open`, un EventSource dit à la page ce que devient sa connexion. L’énoncé laisse libres les noms des événements.
    .expected = Les événements que le serveur nomme portent d’autres noms que ces deux-là. C’est un simple conseil.
    .why = Un événement que le serveur nomme `error` appelle `onerror`, comme si la connexion était perdue : une page qui l’annonce alors, ou qui ferme le flux, le fait sans raison.
    .cause = En général, un message sur un problème du serveur est envoyé comme `event: error`. Flask : `yield "event: error\n..."`. Express : `res.write("event: error\n...")`.
    .hint = Choisissez un nom à vous, comme `event: probleme`, et écoutez celui-là dans la page.

## unknown

unknown-no-event-id = Les événements de votre serveur n’ont pas d’identifiant : un client qui revient ne peut donc pas dire lequel il a vu en dernier, et il n’y avait rien à reprendre.

## what is wrong in a line

line-trouble = { $trouble ->
        [one-newline] La ligne { $line } n’est pas suivie d’une ligne vide : un navigateur ajoute donc les données de l’événement suivant à celui-ci. Terminez chaque événement par deux fins de ligne : `\n\n`.
        [no-newline] Au milieu de la ligne { $line } commence quelque chose de nouveau, qui devrait avoir sa propre ligne : la fin de ligne qui précède manque. Terminez chaque ligne par `\n`, et chaque événement par `\n\n`.
        [never-ended] L’événement s’arrête à la ligne { $line }, mais la ligne vide qu’un navigateur attend ensuite n’est pas venue. Terminez chaque événement par deux fins de ligne : `\n\n`.
        [literal-newline] La ligne { $line } contient les deux caractères `\` et `n` là où une fin de ligne était voulue. Dans votre code, écrivez les fins de ligne `"\n\n"`, et non `"\\n\\n"` ou dans une chaîne brute, et ajoutez-les après `json.dumps` ou `JSON.stringify`, pas avant.
        [odd-separator] La ligne { $line } contient un autre caractère là où une fin de ligne était voulue (comme NUL, un saut de page ou U+2028). Pour un navigateur, seuls LF, CR et CRLF terminent une ligne : écrivez `\n`.
        [spaces-only] La ligne { $line } a l’air vide mais contient des espaces : elle ne termine donc pas l’événement. Les deux fins de ligne doivent se suivre directement : `\n\n`. Regardez l’indentation d’un texte écrit sur plusieurs lignes.
        [raw-json] La ligne { $line } contient du JSON sans `data:` devant : un navigateur la saute. Écrivez `data:` devant le JSON, et `\n\n` après.
        [continuation] La ligne { $line } continue un JSON commencé plus haut, mais n’a pas elle-même de `data:` : un navigateur la saute, et le JSON est coupé. Envoyez le JSON sur une seule ligne (`json.dumps` sans `indent`, `JSON.stringify` avec un seul argument), ou écrivez `data:` devant chacune de ses lignes.
        [unknown-field] La ligne { $line } ne commence pas par le nom exact d’un champ suivi de deux-points : un navigateur la saute. Les noms sont `data:`, `event:`, `id:` et `retry:` : en minuscules, tout au début de la ligne (ni espace ni guillemet devant), avec les deux-points juste derrière.
        [event-without-data] La ligne { $line } nomme un événement, mais une ligne vide vient avant ses données : le nom est perdu, et les données vont à `onmessage` sans lui. Écrivez `event:` et `data:` sur deux lignes qui se suivent, et la ligne vide après les deux.
        [no-field] La ligne { $line } est un texte sans nom de champ : un navigateur la saute. Écrivez `data:` devant, et une ligne vide après.
        [page] À la ligne { $line } commence une page HTML ou une réponse HTTP au lieu d’un événement. Après ses en-têtes, un flux ne contient que des événements : vérifiez que ce chemin mène à votre gestionnaire, et regardez la console : c’est peut-être la page d’une erreur.
        [not-utf8] La ligne { $line } contient des octets qui ne sont pas de l’UTF-8 ; un navigateur y montre « � ». Encodez le texte en UTF-8 : donnez à Flask ou à Express du texte plutôt que des octets, ou utilisez `.encode('utf-8')`.
        [nul-in-id] La ligne { $line } donne un identifiant qui contient un caractère NUL : un navigateur ignore cet identifiant. Écrivez un nombre ou un texte simple : `id: 42`.
        [retry-not-digits] La ligne { $line } donne un `retry:` qui n’est pas fait que de chiffres : un navigateur l’ignore. Écrivez un nombre entier de millisecondes : `retry: 3000`.
        [bom-inside] La ligne { $line } contient une marque d’ordre des octets (BOM), invisible, qui n’a le droit d’être qu’au tout début du flux. Encodez en `utf-8` plutôt qu’en `utf-8-sig` ou en `utf-16`, et regardez les fichiers d’où vient le texte.
       *[other] Quelque chose à la ligne { $line } n’est pas lu comme prévu. Comparez avec la forme `data: <json>\n\n`.
    }

## what was observed of the stream

stream-unreachable-seen =
    .pass = Un GET de « { $path } » a reçu un code 200.
    .method = Un GET de « { $path } » a reçu un code { $code } : ce chemin n’accepte pas cette méthode.
    .code = Un GET de « { $path } » a reçu un code { $code } au lieu de 200.
    .success = Un GET de « { $path } » a reçu un code { $code }. Un EventSource n’accepte que 200 : aucun navigateur n’ouvre ce flux.
    .error = Un GET de « { $path } » a reçu un code { $code } au lieu de 200. Votre serveur dit : « { $said } ».
    .nowhere = Un GET de « { $path } » a reçu un code { $code } au lieu de 200. Aucun flux n’a été trouvé non plus aux autres chemins essayés : { $tried }. Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : `path` dans `[stream]`.
    .silent = Un GET de « { $path } » n’a reçu aucune réponse en { $waited }, pas même des en-têtes.
    .cut = Un GET de « { $path } » n’a pas reçu de réponse utilisable (« { $why } »).

not-event-stream-seen =
    .pass = Le flux était déclaré « { $type } ».
    .fail = Le flux était déclaré « { $type } » au lieu de `text/event-stream`.
    .none = Le flux n’indiquait pas son type : il n’y avait pas de `Content-Type`.

cache-control-missing-seen =
    .pass = Le flux portait « Cache-Control: { $value } ».
    .fail = Le flux portait « Cache-Control: { $value } », sans `no-cache` ni `no-store`.
    .none = Le flux est arrivé sans en-tête `Cache-Control`.

accel-buffering-missing-seen =
    .pass = Le flux portait `X-Accel-Buffering: no`.
    .fail = Le flux portait « X-Accel-Buffering: { $value } » ; seul `no` a l’effet voulu.
    .none = Le flux est arrivé sans en-tête `X-Accel-Buffering`.

## what was observed of the events

nothing-dispatched-seen =
    .pass = { $events ->
        [one] { $events } événement a été lu
       *[other] { $events } événements ont été lus
    } dans le flux, comme le fait un navigateur.
    .fail = { $bytes ->
        [one] { $bytes } octet est arrivé
       *[other] { $bytes } octets sont arrivés
    }, et un navigateur n’y trouverait pas un seul événement. { line-trouble }

lines-ignored-seen =
    .pass = { $events ->
        [one] { $events } événement est arrivé
       *[other] { $events } événements sont arrivés
    }, et chaque ligne a été lue.
    .fail = { $events ->
        [one] { $events } événement est arrivé
       *[other] { $events } événements sont arrivés
    }, mais { $troubles ->
        [1] une ligne n’a pas été lue comme prévu.
       *[other] au moins { $troubles } lignes n’ont pas été lues comme prévu ; voici la première.
    } { line-trouble }

not-utf8-seen =
    .pass = Tout ce qui est arrivé était de l’UTF-8 valide.
    .fail = Ce qui est arrivé n’était pas entièrement de l’UTF-8. { line-trouble }

## what was observed of the quotes

data-not-json-seen =
    .pass = Les données de { $events ->
        [one] { $events } événement
       *[other] { $events } événements
    } étaient du JSON valide.
    .fail = Les données de l’événement qui commence à la ligne { $line } ne sont pas du JSON valide. Elles commencent par « { $data } ». Un analyseur strict dit : « { $why } » (compté depuis le début des données).
    .prefix = Les données de l’événement qui commence à la ligne { $line } commencent par « { $data } » : `data:` s’y trouve deux fois, et le second fait partie des données. Ne donnez que les données à la bibliothèque qui écrit les événements, ou à votre propre fonction.
    .twice = Les données de l’événement qui commence à la ligne { $line } sont du JSON dans du JSON, encodé deux fois. Elles commencent par « { $data } » : `JSON.parse` en fait un texte, qui n’a ni symbole ni prix. N’appelez `json.dumps` ou `JSON.stringify` qu’une fois.

quote-incomplete-seen =
    .pass = { $quotes ->
        [one] { $quotes } cotation complète a été trouvée
       *[other] { $quotes } cotations complètes ont été trouvées
    } dans { $events ->
        [one] { $events } événement.
       *[other] { $events } événements.
    }
    .none = Aucune cotation n’a été trouvée dans un événement dont les données commencent par « { $data } » : aucun champ n’y porte un nom usuel de prix ou de variation.
    .symbol = Il manque le symbole d’une cotation, dans un événement dont les données commencent par « { $data } ».
    .price = Il manque le prix d’une cotation, dans un événement dont les données commencent par « { $data } ».
    .change = Il manque la variation d’une cotation, dans un événement dont les données commencent par « { $data } ».

numbers-as-text-seen =
    .pass = { $numbers ->
        [1] Le seul prix ou la seule variation trouvée était un nombre.
       *[other] Les { $numbers } prix et variations trouvés étaient tous des nombres.
    }
    .fail = Un prix ou une variation a été envoyé sous la forme `{ $value }`, qui n’est pas un nombre.

## what was observed of the flow

first-event-late-seen =
    .pass = Le premier événement est arrivé après { $took }.
    .noise = Le premier événement est arrivé après { $took }, ce qui est à temps : la machine elle-même avait alors jusqu’à { $noise } de retard.
    .fail = Le premier événement n’est arrivé qu’après { $took }.
    .none = En { $waited }, pas un seul événement n’est arrivé.
    .ended = Le flux a pris fin après { $waited }, sans un seul événement.
    .flood = Il est venu tant de choses à la fois que le flux n’a plus été écouté, sans un seul événement parmi elles ({ $bytes ->
        [one] { $bytes } octet a été gardé
       *[other] { $bytes } octets ont été gardés
    }).

not-steady-seen =
    .pass = De nouveaux événements sont arrivés { $ticks } fois, d’ordinaire à { $interval } d’intervalle.
    .behind = Chaque événement avait un intervalle de retard ({ $interval }) : sa ligne était là, mais la ligne vide qui le termine ne venait qu’avec l’événement suivant.
    .flood = { $events } événements sont arrivés presque sans pause entre eux.
    .together = D’ordinaire, { $times } cotations du même symbole arrivaient à la fois, puis plus aucune pendant { $interval }.
    .gap = Les événements arrivaient d’ordinaire toutes les { $interval }, mais une fois il n’en est venu aucun pendant { $gap }.
    .slow = Les événements n’arrivaient que toutes les { $interval } ; un intervalle de dix secondes au plus est accepté.

buffered-for-browsers-seen =
    .pass = Un client qui accepte des réponses compressées, comme un navigateur, a reçu son premier événement après { $took } (Content-Encoding : { $encoding } ; « — » veut dire : aucun).
    .noise = Un client qui accepte des réponses compressées, comme un navigateur, a reçu son premier événement après { $took }, ce qui est à temps : la machine elle-même avait alors jusqu’à { $noise } de retard (Content-Encoding : { $encoding } ; « — » veut dire : aucun).
    .heaps = Un client qui accepte des réponses compressées, comme un navigateur, a reçu des événements { $times } fois, par paquets, pendant qu’un autre, qui n’en accepte pas, en a reçu { $usual } fois (Content-Encoding : { $encoding } ; « — » veut dire : aucun).
    .silent = Un client qui accepte des réponses compressées, comme un navigateur, a reçu des événements { $times } fois, puis plus aucun pendant { $silence }, alors qu’un autre, qui n’en accepte pas, en a reçu { $usual } fois et continuait (Content-Encoding : { $encoding } ; « — » veut dire : aucun).
    .members = Un client qui accepte des réponses compressées, comme un navigateur, a reçu un flux déclaré « Content-Encoding: { $encoding } » dont les données compressées se terminent avant le flux : chaque événement est compressé pour lui seul. Un navigateur lit le premier, et rien de ce qui suit.
    .none = Un client qui accepte des réponses compressées, comme un navigateur, n’a reçu aucun événement pendant { $waited } (Content-Encoding : { $encoding } ; « — » veut dire : aucun). Un autre, qui n’en accepte pas, a reçu les siens.
    .flood = Un client qui accepte des réponses compressées, comme un navigateur, a reçu tant de choses à la fois qu’il n’a plus écouté, sans un seul événement parmi elles (Content-Encoding : { $encoding } ; « — » veut dire : aucun).
    .code = Un client qui accepte des réponses compressées, comme un navigateur, a reçu un code { $code } au lieu de 200.
    .undecodable = Un client qui accepte des réponses compressées, comme un navigateur, a reçu un flux déclaré « Content-Encoding: { $encoding } » qui ne peut pas être décompressé (« { $why } »).

stream-ends-seen =
    .pass = Le flux a été écouté pendant { $lived }, et continuait encore.{ $intervals ->
        [one] {" "}{ $intervals } intervalle a été vu.
       *[other] {" "}{ $intervals } intervalles ont été vus.
    }
    .ended = Le flux a pris fin après { $lived } et { $events ->
        [one] { $events } événement.
       *[other] { $events } événements.
    }
    .cut = Le flux a été coupé après { $lived } et { $events ->
        [one] { $events } événement
       *[other] { $events } événements
    } (« { $why } »).
    .silent = Après { $events ->
        [one] { $events } événement
       *[other] { $events } événements
    }, le flux est resté ouvert, mais pendant { $silence } aucun autre événement n’est venu.

## what was observed of the subscribers

subscriber-starved-seen =
    .pass = Les { $subscribers } clients abonnés en même temps ont tous reçu des événements.
    .fail = Sur { $subscribers } clients abonnés en même temps, { $served ->
        [1] un seul a reçu
       *[other] { $served } seulement ont reçu
    } des événements comme il faut. Le premier des autres a attendu { $waited }.
    .back = Un client revenu avec « Last-Event-ID: { $last } », comme le fait un navigateur dont la connexion s’est rompue, n’a reçu aucun événement en { $waited }. Celui qui est venu après lui sans cet en-tête a reçu les siens.
    .back-code = Un client revenu avec « Last-Event-ID: { $last } », comme le fait un navigateur dont la connexion s’est rompue, a reçu un code { $code }. Celui qui est venu après lui sans cet en-tête a reçu ses événements.

stream-blocks-others-seen =
    .pass = Pendant que des flux étaient ouverts, { $reads ->
        [one] { $reads } demande de la page a reçu sa réponse
       *[other] { $reads } demandes de la page ont reçu leur réponse
    } à temps.
    .fail = Pendant { $streams ->
        [1] qu’un flux était ouvert
       *[other] que { $streams } flux étaient ouverts
    }, « { $path } » n’a pas reçu de réponse à temps : la requête a attendu { $waited }.

leavers-still-served-seen =
    .pass = { $left ->
        [one] { $left } client est arrivé puis reparti,
       *[other] { $left } clients sont arrivés puis repartis,
    } et le flux de celui qui restait a continué comme avant.
    .ended = { $left ->
        [one] { $left } client est arrivé puis reparti,
       *[other] { $left } clients sont arrivés puis repartis,
    } et le flux de celui qui restait a pris fin, alors qu’il écoutait encore.
    .silent = { $left ->
        [one] { $left } client est venu puis reparti,
       *[other] { $left } clients sont venus puis repartis,
    } et le flux de celui qui est resté s’est tu : plus rien n’est arrivé pendant { $silence }, alors qu’il écoutait encore.
    .late = { $left ->
        [one] { $left } client est venu puis reparti,
       *[other] { $left } clients sont venus puis repartis,
    } et un autre, venu après eux, n’a reçu aucun événement pendant { $waited }.
    .ids = Avant l’arrivée et le départ de { $left ->
        [one] { $left } client
       *[other] { $left } clients
    }, les identifiants dans le flux de celui qui restait avançaient d’ordinaire de { $usual } d’un événement au suivant ; après, de { $now }. Tout se passe comme si des événements étaient encore créés pour ceux qui sont partis.
    .faster = Avant l’arrivée et le départ de { $left ->
        [one] { $left } client
       *[other] { $left } clients
    }, celui qui restait recevait un événement toutes les { $before } ; après, toutes les { $after }.

stream-server-died-seen =
    .pass = { $left ->
        [one] { $left } abonné est parti,
       *[other] { $left } abonnés sont partis,
    } et votre serveur répondait encore.
    .left = { $at } après le début de la vérification, alors { $left ->
        [1] qu’un abonné venait
       *[other] que { $left } abonnés venaient
    } de partir, votre serveur a mis fin à tous les flux ; ensuite, il a refusé toute connexion et n’a plus répondu à rien.
    .fail = À partir de { $at } après le début de la vérification, votre serveur a refusé toute connexion et n’a plus répondu à rien.

## what was observed of the page

page-missing-seen =
    .pass = « { $path } » a donné une page.
    .moved = « { $path } » a reçu un code { $code }, une redirection ; l’endroit où elle mène n’a pas été regardé.
    .code = « { $path } » a reçu un code { $code } au lieu de 200.
    .type = « { $path } » a reçu un code { $code }, mais avec le type « { $type } » (« — » veut dire : aucun) au lieu de `text/html`.
    .not-utf8 = « { $path } » a reçu une page déclarée en UTF-8, qui ne l’est pas : un navigateur montre « � » à la place de ses accents.
    .empty = « { $path } » a reçu un code { $code } et rien dedans : un navigateur montre une page blanche.
    .none = « { $path } » n’a pas reçu de réponse utilisable à temps.

## what was observed beyond the lab text

ids-grow-seen =
    .pass = { $ids ->
        [one] { $ids } événement avait un identifiant,
       *[other] { $ids } événements avaient un identifiant,
    } et aucun identifiant ne désignait deux événements différents.
    .none = Des événements n’avaient pas d’identifiant.
    .again = Une connexion en était arrivée à l’identifiant { $before }, et une autre, plus tard, a recommencé à { $first }.
    .twice = L’identifiant « { $id } » est venu avec deux événements différents.

resumes-seen =
    .pass = Un client revenu avec `Last-Event-ID: { $last }` a d’abord reçu l’événement { $first }.
    .fail = Un client revenu avec `Last-Event-ID: { $last }` a d’abord reçu l’événement { $first }, qui n’est pas le suivant.
    .unclear = Un client est revenu avec l’identifiant vu en dernier, mais on ne peut pas dire s’il a manqué quelque chose : les identifiants ne sont pas des nombres entiers, ou trop peu d’événements sont venus.

retry-sent-seen =
    .pass = Le flux dit de se reconnecter après { $retry }.
    .fail = Le flux n’avait pas de `retry:`.

heartbeat-seen =
    .pass = { $comments ->
        [one] { $comments } ligne de commentaire est arrivée.
       *[other] { $comments } lignes de commentaire sont arrivées.
    }
    .fail = Aucune ligne de commentaire n’est arrivée.

same-events-seen =
    .pass = Pendant que { $subscribers } clients étaient abonnés, { $events ->
        [one] { $events } événement est arrivé, le même
       *[other] { $events } événements sont arrivés, les mêmes
    } pour tous.
    .fail = { $subscribers } clients abonnés en même temps n’ont pas tous reçu les mêmes événements.

head-answered-seen =
    .pass = Un HEAD du flux a reçu un code 200.
    .code = Un HEAD du flux a reçu un code { $code }.
    .none = Un HEAD du flux n’a pas reçu de réponse à temps.

stream-renamed-seen =
    .pass = Le flux se trouve à « { $path } ».
    .fail = Le flux se trouve à « { $path } », et non à `/stream`.

quote-never-changes-seen =
    .pass = Des cotations d’un même symbole différaient.
    .fail = { $quotes } cotations sont arrivées, et celles d’un même symbole avaient toutes le même prix et la même variation.

event-named-error-seen =
    .pass = Aucun événement ne s’appelait « error » ou « open ».
    .fail = L’événement qui commence à la ligne { $line } s’appelle « { $name } », comme ce par quoi un navigateur parle de la connexion.
