### Ce que disent les rapports pour d’autres outils, et la comparaison de deux rapports.

report-mark = { $lab } : { $mark }
report-penalty = { penalty-row } : −{ $points }
report-total = Tous les TP ensemble : { $mark } points
report-partial = Pas terminé : la vérification était encore en cours, ou a été arrêtée, quand ceci a été écrit. Les points indiqués sont ceux acquis à ce moment.
report-undecided = Points qui n’ont pas pu être tranchés, et ne sont pas comptés comme acquis : { $points }. Ce qui a été vu de chacun dit pourquoi.
report-bonus = Au-delà de l’énoncé, à côté de la note : { $points }
report-advice = Conseil (sans points) : { $title }. { $said }
report-run = La vérification est allée à son terme
report-nothing-yet = Rien n’a encore été jugé.
report-rests-on = Non jugé : cela repose sur « { $rule } », qui a échoué.
report-waits-for = Non jugé : cela dépend de « { $rule } », qui n’a pas pu être tranché.
report-blocked-count = Non jugé à cause des échecs ci-dessus : { $count }
report-more = … et { $more } de plus
report-more-hint = Le rapport complet suit dans le journal.
report-cut = Le rapport a été coupé ici : il serait trop long pour cet endroit. Laissés de côté : { $more }
report-column-scenario = Scénario
report-column-points = Points

diff-nothing = Rien n’a changé.
diff-mark = { $lab } : { $before } → { $after }
diff-same-mark = { $lab } : { $mark }, comme avant
diff-new-lab = { $lab } : { $mark } ; ce TP n’était pas vérifié avant
diff-gone-lab = { $lab } : n’est plus vérifié (la note était { $mark })
diff-rule = { $title } : { $before } → { $after }
diff-new-rule = { $title } : { $after } ; la première vérification ne le jugeait pas
diff-gone-rule = { $title } : n’est plus demandé (c’était : { $before })
diff-name = { $rule }, scénario { $scenario }
diff-bonus = bonus
diff-advice = conseil
diff-contract = Ce que lab a trouvé sur le serveur :
diff-value = { $name } : { $before } → { $after }
diff-none = rien
diff-partial-before = La première vérification a été arrêtée avant la fin : ce qu’elle n’avait pas jugé compte comme non tranché.
diff-partial-after = La seconde vérification a été arrêtée avant la fin : ce qu’elle n’avait pas jugé compte comme non tranché.
diff-trouble = Rien n’a pu être noté : { $before } → { $after }

## who heard whom

audience-said = dits par
audience-count = messages
audience-short = { $short } : { $role }
audience-legend = 3/3 : trois messages étaient attendus chez ce client, et sont venus. (3) : les siens lui sont revenus. !3 : trois sont venus qui ne lui étaient pas destinés. ×3 : trois sont venus plus d’une fois. Un point : aucun n’était attendu, et aucun n’est venu.
