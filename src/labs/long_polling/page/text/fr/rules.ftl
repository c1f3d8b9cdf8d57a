### Ce que les étudiants lisent sur chaque règle de la page du TP de long polling.
### La valeur dit ce que fait une bonne page ; les attributs disent d’où vient la règle, ce qui est attendu, pourquoi
### c’est important, la cause habituelle du défaut et ce qu’il faut regarder ensuite.

## page-loop

page-dead = La page fonctionne
    .symptom = La page ne fait rien
    .text = Énoncé : « une page HTML simple », dont le JavaScript demande l’état au point d’accès de long polling.
    .expected = La page est servie, ses scripts se chargent sans erreur, et en deux secondes environ elle demande l’état au serveur.
    .why = Une page dont le script ne s’exécute pas reste telle qu’elle a été écrite (« Chargement… »), pour toujours : rien d’autre ne peut y fonctionner.
    .cause = Flask : `static_folder='static'` sert les fichiers sous `/static/`, et la page demande `script.js` à côté d’elle, d’où un 404. Express : `express.static('public')` manque, ou le fichier porte un autre nom. Sinon, une exception dans les premières lignes du script, comme un `document.getElementById(...)` qui ne trouve rien. Une boucle qui attend quelque chose (`while (!reponse) {"{"}{"}"}`) a le même effet : rien d’autre ne se passe dans l’onglet tant qu’elle tourne, ni réponse ni clic ; `await` laisse la place.
    .hint = Ouvrez la page, appuyez sur F12 et regardez Console et Réseau : la première ligne rouge dit quel fichier manque, ou quelle ligne échoue. Avec Flask, écrivez `src="/static/script.js"`, ou `static_url_path=''`.

change-not-shown = Chaque changement s’affiche, aussitôt
    .symptom = Les changements ne s’affichent pas, ou trop tard
    .text = Énoncé : le client doit « mettre à jour l’affichage » avec ce que rapporte la requête ; « tous les clients ouverts mettent à jour leur affichage presque instantanément ».
    .expected = Quand une réponse apporte un autre statut, un élément visible de la page le montre en 250 ms environ, à chaque fois ; avec les mots ou les couleurs que l’on veut, pourvu que ce soient les mêmes pour le même statut.
    .why = C’est la raison d’être de la page. Qui lit un ancien statut décide d’après lui.
    .cause = En général, la réponse est lue sous un autre nom que celui du serveur (`data.state` pour `data.status`), l’affichage n’est écrit qu’après la mise à jour faite par la page elle-même, ou le nouveau statut s’ajoute à une liste au lieu de remplacer l’ancien.
    .hint = Affichez dans la console la réponse reçue, et l’élément où vous l’écrivez. Les deux doivent être ce que vous croyez à chaque changement, au deuxième et au troisième aussi. Si vous voyez bien le statut changer, il est peut-être affiché d’une façon qui ne se lit pas du dehors, par exemple par une feuille de style : dites où, avec display sous [page] d’un fichier de contrat.

initial-not-shown = Le statut est là quand la page s’ouvre
    .symptom = Le statut manque quand la page s’ouvre
    .text = Énoncé : « une première requête […] pour obtenir l’état initial ».
    .expected = Une page que l’on ouvre montre le statut qu’a le serveur, avant tout changement.
    .why = Jusqu’au prochain changement, peut-être dans des heures, celui qui ouvre la page ne voit rien, ou voit quelque chose de faux.
    .cause = En général, la première réponse ne fait que fixer la version, ou la première requête attend déjà, parce qu’elle envoie une version que le serveur prend pour la dernière.
    .hint = Que la première requête envoie une version plus ancienne que toutes les autres (0, par exemple, pour un serveur qui commence à 1), et affichez sa réponse comme les autres.

