### Ce que les étudiants lisent sur chaque règle du chat Socket.IO, et ce qui a été observé.
### La forme est celle de rules.ftl pour les règles, et de seen.ftl pour ce qui a été observé, du TP sur le long polling.

## connect

sio-unreachable = Un client obtient une connexion, et le serveur reste là
    .symptom = Les clients n’obtiennent pas de connexion, ou la perdent
    .text = Énoncé : le serveur est un serveur Socket.IO, auquel la page se connecte par `io()`.
    .expected = `/socket.io/` ouvre une connexion par polling ou par WebSocket, le namespace accepte le client, et le serveur est encore là à la fin de la vérification.
    .why = Sans connexion, aucun événement ne passe : la page est là, et rien n’y marche. Si le processus s’arrête, tout le monde a perdu le chat jusqu’à ce que quelqu’un le relance.
    .cause = Node : souvent `new Server(httpServer)` manque, ou `app.listen(...)` est appelé au lieu de `httpServer.listen(...)`, si bien que Socket.IO ne voit aucune requête ; ou deux `new Server(...)` se partagent un serveur HTTP. Flask : souvent `app.run()` au lieu de `socketio.run(app)`. Dans les deux : des gestionnaires sur un namespace comme `/chat`, et une page qui se connecte à `/` ; un jeton que la page n’envoie pas. Un serveur qui s’arrête : une exception dans un gestionnaire, qui met fin à Node ; sa console montre à quelle ligne.
    .hint = Ouvrez la page et regardez l’onglet réseau des outils du navigateur : que répond `/socket.io/?EIO=4...` ? `curl -i` sur la même adresse le montre aussi.

chat-page-missing = La page du chat est servie, avec sa bibliothèque cliente
    .symptom = La page du chat, ou sa bibliothèque cliente, manque
    .text = Énoncé : le serveur donne la page du chat, qui charge la bibliothèque cliente par `<script src="/socket.io/socket.io.js">`.
    .expected = Un GET de la page reçoit un code 200 et le type `text/html`, ou une redirection vers l’endroit où elle est. Si son script vient du même serveur, il y est aussi ; il peut tout aussi bien venir d’un CDN.
    .why = Sans la bibliothèque, la console du navigateur dit « io is not defined », et aucune ligne du script de la page ne s’exécute.
    .cause = Node : souvent `express.static('public')`, qui dépend du dossier d’où le serveur a été lancé, ou `res.sendFile('index.html')`, qui veut un chemin absolu. Flask : `render_template` ne trouve pas `index.html` hors du dossier `templates` ; et Flask-SocketIO ne sert pas la bibliothèque cliente : la page doit la charger depuis un CDN.
    .hint = Ouvrez la page avec la console du navigateur. Chaque fichier qui manque y est écrit en rouge, avec son adresse.

events-renamed = Les événements portent les noms de l’énoncé
    .symptom = Les événements n’ont pas les noms de l’énoncé
    .text = Énoncé : un client entre par `join room` et parle par `chat message` ; le salon entend `chat message`, et `room message` quand quelqu’un arrive ou s’en va.
    .expected = Ces noms, à la lettre près. Les annonces peuvent aussi venir par `chat message`. Tout le reste a été jugé sous les noms qui ont été trouvés. Les noms du cours (`joinRoom`, `chatMessage`, `message`) gardent la moitié des points.
    .why = Les noms sont l’accord entre un client et un serveur. Un client que quelqu’un d’autre a écrit d’après l’énoncé se connecterait ici et n’entendrait rien.
    .cause = La page et le serveur s’accordent sur d’autres noms, donc ils marchent ensemble et rien ne se voit : `joinRoom`, `sendMessage`, `message`. Chacun se trouve dans un `emit(...)` d’un côté et dans un `on(...)` de l’autre.
    .hint = Cherchez `emit(` et `on(` dans les deux fichiers, et comparez chaque nom avec l’énoncé : les espaces, les majuscules et les tirets comptent.

## join

join-not-announced = Ceux d’un salon apprennent qui y entre
    .symptom = Ceux d’un salon n’apprennent pas qui y entre
    .text = Énoncé : quand quelqu’un entre dans un salon, le serveur envoie un `room message` à tous ceux qui s’y trouvent.
    .expected = Chaque client du salon reçoit un événement avec le pseudo de celui qui arrive. Son nom et sa formulation sont libres, et une liste des présents compte aussi.
    .why = Sans cela, personne ne sait qui écoute, et une conversation commence par « il y a quelqu’un ? ».
    .cause = En général `socket.emit(...)`, qui n’atteint que le nouveau venu, au lieu de `io.to(room).emit(...)`. Ou bien l’annonce part avant `socket.join(room)`, vers un autre salon (un nom mal écrit, `room` qui vaut `undefined`), ou sans le pseudo. Flask-SocketIO : `emit(...)` sans `to=room` ne répond qu’à l’expéditeur.
    .hint = Ouvrez la page dans deux onglets et entrez dans le même salon. Dans le serveur, affichez le salon et `io.sockets.adapter.rooms` juste avant l’envoi de l’annonce.

newcomer-not-told = Celui qui entre l’apprend aussi
    .symptom = Celui qui entre n’en est pas informé
    .text = Énoncé : l’annonce va à tout le salon, nouveau venu compris. (Le cours et l’examen ne préviennent que les autres.)
    .expected = Le client qui est entré reçoit un événement, ou un acquittement, avec son propre pseudo. Un message de bienvenue compte.
    .why = C’est ainsi qu’une page sait qu’elle est dans le salon : avant cela, ce que l’on tape pourrait ne mener nulle part.
    .cause = En général `socket.to(room).emit(...)` ou `socket.broadcast.to(room).emit(...)`, qui laissent l’expéditeur de côté, ou une annonce envoyée avant `socket.join(room)`. Flask-SocketIO : `include_self=False`.
    .hint = Comparez `io.to(room)` et `socket.to(room)` dans la documentation de Socket.IO : lequel des deux inclut celui qui envoie ?

