### What is said of this lab beside its rules.

long-polling = Long polling (serveur)

contract-poll = attente
contract-update = mise à j.
contract-answer = réponse
contract-statuses = statuts
contract-held = durée
contract-hold = attente acceptée de { $min } à { $max }
contract-update-value = { $method } { $path }  { $encoding ->
        [json] JSON {"{"}"{ $field }": …{"}"}
        [form] { $field }=… (formulaire)
        [query-more] &{ $field }=…
       *[query] ?{ $field }=…
    }
contract-answer-value = { $status }, { $version }{ $kind ->
        [integer] {" "}(entier)
        [float] {" "}(nombre à virgule)
        [text] {" "}(texte)
       *[none] {""}
    }

trouble-no-update = Aucun chemin de { $url } n’accepte de mise à jour. Essayés : { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des pages web : peut-être celles d’un serveur qui donne sa page pour chaque chemin.)
    }{ $moved ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des redirections, qui ne sont pas suivies.)
    }{ $events ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des flux d’événements, ce qui est un autre TP.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(« — » veut dire : pas de réponse entière à temps.)
    } Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : path dans [update] (lab contract show en affiche un), et donnez-le avec --contract.
trouble-no-poll = La mise à jour a été trouvée, mais aucun chemin de { $url } ne répond à une requête de long polling. Essayés : { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des pages web : peut-être celles d’un serveur qui donne sa page pour chaque chemin.)
    }{ $moved ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des redirections, qui ne sont pas suivies.)
    }{ $events ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des flux d’événements, ce qui est un autre TP.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(« — » veut dire : pas de réponse entière à temps.)
    } Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : path dans [poll] (lab contract show en affiche un), et donnez-le avec --contract.
trouble-forbidden = { $path } refuse les mises à jour sans autorisation : { $answer }. Si votre serveur demande un jeton, écrivez-le dans un fichier de contrat : sous [update.headers], Authorization = "Bearer …", et donnez-le avec --contract.
trouble-no-read = Le contrat dit qu’une requête d’attente n’envoie pas de version (sends = "nothing" dans [poll]) ; l’état doit donc être demandé ailleurs, et aucun chemin qui le donne aussitôt n’a été trouvé. Écrivez-le dans le fichier de contrat : path dans [read].
trouble-too-many = { $path } répond qu’il y a eu trop de requêtes : { $answer }. lab a attendu aussi longtemps que demandé, mais pas plus d’une demi-minute. Relevez sa limite le temps de la vérification, ou désactivez-la : le TP interroge le serveur comme de nombreux clients le feraient.
trouble-refuses-all = { $path } refuse toutes les mises à jour essayées, la première avec : { $answer }. Ont été envoyés, entre autres, le champ « { $field } » et les statuts { $statuses }. Si votre serveur veut un autre champ ou d’autres statuts, écrivez-les dans un fichier de contrat : field dans [update], values dans [statuses] (lab contract show en affiche un), et donnez-le avec --contract. S’il veut bien ceux-ci, c’est sa vérification qui se trompe : le même fichier, avec ceux-ci, permet alors de le noter.

bar-poll = long poll
bar-read = lecture
bar-update = mise à jour
bar-raw = requête inhabituelle

actor-waiter = client en attente
actor-updater = auteur
actor-racer = concurrent
actor-tab = onglet du navigateur
actor-repeater = client qui redemande
actor-loop = client en boucle
actor-stuck = client bloqué
actor-raw = client inhabituel
actor-release = libération
actor-liveness = signe de vie
actor-put-back = remise en l’état

graded-on-next = Noté sur ce qu’il a : d’après le contrat, une requête d’attente envoie à ce serveur la version lue par le client plus un, et chaque règle a été posée ainsi.
graded-on-nothing = Noté sur ce qu’il a : d’après le contrat, une requête d’attente n’envoie pas de version à ce serveur ; { $rules } règles sur la version envoyée ne sont donc pas posées, et la note est sur moins de points.
