### Ce que les étudiants lisent de chaque règle du tableau, et ce qui a été observé. Ce qui s’observe dans les mêmes mots
### que pour un chat se trouve avec le chat.

## connect

board-unreachable = Un client muni d’un bon jeton obtient une connexion
    .symptom = Les clients n’obtiennent pas de connexion, ou la perdent
    .text = Énoncé : le serveur est un serveur Socket.IO ; un client donne son pseudo, son salon et son jeton (`?token=12345`) en se connectant.
    .expected = `/socket.io/` ouvre une connexion par polling ou par WebSocket, un client muni du jeton de la page est accepté, et le serveur est encore là à la fin de la vérification.
    .why = Sans connexion, aucune modification ne passe : la page est là, et rien n’y marche. Si le processus s’arrête, tout le monde a perdu le tableau jusqu’à ce que quelqu’un le relance.
    .cause = Souvent `new Server(httpServer)` manque, ou `app.listen(...)` est appelé au lieu de `httpServer.listen(...)` ; ou un middleware (`io.use`) n’appelle jamais `next()`, ou compare le jeton avec autre chose que ce que la page envoie (`socket.handshake.auth.token` alors qu’il arrive dans `socket.handshake.query.token`). Flask : `app.run()` au lieu de `socketio.run(app)`. Un serveur qui s’arrête : une exception dans un gestionnaire, qui met fin à Node ; sa console montre à quelle ligne.
    .hint = Affichez `socket.handshake` à la première ligne de votre middleware. Si lab a pris un autre jeton que le vôtre, écrivez-le dans un fichier de contrat : good dans [collabboard.token] (`lab contract show` en affiche un), et donnez-le avec --contract.

## update

update-not-delivered = Une modification atteint les autres de son salon
    .symptom = Des modifications n’atteignent pas les autres du salon
    .text = Énoncé : quand un client envoie `update`, le serveur le transmet à ceux qui travaillent dans le même salon.
    .expected = Ce qu’un client écrit atteint chaque autre client de son salon, quels que soient les noms de l’événement et de ses clés ; que cela revienne aussi à son auteur est permis.
    .why = C’est à cela que sert un tableau à plusieurs.
    .cause = En général, le client n’est jamais entré dans le salon : `socket.join(room)` manque, ou reçoit un autre nom que `io.to(...)` (`undefined`, une faute de frappe). Ou bien `socket.emit(...)` ne répond qu’à l’auteur. Ou bien le gestionnaire écoute un autre nom que celui que la page émet, ou attend d’autres clés (`text` au lieu de `content`) et s’arrête avant l’envoi. Ou bien le contenu est seulement enregistré, et relu quand une page est rechargée.
    .hint = Affichez dans le gestionnaire ce qui est arrivé et `socket.rooms` : le gestionnaire est-il appelé, et le salon s’y trouve-t-il ?

update-leaves-room = Une modification reste dans son salon
    .symptom = Des modifications arrivent dans d’autres salons
    .text = Énoncé : une modification va au salon où elle a été faite.
    .expected = Personne d’un autre salon ne la reçoit. Que rien n’est venu est prouvé par une modification plus tardive, qui, elle, est venue.
    .why = Qui travaille sur un autre tableau voit son texte remplacé par celui d’inconnus.
    .cause = En général `io.emit(...)` ou `socket.broadcast.emit(...)`, qui vont à tous les clients ; avec Flask-SocketIO, `broadcast=True`. Ou bien le salon courant est gardé dans une seule variable pour tout le serveur (`let currentRoom`), si bien qu’une modification part là où quelqu’un est arrivé en dernier.
    .hint = D’où vient le salon au moment d’envoyer ? Il appartient au socket (`socket.data.room`) ou au message, jamais à une variable globale. `socket.to(room).emit(...)` atteint les autres du salon.