join-announced-elsewhere = Personne d’autre n’apprend qui entre
    .symptom = Les arrivées sont annoncées dans d’autres salons
    .text = Énoncé : l’annonce va au salon.
    .expected = Les clients d’un autre salon, et ceux qui ne sont dans aucun, n’en entendent rien : aucun événement avec ce pseudo. Une liste de tous les connectés est acceptée à côté d’une annonce dans le salon.
    .why = Un salon sert à être entre soi. Avec beaucoup de salons, chaque page se remplirait de noms d’inconnus.
    .cause = En général `io.emit(...)` ou `socket.broadcast.emit(...)`, qui ne connaissent pas les salons, au lieu de `io.to(room).emit(...)`. Flask-SocketIO : `broadcast=True`.
    .hint = Ouvrez trois onglets, deux dans un salon et un dans un autre, et regardez le troisième pendant que quelqu’un entre dans le premier salon.

## message

message-not-delivered = Un message atteint les autres de son salon
    .symptom = Des messages n’atteignent pas les autres du salon
    .text = Énoncé : quand un client envoie un `chat message`, le serveur le transmet à tous ceux de ce salon.
    .expected = Ce qu’un client dit est entendu par chaque autre client de son salon, quels que soient les noms de l’événement et de ses clés.
    .why = C’est à cela que sert un chat.
    .cause = En général, le client n’est jamais entré dans le salon : `socket.join(room)` manque, ou reçoit un autre nom que `io.to(...)` (`undefined`, une faute de frappe, d’autres majuscules). Ou bien `socket.emit(...)` ne répond qu’à l’expéditeur. Ou bien le gestionnaire écoute un autre nom que celui que la page émet, ou attend d’autres clés (`msg` au lieu de `message`) et s’arrête avant l’envoi. Il ne se passe rien du tout quand deux `new Server(...)` se partagent un serveur HTTP : les gestionnaires sont sur celui à qui personne ne parle.
    .hint = Affichez dans le gestionnaire ce qui est arrivé et `socket.rooms` : le gestionnaire est-il appelé, et le salon s’y trouve-t-il ?

message-leaves-room = Un message reste dans son salon
    .symptom = Des messages s’entendent dans d’autres salons
    .text = Énoncé : un message va au salon où il a été dit, par `io.to(room)`.
    .expected = Personne d’un autre salon, et personne qui n’est dans aucun, ne l’entend. Que rien n’est venu est prouvé par un message plus tardif, qui, lui, est venu.
    .why = Ce qui se dit dans un salon n’est pas destiné à un autre. Qui se croit entre amis est lu par tous.
    .cause = En général `io.emit(...)` ou `socket.broadcast.emit(...)`, qui vont à tous les clients ; avec Flask-SocketIO, `broadcast=True`. Ou bien le salon courant est gardé dans une seule variable pour tout le serveur (`let currentRoom`), si bien qu’un message part là où quelqu’un est entré en dernier.
    .hint = D’où vient le salon au moment d’envoyer ? Il appartient au socket (`socket.data.room`, la session) ou au message, jamais à une variable globale.

message-mangled = Un texte arrive comme il a été envoyé
    .symptom = Des textes arrivent altérés, ou pas du tout
    .text = Bonne pratique : un chat montre ce qui a été tapé. L’énoncé le tient pour évident.
    .expected = Les accents, les guillemets, `<`, `&` et les emojis arrivent comme ils ont été envoyés. Un seul échappement pour HTML (`&lt;`) est accepté, de même que des espaces retirées aux bords.
    .why = Les noms et les mots français sont pleins d’accents. Et une page qui montre `Ã©` pour `é`, ou `&amp;lt;` pour `<`, paraît cassée.
    .cause = Souvent, le texte passe par `escape`, `unescape`, `Buffer.from(texte, 'latin1')` ou `.encode('latin-1')` ; ou il est échappé deux fois, par le serveur et par la page ; ou un filtre retire ou change des caractères.
    .hint = Envoyez le message ci-dessous et comparez caractère par caractère. Laissez Socket.IO transporter le texte tel quel, et n’échappez que là où il devient du HTML : avec `textContent` dans la page, il n’y a rien à échapper.

sender-unnamed = Un message dit qui l’a envoyé
    .symptom = Les messages ne disent pas qui les a envoyés
    .text = Énoncé : la page montre chaque message avec le pseudo de son auteur.
    .expected = Le pseudo de l’auteur se trouve dans l’événement qui apporte le message, dans un champ à lui ou dans le texte (« pseudo : texte ») ; aussi après l’arrivée de quelqu’un d’autre.
    .why = Une conversation à plusieurs où l’on ne sait pas qui dit quoi n’en est pas une.
    .cause = En général, seul le texte est transmis. Si un autre nom s’y trouve, le pseudo est gardé dans une seule variable pour tout le serveur (`let username`), que chaque nouveau client écrase.
    .hint = Gardez le pseudo avec le socket : `socket.data.username`, ou un dictionnaire par `request.sid` avec Flask-SocketIO.

