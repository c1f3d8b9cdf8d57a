### Le rapport d’une classe : sa page, et ce que disent ses autres formats.

class-title = Classe : { $class }
class-heading = Classe
class-when = Notée le { $started }, en { $took }.
class-when-so-far = Commencée le { $started } ; { $took } de notation jusqu’ici.
class-minutes = { $minutes } min
class-hours = { $hours } h { $minutes } min
class-and = { $first } et { $last }
class-partial = Tous les rendus n’ont pas encore leur résultat. Voici ce qui est connu jusqu’ici.
class-totals = Rendus par résultat
class-empty = Il n’y a personne dans cette classe.

class-outcome-waiting = en attente
class-outcome-running = en cours de notation
class-outcome-graded = noté
class-outcome-absent = absent
class-outcome-not-started = n’a pas pu démarrer
class-outcome-not-judged = n’a pas pu être jugé

class-total-waiting = { $count } en attente
class-total-running = { $count } en cours de notation
class-total-graded = { $count } { $count ->
    [one] noté
   *[other] notés
}
class-total-absent = { $count } { $count ->
    [one] absent
   *[other] absents
}
class-total-not-started = { $count } { $count ->
    [one] n’a pas pu démarrer
   *[other] n’ont pas pu démarrer
}
class-total-not-judged = { $count } { $count ->
    [one] n’a pas pu être jugé
   *[other] n’ont pas pu être jugés
}

class-isolation = Rendus isolés par
class-isolation-bubblewrap = bubblewrap : chacun dans son propre bac à sable
class-isolation-docker = Docker : chacun dans son propre conteneur
class-isolation-podman = Podman : chacun dans son propre conteneur
class-isolation-none = rien : chacun pouvait atteindre cette machine, son réseau et les autres rendus

class-marks = Répartition des notes
class-marks-none = Il n’y a pas encore de note.
class-marks-about = { $count ->
    [1] Une note, { $least } sur { $out }.
   *[other] { $count } notes sur { $out }, de { $least } à { $most } ; la moyenne est { $mean } et la médiane { $median }.
}
class-marks-column = { $count } × au moins { $from } et moins de { $to }
class-marks-last = { $count } × de { $from } à { $to }
class-without = { $count ->
    [1] Un rendu n’a pas de note et n’est pas dessiné : { $why }.
   *[other] { $count } rendus n’ont pas de note et ne sont pas dessinés : { $why }.
}
class-without-undecided = { $count } avec un intervalle, car quelque chose n’a pas pu être décidé

class-missed = Règles que la classe manque le plus
class-missed-none = Personne n’a manqué une règle exigée.
class-missed-of = { $failed } sur { $graded }
class-missed-blocked = { $blocked } de plus { $blocked ->
    [one] non jugé
   *[other] non jugés
}
class-missed-more = { $count ->
    [1] Une autre règle
   *[other] { $count } autres règles
}
class-missed-met = { $count ->
    [0] Chaque règle a été manquée par quelqu’un.
    [1] Une règle n’a été manquée par personne.
   *[other] { $count } règles n’ont été manquées par personne.
}
class-missed-about = Parmi ceux dont le rendu a été jugé sur la règle. Une règle qui repose sur une règle manquée n’est pas jugée, et ne compte pas comme manquée.

class-everyone = Tout le monde
class-matrix = Rendus et règles
class-name = Nom
class-id = Identifiant
class-group = Groupe
class-outcome = Résultat
class-mark = Note / { $out }
class-former = Avant
class-reason = Raison
class-rules-of = { $lab } : règles exigées
class-between = non décidé, entre { $low } et { $high }
class-details-of = Détails de { $name }
class-sort-hint = Les noms des colonnes trient. Pour une règle, ceux qui la manquent viennent d’abord.

class-search = Chercher un nom, un identifiant ou un groupe
class-any-outcome = tous les résultats
class-fails = Manque la règle
class-any-rule = peu importe
class-reset = Montrer tout le monde, dans l’ordre de la liste
class-shown = Montrés : { $shown } sur { $all }
class-nobody = Personne ne correspond.
class-readout = Pointez un signe pour lire ici ce qu’il veut dire.
class-legend = Signes
class-cell-pass = réussie
class-cell-fail = manquée
class-cell-unknown = non décidée
class-cell-blocked = non jugée, car elle repose sur une règle manquée
class-cell-none = absente : ce lab n’a pas été noté

class-detail-email = Courriel
class-detail-folder = Dossier
class-detail-labs = Labs
class-detail-lab = { $lab } : { $mark }, au-delà de l’énoncé +{ $bonus }
class-detail-missed = Règles manquées
class-detail-unknown = Non décidées
class-detail-said = Ses dernières lignes affichées
class-detail-notes = Comment il a été démarré
class-detail-files = Remis
class-detail-former = Avant
class-detail-former-said = { $outcome }, { $mark }, le { $started } par lab { $version }
class-detail-no-mark = sans note
class-detail-took = Durée
class-detail-took-said = { $time } ; bruit de la machine d’au plus { $noise }
class-detail-alone = refait sans rien à côté, à cause du bruit parmi les autres
class-file-found = présent
class-file-missing = absent
class-file-sources = code source
class-file-readme = README
class-file-readme-start = comment le démarrer
class-file-readme-uses = ce qu’il utilise
class-file-explanation = explication

class-made = Comment les notes sont faites
class-made-labs = Une note est la moyenne de { $labs }, sur { $out }.
class-made-one = Une note est celle de { $labs }, sur { $out }.
class-made-found = Une note est la moyenne des labs trouvés dans le rendu, sur { $out }.
class-made-weight = { $lab } (poids { $weight })
class-made-nearest = Elle est arrondie au multiple de { $step } le plus proche, et vers le haut à mi-chemin.
class-made-up = Elle est arrondie vers le haut à un multiple de { $step }.
class-made-down = Elle est arrondie vers le bas à un multiple de { $step }.
class-made-exact = Elle n’est pas arrondie.
class-made-files = Les fichiers remis font { $points } des { $out } points.
class-made-advice = Ce qui est dit des fichiers remis est un conseil, qui ne vaut aucun point.
class-made-bonus = Ce qui va au-delà de l’énoncé est montré à côté des notes et n’en fait pas partie.
class-made-undecided = Là où quelque chose d’exigé n’a pas pu être décidé, il n’y a pas de note, mais le moins et le plus qu’elle peut être.
class-made-late = Rien n’est retiré pour un retard : la colonne late_penalty de grades.csv est laissée à l’enseignant.

class-live-open = Cette page se remplit d’elle-même pendant que la classe est notée.
class-live-lost = La connexion à lab est perdue. Ce qui est montré est peut-être dépassé ; nouvel essai …
class-live-end = Terminé : plus rien ne changera.

class-case = { $rule } ({ $points } pt)
class-said-unknown = N’a pas pu être décidé.
class-said-blocked = Non jugé : une règle sur laquelle elle repose est manquée.
class-said-mark = Note : { $mark }
class-said-range = { $range }, pas encore décidé entre les deux

class-comment-failed = Non respecté : { $rule } ({ $points } pt)
class-comment-more = … et { $count } de plus, dans le rapport.
class-comment-unknown = Quelque chose n’a pas pu être tranché : la machine était trop chargée. Demandez une nouvelle correction.
class-letter-subject = { $class } : ce que fait votre serveur
class-letter-hello = Bonjour { $name },