update-mangled = Un contenu arrive comme il a été envoyé
    .symptom = Le contenu arrive altéré, ou pas du tout
    .text = Bonne pratique : un tableau montre ce qui a été tapé. L’énoncé le tient pour évident.
    .expected = Les accents, les guillemets, `<`, `&` et les emojis arrivent comme ils ont été envoyés. Un seul échappement pour HTML (`&lt;`) est accepté, de même que des espaces retirées aux bords.
    .why = Chaque modification remplace le texte de tous : ce qui est abîmé une fois l’est pour tout le monde.
    .cause = Souvent, le texte passe par `escape`, `unescape`, `Buffer.from(texte, 'latin1')` ou `.encode('latin-1')` ; ou il est échappé deux fois ; ou un filtre retire ou change des caractères.
    .hint = Envoyez la modification ci-dessous et comparez caractère par caractère. Laissez Socket.IO transporter le texte tel quel, et n’échappez que là où il devient du HTML : dans un `textarea`, il n’y a rien à échapper.

update-late = Une modification arrive aussitôt
    .symptom = Les modifications arrivent tard
    .text = Énoncé : le tableau se modifie en temps réel.
    .expected = Parmi les modifications faites une par une, celle du milieu arrive en moins de 250 ms, plus ce que prend le réseau ; en moins d’une seconde et demie, elle garde la moitié des points.
    .why = Deux personnes qui écrivent au même endroit sans se voir s’effacent l’une l’autre.
    .cause = Souvent un `setTimeout` ou un `setInterval` qui regroupe les modifications, un fichier ou une base de données que l’on écrit avant de transmettre, ou une boucle qui occupe Node. Flask-SocketIO : `time.sleep` dans un gestionnaire.
    .hint = Transmettez d’abord la modification, et enregistrez-la ensuite.

## presence

arrival-not-announced = Ceux d’un salon apprennent qui arrive
    .symptom = Ceux d’un salon n’apprennent pas qui arrive
    .text = Énoncé : le serveur envoie une `notification` quand quelqu’un arrive.
    .expected = Chaque client du salon reçoit un événement avec le pseudo de celui qui arrive. Son nom et sa formulation sont libres, et une liste des présents compte aussi. Le nouveau venu n’a pas à être prévenu.
    .why = On veut savoir avec qui l’on écrit, et qui lit.
    .cause = En général `socket.emit(...)`, qui n’atteint que le nouveau venu, au lieu de `socket.to(room).emit(...)`. Ou bien l’annonce part vers un autre salon (`room` qui vaut `undefined`), ou sans le pseudo : le serveur doit le garder depuis la connexion.
    .hint = Ouvrez la page dans deux onglets, avec deux pseudos. Dans le serveur, affichez le salon et le pseudo juste avant l’envoi de la notification.

departure-not-announced = Ceux qui restent apprennent qui s’en va
    .symptom = Ceux qui restent n’apprennent pas qui s’en va
    .text = Énoncé : le serveur envoie une `notification` quand quelqu’un s’en va.
    .expected = Quand un client ferme sa connexion, chaque autre client de son salon reçoit un événement avec son pseudo. Une liste des présents où il ne figure plus compte aussi.
    .why = Sans cela, on attend ce qu’allait écrire quelqu’un qui est parti.
    .cause = Souvent, il n’y a pas de gestionnaire pour `disconnect` ; ou il parcourt `socket.rooms`, qui est déjà vide à ce moment : `disconnecting` les a encore. Ou bien le salon et le pseudo n’ont jamais été gardés avec le socket, et sont inconnus au départ.
    .hint = Gardez le pseudo et le salon avec le socket dès la connexion (`socket.data`). Dans le gestionnaire de `disconnect`, affichez les deux : y sont-ils encore connus ?

## token