message-late = Un message arrive aussitôt
    .symptom = Les messages arrivent tard
    .text = Énoncé : le chat est en temps réel.
    .expected = Parmi les messages envoyés un par un, celui du milieu arrive en moins de 250 ms, plus ce que prend le réseau ; en moins d’une seconde et demie, il garde la moitié des points.
    .why = Au-delà d’un quart de seconde, on remarque qu’on attend ; au-delà d’une seconde, on se met à parler en même temps.
    .cause = Souvent un `setTimeout` ou un `setInterval` qui regroupe les messages, un fichier ou une base de données que l’on écrit avant de transmettre, ou une boucle qui occupe Node. Flask-SocketIO : `time.sleep` dans un gestionnaire, ou un serveur qui traite une requête à la fois.
    .hint = Transmettez d’abord le message, et faites ensuite ce qui prend du temps.

## once

message-twice = Un message arrive une fois
    .symptom = Des messages arrivent plusieurs fois
    .text = Énoncé : le serveur transmet chaque message au salon. (Une fois, bien sûr.)
    .expected = Chaque client reçoit chaque message une fois, aussi après que son auteur est entré une seconde fois dans le salon, comme le fait une page dont la connexion a été perdue. Ce qui est renvoyé à quelqu’un qui entre (un historique) ne compte pas.
    .why = La page montre chaque message deux fois, puis trois, et toujours plus à mesure que le chat dure.
    .cause = En général, `socket.on('chat message', ...)` se trouve à l’intérieur du gestionnaire de `join room` : chaque entrée l’enregistre une fois de plus. Ou bien `io.to(room).emit(...)` est suivi d’un `socket.emit(...)`, alors que l’auteur est aussi dans le salon.
    .hint = Comptez combien de fois un `console.log` du gestionnaire s’affiche pour un message. Enregistrez chaque gestionnaire une seule fois, directement dans `io.on('connection', ...)`.

messages-lost = De nombreux messages à la fois, aucun ne se perd
    .symptom = Des messages d’une rafale se perdent
    .text = Énoncé : le serveur transmet chaque message au salon.
    .expected = Vingt messages envoyés d’une rafale arrivent tous. Une limite est permise si l’auteur en est averti : par un événement ou un acquittement qui le dit.
    .why = Quand plusieurs personnes écrivent en même temps, ou que l’une colle quelques lignes, il en manquerait une partie et personne ne le saurait.
    .cause = En général un debounce ou un throttle, qui ne gardent que le dernier message ; une variable qui retient « le » message jusqu’à ce qu’un minuteur l’envoie ; ou une limite qui jette en silence.
    .hint = Ne regroupez pas les messages : un qui entre, un qui sort. S’il faut une limite, répondez à l’auteur : `socket.emit('error', ...)`.

## leave

leave-not-announced = Ceux qui restent apprennent qui s’en va
    .symptom = Ceux qui restent n’apprennent pas qui s’en va
    .text = Énoncé : à `disconnect`, le serveur envoie un `room message` aux autres du salon.
    .expected = Quand un client ferme sa connexion, chaque autre client de son salon reçoit un événement avec son pseudo. Une liste des présents où il ne figure plus compte aussi.
    .why = Sans cela, on parle à quelqu’un qui est parti, et on attend une réponse.
    .cause = Souvent, il n’y a pas de gestionnaire pour `disconnect` ; ou il parcourt `socket.rooms`, qui est déjà vide à ce moment : `disconnecting` les a encore. Ou bien le salon et le pseudo n’ont jamais été gardés avec le socket, et sont inconnus au départ. Flask-SocketIO : `leave_room` est appelé d’abord, ou `request.sid` est cherché après avoir été effacé.
    .hint = Gardez le pseudo et le salon avec le socket dès l’entrée. Dans le gestionnaire de `disconnect`, affichez les deux : y sont-ils encore connus ?

abrupt-leave-not-announced = Aussi quand la connexion casse
    .symptom = Personne n’est prévenu quand une connexion casse
    .text = Énoncé : à `disconnect`, le serveur envoie un `room message` aux autres du salon, quelle qu’en soit la raison.
    .expected = Quand la connexion d’un client est réinitialisée, les autres de son salon l’apprennent quand même. (Un client qui se tait simplement n’est pas essayé : un serveur met jusqu’à une minute à le remarquer.)
    .why = La plupart des gens partent ainsi : un écran que l’on rabat, un réseau perdu, un navigateur qui plante.
    .cause = En général, seul un événement de la page est traité (`leave room`), qu’une page qui meurt ne peut pas envoyer, ou seulement certaines raisons de `disconnect` (`client namespace disconnect`).
    .hint = Déplacez ce qui se fait au départ dans le gestionnaire de `disconnect` : il est appelé dans tous les cas.

leave-announced-elsewhere = Personne d’autre n’est prévenu, et personne d’autre n’est nommé
    .symptom = Un départ est annoncé au mauvais endroit, ou au nom d’un autre
    .text = Énoncé : à `disconnect`, l’annonce va aux autres du salon, et nomme celui qui est parti.
    .expected = Les clients d’autres salons n’en entendent rien. Dans le salon, l’annonce nomme celui qui est parti, même si quelqu’un d’autre est arrivé entre-temps.
    .why = Sinon, ceux d’un salon lisent qui va et vient dans un autre, ou apprennent le départ de quelqu’un qui est encore là.
    .cause = En général `io.emit(...)` ou `socket.broadcast.emit(...)` dans le gestionnaire de `disconnect`. Si un autre nom s’y trouve, ou si l’annonce va dans un autre salon, ils sont gardés dans une seule variable pour tout le serveur, que le dernier client arrivé écrase.
    .hint = Gardez le pseudo et le salon avec le socket (`socket.data`), et envoyez l’annonce par `socket.to(socket.data.room)`.

