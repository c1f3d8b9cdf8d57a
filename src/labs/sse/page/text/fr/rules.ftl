### What students read about each rule of the page of the lab of Server-Sent Events.
### The value says what a good page does; the attributes say where the rule comes from, what is expected, why it
### matters, the usual cause of the fault, and what to look at next.

## page-quotes

stream-page-dead = La page des cotations fonctionne
    .symptom = La page des cotations ne fait rien
    .text = Sujet : une page HTML dont le JavaScript écoute le flux avec `EventSource`.
    .expected = La page est servie, ses scripts se chargent, et ils s’exécutent sans erreur jusqu’à ce que la page écoute le flux.
    .why = Une page dont le script ne s’exécute pas reste telle qu’elle a été écrite, pour toujours : rien d’autre ne peut marcher.
    .cause = Flask : `static_folder='static'` sert les fichiers sous `/static/`, et la page demande `script.js` à côté d’elle, d’où un 404. Express : `express.static('public')` manque, ou le fichier porte un autre nom. Sinon, une exception dans les premières lignes du script, comme un `document.getElementById(...)` qui ne trouve rien. Une boucle qui attend quelque chose (`while (!reponse) {"{"}{"}"}`) a le même effet : rien d’autre ne se passe dans l’onglet tant qu’elle tourne, ni réponse ni clic ; `await` laisse la place.
    .hint = Ouvrez la page, appuyez sur F12 et regardez Console et Réseau : la première ligne rouge dit quel fichier manque, ou quelle ligne échoue.

stream-not-opened = La page écoute le flux
    .symptom = La page n’écoute pas le flux
    .text = Sujet : le client ouvre le flux avec `new EventSource('/stream')`.
    .expected = Peu après son chargement, ou quand on clique sur son bouton de démarrage, la page demande le flux à votre serveur.
    .why = Sans cela, aucune cotation ne peut arriver, quoi que le serveur envoie.
    .cause = Le plus souvent, l’adresse n’est pas celle du flux : un autre chemin, ou l’adresse complète d’une autre machine ; ou la ligne est dans une fonction que personne n’appelle.
    .hint = Dans l’onglet Réseau, filtrez par « stream » : une requête de type « eventsource » doit rester ouverte. Écrivez le chemin seul, comme dans `new EventSource('/stream')` : il est juste sur toute machine et tout port.

quote-not-shown = Une cotation qui arrive est affichée, aussitôt
    .symptom = Les cotations ne s’affichent pas, ou trop tard
    .text = Sujet : chaque événement est affiché dès qu’il arrive.
    .expected = Quand la première cotation arrive, un élément visible nomme son symbole (ou son entreprise) et un autre, ou le même, dit son prix, en 250 ms environ. Avec du retard, la moitié des points.
    .why = C’est à cela que sert la page.
    .cause = Le plus souvent, la page écoute d’autres événements que ceux que le serveur envoie : `onmessage` n’entend pas les événements qui ont un nom (`event: quote`), que `addEventListener('quote', …)` entend, et inversement. Ou un champ est lu sous un autre nom que celui du serveur.
    .hint = Affichez chaque événement dans la console, et regardez ce que votre flux envoie : `curl -N http://localhost:5000/stream`. S’il y a une ligne `event:`, c’est ce nom qu’il faut écouter.

quote-not-updated = Le prix suivant est affiché aussi
    .symptom = Les prix suivants ne s’affichent pas, ou trop tard
    .text = Sujet : si la cotation existe déjà, mettez-la à jour.
    .expected = Chaque nouveau prix d’un symbole est affiché en 250 ms environ. Un historique à côté peut garder les précédents.
    .why = Un ancien prix qui a l’air actuel est pire que pas de prix.
    .cause = Le plus souvent, la page n’écrit que lorsqu’elle crée l’élément ; ou un `id` est cherché sous un autre nom que celui qu’il a reçu ; ou une exception arrête le traitement au deuxième événement.
    .hint = Regardez la console après le deuxième événement, et l’élément où vous écrivez : est-ce bien celui que l’on voit ?

