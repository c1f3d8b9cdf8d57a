### Ce qui ne va pas dans une ligne de commande, et dans ce qu’elle nomme.

usage-usage = utilisation : { $usage } (--help en dit plus)
usage-help = --help en dit plus
usage-no-option = l’option { $arg } n’existe pas ici
usage-unexpected = { $arg } n’est pas attendu ici
usage-no-command = la commande { $command } n’existe pas
usage-which-command = il manque une commande ; il y a : { $all }
usage-missing = il manque : { $arg }
usage-twice = { $arg } ne peut pas être donné deux fois
usage-conflict = { $arg } ne peut pas être utilisé avec { $other }
usage-needs-value = { $arg } demande une valeur
usage-needs-one-of = { $arg } demande une valeur : { $all }
usage-not-one-of = { $arg } ne peut pas être « { $value } », mais : { $all }
usage-bad-value = { $arg } ne peut pas être « { $value } » : { $why }
usage-takes-none = { $arg } ne prend pas de valeur, et a « { $value } »
usage-not-utf8 = quelque chose dans la ligne de commande n’est pas en UTF-8
usage-did-you-mean = { $what } ; vouliez-vous dire { $near } ?
usage-wants =
    .time = écrivez une durée avec son unité, comme 25s
    .interval = 10ms est la plus courte
    .redis = écrivez une adresse avec son port, comme localhost:6379
    .whole = il faut un nombre entier de { $least } à { $most }
    .number = il faut un nombre qui n’est pas négatif
    .positive = il faut un nombre au-dessus de 0
    .room = il faut le nom d’un salon, de 1 à 100 caractères visibles
    .address = il faut une adresse IP, comme 127.0.0.1
usage-offset = --offset { $offset } : écrivez des temps avec leur unité, d’une seconde au plus et le plus tôt en premier, comme -300us ou -300us..100us

usage-load-lab = le TP « { $lab } » ne se met pas en charge
usage-load-option = { $option } ne veut rien dire pour le TP { $lab }
usage-load-rooms = { $clients } clients dans { $rooms } salons : il en faut deux dans chacun

usage-no-scenario = le scénario « { $scenario } » n’existe pas
usage-scenarios = les scénarios sont : { $all }
usage-no-scenario-left = il ne reste aucun scénario à jouer
usage-no-lab = le TP « { $lab } » n’existe pas
usage-labs = les TP sont : { $all }
bad-holds = { $file } : l’attente la plus courte acceptée ({ $min }) n’est pas sous la plus longue ({ $max })
usage-holds = l’attente la plus courte acceptée ({ $min }) n’est pas sous la plus longue ({ $max })
usage-no-flaw = le défaut « { $flaw } » n’existe pas
usage-flaws = lab serve --list-flaws en donne la liste
usage-cannot-listen = impossible d’écouter sur { $address } : { $why }
usage-port-taken = un autre programme a ce port ; --port 0 en prend un libre
usage-same-file = { $one } et { $other } ne peuvent pas aller tous deux dans { $file }
usage-weight = --weight { $weight } : écrivez LAB=WEIGHT, comme { $example }
usage-files = les fichiers ne peuvent pas valoir { $files } sur { $best }
usage-packages = --packages { $folder } : { $why }
usage-image = --image dit dans quelle image s’exécutent les travaux, et ils ne s’exécutent dans aucune
usage-image-hint = ajoutez --isolation podman ou --isolation docker
usage-as-before = { $option } : la classe est notée comme elle l’a été
usage-as-before-again = donnez aussi la classe à nouveau, et comment elle est notée
usage-as-before-resume = retirez cette option, ou notez la classe à nouveau
usage-no-submission = le travail « { $id } » n’est pas dans la classe
usage-submissions = les premiers sont : { $first }
usage-not-apart = les travaux ne peuvent pas être isolés : { $why }
usage-not-apart-hint = --isolation connaît d’autres façons ; sans aucune d’elles, ne notez que ceux en qui vous avez confiance