## bonus

membership-checked = Seul qui est dans un salon peut y parler
    .symptom = Un client peut parler dans un salon où il n’est pas
    .text = Bonne pratique : l’énoncé ne le demande pas.
    .expected = Ce qu’un client envoie dans un salon où il n’est jamais entré n’est pas transmis.
    .why = Une page ne montre qu’un salon, mais quiconque a une console peut en nommer un autre.
    .cause = En général, le salon est pris dans le message, et personne ne demande si son auteur s’y trouve.
    .hint = `socket.rooms.has(room)` le dit, en une ligne.

pseudo-kept = Le serveur sait qui parle
    .symptom = Le serveur croit n’importe quel pseudo
    .text = Bonne pratique : l’énoncé laisse chaque message porter son pseudo.
    .expected = Quel que soit le nom que donne un message, les autres lisent celui sous lequel son auteur est entré, ou rien.
    .why = Sinon, n’importe qui peut parler au nom de n’importe qui.
    .cause = En général, le pseudo de chaque message est transmis tel quel.
    .hint = Gardez le pseudo à l’entrée d’un client (`socket.data.username`), et utilisez celui-là.

leaves-old-room = Qui entre dans un autre salon quitte le précédent
    .symptom = Qui entre dans un autre salon reste dans le précédent
    .text = Énoncé : changer de salon fait partie de l’optionnel.
    .expected = Un client qui entre dans un second salon n’entend plus rien du premier.
    .why = Une page qui montre un salon mélange deux conversations, à moins de les trier elle-même.
    .cause = `socket.join(...)` ajoute un salon ; il n’en quitte aucun.
    .hint = Appelez `socket.leave(...)` avec le salon précédent, et prévenez ceux qui restent.

history = Qui arrive tard apprend ce qui a été dit
    .symptom = Qui arrive tard n’apprend pas ce qui a été dit
    .text = Énoncé : un historique fait partie de l’optionnel.
    .expected = Un client qui entre reçoit quelques-uns des derniers messages de son salon.
    .why = Qui recharge la page n’a pas perdu la conversation.
    .cause = Les messages sont transmis, puis oubliés.
    .hint = Gardez les vingt derniers de chaque salon dans un tableau, et envoyez-les à celui qui entre, par `socket.emit`.

acks = Un message est acquitté
    .symptom = Les messages ne sont pas acquittés
    .text = Socket.IO : un événement peut demander un acquittement. L’énoncé ne le fait pas.
    .expected = Un message qui le demande est acquitté par quelque chose : qu’il a été accepté, ou pourquoi non. (Certaines bibliothèques acquittent d’elles-mêmes, sans rien dedans ; cela ne compte pas.)
    .why = La page sait qu’un message est arrivé, et peut le montrer, ou l’envoyer à nouveau.
    .cause = Le gestionnaire n’a pas de paramètre pour cela.
    .hint = Node : le dernier paramètre du gestionnaire est une fonction à appeler, si elle est là. Flask-SocketIO : ce que le gestionnaire renvoie est l’acquittement.

recovery = Qui s’est absenté un instant reçoit ce qui a été manqué
    .symptom = Qui s’est absenté un instant manque des messages
    .text = Socket.IO : « connection state recovery ». L’énoncé ne le demande pas.
    .expected = Le serveur le propose : sa réponse à un client qui se connecte contient un identifiant privé pour revenir (`pid`).
    .why = Un réseau qui tombe dix secondes ne fait rien perdre.
    .cause = Il est désactivé par défaut.
    .hint = `new Server(httpServer, {"{"} connectionStateRecovery: {"{"} {"}"} {"}"})`. Tous les adaptateurs ne le permettent pas.

survives-empty-event = Un événement sans rien dedans ne gêne personne
    .symptom = Un événement sans rien dedans arrête le serveur
    .text = Bonne pratique : aucun client ne devrait pouvoir arrêter le service pour les autres.
    .expected = Après un `join room` et un `chat message` sans aucun argument, le serveur répond encore.
    .why = Une ligne dans la console de n’importe quel navigateur suffit à l’envoyer.
    .cause = En général, un gestionnaire décompose son argument (`({"{"} username, room {"}"}) => ...`) : avec `undefined`, c’est une exception, qui met fin à Node.
    .hint = `(data = {"{"} {"}"}) => ...` suffit pour commencer ; vérifiez ensuite ce qu’il contient.

## advice

outsider-heard = Seul qui est dans un salon y est entendu
    .symptom = Un client jamais entré dans un salon y est entendu
    .text = Bonne pratique : l’énoncé ne le demande pas.
    .expected = Ce qu’un client envoie dans un salon où il n’est jamais entré n’est pas transmis. C’est un simple conseil.
    .why = Une page ne montre qu’un salon, mais quiconque a une console peut en nommer un autre.
    .cause = Le salon est pris dans le message, et personne ne demande si son auteur s’y trouve.
    .hint = `socket.rooms.has(room)` dit si l’auteur est dans le salon.

pseudo-forged = Personne ne parle au nom d’un autre
    .symptom = N’importe qui peut parler au nom d’un autre
    .text = Bonne pratique : l’énoncé laisse chaque message porter son pseudo.
    .expected = Les autres lisent le nom sous lequel l’auteur est entré. C’est un simple conseil.
    .why = Une ligne dans la console d’un navigateur suffit pour parler comme un autre.
    .cause = Le pseudo de chaque message est transmis tel quel.
    .hint = Gardez le pseudo à l’entrée d’un client (`socket.data.username`), et utilisez celui-là.