fresh-not-shown = Un serveur qui vient de démarrer s’affiche aussi
    .symptom = Un serveur qui vient de démarrer ne s’affiche pas
    .text = Énoncé : « une première requête […] pour obtenir l’état initial ».
    .expected = La page affiche le statut en moins de deux secondes, même celui d’un serveur où rien n’a encore changé.
    .why = Qui ouvre la page sur un serveur tout neuf voit « Chargement… » pendant toute une attente (25 à 30 s), ou jusqu’à ce que quelqu’un change quelque chose.
    .cause = En général, les deux côtés commencent par le même nombre : la version du serveur est 0, la page envoie `last_version=0`, et le serveur la prend pour un client qui a tout vu.
    .hint = Commencez par une version que le serveur n’a jamais (-1, ou aucune), ou lisez l’état une fois avant de lancer la boucle. Essayez avec un serveur que vous venez de démarrer.

version-not-sent-back = Chaque requête envoie la dernière version lue
    .symptom = La page demande avec une mauvaise version
    .text = Énoncé : le client redemande « en envoyant la last_version ».
    .expected = La requête qui suit une réponse porte la version de cette réponse, telle que le serveur l’a écrite, sous le nom que le serveur lit.
    .why = La version est ce qui dit au serveur ce que ce client a vu. Avec une autre, le serveur répond aussitôt à chaque fois (une boucle aussi rapide que la machine), ou fait attendre un client qui a manqué un changement.
    .cause = En général, la variable est déclarée dans la boucle et vaut de nouveau 0 à chaque fois ; ou elle est lue sous un autre nom et vaut `undefined` ; ou c’est une horloge de la page qui est envoyée à sa place.
    .hint = Regardez les adresses dans l’onglet Réseau : après une réponse avec `"version": 4`, la suivante doit finir par `last_version=4`.

repoll-late = Après une réponse, la page redemande aussitôt
    .symptom = Après une réponse, la page tarde à redemander
    .text = Énoncé : « Crucial : immédiatement » envoyer une nouvelle requête après chaque réponse.
    .expected = La requête suivante part moins de 500 ms après une réponse. En moins de 1,5 s, elle rapporte la moitié.
    .why = Tant qu’aucune requête n’attend, la page n’apprend rien : un changement survenu pendant ce temps s’affiche en retard et, avec une pause après chaque réponse, le long polling ne vaut pas mieux qu’une question par seconde.
    .cause = En général, un `setTimeout(poll, 1000)` ou un `await sleep(1000)` prévu pour les erreurs et placé là où passent toutes les réponses ; ou bien la boucle n’est pas relancée après une réponse.
    .hint = Ne faites une pause qu’après les erreurs : dans le `catch`, pas après le `try`.

stops-after-hold = Quand une attente finit sans nouvelle, la page redemande aussitôt
    .symptom = Quand une attente finit sans nouvelle, la page perd le fil
    .text = Énoncé : dès qu’il reçoit une réponse « (ou le timeout) », le client envoie une nouvelle requête.
    .expected = Après la réponse qui termine une attente, la requête suivante part en moins de 500 ms, et ce qui était affiché le reste. En moins de 1,5 s, elle rapporte la moitié.
    .why = La fin d’une attente est la réponse la plus ordinaire qui soit : elle arrive toutes les 25 à 30 s. Une page qui s’arrête là, ou qui la prend pour une erreur, manque tout ce qui change ensuite.
    .cause = En général, `response.json()` sur une réponse sans corps (204) : il lève une exception, et le `catch` fait une pause, ou rien ne l’attrape et la boucle est finie. Ou bien la réponse est affichée comme si elle portait un statut, et la page dit « undefined ».
    .hint = Regardez d’abord `response.status` : pour 204 il n’y a rien à lire, et la boucle continue. Attendez la fin d’une attente entière avec l’onglet Réseau ouvert.

