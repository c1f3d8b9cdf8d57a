### Ce que dit le programme lui-même : titres, progression, ennuis.

long-polling = Long polling (serveur)
version-integer = entier
version-float = nombre à virgule
version-text = texte

contract-found = Comment parler à ce serveur
contract-poll = attente
contract-update = mise à j.
contract-answer = réponse
contract-statuses = statuts
contract-held = durée
contract-form = formulaire
contract-hold = attente acceptée de { $min } à { $max }

bonus-row = Au-delà de l’énoncé (montré à côté de la note, jamais compté dedans)
scenario-word = scénario
field-text = L’énoncé dit
field-expected = Attendu
field-observed = Observé
field-why = Pourquoi c’est important
field-cause = Cause habituelle
field-hint = Où regarder
field-again = Pour le revoir
timeline-row = +{ $sent }  { $asked }  → { $code } après { $took }  { $answer }
timing-line = Mesuré : { $observed } ; la limite est { $limit } ; retards de la machine elle-même à ce moment : { $noise }.
timeline-more = … et { $more } de plus
no-answer = pas de réponse à ce moment
we-left = nous sommes partis
blocked-title = Non jugé, parce qu’il manque encore ce sur quoi cela repose
blocked-by = Sans « { $rule } », ceci n’a pas de sens ({ $points } points) :
waits-for = Cela dépend de « { $rule } », qui n’a pas pu être tranché non plus.
advice-title = Conseils (sans points)
stamps-kernel = Le temps pendant lequel votre serveur a fait attendre une requête de long polling ou une mise à jour a été mesuré par les horodatages de réception du noyau ({ $kernel } réponses sur { $all }) ; tout le reste, par l’horloge de lab.
stamps-ours = Tous les temps ont été pris par l’horloge de lab lui-même : le noyau n’a pas donné d’horodatage de réception.
noise-line = Cette machine était occupée : jusqu’à { $max } de retard venaient d’elle, pas de votre serveur. Au-delà de { $bound }, rien n’est conclu d’un temps.

summary-pass = { $lab } : { $mark }. Tout ce qui est demandé est là.
summary-fail = { $lab } : { $mark }.
summary-unknown = { $lab } : { $mark }. Certains points n’ont pas pu être tranchés : relancez quand la machine sera plus calme.
summary-partial = { $lab } : { $mark } pour l’instant. La vérification a été arrêtée avant la fin ; voici ce qui a été trouvé jusque-là.
summary-end = Vérifié en { $time }, graine { $seed }. Le serveur est jugé ; les pages ne le sont pas encore.

start-line = lab { $version } vérifie { $url }
start-estimate = Cela prend environ une attente plus 10 s : 35 à 40 s pour une attente de 25 à 30 s, { $most } au plus.
estimate-known = À partir d’ici : une attente et quelques secondes, { $most } au plus.
progress-discovery = recherche de la façon de parler au serveur
progress-scenario = { $title }
progress-quiet = attente de la fin naturelle de la connexion ({ $most } au plus)
again-line = La machine était trop occupée pour trancher { $scenarios }. Nouvel essai ({ $attempt } sur 3).
interrupted-line = Arrêté.
watch-line = En attente d’un redémarrage du serveur ; Entrée vérifie à nouveau, Ctrl-C termine.
saved-line = Enregistré dans { $dir }

trouble-bad-url = « { $url } » n’est pas une adresse vérifiable : { $why }. Une adresse ressemble à http://localhost:5000.
trouble-unknown-host = L’hôte de { $url } est introuvable : { $why }.
trouble-refused = Rien ne répond à { $url } : { $why }. Le serveur est-il lancé, et est-ce bien son port ?
trouble-silent = { $url } accepte les connexions et ne répond rien. Est-ce un serveur web, et n’est-il pas bloqué par une requête précédente ?
trouble-not-http = Ce qui répond à { $url } ne parle pas HTTP : { $why }
trouble-no-update = Aucun chemin de { $url } n’accepte de mise à jour. Essayés : { $tried }. Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : path dans [update] (lab contract show en affiche un), et donnez-le avec --contract.
trouble-airplay = Ce qui répond à { $url } ressemble au récepteur AirPlay de macOS, qui écoute sur le port 5000. Choisissez un autre port pour votre serveur, ou désactivez le récepteur dans les réglages du système.
trouble-no-poll = La mise à jour a été trouvée, mais aucun chemin de { $url } ne répond à une requête de long polling. Essayés : { $tried }. Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : path dans [poll] (lab contract show en affiche un), et donnez-le avec --contract.
trouble-statuses = { $path } refuse tous les statuts envoyés ; sa dernière réponse : { $answer }. Écrivez les statuts qu’il accepte dans un fichier de contrat : values dans [statuses], et donnez-le avec --contract.