old-room-heard = Qui entre dans un autre salon n’entend plus le précédent
    .symptom = Qui entre dans un autre salon entend encore le précédent
    .text = Énoncé : changer de salon fait partie de l’optionnel.
    .expected = Un client qui entre dans un second salon n’entend plus rien du premier. C’est un simple conseil.
    .why = Une page qui montre un salon mélange deux conversations, à moins de les trier elle-même.
    .cause = `socket.join(...)` ajoute un salon ; il n’en quitte aucun.
    .hint = Appelez `socket.leave(...)` avec le salon précédent, et prévenez ceux qui restent.

duplicate-pseudo-harms = Deux clients du même pseudo ne se gênent pas
    .symptom = Deux clients du même pseudo se gênent
    .text = Bonne pratique : l’énoncé ne dit pas ce que devient un pseudo déjà pris.
    .expected = Quand l’un de plusieurs clients du même pseudo s’en va, les autres peuvent encore parler et écouter. Refuser le second convient aussi. C’est un simple conseil.
    .why = Deux personnes nommées Alex ne sont pas rares, et la même personne dans deux onglets encore moins.
    .cause = En général, les clients sont gardés dans un objet par leur pseudo : le second écrase le premier, et quand l’un part, les deux ont disparu.
    .hint = Prenez `socket.id` (`request.sid` avec Flask-SocketIO) comme clé, et le pseudo comme valeur.

sender-not-echoed = Qui dit quelque chose l’entend aussi
    .symptom = Les messages ne reviennent pas à leur auteur
    .text = Énoncé : un message va au salon par `io.to(room)`, auteur compris.
    .expected = L’auteur reçoit son propre message, ou sa page le montre d’elle-même. C’est un simple conseil.
    .why = Si la page attend le serveur pour le montrer, l’auteur croit que son message s’est perdu.
    .cause = `socket.to(room)` et `socket.broadcast` laissent l’auteur de côté.
    .hint = Écrivez quelque chose dans votre propre page : cela apparaît-il ? Si oui, tout va bien.

out-of-order = Les messages arrivent dans l’ordre
    .symptom = Des messages arrivent dans le désordre
    .text = Bonne pratique : toutes les bibliothèques ne promettent pas d’ordre, c’est donc un simple conseil.
    .expected = Ce qu’un client envoie d’une rafale arrive dans le même ordre.
    .why = Une réponse avant sa question se lit mal.
    .cause = En général, chaque gestionnaire attend quelque chose (`await`, un thread) avant de transmettre son message, et tous n’attendent pas aussi longtemps.
    .hint = Transmettez d’abord le message. Ou numérotez les messages, et laissez la page les trier.

no-websocket = Une connexion continue par WebSocket
    .symptom = Les connexions ne passent pas à WebSocket
    .text = Socket.IO : une connexion commence par polling et continue par WebSocket là où cela marche.
    .expected = Un client qui le demande y arrive. C’est un simple conseil : par polling tout marche aussi, avec plus de requêtes.
    .why = Chaque message coûte toute une requête HTTP, et arrive un peu plus tard.
    .cause = Souvent, un autre serveur WebSocket se trouve sur le même serveur HTTP (`new WebSocket.Server({"{"} server, path {"}"})`) et répond par une erreur à ce qui n’est pas pour lui. Ou bien le serveur a reçu `transports: ['polling']` ; ou, avec Flask-SocketIO, aucun paquet ne le permet (`simple-websocket`).
    .hint = L’onglet réseau des outils du navigateur montre la tentative, sous WS, et comment elle a fini.

needs-websocket-option = Un simple io() est accepté
    .symptom = Un simple io() est refusé
    .text = Socket.IO : un client commence par polling, sauf si on lui dit autre chose.
    .expected = Le serveur accepte le polling, ou sa page dit `io({"{"} transports: ['websocket'] {"}"})`. C’est un simple conseil.
    .why = La page ne peut pas se connecter du tout, quel que soit le nombre d’essais.
    .cause = Le serveur a reçu `transports: ['websocket']`, et la page non.
    .hint = Retirez l’option du serveur, ou donnez-la aussi à la page.

protocol-2 = Le serveur parle le protocole de la version 4
    .symptom = Le serveur parle un ancien protocole (version 2)
    .text = Le cours utilise la version 4, celle que donne `npm install socket.io`.
    .expected = Le serveur parle le protocole des versions 3 et 4 (`EIO=4`).
    .why = Un client d’aujourd’hui ne peut pas s’y connecter, donc rien d’autre n’a pu être vérifié.
    .cause = Une ancienne version dans `package.json` ou `requirements.txt` (`socket.io` 2, `python-socketio` 4, `Flask-SocketIO` 4), souvent d’après un vieux tutoriel.
    .hint = Installez la dernière version du serveur et du client : `npm install socket.io@4`, `pip install -U flask-socketio`.

cors-open = Les pages d’autres sites n’entrent pas d’elles-mêmes
    .symptom = Les pages de n’importe quel autre site sont admises
    .text = Bonne pratique : la page vient du même serveur et n’a besoin d’aucune permission (CORS).
    .expected = Le serveur ne répond pas `Access-Control-Allow-Origin: *`. C’est un simple conseil.
    .why = N’importe quelle page du web peut alors se connecter depuis les navigateurs de vos utilisateurs.
    .cause = `cors: {"{"} origin: '*' {"}"}`, ou `cors_allowed_origins='*'`, recopié d’un exemple où la page et le serveur sont séparés.
    .hint = Retirez-le, ou nommez la seule origine qui en a besoin.