bad-token-hears = Sans un bon jeton, on n’entend rien
    .symptom = Sans un bon jeton, on entend ce qui se dit
    .text = Énoncé : le jeton est vérifié avant que la connexion soit acceptée, et rien n’est envoyé à qui n’est pas authentifié.
    .expected = Un client avec un mauvais jeton et un client sans jeton n’entendent rien du salon : aucune modification, aucun contenu enregistré, aucune notification. Refuser la connexion, y mettre fin en moins d’une seconde ou répondre par une erreur convient, pourvu que rien n’ait été entendu avant.
    .why = Qui connaît l’adresse du tableau, c’est-à-dire n’importe qui, lit ce qui s’y écrit.
    .cause = En général, le jeton n’est pas regardé, ou seulement quand quelque chose est écrit. Ou bien il l’est dans `io.on('connection', ...)` après `socket.join(room)`, ou après un `await` : jusque-là, le client est dans le salon. Ou bien `disconnect` est oublié après l’erreur.
    .hint = Vérifiez-le dans un middleware, avant tout le reste : `io.use((socket, next) => next(bon(socket) ? undefined : new Error('non autorisé')))`. Avec Flask-SocketIO, renvoyez False du gestionnaire de `connect`.

bad-token-speaks = Sans un bon jeton, on n’est pas entendu
    .symptom = Sans un bon jeton, on est entendu
    .text = Énoncé : rien n’est accepté de qui n’est pas authentifié.
    .expected = Ce qu’envoie un client avec un mauvais jeton, ou sans jeton, n’atteint personne.
    .why = N’importe qui pourrait remplacer le texte de tous, en une ligne dans la console d’un navigateur.
    .cause = En général, le jeton n’est pas regardé, ou il décide seulement si un client est mis dans le salon : le gestionnaire de `update` transmet tout ce qui vient.
    .hint = Vérifiez le jeton dans un middleware, avant que la connexion soit acceptée (`io.use`) : aucun gestionnaire n’est alors appelé pour qui n’en a pas.

## bonus

status-follows = L’état dit combien de clients sont là
    .symptom = L’état ne dit pas combien de clients sont là
    .text = Énoncé (bonus) : `/status` dit en JSON combien de clients sont connectés.
    .expected = Un nombre de la réponse augmente avec chaque client qui arrive, et diminue avec chaque client qui s’en va. (La longueur d’une liste compte aussi.)
    .why = Qui fait tourner un serveur veut voir d’un coup d’œil si quelqu’un l’utilise.
    .cause = Aucune route pour cela ; ou un compteur qui ne fait que monter, ou qui oublie ceux dont la connexion s’est rompue.
    .hint = Demandez-le à la bibliothèque au lieu de compter : `io.engine.clientsCount`, ou `io.of('/').sockets.size`.

## advice

bad-token-stays = Qui n’est pas admis est renvoyé
    .symptom = Un client sans bon jeton reste connecté
    .text = Énoncé : le jeton est vérifié avant que la connexion soit acceptée.
    .expected = Un client sans bon jeton est refusé, déconnecté en moins d’une seconde, ou informé par une erreur. C’est un simple conseil : le vôtre n’a rien entendu, et n’a pas été entendu.
    .why = La page se croit connectée, et attend ce qui ne vient jamais. Et chaque connexion de ce genre coûte quelque chose au serveur.
    .cause = Le jeton décide des salons ou des messages, et personne ne met fin à la connexion.
    .hint = `next(new Error('non autorisé'))` dans un middleware, ou `socket.disconnect(true)` dans le gestionnaire de `connection`.

board-duplicate-pseudo-harms = Deux clients du même pseudo ne se gênent pas
    .symptom = Deux clients du même pseudo se gênent
    .text = { duplicate-pseudo-harms.text }
    .expected = Quand l’un de plusieurs clients du même pseudo s’en va, les autres reçoivent encore les modifications l’un de l’autre. Refuser le second convient aussi. C’est un simple conseil.
    .why = { duplicate-pseudo-harms.why }
    .cause = { duplicate-pseudo-harms.cause }
    .hint = { duplicate-pseudo-harms.hint }

