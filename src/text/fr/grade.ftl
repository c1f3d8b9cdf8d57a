# La correction d’une classe : ce qui s’affiche pendant, et pourquoi un travail n’a pas de note.

grade-begin = lab { $version } corrige { $class } : { $count ->
    [0] aucun travail
    [1] un travail
   *[other] { $count } travaux
}. Résultats : { $dir }
grade-begin-again = lab { $version } reprend { $class } : { $ended ->
    [one] { $ended } sur { $count } était terminé
   *[other] { $ended } sur { $count } étaient terminés
}. Résultats : { $dir }
grade-isolation = { $isolation ->
    [bubblewrap] Chaque travail s’exécute à l’écart des autres et de vous, avec son propre réseau (bubblewrap).
    [docker] Chaque travail s’exécute dans un conteneur, avec son propre réseau (Docker).
    [podman] Chaque travail s’exécute dans un conteneur, avec son propre réseau (Podman).
   *[other] Les travaux ne sont PAS isolés : ce sont des processus de cette machine, l’un après l’autre, avec vos fichiers et votre réseau à portée. Ne corrigez ainsi que ceux en qui vous avez confiance ; installez bubblewrap pour les autres.
}
grade-network = { $network ->
    [apart] Ce dont les travaux ont besoin est installé avec un accès à Internet, et sans accès à cette machine ni aux réseaux privés.
    [none] Ce dont les travaux ont besoin est installé sans aucun réseau.
    [shared] Pendant son installation, un travail atteint cette machine et tout ce qu’elle atteint.
   *[impossible] Ce dont les travaux ont besoin ne peut pas être installé à l’écart de cette machine et de ses réseaux. Ceux qui n’ont besoin de rien sont notés ; les autres aussi avec --install-network shared, si vous leur faites confiance.
}
grade-no-way-out =
    .slirp4netns = slirp4netns ne peut pas être lancé ({ $why }) : installez-le.
    .ip = ip ne peut pas être lancé ({ $why }) : installez iproute2.
    .no-device = /dev/net/tun n’est pas là ({ $why }) : chargez son module (modprobe tun), ou donnez-le au conteneur dans lequel lab s’exécute (--device /dev/net/tun).
    .device-forbidden = /dev/net/tun ne peut pas être ouvert ({ $why }) : donnez à votre utilisateur le droit de le lire et de l’écrire, ou donnez-le au conteneur dans lequel lab s’exécute (--device /dev/net/tun).
grade-live = La page de la classe, pendant qu’elle se remplit, pour qui a cette adresse : { $url }
grade-preparing = décompression, et installation de ce qu’il lui faut
grade-ready = prêt ; il commence dès qu’il y a de la place
grade-starting = démarrage
grade-most = trouvé ; dure au plus { $most }
grade-scenario = { $title }
grade-quiet = attente au calme, { $most } au plus
grade-attempt = une partie à nouveau, à cause du bruit (essai { $attempt })
grade-count-alone = de nouveau, { $count }/{ $of }
grade-alone = { $count ->
    [1] Un travail a
   *[other] { $count } travaux ont
} subi trop de bruit parmi les autres : encore une fois, un par un.
grade-again = trop de bruit parmi les autres ; il sera repris seul
grade-where = Résultats : { $dir }/index.html (la classe), grades.csv, et un dossier par travail.
grade-resume = Tous ne sont pas terminés. Pour reprendre : lab grade --resume { $dir }
grade-resume-trouble = { $count ->
    [1] Un travail n’a
   *[other] { $count } travaux n’ont
} pas de note à cause d’un ennui ici, et non à cause de ce qui a été rendu. Une fois celui-ci réglé : lab grade --resume { $dir }
grade-worksheet = { $count ->
    [0] Aucune note inscrite
    [1] Une note inscrite
   *[other] { $count } notes inscrites
} dans { $file }.
grade-plan = { $class } : { $count ->
    [0] aucun travail
    [1] un travail
   *[other] { $count } travaux
}. Rien n’est installé, ni démarré, ni écrit.
grade-column-id = id
grade-column-name = nom
grade-column-result = note, ou pourquoi il n’y en a pas
grade-column-plan = ce qui serait fait

grade-outcome-waiting = en attente
grade-outcome-running = en cours
grade-outcome-graded = noté
grade-outcome-absent = absent
grade-outcome-not-started = n’a pas pu être démarré
grade-outcome-not-judged = n’a pas pu être jugé

grade-why = { $outcome } : { $reason }
grade-said = Sa dernière ligne : { $line }
grade-started = Démarré par { $command }, d’après { $file }.
grade-started-told = Démarré par { $command }, d’après la liste.
grade-started-image = Démarré dans un conteneur, d’après l’image que décrit { $file }.
grade-installed = Ce dont il a besoin a été installé en { $time }.
grade-installed-kept = Ce dont il a besoin a été installé en { $time }, avec les paquets téléchargés pour la classe.
grade-port = Il écoute sur { $address }.
grade-would-start = démarrer par { $command } (d’après { $file })
grade-would-start-told = démarrer par { $command } (d’après la liste)
grade-would-install = installer par { $install }, puis démarrer par { $command } (d’après { $file })
grade-would-install-told = installer par { $install }, puis démarrer par { $command } (d’après la liste)
grade-would-build = construire l’image que décrit { $file }, puis l’exécuter dans un conteneur
grade-cannot =
    .program = Pas ici : { $program } manque sur cette machine.
    .way-out = Pas ici : ce qu’il lui faut ne peut pas être installé, comme dit plus haut.
    .packages = Pas sans réseau : ce qu’il demande n’a pas été téléchargé auparavant.
