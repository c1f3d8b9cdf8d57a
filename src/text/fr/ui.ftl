### Ce que dit le programme lui-même : titres, progression, ennuis.


verbatim = { $text }
contract-found = Ce que lab a trouvé sur votre serveur

bonus-row = Au-delà de l’énoncé (montré à côté de la note, jamais compté dedans)
scenario-word = scénario
penalty-row = Retiré pour un défaut qui prive tout le monde du service
penalty-said = { $points } en plus de ceux de la règle : avec ce défaut, personne ne peut utiliser la page, ou plus personne après un événement de tous les jours.
field-penalty = Points retirés en plus
run-in = { $label } :
start-with = Commencez par « { $symptom } ». { $cost }
failure-cost = Coût : { $all }{ $sum ->
    [no] .
   *[yes] {" "}= { $own }{ $penalty ->
        [0] {""}
       *[other] {" "}+ { $penalty } de retrait
    }{ $blocked ->
        [0] {""}
       *[other] {" "}+ { $blocked } pour ce qui en dépend et n’a pas pu être jugé
    }.
}
failure-cost-all = Coût : tout ce qui manque, { $all }.
passed-row = { $count ->
    [1] Un scénario a tous ses points
   *[other] { $count } scénarios ont tous leurs points
}
blocked-row = { $count ->
    [1] Un scénario dépend de ce qui a échoué
   *[other] { $count } scénarios dépendent de ce qui a échoué
}
untouched-row = { $count ->
    [1] Un scénario n’a pas été examiné
   *[other] { $count } scénarios n’ont pas été examinés
}
not-looked-at = { $count ->
    [1] Une règle n’a pas été examinée jusqu’au bout ; elle vaut { $points }.
   *[other] { $count } règles n’ont pas été examinées jusqu’au bout ; elles valent { $points } en tout.
}
field-text = D’où vient la règle
field-expected = Attendu
field-observed = Observé
field-why = Pourquoi c’est important
field-cause = Causes fréquentes
field-hint = Par où commencer
field-printed = Ce que votre serveur a affiché alors
field-again = Pour reproduire
again-first = Dans un premier terminal :
again-second = Pendant ce temps, dans un second terminal, tandis que le premier attend :
again-check = Ou tout son scénario, le serveur venant d’être démarré :
again-posix = Pour un shell POSIX, comme Git Bash ou WSL :
again-powershell = Pour PowerShell ; dans cmd, sans le --% :
timeline-row = +{ $sent }  { $asked }  → { $code } après { $took }  { $answer }
timeline-who = { $actor } : { $asked }
timeline-event = +{ $sent }  { $asked }{ $came }
event-acknowledged = , acquitté après { $took }
event-not-sent = , non envoyé, car sa connexion était finie
event-link-over = , puis sa connexion a pris fin
timing-line = Mesuré : { $observed } ; la limite est { $limit } ; retard dû à la machine à ce moment : { $noise } au plus.
timeline-more = … et { $more } de plus
no-answer = toujours pas de réponse
we-left = lab a cessé d’attendre
blocked-title = Non jugé : dépend d’une règle qui n’est pas encore respectée
blocked-by = Sans « { $rule } », on ne peut pas juger ce qui suit, qui vaut { $points } en tout :
waits-for = Cela dépend de « { $rule } », qui n’a pas pu être tranché non plus.
passed-title = Ce qui a été observé pour les règles respectées
advice-title = Conseils (sans points)
stamps-kernel = Le temps pendant lequel votre serveur a fait attendre ses réponses a été mesuré par les horodatages de réception du noyau ({ $kernel ->
    [one] { $kernel } réponse
   *[other] { $kernel } réponses
} sur { $all }) ; tout le reste, par l’horloge de lab.
stamps-ours = Tous les temps ont été pris par l’horloge de lab lui-même : le noyau n’a pas donné d’horodatage de réception.
noise-line = Cette machine était occupée : jusqu’à { $max } de retard venaient d’elle, pas de votre serveur. Au-delà de { $bound }, rien n’est conclu d’un temps.
limit-line = Votre serveur limite la fréquence des requêtes : il a répondu 429 (trop de requêtes) à { $refused ->
    [1] 1
   *[other] { $refused }
} des { $asked } requêtes{ $requests ->
    [0] {""}
   *[other] , et lab n’en a plus envoyé que { $requests } en { $window }
}{ $skipped ->
    [yes] {" ; ce qui demande plus de requêtes à la fois, ou plus de temps à ce rythme, n’a pas été examiné et n’enlève aucun point."}
   *[no] {" ; cela n’enlève aucun point."}
}