board-dies-on-empty-event = Aucun événement vide n’arrête le serveur
    .symptom = Un événement vide arrête le serveur
    .text = { dies-on-empty-event.text }
    .expected = Après un `update` sans aucun argument, et une entrée sans argument si un événement fait entrer, le serveur répond encore. C’est un simple conseil, essayé tout à la fin.
    .why = Une ligne dans la console de n’importe quel navigateur suffit à l’envoyer, et tout le monde a perdu le tableau.
    .cause = En général, un gestionnaire décompose son argument (`({"{"} room, content {"}"}) => ...`) : avec `undefined`, c’est une exception, qui met fin à Node.
    .hint = { dies-on-empty-event.hint }

## Ce qui a été observé

board-unreachable-seen =
    .pass = { sio-unreachable-seen.pass }
    .died = { sio-unreachable-seen.died }
    .refused = La connexion a été ouverte, et un client muni du bon jeton a été refusé : « { $said } ».
    .status = { sio-unreachable-seen.status }
    .transport = { sio-unreachable-seen.transport }
    .bad = { sio-unreachable-seen.bad }
    .mute = { sio-unreachable-seen.mute }
    .silent = { sio-unreachable-seen.silent }
    .version-2 = Le serveur parle le protocole de Socket.IO 2, et les clients du cours celui de Socket.IO 4 : rien d’autre n’a pu être vérifié. `npm install socket.io@4` donne la version récente.

update-not-delivered-seen =
    .pass = { $messages ->
        [one] { $messages } fois, une modification a atteint
       *[other] { $messages } fois, une modification a atteint
    } un autre client de son salon ; en général { $took } après son envoi.
    .fail = « { $user } » a écrit « { $text } », et aucun autre client du salon ne l’a reçu en { $waited }.
    .sender = « { $user } » a écrit « { $text } » et l’a reçu lui-même, mais aucun autre client du salon ne l’a reçu en { $waited }.
    .some = « { $user } » a écrit « { $text } », et un autre client du salon ne l’a pas reçu en { $waited }. Sur { $due } fois où une modification était attendue quelque part, { $missed ->
        [1] il en a manqué une.
        [one] il en a manqué { $missed }.
       *[other] il en a manqué { $missed }.
    }
    .astray = « { $user } » a écrit « { $text } » : ce n’est pas le salon qui l’a reçu, mais quelqu’un d’ailleurs.
    .refused = « { $user } » a écrit « { $text } », aucun autre client du salon ne l’a reçu en { $waited }, et le serveur a répondu : « { $said } ».
    .ended = « { $user } » a écrit « { $text } », et { $waited } plus tard le serveur a fermé la connexion d’un autre client du salon, qui ne l’avait pas reçu.

update-leaves-room-seen =
    .pass = { $messages ->
        [one] { $messages } modification a été reçue
       *[other] { $messages } modifications ont été reçues
    } dans son salon et nulle part ailleurs : ceux d’ailleurs ont reçu des modifications plus tardives, et rien de cela.
    .fail = « { $user } » a écrit « { $text } » dans un salon, et { chat-where } l’a reçu { $took } plus tard, par « { $event } ». Modifications dans ce cas : { $leaked } sur { $said }.
    .instead = « { $user } » a écrit « { $text } » dans un salon, et { chat-where } l’a reçu { $took } plus tard, par « { $event } », à la place du salon lui-même. Modifications dans ce cas : { $leaked } sur { $said }.

update-mangled-seen =
    .pass = { message-mangled-seen.pass }
    .fail = { message-mangled-seen.fail }
    .latin-1 = { message-mangled-seen.latin-1 }
    .not-utf8 = { message-mangled-seen.not-utf8 }
    .twice = { message-mangled-seen.twice }
    .bytes = { message-mangled-seen.bytes }
    .lost = « { $sent } » a été envoyé et n’est pas arrivé en { $waited }, alors que des modifications simples arrivent.
    .refused = « { $sent } » a été envoyé et n’est pas arrivé en { $waited }, alors que des modifications simples arrivent. Le serveur a répondu : « { $said } ».

