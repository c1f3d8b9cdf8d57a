### La page : ce qui s’y trouve à côté de ce que disent les règles.

language = Français
page-title = lab : { $target }
page-heading = Rapport sur
page-partial = Cette vérification n’est pas allée jusqu’au bout. Voici ce qui a été trouvé jusque-là.
page-trouble = Il n’y a rien à noter
page-marks = Notes
page-bonus = Au-delà de l’énoncé :
page-scenarios = Points de chaque scénario
page-scenario = Scénario
page-verdict = Verdict
page-points = Points
page-all = Tout ce qui a été regardé
page-line = Ligne
page-requests = Les requêtes qui le montrent
page-film = La page telle qu’elle se montrait
film-load = Chargée
film-change = Après un changement
film-failure = Pendant la panne
film-after = Après la panne
page-sample = Une de ses manches, telle qu’elle s’est passée
page-streams = Ce que chaque client a entendu
page-audience = Qui a entendu qui
page-facts = À propos de cette vérification

said-pass = Tout ce qui est demandé est là.
said-fail = Ce qui manque est expliqué plus bas, avec ce qui a été vu.
said-unknown = Certains points n’ont pas pu être tranchés ; la raison est donnée plus bas.
said-partial = Pour l’instant.


verdict-pass = réussi
verdict-fail = échoué
verdict-unknown = non tranché
verdict-blocked = non jugé

fact-took = Durée de la vérification
fact-round-trip = Aller-retour d’une réponse immédiate
fact-limits = Limites de temps
fact-limits-said = { $prompt } pour tous les points, { $late } pour la moitié, plus le bruit du moment
fact-noise = Bruit de la machine
fact-noise-said = médiane { $median }, au plus { $max }, mesuré { $samples } fois ; au-delà de { $bound }, rien n’est conclu d’un temps
fact-stamps = Mesuré par le noyau
fact-stamps-said = { $kernel ->
    [one] { $kernel } réponse
   *[other] { $kernel } réponses
} sur { $all }
fact-again = Scénarios relancés à cause du bruit
fact-seed = Graine
fact-version = Version de lab
fact-rubric = Version du barème
fact-scenarios = Empreinte des scénarios

drawing-about = { $count ->
    [1] Une requête
   *[other] { $count } requêtes
} sur un axe de temps qui commence { $start } après le début de la vérification ; le constat repose sur { $shown ->
    [1] une d’entre elles
   *[other] { $shown } d’entre elles
}.
drawing-sample = { $count ->
    [1] Une requête
   *[other] { $count } requêtes
} sur un axe de temps qui commence { $start } après le début de la vérification.
drawing-talk-about = { $count ->
    [1] Un client
   *[other] { $count } clients
} sur un axe de temps qui commence { $start } après le début de la vérification ; le constat repose sur { $shown ->
    [1] ce qui est entouré de rouge
   *[other] les { $shown } choses entourées de rouge
}.
drawing-talk = { $count ->
    [1] Un client
   *[other] { $count } clients
} sur un axe de temps qui commence { $start } après le début de la vérification. Chaque petit trait est un événement reçu.
drawing-room = { $letter } : dans le salon « { $room } »
drawing-crowd = { $count ->
    [1] Un autre client
   *[other] { $count } autres clients
}, dont { $unanswered } sans réponse. En haut : quand ils ont demandé ; en bas : quand ils ont eu leur réponse.
distribution-about = { $count ->
    [1] Un temps, { $least }
   *[other] { $count } temps, de { $least } à { $most }, médiane { $median }
} ; la limite est { $limit }, et { $noise } de bruit s’y ajoutent.
distribution-column = { $count } × de { $from } à { $to }
distribution-limit = limite { $limit }, bruit { $noise }

bar-about = { $actor } : { $asked }, envoyé à { $sent }, { $end } après { $took }.
bar-about-event = { $actor } : { $asked }, à { $sent }{ $came }
bar-about-listens = { $actor } : écoute seulement à partir de { $sent }, pendant { $lasted }
bar-events = { $count ->
    [0] aucun événement
    [1] un événement
   *[other] { $count } événements
} en { $lasted }
bar-page = page

end-answered = réponse { $code }
end-refused = connexion refusée
end-cut = coupé par le serveur

mark-answered = réponse
mark-empty = fin sans nouveauté
mark-late = réponse tardive
mark-none = pas de réponse
mark-left = nous sommes partis
mark-refused = connexion refusée
mark-cut = coupé
mark-listens = écoute seulement
mark-error = réponse d’erreur

actor-lab = lab
actor-reader = lecteur
actor-patience = client patient
actor-discovery = découverte

stream-events = événements
stream-first = premier après
stream-gaps = écarts
stream-ids = identifiants
stream-ended = fin
stream-end-left = encore ouvert à notre départ
stream-end-ended = terminé par le serveur
stream-end-cut = coupé
stream-end-flood = trop abondant pour continuer