polls-overlap = Une seule requête à la fois
    .symptom = La page envoie plusieurs requêtes à la fois
    .text = Énoncé : « une boucle continue » : une nouvelle requête quand la précédente a reçu sa réponse.
    .expected = Tant que rien ne change, une seule requête de la page attend auprès du serveur.
    .why = Chaque requête qui attend occupe une connexion, et un navigateur en a six par serveur : avec plusieurs par onglet, deux onglets suffisent à bloquer toutes les autres, dont la mise à jour.
    .cause = En général, `setInterval(poll, …)` au lieu d’une boucle, qui redemande alors que la dernière requête attend encore ; ou bien la boucle est lancée deux fois, par le chargement de la page et par un bouton ou une mise à jour.
    .hint = Ne lancez la requête suivante que là où la précédente s’est terminée : `while (true) {"{"} await poll() {"}"}`, lancé une seule fois.

restart-not-shown = Après un redémarrage du serveur, la page continue
    .symptom = Après un redémarrage du serveur, la page affiche l’ancien statut
    .text = Énoncé : « gérer les erreurs réseau » et relancer. Un serveur redémarré recompte ses versions depuis le début.
    .expected = Un statut est affiché même si sa version est plus petite que la dernière : une autre version est un autre état.
    .why = Après un redémarrage du serveur, une telle page montre l’ancien statut jusqu’à ce que le compteur l’ait rattrapée, ce qui peut prendre des jours.
    .cause = En général, `if (data.version > lastVersion)` autour de ce qui affiche la réponse.
    .hint = Affichez chaque réponse qui porte un état. Qu’il soit nouveau, c’est le serveur qui en a décidé ; si vous comparez, que ce soit par `!==`.

markup-executed = Un statut s’affiche comme un texte
    .symptom = Un statut qui contient du HTML est exécuté
    .text = L’énoncé n’en dit rien ; c’est ce qui empêche une page de devenir celle d’un autre (OWASP, cross-site scripting).
    .expected = Un statut comme `<img src=x>` s’affiche avec ces caractères, et aucune image n’est demandée. Un serveur qui refuse un tel statut en protège sa page.
    .why = Qui peut changer le statut exécute un programme dans le navigateur de tous ceux qui ont la page ouverte.
    .cause = En général, `innerHTML = data.status`, ou `.html(...)` de jQuery.
    .hint = Écrivez `textContent` (jQuery : `.text(...)`) partout où s’affiche quelque chose qui vient du serveur.

## page-control

control-missing = La page change le statut
    .symptom = Rien sur la page ne permet de changer le statut
    .text = Énoncé : « un bouton ou un champ de texte » pour « simuler l’action d’un administrateur ».
    .expected = Quelque chose que l’on voit et que l’on peut utiliser sur la page (un bouton, un champ, une liste…) envoie au serveur une mise à jour avec un statut.
    .why = Sans cela, le statut ne se change que depuis un terminal, et la page ne peut pas montrer à quoi sert le long polling.
    .cause = En général, il n’y a pas de telle commande, elle est cachée, ou son clic finit par une erreur avant tout envoi ; ou bien un formulaire envoie son champ sous un autre nom que celui que lit le serveur.
    .hint = Cliquez avec l’onglet Réseau ouvert : un POST doit y apparaître, avec le statut dans son corps, sous le nom que lit votre serveur. Si votre commande fonctionne pour vous, dites ce qui se clique, avec control (et field, pour ce qui se tape) sous [page] d’un fichier de contrat.

control-value = L’utilisateur choisit le statut envoyé
    .symptom = La page envoie toujours le même statut
    .text = Énoncé : un bouton ou un champ de texte pour « simuler l’action d’un administrateur ».
    .expected = Utilisée deux fois avec deux souhaits (un autre texte, un autre bouton, un autre choix), la page envoie deux statuts. Un bouton qui envoie chaque fois le statut suivant convient aussi.
    .why = Une tâche qui ne peut devenir que « terminée » ne se suit pas.
    .cause = En général, le statut est écrit dans le script (`JSON.stringify({"{"} status: "Terminée" {"}"})`), ou le champ n’est lu qu’une fois, au chargement de la page.
    .hint = Lisez le champ là où le clic est traité, ou donnez à chaque statut son bouton.

## page-tabs