cards-multiply = Un symbole garde sa place
    .symptom = Chaque cotation ajoute une carte de plus
    .text = Sujet : si la cotation existe déjà, mettez-la à jour.
    .expected = Après vingt cotations d’un même symbole, un élément qui était déjà là affiche son dernier prix. Un historique ou un journal peut grandir à côté.
    .why = Avec un nouvel élément pour chaque cotation, personne ne trouve le prix actuel, et au bout d’une heure l’onglet est lent : il a des milliers d’éléments.
    .cause = Le plus souvent, chaque événement est ajouté par `appendChild` ou `innerHTML +=`, sans regarder si le symbole est déjà là.
    .hint = Gardez l’élément de chaque symbole, dans une `Map` ou par un `id` formé du symbole, et ne le créez que s’il n’y en a pas.

new-symbol-not-shown = Un symbole inconnu est affiché
    .symptom = Un nouveau symbole n’est pas affiché, ou n’est pas mis à jour
    .text = Sujet : sinon, créez un nouvel élément.
    .expected = La cotation d’un symbole que la page n’a jamais vu est affichée, et ses prix suivants aussi.
    .why = C’est le serveur qui décide quels symboles arrivent. Une page qui ne connaît que les siens ne montre rien des autres, et peut s’arrêter au premier d’entre eux.
    .cause = Le plus souvent, les éléments sont écrits dans le HTML, un par symbole, et `getElementById` n’en trouve pas pour un autre : `null` n’a pas de `textContent`.
    .hint = Si aucun élément n’est trouvé, créez-en un et ajoutez-le à la liste. Essayez avec un symbole que vous inventez sur le serveur.

quotes-overwrite = Tous les symboles sont visibles ensemble
    .symptom = Tous les symboles ne sont pas visibles ensemble
    .text = Sujet : la page affiche les cotations, chacune mise à jour à sa place.
    .expected = Après les cotations de plusieurs symboles, tous sont visibles à la fois, chacun avec son dernier prix.
    .why = Qui regarde un prix veut le comparer aux autres, et non attendre qu’il repasse.
    .cause = Le plus souvent, il y a un seul élément, et chaque événement écrit par-dessus : `document.getElementById('quote').textContent = event.data`.
    .hint = Donnez à chaque symbole un élément à lui.

up-down-not-shown = La hausse et la baisse se distinguent
    .symptom = La hausse et la baisse se ressemblent
    .text = Sujet : montrez si le prix monte ou descend, par une couleur par exemple.
    .expected = La carte d’un symbole n’a pas la même couleur, classe, flèche ou le même signe après une hausse qu’après une baisse.
    .why = C’est ce que l’on voit d’un coup d’œil, avant de lire un nombre.
    .cause = Le plus souvent, la classe est posée une fois, quand la carte est créée ; ou elle porte un nom que la feuille de style ne connaît pas ; ou la variation est comparée comme un texte.
    .hint = Posez la classe à chaque cotation, d’après le signe de la variation : `card.className = change < 0 ? 'down' : 'up'`.

zero-change-hidden = Un prix dont la variation est nulle est affiché
    .symptom = Un prix dont la variation est nulle n’est pas affiché
    .text = Sujet : chaque événement est affiché dès qu’il arrive.
    .expected = Une cotation dont `change` vaut 0 affiche son prix comme les autres.
    .why = Zéro est une variation comme une autre : beaucoup de serveurs l’envoient avec le premier prix de la journée.
    .cause = Le plus souvent `if (data.change)`, qui est faux pour 0 ; ou `classList.add('')` pour « ni hausse ni baisse », qui lève une exception avant que le prix soit écrit.
    .hint = Demandez si la valeur est là, non si elle est vraie : `data.change !== undefined`. Écrivez d’abord le prix, puis sa couleur.

change-not-displayed = La variation est affichée
    .symptom = La variation n’est pas affichée
    .text = Sujet : chaque cotation a un symbole, un prix et une variation.
    .expected = La variation venue avec une cotation se lit quelque part sur la page, en montant ou en pourcentage.
    .why = Un prix seul ne dit pas si la journée est bonne.
    .cause = Le plus souvent, le champ est lu sous un autre nom que celui du serveur, ou ne sert qu’à la couleur.
    .hint = Écrivez la variation à côté du prix, avec son signe.

## page-own-stream