summary-pass = { $lab } : { $mark }. Tout ce qui est demandé est là.
summary-fail = { $lab } : { $mark }.
summary-unknown = { $lab } : { $mark }. Certains points n’ont pas pu être tranchés ; la raison est donnée plus haut.
summary-partial = { $lab } : { $mark } pour l’instant. La vérification a été arrêtée avant la fin ; voici ce qui a été trouvé jusque-là.
summary-more = La même commande avec -v dit le reste : d’où vient chaque règle, pourquoi elle compte, et comment le voir à la main.
summary-end = Vérifié en { $time }, graine { $seed }, barème { $rubric }. { $page ->
    [none] Le serveur est jugé, pas sa page.
   *[other] Le serveur est jugé ; --lab { $page } juge sa page.
}
summary-end-page = Vérifié en { $time }, graine { $seed }, barème { $rubric }. La page est jugée, dans un vrai navigateur.

judge-not-whole = { $count ->
    [1] Une réponse est lue comme avant, car elle n’a pas été gardée en entier.
   *[other] { $count } réponses sont lues comme avant, car elles n’ont pas été gardées en entier.
}

start-line = lab { $version } vérifie { $url }
address-line = Il répond à l’adresse { $address }.
public-line = { $address } n’est ni sur cette machine ni sur un réseau privé, et n’est vérifié que parce que --i-own-this dit que le serveur est le vôtre : des centaines de requêtes vont suivre. Ctrl-C arrête.
start-estimate = Environ 40 s pour un serveur qui fait attendre 25 s ({ $most } au maximum).
start-estimate-streams = Environ 25 s pour un flux qui envoie un événement toutes les 2 s ({ $most } au maximum).
start-estimate-acting = Quelques secondes ({ $most } au maximum).
estimate-known = Encore une attente et 15 s environ ({ $most } au maximum).
estimate-streams = Encore 25 s environ ({ $most } au maximum).
estimate-acting = Encore quelques secondes ({ $most } au maximum).
slower-line = Votre serveur limite la fréquence des requêtes (429). À partir d’ici, lab ralentit : { $most } au plus.
progress-discovery = découverte de l’API du serveur
progress-scenario = { $title }
progress-quiet = on laisse une requête attendre jusqu’au bout ({ $most } au maximum)
operation-row = { $time }  { $scenario }  { $actor }  { $asked }  → { $came } après { $took }{ $answer ->
        [none] {""}
       *[other] {"  "}{ $answer }
    }
operation-event = { $time }  { $scenario }  { $actor }  { $asked }
operation-acknowledged = acquitté
operation-cut = coupé
operation-refused = refusé
again-line = Pas encore tranché : { $scenarios }. Nouvel essai ({ $attempt } sur 3).
interrupted-line = Arrêté.
since-mark = { $lab }, depuis la dernière fois : { $before } → { $after }.
since-same = { $lab } : { $mark }, comme la dernière fois.
since-one = « { $symptom } »
since-fixed = Corrigé : { $list }.
since-new = Nouveau : { $list }.
printed-line = Tout ce que votre serveur a affiché : { $path }
save-hint = Avec --save, une vérification est gardée, avec une page à regarder ; lab open l’ouvre.
certificate-line = Le certificat de ce serveur n’est pas reconnu par cette machine. Il est accepté, car le serveur est sur cette machine ; un navigateur avertira.
path-line = { $path } est un chemin de l’énoncé : c’est tout le serveur { $url } qui est vérifié.
watch-line = En attente d’un redémarrage du serveur ; Entrée vérifie à nouveau, Ctrl-C termine.
saved-line = Gardé dans { $dir }, dont index.html est la page à regarder : lab open { $dir }
open-nothing = aucune vérification n’est gardée dans { $folder }/
open-missing = { $page } n’existe pas
open-hint = lab check URL --save garde une vérification, avec sa page
open-none = rien ici ne montre de pages : { $why }
open-none-hint = Ouvrez dans un navigateur le fichier nommé ci-dessus.