tabs-differ = Tous les onglets montrent la même chose
    .symptom = Les onglets n’affichent pas la même chose
    .text = Énoncé : « ouvrez plusieurs onglets » : tous doivent montrer le même état, et chaque changement « quasi instantanément ».
    .expected = Trois onglets d’une même fenêtre et un d’un autre navigateur montrent le même statut à l’ouverture, et chaque changement en 250 ms environ ; plus tard, c’est la moitié des points. Aucun onglet n’est rechargé pour cela.
    .why = C’est à cela que sert le long polling : ce que l’un fait, tous les autres le voient.
    .cause = En général, la page n’affiche le statut qu’après sa propre mise à jour ; ou elle garde un état dans `localStorage`, que les autres onglets partagent ; ou elle se recharge, et perd ce que l’utilisateur écrivait ; ou la page interroge le mauvais serveur, si bien qu’un onglet seul paraît juste.
    .hint = Ouvrez votre page deux fois, côte à côte, et changez le statut dans l’une. L’autre doit suivre, sans qu’on y touche.

## page-errors

gives-up-on-error = Après une erreur, la page redemande
    .symptom = Après une erreur, la page cesse de demander
    .text = Énoncé : « gérer les erreurs réseau » et relancer.
    .expected = Après une erreur du serveur (500), une connexion coupée ou un serveur absent, la page redemande d’elle-même dans les 15 s environ.
    .why = Un réseau peut faillir un moment, un serveur redémarre. Une page qui renonce montre dès lors un ancien statut, et personne ne le voit.
    .cause = En général, une exception qu’aucun `try … catch` n’attrape met fin à la boucle : `fetch` en lève une sans réseau, et `response.json()` quand le corps est une page d’erreur.
    .hint = Mettez tout le tour de boucle dans un `try … catch`, attendez une ou deux secondes dans le `catch`, puis continuez la boucle.

error-storm = Quand le serveur échoue, la page ne l’assaille pas
    .symptom = Quand le serveur échoue, la page l’assaille de requêtes
    .text = Énoncé : « gérer les erreurs réseau ». Qu’un client attende entre deux essais est ce qui laisse un serveur se relever (RFC 9110 § 15.6.4 : Retry-After en est une forme).
    .expected = Tant que les requêtes échouent aussitôt, la page en envoie au plus dix en trois secondes.
    .why = Un serveur qui vient d’échouer reçoit des centaines de requêtes par seconde de chaque onglet ouvert, et ne se relève pas ; l’onglet lui-même occupe tout un processeur.
    .cause = En général, la requête est relancée dans `finally` ou dans le `catch` sans pause ; ou bien une réponse d’erreur (500) n’est pas regardée et passe pour une autre.
    .hint = Regardez `response.ok` et attendez dans le `catch` : une seconde, puis deux, puis quatre. Essayez avec le serveur arrêté et l’onglet Réseau ouvert.

## page-odd-answers

malformed-not-survived = Ce qui n’est pas une réponse ne termine pas la boucle
    .symptom = Une réponse illisible arrête la boucle de la page
    .text = Bonne pratique ; l’énoncé le demande en général : « gérer les erreurs réseau ». Cela ne coûte aucun point, car votre propre serveur n’envoie peut-être jamais rien de tel.
    .expected = Après une moitié de réponse, ou une réponse dont le JSON est illisible, la page redemande en 15 s environ.
    .why = Un réseau s’interrompt au milieu d’une réponse, et un proxy met une page à lui à sa place.
    .cause = En général, ce qui lit le corps se trouve hors du `try` : `JSON.parse(xhr.responseText)` dans `onload`, ou un `.then` après le `.catch`.
    .hint = Mettez tout ce qui traite une réponse dans le même `try` que la requête.