update-late-seen =
    .pass = Sur { $messages ->
        [one] { $messages } modification,
       *[other] { $messages } modifications,
    } celle du milieu est arrivée après { $took } (limite { $limit }, retards de cette machine { $noise }).
    .late = Sur { $messages ->
        [one] { $messages } modification,
       *[other] { $messages } modifications,
    } celle du milieu est arrivée après { $took }, ce qui est tard (limite { $limit }, retards de cette machine { $noise }).
    .fail = Sur { $messages ->
        [one] { $messages } modification,
       *[other] { $messages } modifications,
    } celle du milieu n’est arrivée qu’après { $took } (limite { $limit }, retards de cette machine { $noise }).

arrival-not-announced-seen =
    .pass = { join-not-announced-seen.pass }
    .list = { join-not-announced-seen.list }
    .fail = { join-not-announced-seen.fail }
    .some = { join-not-announced-seen.some }
    .ended = { join-not-announced-seen.ended }

departure-not-announced-seen =
    .pass = { leave-not-announced-seen.pass }
    .list = { leave-not-announced-seen.list }
    .misnamed = { leave-not-announced-seen.misnamed }
    .fail = { leave-not-announced-seen.fail }
    .ended = { leave-not-announced-seen.ended }

# Comment est venu celui qui n’aurait pas dû être admis.
board-stranger = { $token ->
        [bad] un client muni d’un jeton que personne n’a reçu
       *[none] un client sans jeton
    }

# Ce que sont devenus ceux qui ont été tenus à l’écart.
board-kept = { $tried ->
        [one] { $tried } client est venu
       *[other] { $tried } clients sont venus
    } sans bon jeton (refusés : { $out } ; renvoyés en moins d’une seconde : { $shown } ; laissés sans rien : { $deaf })

bad-token-hears-seen =
    .pass = { board-kept }. Rien du salon, où les modifications continuaient, n’a été entendu sans jeton.
    .fail = « { $user } » a écrit « { $text } » dans le salon, et { board-stranger } l’a entendu par « { $event } », { $after } après avoir été admis.
    .before-leaving = « { $user } » a écrit « { $text } » dans le salon, et { board-stranger } l’a entendu par « { $event } », { $after } après avoir été admis. Il a été renvoyé ensuite, ce qui est trop tard.
    .notice = De « { $user } », { board-stranger } a entendu parler par « { $event } », { $after } après avoir été admis.

bad-token-speaks-seen =
    .pass = { board-kept }. Rien de ce qui a été envoyé ainsi n’a atteint un membre du salon.
    .fail = « { $text } », envoyé par { board-stranger }, a atteint un membre du salon { $took } plus tard, par « { $event } ».

bad-token-stays-seen =
    .pass = { $tried ->
        [one] { $tried } client sans bon jeton n’est pas resté, ou a appris
       *[other] { $tried } clients sans bon jeton ne sont pas restés, ou ont appris
    } pourquoi rien ne vient.
    .fail = Le serveur a laissé { board-stranger } connecté pendant { $stayed }, jusqu’à son propre départ, sans rien lui dire.
    .late = Le serveur a laissé { board-stranger } connecté pendant { $stayed } avant de le renvoyer.

status-follows-seen =
    .pass = « { $key } » dans « { $path } » a suivi les arrivées et les départs, en { $answers ->
        [one] { $answers } réponse.
       *[other] { $answers } réponses.
    }
    .none = « { $path } » ne dit aucun nombre : { $code ->
        [0] rien n’est venu à temps.
       *[other] réponse de code { $code }, ou sans JSON.
    }
    .fail = Aucun nombre dans « { $path } » n’a suivi les arrivées et les départs.

board-duplicate-pseudo-harms-seen =
    .pass = De trois clients du même pseudo, l’un est parti, et les autres recevaient encore les modifications l’un de l’autre.
    .refused = { duplicate-pseudo-harms-seen.refused }
    .fail = Trois clients s’appelaient « { $user } ». Quand l’un d’eux est parti, les autres ne recevaient plus les modifications l’un de l’autre.

board-dies-on-empty-event-seen =
    .pass = { dies-on-empty-event-seen.pass }
    .fail = { dies-on-empty-event-seen.fail }
    .restarted = { dies-on-empty-event-seen.restarted }