dies-on-empty-event = Aucun événement vide n’arrête le serveur
    .symptom = Un événement vide arrête le serveur
    .text = Bonne pratique : aucun client ne devrait pouvoir arrêter le service pour les autres.
    .expected = Après un `join room` et un `chat message` sans aucun argument, le serveur répond encore. C’est un simple conseil, essayé tout à la fin.
    .why = Une ligne dans la console de n’importe quel navigateur suffit à l’envoyer, et tout le monde a perdu le chat.
    .cause = En général, un gestionnaire décompose son argument (`({"{"} username, room {"}"}) => ...`) : avec `undefined`, c’est une exception, qui met fin à Node.
    .hint = `(data = {"{"} {"}"}) => ...` suffit pour commencer ; vérifiez ensuite ce qu’il contient.

## unknown

unknown-late-pong = Notre propre client a répondu trop tard à un ping de votre serveur, qui l’a peut-être déconnecté pour cela : rien ne suit de ce qu’il n’a pas entendu.

## where somebody is

chat-where = { $where ->
        [nowhere] un client qui n’est dans aucun salon
       *[another] un client d’un autre salon
    }

## what was observed of the connection

sio-unreachable-seen =
    .pass = { $links ->
        [one] { $links } client a été connecté.
       *[other] { $links } clients ont été connectés.
    }
    .died = { $at } après le début, le serveur n’était plus là : les connexions étaient refusées, et le sont restées.
    .refused = La connexion a été ouverte, et le namespace a refusé le client : « { $said } ».
    .status = « { $path } » a répondu par un code { $code } au lieu d’ouvrir une connexion : « { $said } ».
    .transport = « { $path } » n’accepte ni polling ni WebSocket.
    .bad = « { $path } » a répondu par quelque chose qui n’est pas de l’Engine.IO : { $why }.
    .mute = « { $path } » a ouvert une connexion, mais n’a pas répondu en { $waited } si le client est accepté dans le namespace.
    .silent = « { $path } » n’a rien répondu en { $waited }.

chat-page-missing-seen =
    .pass = La page à « { $path } » était là.
    .library = La page à « { $path } » était là, et sa bibliothèque cliente à « { $library } ».
    .moved = « { $path } » menait à une autre page (code { $code }).
    .none = « { $path } » n’a reçu aucune réponse utilisable.
    .type = « { $path } » a été déclaré « { $type } » au lieu de `text/html`.
    .code = « { $path } » a reçu un code { $code }.
    .no-library = La page charge sa bibliothèque cliente depuis « { $path } », où il n’y en a pas (code { $code }).

events-renamed-seen =
    .pass = On entre par « { $join } », on parle par « { $message } ».
    .lecture = Des noms du cours, suivis de ceux de l’énoncé : { $names }.
    .fail = D’autres noms que ceux de l’énoncé, qui les suivent : { $names }.

## what was observed of arrivals

join-not-announced-seen =
    .pass = Ceux du salon ont appris { $arrivals ->
        [one] { $arrivals } arrivée
       *[other] { $arrivals } arrivées
    } par « { $event } », la première fois après { $took }.
    .list = Ceux du salon ont appris { $arrivals ->
        [one] { $arrivals } arrivée
       *[other] { $arrivals } arrivées
    } par la liste dans « { $event } », la première fois après { $took }.
    .fail = « { $user } » est entré dans un salon où se trouvait déjà quelqu’un, qui n’a rien entendu avec ce pseudo en { $waited }.
    .some = « { $user } » est entré dans un salon où se trouvait déjà quelqu’un, qui n’a rien entendu avec ce pseudo en { $waited } ; de { $due } annonces, { $missed ->
        [1] une manquait.
        [one] { $missed } manquait.
       *[other] { $missed } manquaient.
    }
    .ended = « { $user } » est entré dans un salon où se trouvait déjà quelqu’un : le serveur a fermé la connexion de celui-ci { $waited } plus tard, avant toute annonce.

newcomer-not-told-seen =
    .pass = Celui qui est entré l’a appris par « { $event } », { $took } plus tard.
    .ack = Celui qui est entré l’a appris par l’acquittement, { $took } plus tard.
    .fail = « { $user } » est entré dans un salon et n’a rien entendu avec son propre pseudo en { $waited }.

join-announced-elsewhere-seen =
    .pass = { $arrivals ->
        [one] { $arrivals } annonce a été entendue
       *[other] { $arrivals } annonces ont été entendues
    } dans le salon et nulle part ailleurs : ceux d’ailleurs ont entendu des messages plus tardifs, et rien de cela.
    .fail = « { $user } » est entré dans un salon, et { chat-where } l’a appris { $took } plus tard, par « { $event } ».
    .list = « { $user } » est entré dans un salon, et { chat-where } l’a appris { $took } plus tard, par la liste dans « { $event } » ; il n’y a pas d’autre annonce.

## what was observed of messages

message-not-delivered-seen =
    .pass = { $messages ->
        [one] { $messages } fois, un message a été entendu
       *[other] { $messages } fois, un message a été entendu
    } par un autre client de son salon ; en général { $took } après son envoi.
    .fail = « { $user } » a dit « { $text } », et aucun autre client du salon ne l’a entendu en { $waited }.
    .sender = « { $user } » a dit « { $text } » et l’a reçu lui-même, mais aucun autre client du salon ne l’a entendu en { $waited }.
    .some = « { $user } » a dit « { $text } », et un autre client du salon ne l’a pas entendu en { $waited }. Sur { $due } fois où un message était attendu quelque part, { $missed ->
        [1] il a manqué une fois.
        [one] il a manqué { $missed } fois.
       *[other] il a manqué { $missed } fois.
    }
    .astray = « { $user } » a dit « { $text } » : ce n’est pas le salon qui l’a entendu, mais quelqu’un d’ailleurs.
    .refused = « { $user } » a dit « { $text } », aucun autre client du salon ne l’a entendu en { $waited }, et le serveur a répondu : « { $said } ».
    .ended = « { $user } » a dit « { $text } », et { $waited } plus tard le serveur a fermé la connexion d’un autre client du salon, qui ne l’avait pas entendu.