client-timeout = Une requête qui reste sans réponse est abandonnée
    .symptom = Une requête sans réponse est attendue sans fin
    .text = Énoncé : « gérer les erreurs réseau ou les timeouts côté client ». RFC 6202 §5.5 : les requêtes longues et le temps qu’attend un client.
    .expected = Une requête sans réponse, dont la connexion reste ouverte, est abandonnée en moins d’une minute et renvoyée.
    .why = Un ordinateur qui a dormi, ou un réseau qui a changé, laisse des connexions auxquelles plus personne ne répond, sans que personne ne le dise. Sans délai à elle, la page attend des minutes, ou toujours.
    .cause = `fetch` n’a pas de délai par lui-même ; `XMLHttpRequest` n’en a que si `timeout` est fixé.
    .hint = `fetch(url, {"{"} signal: AbortSignal.timeout(40_000) {"}"})` : plus long que l’attente du serveur, qui est de 25 à 30 s.

## Ce qui a été vu.

page-dead-seen =
    .pass = La page se charge, et demande l’état.
    .no-page = { $path } reçoit la réponse { $code } : il n’y a pas de page.
    .no-script = Le script { $path } reçoit la réponse { $code } ; rien ne fonctionne donc sur la page, et l’état n’est jamais demandé.
    .thrown = Le script finit par une exception, et l’état n’est jamais demandé : { $text } ({ $place })
    .silent = La page a été ouverte, et n’a demandé aucun état en 15 s.
    .hung = Dans { $tabs } onglets, la page a fini par ne plus répondre à rien, pas même au navigateur, pendant 10 s : un de ses scripts ne se termine pas, ou attend une boîte de dialogue.
    .crashed = Dans { $tabs } onglets, la page a planté.
    .left = Dans { $tabs } onglets, la page est partie d’elle-même vers une adresse où personne ne répond, et n’est pas revenue.
    .closed = Dans { $tabs } onglets, la page s’est fermée d’elle-même.

change-not-shown-seen =
    .pass = { $changes } changements ont été affichés, après { $median } (médiane), dans { $place }.
    .late = { $changes } changements ont été affichés, mais tard : après { $median } (médiane), dans { $place }.
    .too-late = { $changes } changements ont été affichés beaucoup trop tard : après { $median } (médiane), dans { $place }.
    .fail = Aucun élément visible de la page n’a suivi le statut pendant { $changes } changements : { $statuses }.

initial-not-shown-seen =
    .pass = « { $status } » était affiché avant tout changement.
    .fail = Le serveur avait « { $status } » à l’ouverture de la page, et la page a montré « { $said } » jusqu’au premier changement.

version-not-sent-back-seen =
    .refused = Les { $polls } requêtes ont toutes été refusées par un { $code }, comme votre propre serveur les refuse : la première demandait { $sent }.
    .pass = { $polls } requêtes ont envoyé la dernière version.
    .none = { $wrong } requêtes sur { $polls } n’ont envoyé aucune version après une réponse de version { $due }.
    .other = { $wrong } requêtes sur { $polls } ont envoyé une autre version que la dernière lue : la première a envoyé « { $sent } » au lieu de « { $due } ».

repoll-late-seen =
    .pass = Après { $gaps } réponses, la requête suivante est partie après { $median } (médiane).
    .late = Après { $gaps } réponses, la requête suivante est partie après { $median } (médiane) : c’est une pause, non « aussitôt ».
    .too-late = Après { $gaps } réponses, la requête suivante n’est partie qu’après { $median } (médiane).
    .never = Après la première réponse, la page n’a plus jamais redemandé.

polls-overlap-seen =
    .pass = Pendant 3 s sans aucun changement, une seule requête attendait.
    .fail = Pendant 3 s sans aucun changement, { $most } requêtes d’un même onglet attendaient en même temps.

restart-not-shown-seen =
    .pass = « { $status } » a été affiché, bien que les versions aient recommencé.
    .fail = Le serveur a été redémarré, avec des versions plus petites et le statut « { $status } » ; 2 s plus tard, la page montrait encore « { $said } ».

tabs-differ-seen =
    .pass = { $tabs } onglets ont affiché { $changes } changements, après { $median } (médiane).
    .late = { $tabs } onglets ont affiché { $changes } changements, mais tard : après { $median } (médiane).
    .missing = « { $status } » a été envoyé à votre serveur, et l’onglet { $tab } ne l’affichait pas 2 s plus tard (dans { $place }). Les onglets 1 à 3 sont d’une même fenêtre, le dernier d’un autre navigateur.
    .begin = L’onglet { $tab } a été ouvert sur le même serveur que le premier, et ils montraient des choses différentes : « { $other } » et « { $said } ».
    .reloaded = L’onglet { $tab } s’est rechargé de lui-même, au lieu d’être modifié.