own-quotes-not-shown = Chaque onglet affiche ce que votre propre flux apporte
    .symptom = Un onglet n’affiche pas ce que votre flux apporte, ou trop tard
    .text = Sujet : ouvrez plusieurs onglets ; tous suivent le flux.
    .expected = Dans deux onglets d’une même fenêtre et dans un d’un autre navigateur, ce que le flux de votre propre serveur apporte est affiché environ 250 ms après l’arrivée de ses octets. Avec du retard, la moitié des points.
    .why = Ici, rien n’est simulé : c’est votre page avec votre serveur.
    .cause = Le plus souvent, un seul client à la fois reçoit les événements, ou un seul onglet écoute ; ou la page désigne le serveur par une adresse et un port qu’il n’a que sur votre machine.
    .hint = Ouvrez votre page deux fois, côte à côte. Les deux doivent bouger.

## page-stream-ends

reconnects-badly = Après une coupure, la page se remet à l’écoute, une seule fois
    .symptom = Après une coupure, la page ne reprend pas comme avant
    .text = WHATWG HTML § 9.2 : un `EventSource` dont la connexion s’est arrêtée revient de lui-même, après le délai que dit `retry`.
    .expected = Après l’arrêt du flux, la page l’écoute de nouveau en 15 s environ, avec autant de flux qu’avant, et affiche ce qui arrive ; et de même la seconde fois.
    .why = Le réseau flanche un instant, les serveurs redémarrent. Une page qui abandonne montre d’anciens prix comme s’ils étaient nouveaux ; une page qui ouvre chaque fois un flux de plus a bientôt pris les six connexions qu’un navigateur accorde à un serveur, et plus rien ne marche.
    .cause = Le plus souvent, `onerror` appelle `source.close()` et rien d’autre, ou ouvre un nouvel `EventSource` sans fermer l’ancien, qui revient de lui-même à côté.
    .hint = Laissez faire le navigateur dans `onerror`, et montrez seulement que la connexion est perdue. Si vous ouvrez vous-même un nouveau flux, fermez d’abord l’ancien, et ne le faites qu’une fois (`readyState === EventSource.CLOSED`).

bad-event-fatal = Un mauvais événement n’arrête pas la page
    .symptom = Un mauvais événement arrête la page
    .text = Sujet : la page continue tant que le flux continue.
    .expected = Après une moitié de texte JSON et après `null`, la bonne cotation suivante est affichée.
    .why = Un mauvais événement parmi des milliers ne doit pas coûter tous ceux qui suivent.
    .cause = Le plus souvent, un `catch` qui ferme le flux, ou un traitement qui se retire dès que quelque chose ne va pas.
    .hint = Mettez `JSON.parse` dans un `try … catch` qui ignore cet événement-là, et rien de plus.

## What was seen.

stream-page-dead-seen =
    .pass = La page se charge, et son script s’exécute.
    .no-page = { $path } reçoit { $code } : il n’y a pas de page.
    .no-script = Le script { $path } reçoit { $code } ; rien ne marche donc sur la page, et le flux n’est jamais demandé.
    .thrown = Le script s’arrête sur une exception, et le flux n’est jamais demandé : { $text } ({ $place })
    .hung = Dans { $tabs } onglets, la page a fini par ne plus répondre à rien, pas même au navigateur, pendant 10 s : un de ses scripts ne se termine pas, ou attend une boîte de dialogue.
    .crashed = Dans { $tabs } onglets, la page a planté.
    .left = Dans { $tabs } onglets, la page est partie d’elle-même vers une adresse où personne ne répond, et n’est pas revenue.
    .closed = Dans { $tabs } onglets, la page s’est fermée d’elle-même.

stream-not-opened-seen =
    .pass = La page demande le flux.
    .clicked = La page demande le flux quand on clique sur « { $label } ».
    .other = La page a été ouverte et n’a jamais demandé le flux ; ce qu’elle a demandé est { $path }.
    .fail = La page a été ouverte, ce qui ressemble à une commande a été cliqué, et le flux n’a jamais été demandé.

quote-not-shown-seen =
    .pass = Dans { $quotes } onglets, la première cotation a été affichée, après { $median } dans le plus rapide.
    .late = Dans { $quotes } onglets, la première cotation a été affichée, mais en retard : après { $median } dans le plus rapide.
    .too-late = Dans { $quotes } onglets, la première cotation a été affichée bien trop tard : après { $median } dans le plus rapide.
    .fail = { $symbol } est arrivé avec le prix { $price }, et aucun élément visible n’a montré les deux.