trouble-bad-url = « { $url } » n’est pas une adresse vérifiable : { $why }. Une adresse ressemble à http://localhost:5000.
trouble-bad-port = « { $number } » n’est pas un port : un port est un nombre de 1 à 65535.
trouble-foreign = { $shown ->
    [address] { $address } n’est
   *[url] { $url } mène à { $address }, qui n’est
} ni cette machine ni un réseau privé, et peut appartenir à quelqu’un d’autre. Rien n’a été envoyé. Si le serveur qui s’y trouve est le vôtre, ajoutez --i-own-this.
trouble-metadata = { $shown ->
    [address] { $address } est
   *[url] { $url } mène à { $address }, qui est
} l’adresse où un cloud livre à ses machines leurs secrets, et jamais celle de votre serveur. Rien n’a été envoyé.
trouble-meant-port = { $url } désigne { $address }, une adresse qu’aucune machine ne porte. Rien n’a été envoyé. Vouliez-vous dire http://localhost:{ $port } ?
trouble-nobodys = { $shown ->
    [address] { $address } est
   *[url] { $url } mène à { $address }, qui est
} une adresse qu’aucune machine ne porte. Rien n’a été envoyé.
trouble-unknown-host = L’hôte de { $url } est introuvable : { $why }.
trouble-no-browser = La page n’a pas été jugée : aucun navigateur n’a été trouvé. Elle s’examine avec Chromium ou un navigateur qui en dérive. Sous Debian ou Ubuntu : sudo apt install chromium-headless-shell (ou chromium). Chrome, Edge et Brave conviennent ; --browser PROGRAMME ou LAB_BROWSER en désigne un.
trouble-no-pages = La page n’a pas été jugée : les pages ne s’examinent que sous Linux et macOS. Sous Windows, lancez lab dans WSL.
trouble-page-none = { $lab } n’a pas été jugé : aucune page de ce serveur ne demande { $path }. S’il y en a une : --lab { $lab } --page CHEMIN.
trouble-browser = La page n’a pas été jugée : { $why }. --browser PROGRAMME ou LAB_BROWSER désigne un autre navigateur.
trouble-refused = Rien ne répond à { $url } : { $why }. Le serveur est-il lancé, et est-ce bien son port ?
trouble-silent = { $url } accepte les connexions et ne répond rien d’entier à temps. Est-ce un serveur web, et n’est-il pas bloqué par une requête précédente ?
trouble-cut = { $url } accepte les connexions, mais coupe ses réponses : { $why }. Plante-t-il sur une requête ? Ce qu’il affiche en dit plus.
trouble-too-large = Les réponses de { $url } sont plus longues que ce qui est lu : { $why }.
trouble-plain = Ce qui répond à { $url } parle HTTP simple, pas https. Essayez { $other }.
trouble-tls = Ce qui répond à { $url } ne parle pas HTTP mais TLS. Son adresse commence-t-elle par https ?
trouble-not-http = Ce qui répond à { $url } ne parle pas HTTP : { $why }
trouble-airplay = Ce qui répond à { $url } ressemble au récepteur AirPlay de macOS, qui écoute sur le port 5000. Choisissez un autre port pour votre serveur, ou désactivez le récepteur dans les réglages du système.

## page

page-start = lab { $version } cherche la page de { $url }, et comment son serveur parle.
page-mode = { $lab }, { $mode }. Sa fenêtre s’ouvre : fermez-la, ou tapez Ctrl-C, pour finir. Ce que la page demande reçoit sa réponse à la place de votre serveur, comme votre serveur la donne. Rien n’est jugé.
page-row = { $time }  { $asked }  → { $came } après { $took }{ $answer ->
    [none] {""}
   *[other] {"  "}{ $answer }
}
page-said = dans la console : { $text } { $place ->
    [none] {""}
   *[other] ({ $place })
}
page-lost = C’est tout : la page a été fermée, ou ne peut plus être regardée.
page-no-window = il n’y a pas ici de navigateur qui ait des fenêtres
page-no-window-hint = installez Chromium, Chrome, Edge ou Brave, ou nommez-en un : --browser PROGRAMME. Le headless shell de Chromium, que lab check préfère, ne montre rien
page-no-display = il n’y a pas ici d’écran où ouvrir une fenêtre : ni DISPLAY ni WAYLAND_DISPLAY n’est défini
page-no-display-hint = lab page sert à regarder. lab check URL examine la page sans fenêtre

## race

race-start = lab { $version } fait la course avec { $url } : { $pollers ->
    [one] { $pollers } requête
   *[other] { $pollers } requêtes
} autour de chaque mise à jour, { $offset } ; { $rounds ->
    [1] un seul essai.
   *[other] { $rounds } essais au plus.
}
race-learned = à un instant appris d’un essai à l’autre

## load

