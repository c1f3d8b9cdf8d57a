# Ce qui a été rendu : archives, fichiers que l’énoncé demande, et la feuille de notes de Moodle.

handin-archive-other = C’est une archive { $kind }, qui n’est pas ouverte ici : rendez un zip.
handin-archive-none = Ce n’est pas une archive, quoi qu’en dise son nom : rendez un zip.
handin-archive-empty = Elle ne contient rien.
handin-archive-encrypted = Elle est protégée par un mot de passe : rendez un zip sans mot de passe.
handin-archive-broken = Elle est abîmée, ou n’a pas été déposée en entier ({ $why }) : rendez-la à nouveau.
handin-archive-unsupported = « { $name } » y est compressé d’une façon inconnue ici : rendez un zip ordinaire.
handin-archive-too-big = Elle contient plus de { $most } : rendez les sources, sans ce qui peut être réinstallé.
handin-archive-too-many = Elle contient plus de { $most } fichiers : rendez les sources, sans ce qui peut être réinstallé.
handin-archive-unreadable = Elle n’a pas pu être lue sur le disque : { $why }
handin-archive-machine = Elle n’a pas pu être écrite sur le disque : { $why }

handin-skip-outside = { $count ->
    [1] Une entrée qui mène hors de l’archive a été laissée
   *[other] { $count } entrées qui mènent hors de l’archive ont été laissées
} de côté : { $names }
handin-skip-link = { $count ->
    [1] Un lien a été laissé
   *[other] { $count } liens ont été laissés
} de côté : { $names }
handin-skip-special = { $count ->
    [1] Une entrée qui n’est ni fichier ni dossier a été laissée
   *[other] { $count } entrées qui ne sont ni fichiers ni dossiers ont été laissées
} de côté : { $names }
handin-skip-twice = { $count ->
    [1] Un fichier a été laissé de côté, dont le nom
   *[other] { $count } fichiers ont été laissés de côté, dont le nom
} est celui d’un autre, ou ne s’en distingue que par la casse ou les accents : { $names }
handin-skip-too-long = { $count ->
    [1] Une entrée a été laissée de côté, au chemin trop long ou trop profond :
   *[other] { $count } entrées ont été laissées de côté, aux chemins trop longs ou trop profonds :
} { $names }

handin-sources-found = Sources : { $names }
handin-sources-missing = Aucune source n’a été trouvée dans un langage connu ici.
handin-readme-found = Le README : { $name }
handin-readme-missing = Aucun README n’a été trouvé, ni LISEZMOI.
handin-start-found = La façon de le lancer est dite dans { $name }.
handin-start-missing = Aucune commande ni aucun mot sur la façon de le lancer n’a été trouvé dans un README.
handin-uses-found = Ce qu’il utilise est dit dans { $name }.
handin-uses-missing = Aucun langage, bibliothèque ou framework n’a été trouvé nommé dans un README.
handin-explanation-found = Expliqué dans { $name }.
handin-explanation-missing = Aucune explication d’au moins { $least } mots n’a été trouvée, ni dans un README ni dans un autre document.
handin-unread = Compté comme trouvé : { $name } ne peut pas être lu ici.
handin-unsure = Compté comme trouvé : il y a plus de fichiers qu’on n’en a regardé.

sheet-no-text = La feuille n’est ni en UTF-8, ni en UTF-16, ni un texte Windows : téléchargez-la à nouveau.
sheet-empty = La feuille est vide.
sheet-no-column = Ligne { $line } : il n’y a pas de colonne « { $column } ». Est-ce la feuille de notes d’un devoir, en français ou en anglais ?
sheet-two-columns = Ligne { $line } : il y a deux colonnes « { $column } ».
sheet-scale = Ligne { $line } : le devoir est évalué par un barème, et une note est un nombre.
sheet-cells = Ligne { $line } : { $found ->
    [one] { $found } cellule
   *[other] { $found } cellules
}, alors que la première ligne en a { $expected } ; Moodle refuse un tel fichier en entier.
sheet-quote = Ligne { $line } : une cellule entre guillemets n’a pas de fin.
sheet-twice = Les lignes { $first } et { $line } sont toutes deux de { $who }.
sheet-given-twice = Deux rendus sont de { $who } ; une ligne prend une seule note.
sheet-no-row = { $who } a une note, et pas de ligne.
sheet-two-rows = { $who } a une note, et plusieurs lignes : { $lines }.
sheet-conflict = Ligne { $line } : son numéro est celui de { $who }, et son adresse est { $found } ; de qui est cette ligne ?
sheet-locked = Ligne { $line } : { $who } a une note, et Moodle la sauterait : la note ne peut pas être modifiée.
sheet-changeable = Ligne { $line } : si la note de { $who } peut être modifiée est dit par « { $found } », qui n’est pas compris.
sheet-maximum = Ligne { $line } : la note maximale de { $who } est « { $found } », et non un nombre au-dessus de 0.
sheet-mark = La note de { $who } est { $mark } sur { $out-of }, et ne peut pas être convertie.

sheet-no-feedback = La feuille n’a pas de colonne de feedback par commentaires : les notes y ont été mises, et aucun feedback.
sheet-graded-before = { $count ->
    [1] Une ligne avait
   *[other] { $count } lignes avaient
} déjà une note. Moodle saute ce qui a été modifié depuis, et là où il ne sait pas lire ses propres dates : cochez la case qui permet de modifier les enregistrements plus récents dans Moodle que dans la feuille.
sheet-moodle-dates = Ligne { $line } : Moodle demande la colonne « { $column } », et refuse un fichier sans elle.
sheet-rows-left = { $count ->
    [1] Une ligne de la feuille n’a pas de travail ici, et reste telle quelle : { $names }.
   *[other] { $count } lignes de la feuille n’ont pas de travail ici, et restent telles quelles : { $names }.
}