grade-would-ask = interroger le serveur { $url }

grade-absent = Rien n’a été rendu.
grade-link = Ce qui a été rendu est un lien vers { $target }. Les liens ne sont pas suivis, et rien n’en a été lu : c’est le dossier ou l’archive même qui doit s’y trouver.
grade-nothing-to-start = Rien n’y indique comment démarrer un serveur. Contenu : { $files }. Un lab.toml avec une ligne start = "…", ou une commande de démarrage dans la liste, le dit.
grade-dockerfile = Seul un Dockerfile dit comment le démarrer, et ni Podman ni Docker n’est utilisable ici (--isolation podman dit pourquoi). Installez l’un des deux, ou dites comment s’en passer : une commande de démarrage dans la liste, ou un lab.toml. Contenu : { $files }.
grade-no-image = Aucune image n’est connue pour exécuter { $command } : --image en nomme une, ou un Dockerfile à côté en décrit une.
grade-bad-lab-toml = { $file } est illisible : { $why }
grade-install-failed = Ce qu’il lui faut n’a pas pu être installé : { $command } s’est terminé par { $status }.
grade-install-long = Ce qu’il lui faut n’était pas installé au bout de { $most } : { $command } a été arrêté.
grade-led-elsewhere = Son image ne peut pas être construite : sur le chemin de { $file } il y a un lien, ou ce fichier n’existe plus. Une image doit être construite à partir des fichiers du travail lui-même.
grade-ended = Son serveur s’est terminé avant d’écouter sur un port ({ $status }).
grade-silent = Son serveur tournait, et n’écoutait encore sur aucun port au bout de { $most }.
grade-memory = Il a été arrêté : il utilisait plus de mémoire que les { $most } permis à chaque travail.
grade-processes = Il a été arrêté : il avait plus de processus et de fils d’exécution que les { $most } permis à chaque travail.
grade-cpu = Il a été arrêté : il a utilisé plus de temps de processeur que les { $most } permis à chaque travail.
grade-disk = Il a été arrêté : il occupait plus de place sur le disque que les { $most } permis à chaque travail. Un fichier occupe des blocs entiers, de 4 Kio sur la plupart des disques.
grade-entries = Il a été arrêté : il avait plus de fichiers et de dossiers que les { $most } permis à chaque travail.
grade-depth = Il a été arrêté : il avait des dossiers emboîtés sur plus que les { $most } niveaux permis à chaque travail.
grade-hidden = Il a été arrêté : il avait un dossier que lab n’a pas le droit de lire, et ce qu’il occupait sur le disque ne pouvait pas être compté.
grade-left = { $count ->
    [1] Un de ses fichiers ou dossiers n’a pas pu être supprimé
   *[other] { $count } de ses fichiers et dossiers n’ont pas pu être supprimés
} : { $path } ({ $why }).
grade-too-large = Il est plus grand que ce qu’un travail peut être, ou contient trop de fichiers ou de dossiers emboîtés.
grade-redis = Il utilise un Redis : il en avait un à lui, à l’adresse 127.0.0.1:6379 de son réseau.
grade-no-redis = Il utilise un Redis, et aucun n’a été démarré pour lui : il faut pour cela bubblewrap et le programme redis-server (Debian : apt-get install redis-server).
grade-without-redis = Il utilise un Redis, et aucun n’a pu être démarré pour lui ici : ce qui lui manque n’est peut-être pas sa faute. lab grade en démarre un pour chaque travail si bubblewrap et le programme redis-server sont là (Debian : apt-get install redis-server).
grade-no-second = Non regardé : { $labs }. Il y faut d’autres instances du serveur, et aucune n’écoutait sur { $ports }, port qui lui était donné dans { $variable }. D’un serveur donné par son URL, il n’y en a pas de seconde.
grade-lab-missing = Non trouvé : { $labs }. Ce qui a été trouvé est noté. Si c’est là, sous des noms qui ne se devinent pas, un fichier de contrat dit où.
grade-ours = Ennui de lab ou de cette machine, et non du travail : { $why }

class-labs-differ = Aucun TP n’a été demandé, et tous les travaux n’ont pas les mêmes : leurs notes ne porteraient pas sur la même chose et restent vides. Dites sur quels TP la classe est notée : --lab.
class-packages-full = { $folder } n’a plus de place pour des paquets : tout ce qui y est gardé peut occuper { $most }. Ce qui a été demandé ensuite a été téléchargé par chaque travail pour lui-même. Un autre dossier (--packages), ou ce qui est supprimé de celui-ci, fait de la place.
class-left = Tout ce que les travaux ont écrit n’a pas pu être supprimé : { $path } ({ $why }). Le prochain lab grade --resume dans ce dossier essaiera de nouveau.
class-not-apart = Les travaux n’étaient pas isolés les uns des autres, ni des fichiers et du réseau de cette machine.
grade-feedback = { $count ->
    [1] Commentaires pour un étudiant : { $file } ; dans Moodle : « Téléverser plusieurs fichiers de feedback dans un zip ».
   *[other] Commentaires pour { $count } étudiants : { $file } ; dans Moodle : « Téléverser plusieurs fichiers de feedback dans un zip ».
}