control-value-seen =
    .pass = Utilisée { $times } fois, la page a envoyé : { $sent }.
    .fail = Utilisée { $times } fois avec des souhaits différents, la page a envoyé chaque fois la même chose : { $sent }.

control-missing-seen =
    .pass = « { $label } » a envoyé le statut « { $sent } ».
    .form = « { $label } » envoie une mise à jour, mais aucun statut là où le serveur le lit.
    .fail = Rien de ce que l’on voit sur la page n’a envoyé de mise à jour. Les champs ont été remplis avec « { $wanted } », et tout ce qui ressemble à une commande a été cliqué.
    .hung = Dans { $tabs } onglets, la page a fini par ne plus répondre à rien, pas même au navigateur, pendant 10 s : un de ses scripts ne se termine pas, ou attend une boîte de dialogue.
    .crashed = Dans { $tabs } onglets, la page a planté.
    .left = Dans { $tabs } onglets, la page est partie d’elle-même vers une adresse où personne ne répond, et n’est pas revenue.
    .closed = Dans { $tabs } onglets, la page s’est fermée d’elle-même.

gives-up-on-error-seen =
    .pass = La page a redemandé après chacune des { $ways } sortes d’erreurs.
    .fail = La page a renoncé après { $given_up } des { $ways } sortes d’erreurs ({ $with ->
        [error] code 500
        [reset] connexion coupée
        [closed] connexion fermée sans réponse
       *[several] de plusieurs façons
    }) : plus aucune requête n’est venue.

error-storm-seen =
    .pass = Pendant que les requêtes échouaient, { $most } au plus ont été envoyées en trois secondes.
    .fail = Pendant que les requêtes échouaient ({ $with ->
        [error] code 500
        [reset] connexion coupée
        [closed] connexion fermée sans réponse
       *[several] de plusieurs façons
    }), { $most } ont été envoyées en trois secondes.

fresh-not-shown-seen =
    .pass = « { $status } » s’est affiché pour un serveur où rien n’avait encore changé.
    .fail = Le serveur avait « { $status } », dans la version que le vôtre avait quand il a été trouvé ; la page a envoyé la version « { $sent } », a dû attendre, et a montré « { $said } » pendant deux secondes.

stops-after-hold-seen =
    .pass = Après { $ends } fins d’attente, la requête suivante est partie au mieux { $took } plus tard, et le statut est resté.
    .late = Après la fin d’une attente, la requête suivante n’est partie au mieux que { $took } plus tard : c’est une pause, pas aussitôt.
    .too-late = Après la fin d’une attente, la requête suivante n’est partie au mieux que { $took } plus tard.
    .never = Après la fin d’une attente, aucune requête n’est venue en 4 s.
    .cleared = « { $status } » s’affichait avant la fin d’une attente, et rien sur la page ne le disait plus ensuite.

markup-executed-seen =
    .pass = { $status } s’est affiché comme un texte.
    .refused = Votre serveur n’accepte aucun statut qui ressemble à du balisage : il n’en arrive pas à la page.
    .fail = Le statut { $status } a fait demander { $path } au navigateur.

malformed-not-survived-seen =
    .pass = La page a redemandé après { $ways } réponses qui n’en étaient pas.
    .fail = La page a abandonné après une réponse qui n’en était pas une ({ $with ->
        [cut] il n’en est venu que la moitié
        [malformed] son JSON était illisible
       *[several] de plusieurs façons
    }) : plus aucune requête n’est venue.

client-timeout-seen =
    .pass = Une requête sans réponse a été abandonnée, puis renvoyée.
    .fail = Une requête sans réponse a été attendue pendant toute une minute du temps de la page.