quote-not-updated-seen =
    .pass = { $quotes } prix suivants ont été affichés, après { $median } (médiane).
    .late = { $quotes } prix suivants ont été affichés, mais en retard : après { $median } (médiane).
    .too-late = { $quotes } prix suivants ont été affichés bien trop tard : après { $median } (médiane).
    .fail = { $symbol } est arrivé avec son prix suivant { $price }, et aucun élément visible ne l’a montré. Sur { $quotes } prix suivants, { $shown } ont été affichés.

cards-multiply-seen =
    .pass = Après { $quotes } cotations de { $symbol }, sa carte est là où elle était, avec le dernier prix.
    .fail = Après { $quotes } cotations de { $symbol }, il y a { $more } éléments de plus de la sorte qui affiche son prix, et aucun n’a gardé sa place.

new-symbol-not-shown-seen =
    .pass = { $symbol }, que la page n’avait jamais vu, a été affiché, et ses prix suivants aussi.
    .fail = { $symbol }, que la page n’avait jamais vu, a été coté, et aucun élément visible ne l’a montré.
    .stays = { $symbol }, que la page n’avait jamais vu, a été affiché, mais pas son prix suivant.

quotes-overwrite-seen =
    .pass = { $symbols } symboles sont visibles ensemble, chacun avec son dernier prix.
    .fail = { $symbols } symboles ont été cotés, et { $there } d’entre eux sont visibles avec leur dernier prix : { $symbol } ne l’est pas.

up-down-not-shown-seen =
    .pass = Sur { $moves } mouvements, la carte avait un autre aspect après une hausse qu’après une baisse.
    .fail = Après une hausse et après une baisse, la carte avait le même aspect : mêmes classes, couleurs, flèches et signes.

zero-change-hidden-seen =
    .pass = { $symbol } est arrivé avec une variation de 0, et son prix { $price } a été affiché.
    .fail = { $symbol } est arrivé avec une variation de 0, et son prix { $price } n’a pas été affiché.

change-not-displayed-seen =
    .pass = Les variations de { $quotes } cotations pouvaient se lire sur la page.
    .fail = { $symbol } est arrivé avec la variation { $change }, et aucun élément visible ne le dit, ni en pourcentage ({ $quotes } cotations).

own-quotes-not-shown-seen =
    .pass = { $tabs } onglets ont affiché ce que votre flux apportait ({ $quotes } cotations), après { $median } (médiane).
    .late = { $tabs } onglets ont affiché ce que votre flux apportait ({ $quotes } cotations), mais en retard : après { $median } (médiane).
    .too-late = { $tabs } onglets ont affiché ce que votre flux apportait ({ $quotes } cotations) bien trop tard : après { $median } (médiane).
    .nothing = L’onglet { $tab } était ouvert sur votre propre serveur, et aucune cotation ne lui en est venue. Les onglets 1 et 2 sont d’une même fenêtre, le dernier est d’un autre navigateur.
    .fail = { $quotes } cotations de votre propre serveur sont arrivées à l’onglet { $tab }, et il en a affiché { $shown } : { $symbol } à { $price }, par exemple, n’a pas été affiché. Les onglets 1 et 2 sont d’une même fenêtre, le dernier est d’un autre navigateur.

reconnects-badly-seen =
    .pass = Après { $cuts } coupures, la page s’est remise à l’écoute chaque fois, de { $before } flux.
    .gone = Le flux s’est arrêté, et 16 s plus tard la page ne l’avait pas redemandé.
    .more = Le flux s’est arrêté, et 3 s après le retour de la page { $open } flux étaient ouverts au lieu de { $before }.
    .silent = Le flux s’est arrêté, la page s’est remise à l’écoute, et la cotation suivante n’a pas été affichée.

bad-event-fatal-seen =
    .pass = Après une moitié de cotation et un `null`, la cotation suivante a été affichée.
    .fail = Après une moitié de cotation et un `null`, la cotation suivante (de { $symbol }) n’a plus été affichée.