message-leaves-room-seen =
    .pass = { $messages ->
        [one] { $messages } message a été entendu
       *[other] { $messages } messages ont été entendus
    } dans son salon et nulle part ailleurs : ceux d’ailleurs ont entendu des messages plus tardifs, et rien de cela.
    .fail = « { $user } » a dit « { $text } » dans un salon, et { chat-where } l’a entendu { $took } plus tard, par « { $event } ». Messages dans ce cas : { $leaked } sur { $said }.
    .instead = « { $user } » a dit « { $text } » dans un salon, et { chat-where } l’a entendu { $took } plus tard, par « { $event } », à la place du salon lui-même. Messages dans ce cas : { $leaked } sur { $said }.

message-mangled-seen =
    .pass = « { $text } » est arrivé comme il a été envoyé.
    .fail = « { $sent } » a été envoyé, et « { $got } » est arrivé.
    .latin-1 = « { $sent } » a été envoyé, et « { $got } » est arrivé : ses octets en UTF-8 ont été lus comme du Latin-1.
    .not-utf8 = « { $sent } » a été envoyé, et « { $got } » est arrivé : « � » remplace des octets qui ne sont pas de l’UTF-8.
    .twice = « { $sent } » a été envoyé, et « { $got } » est arrivé : il a été échappé deux fois pour HTML.
    .bytes = « { $sent } » a été envoyé comme texte, et est arrivé comme données binaires : une page montre `[object ArrayBuffer]`.
    .lost = « { $sent } » a été envoyé et n’est pas arrivé en { $waited }, alors que des messages simples arrivent.
    .refused = « { $sent } » a été envoyé et n’est pas arrivé en { $waited }, alors que des messages simples arrivent. Le serveur a répondu : « { $said } ».

sender-unnamed-seen =
    .pass = { $messages ->
        [one] { $messages } message entendu nommait son auteur.
       *[other] Les { $messages } messages entendus nommaient leur auteur.
    }
    .fail = « { $user } » a dit quelque chose, et « { $event } » a apporté « { $text } » sans ce pseudo nulle part.
    .other = « { $user } » a dit quelque chose, et « { $event } » nommait « { $named } », comme si c’était lui.

message-late-seen =
    .pass = Sur { $messages ->
        [one] { $messages } message,
       *[other] { $messages } messages,
    } celui du milieu a été entendu après { $took } (limite { $limit }, retards de cette machine { $noise }).
    .late = Sur { $messages ->
        [one] { $messages } message,
       *[other] { $messages } messages,
    } celui du milieu a été entendu après { $took }, ce qui est tard (limite { $limit }, retards de cette machine { $noise }).
    .fail = Sur { $messages ->
        [one] { $messages } message,
       *[other] { $messages } messages,
    } celui du milieu n’a été entendu qu’après { $took } (limite { $limit }, retards de cette machine { $noise }).

message-twice-seen =
    .pass = { $heard } fois, quelqu’un a entendu un message : une seule fois à chaque fois.
    .fail = Un message de « { $user } » est venu { $copies } fois chez le même client, par « { $event } ». Il en a été ainsi { $doubled } fois sur { $heard }.
    .rejoined = Après que « { $user } » est entré une seconde fois dans le salon, l’un de ses messages est venu { $copies } fois chez le même client, par « { $event } ». Avant, chacun était venu une fois.

messages-lost-seen =
    .pass = Les { $sent } messages d’une rafale ont tous été entendus, par { $listeners ->
        [1] l’autre client.
        [one] { $listeners } autre.
       *[other] { $listeners } autres.
    }
    .limited = Sur { $sent } messages d’une rafale, certains ont été refusés, et leur auteur en a été averti.
    .fail = Sur { $sent } messages que « { $user } » a envoyés d’une rafale, { $lost ->
        [1] un n’est jamais venu :
        [one] { $lost } n’est jamais venu :
       *[other] { $lost } ne sont jamais venus ; le premier est
    } « { $text } ». Leur auteur n’en a pas été averti.

## what was observed of departures

leave-not-announced-seen =
    .pass = Le salon l’a appris par « { $event } », { $took } après un départ.
    .list = Le salon l’a appris par la liste dans « { $event } », { $took } après un départ.
    .misnamed = Le salon a appris par « { $event } », { $took } après un départ, que quelqu’un était parti, mais un autre.
    .fail = « { $user } » a fermé sa connexion, et ceux qui sont restés dans le salon n’ont rien entendu avec ce pseudo en { $waited }.
    .ended = « { $user } » a fermé sa connexion, et { $waited } plus tard le serveur a fermé celle d’un autre client du salon, avant toute annonce.