shard-bad = « { $text } » n’est pas une partie d’une classe : écrivez 2/4 pour la deuxième de quatre, ou auto
shard-no-number = { $name } est « { $value } », qui n’est pas un nombre
shard-alone = la variable { $index } est définie, et { $total } ne l’est pas : combien y en a-t-il ?
shard-outside = { $index } est { $at }, qui n’est pas l’un des { $of }
shard-not-told = l’environnement ne dit pas quelle partie de la classe noter : aucune de ces variables n’y est définie ({ $names })

start-taken = un programme écoute déjà à { $url }
start-taken-hint = arrêtez-le d’abord, ou retirez --start pour le vérifier
start-cannot = « { $command } » ne peut pas être démarré : { $why }
start-empty = la commande de --start est vide
start-ended = « { $command } » s’est terminé avant d’écouter ({ $status })
start-ended-hint = ce qu’il a affiché se trouve plus haut
start-silent = « { $command } » n’écoute pas à { $url } au bout de { $seconds } s
start-silent-hint = est-ce bien le port qu’il utilise ?
usage-several = { $labs } : il faut deux serveurs, et un seul est nommé
usage-several-hint = lab check URL1 URL2 --lab { $labs }, ou lab check --start COMMANDE --lab { $labs }
usage-second-unused = une seconde URL est donnée, et rien de ce qui est demandé n’a besoin de deux serveurs
usage-second-unused-hint = retirez-la, ou retirez --lab et --only
usage-url-path = { $path } est un fichier ou un dossier, et non l’adresse d’un serveur
usage-url-path-hint = le dossier où l’exécution est gardée s’écrit avec un signe égal : --save=DOSSIER
usage-page = --page prend un chemin, comme /client, ou une adresse, comme http://localhost:5173/, et non { $place }
usage-page-lab = --page dit où est la page d’un TP, et non duquel
usage-page-lab-hint = nommez-le avec --lab, et celui de son serveur avec un autre --lab ; ceux des pages sont { $labs }
usage-start-where = --start a besoin de l’URL à laquelle le serveur écoutera
usage-start-where-hint = lab check --start COMMANDE http://localhost:3000
redis-missing = il n’y a pas de redis-server ici
redis-broken = redis-server ne démarre pas : { $why }
redis-missing-hint = installez-le (sous Debian et Ubuntu : apt install redis-server), ou vérifiez ailleurs
redis-elsewhere = un autre programme occupe 127.0.0.1:6379 : le Redis de cette vérification est à { $address }, comme le dit REDIS_URL
not-judged = { $labs } : non jugé : { $why }

cannot-write = { $file } ne peut pas être écrit : { $why }
bad-table = { $file } : [{ $table }] est d’un TP que la vérification n’a pas trouvé
bad-table-hint = retirez cette table
bad-history = { $file }:1 : ceci est un historique ({ $format }), et non un rapport
bad-history-hint = lab judge juge un historique, et --report-json garde ce qu’il trouve

grade-there-already = une classe y a été notée : lab grade --resume { $dir }
grade-nothing-begun = { $file } : rien n’y a été commencé
grade-nothing-begun-hint = notez la classe à nouveau, dans un autre dossier
grade-busy = { $file } : un autre lab grade y est à l’œuvre
grade-other-plan = { $shard } n’a pas été noté selon le même plan que { $first }
grade-other-plan-hint = la liste et les options doivent être les mêmes pour chaque partie, sauf --shard et --out
grade-twice = { $id } est dans deux d’entre eux, avec des résultats différents
grade-unwritten = les résultats n’ont pas pu être écrits : { $why }
grade-unwritten-hint = faites de la place, puis : lab grade --resume { $dir }
sheet-not-filled = la feuille { $file } n’a pas été remplie :
sheet-not-filled-hint = téléchargez-la à nouveau depuis le devoir dans Moodle, ou corrigez la liste ; grades.csv a toutes les notes