load-start = lab { $version } charge { $url } avec { $waiters ->
    [one] { $waiters } client
   *[other] { $waiters } clients
} en attente.
load-most = Au plus { $most } à partir d’ici, et { $connections ->
    [one] { $connections } connexion
   *[other] { $connections } connexions
}. Ctrl-C y met fin ; ce qui est connu à ce moment est montré, et l’état remis en place.
load-step = clients en attente : { $waiters }
load-again = clients en attente : { $waiters } ; tous n’ont pas reçu une réponse rapide, on regarde encore ({ $turn } sur 3)
load-column-waiters = clients
load-column-woken = réveillés
load-column-lost = perdus
load-column-errors = erreurs
load-column-clock = par
load-column-first = premier
load-column-p50 = p50
load-column-p99 = p99
load-column-last = dernier
load-column-noise = bruit
load-kernel = noyau
load-ours = lab
load-all = tous
load-legend = Combien de temps après une mise à jour ses clients avaient leur réponse : selon les horodatages de réception du noyau (là où il en donne), et selon l’horloge de lab. Le bruit est le plus long retard que la machine et lab lui-même ont ajouté pendant ce temps ; il n’est soustrait de rien.
load-setup = Mise en place : { $waiters ->
    [one] { $waiters } client était connecté et avait envoyé sa requête
   *[other] { $waiters } clients étaient connectés et avaient envoyé leur requête
} après { $setup }.
load-update = La mise à jour, pendant que { $waiters ->
    [one] { $waiters } attendait
   *[other] { $waiters } attendaient
} : { $came }.
load-read = Une lecture par un client en retard, pendant que { $waiters ->
    [one] { $waiters } attendait
   *[other] { $waiters } attendaient
} : { $came }.
load-trip = { $code } après { $took }
load-no-answer = pas de réponse en 10 s
load-used-us = lab lui-même : { $memory } Kio de mémoire et { $cpu } µs de processeur par client.
load-used-target = Votre serveur : { $memory } Kio de mémoire et { $cpu } µs de processeur par client.
load-error = { $count } × { $kind }
load-error-refused = pas de connexion
load-error-cut = connexion coupée
load-error-not-http = une réponse qui n’est pas du HTTP
load-error-code = code { $code }
load-fault-refused = des connexions ont été refusées, ou pas établies à temps
load-fault-update = la mise à jour a été bloquée, a échoué, ou a reçu sa réponse en retard
load-fault-read = un client en retard a dû attendre, ou a reçu une erreur
load-fault-not-woken = des clients en attente n’ont pas été réveillés
load-fault-late = des clients en attente ont été réveillés en retard
load-prompt = Chaque client en attente a été réveillé rapidement : en moins de { $limit }, plus le bruit du moment.
load-slow = Tout le monde n’a pas reçu une réponse rapide, en moins de { $limit } plus le bruit du moment :
load-stops = Il cesse de répondre rapidement à { $at ->
    [one] { $at } client
   *[other] { $at } clients
} en attente (le dernier bon nombre est { $bears }). Regardé trois fois, en moins de { $limit } plus le bruit du moment :
load-bears = Il répond rapidement avec { $most ->
    [one] { $most } client
   *[other] { $most } clients
} en attente, le plus grand nombre demandé.
load-unsure = À { $at ->
    [one] { $at } client
   *[other] { $at } clients
} en attente, cette machine était trop occupée pour dire si c’est le serveur qui est lent.
load-nothing = Rien n’a été mesuré : la version actuelle n’a pas pu être apprise.
load-partial = Arrêté avant la fin ; voici ce qui a été trouvé jusque-là.
load-files = { $waiters } clients en attente demandent autant de fichiers ouverts, et ce système en permet environ { $fit }.
load-files-hint = Prenez moins de clients, ou augmentez la limite dure (ulimit -Hn).
load-chat-start = lab { $version } met { $url } en charge avec { $clients } clients dans { $rooms ->
    [1] un salon
   *[other] { $rooms } salons
}.
load-chat-most = { $most } au plus à partir d’ici.
load-chat-step = quelqu’un parle dans chaque salon ({ $turn })
load-chat-messages = dits
load-chat-due = dus
load-chat-heard = reçus
load-chat-lost = perdus
load-chat-twice = doubles
load-chat-elsewhere = fuites
load-chat-legend = Combien de temps après son envoi un message était là, selon les horodatages de réception du noyau quand il en donne. Dus : autant de fois un message était pour un autre client de son salon. Fuites : un client d’un autre salon l’a entendu. Le bruit est le plus long retard que la machine et lab lui-même ont ajouté pendant ce temps ; il n’est déduit de rien.
load-chat-entry = Préparation : { $connected } clients sur { $clients } étaient dans leur salon après { $setup }, dont { $websocket } par WebSocket.
load-chat-used-us = lab lui-même : { $memory } Kio de mémoire par client.
load-chat-used-target = Votre serveur : { $memory } Kio de mémoire par client.
load-chat-prompt = Chaque message est venu une fois, dans son seul salon, en moins de { $limit } et du bruit du moment.
load-chat-slow = Tout n’a pas été comme il faut :
load-chat-unsure = La machine était trop occupée pour savoir si les messages viennent en moins de { $limit } : réessayez quand elle est calme.
load-chat-nothing = Rien n’a été mesuré.
load-chat-fault-not-connected = des clients n’ont pas pu entrer
load-chat-fault-gone = des connexions ont pris fin pendant ce temps
load-chat-fault-lost = des messages ne sont jamais venus, ou pas en 10 s
load-chat-fault-twice = des messages sont venus plus d’une fois
load-chat-fault-elsewhere = des messages sont venus dans un autre salon
load-chat-fault-late = des messages sont venus en retard
load-chat-files = { $clients } clients demandent autant de connexions, et ce système en permet environ { $fit }