abrupt-leave-not-announced-seen =
    .pass = Le salon l’a appris par « { $event } », { $took } après la réinitialisation d’une connexion.
    .list = Le salon l’a appris par la liste dans « { $event } », { $took } après la réinitialisation d’une connexion.
    .misnamed = Le salon a appris par « { $event } », { $took } après la réinitialisation d’une connexion, que quelqu’un était parti, mais un autre.
    .polling = Cela n’a pas pu être essayé : ici, les connexions restent en polling, où rien ne reste ouvert qui puisse casser.
    .fail = La connexion de « { $user } » a été réinitialisée, et ceux qui sont restés dans le salon n’ont rien entendu avec ce pseudo en { $waited }.
    .ended = La connexion de « { $user } » a été réinitialisée, et { $waited } plus tard le serveur a fermé celle d’un autre client du salon, avant toute annonce.

leave-announced-elsewhere-seen =
    .pass = Les départs n’ont été entendus que dans le salon : ceux d’ailleurs ont entendu des messages plus tardifs, et rien de cela (montré { $kept } fois).
    .fail = « { $user } » a quitté un salon, et { chat-where } l’a appris { $took } plus tard, par « { $event } ».
    .other = « { $user } » a quitté un salon, et { $took } plus tard « { $event } » nommait « { $named } », qui est encore là, et dans un autre salon.

## what was observed beyond

membership-checked-seen =
    .pass = Un client qui n’est dans aucun salon a parlé dans l’un d’eux, et personne ne l’a entendu.
    .fail = Un client qui n’est dans aucun salon a parlé dans l’un d’eux, et a été entendu.

pseudo-kept-seen =
    .pass = Un message sous un faux nom a été entendu sous « { $user } », le bon, ou sous aucun.
    .refused = Un message sous un faux nom n’a pas été transmis.
    .remembered = Ici, les messages ne portent pas de pseudo : le serveur sait qui parle.
    .fail = Un message sous le faux nom « { $named } » a été transmis tel quel.

leaves-old-room-seen =
    .pass = Après être entré dans un second salon, un client n’a plus rien entendu du premier.
    .fail = Après être entré dans un second salon, un client entendait encore le premier.

history-seen =
    .pass = Qui est arrivé tard a appris { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } d’avant.
    .fail = Qui est arrivé tard n’a rien appris de ce qui avait été dit.

acks-seen =
    .pass = Un message a été acquitté par « { $ack } ».
    .fail = Des messages demandaient un acquittement, et n’en ont reçu aucun, ou un vide.

recovery-seen =
    .pass = Le serveur propose de rétablir une connexion.
    .fail = Le serveur ne propose pas de rétablir une connexion.

survives-empty-event-seen =
    .pass = Après des événements sans contenu, le serveur répondait encore.
    .fail = Après un événement sans contenu, le serveur n’était plus là.

outsider-heard-seen =
    .pass = Ce qu’un client sans salon a dit dans l’un d’eux n’a pas été transmis.
    .fail = Un client qui n’était jamais entré a parlé dans un salon, et y a été entendu { $took } plus tard.

pseudo-forged-seen =
    .pass = Un message sous un faux nom n’a pas été entendu sous ce nom.
    .fail = « { $user } » a parlé sous le nom « { $named } », et c’est ce que les autres lisent.

old-room-heard-seen =
    .pass = Après être entré dans un second salon, un client n’a plus rien entendu du premier.
    .fail = « { $user } » était entré dans un second salon, et a encore entendu ce qui se disait dans le premier, { $took } plus tard.

duplicate-pseudo-harms-seen =
    .pass = De trois clients du même pseudo, l’un est parti, et les autres s’entendaient encore.
    .refused = Un second client du même pseudo a été refusé.
    .fail = Trois clients s’appelaient « { $user } ». Quand l’un d’eux est parti, les autres ne s’entendaient plus.

sender-not-echoed-seen =
    .pass = { $messages ->
        [one] { $messages } message est revenu à son auteur.
       *[other] { $messages } messages sont revenus à leurs auteurs.
    }
    .fail = { $messages ->
        [one] { $messages } message a été entendu par d’autres, et n’est pas revenu à son auteur.
       *[other] { $messages } messages ont été entendus par d’autres, et aucun n’est revenu à son auteur.
    }

out-of-order-seen =
    .pass = { $sent } messages d’une rafale sont venus dans l’ordre de leur envoi.
    .fail = Sur { $sent } messages d’une rafale, { $turned ->
        [one] { $turned } est venu avant un autre envoyé plus tôt.
       *[other] { $turned } sont venus avant d’autres envoyés plus tôt.
    }

no-websocket-seen =
    .pass = Un client a été connecté par WebSocket.
    .fail = Une connexion commencée par polling y est restée : { $why }.
    .unoffered = Le serveur ne propose pas WebSocket.

needs-websocket-option-seen =
    .pass = Un client qui commence par polling est servi.
    .said = Le serveur n’accepte que WebSocket, et sa page le dit.
    .fail = Le serveur refuse le polling, et sa page ne dit pas qu’elle veut WebSocket seul.

protocol-2-seen =
    .pass = Le serveur parle le protocole des versions 3 et 4.
    .fail = Le serveur répond sous la forme de la version 2 (`EIO=3`), quoi qu’on lui demande.

cors-open-seen =
    .pass = Les pages d’autres sites n’entrent pas par `*`.
    .fail = Le serveur répond `Access-Control-Allow-Origin: *`.

dies-on-empty-event-seen =
    .pass = Après des événements sans contenu, le serveur répondait encore.
    .fail = { $took } après « { $packet } », un événement sans contenu, le serveur n’était plus là.
    .restarted = { $took } après « { $packet } », un événement sans contenu, le serveur avait été relancé : il s’était arrêté, et quelque chose le relance.
unknown-no-second-join = Ici, un client entre dans son salon par sa poignée de main : il ne peut donc pas y entrer une seconde fois par la même connexion, et ce qui en dépend n’a pas été regardé.
