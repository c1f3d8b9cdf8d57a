### Why nothing was decided, if no lab says it better.

unknown-dead = Les connexions à votre serveur ont été refusées durablement. Des étapes n’ont donc pas été faites, et les autres ne suffisent pas pour conclure.
unknown-silence = Votre serveur avait laissé tant de requêtes sans réponse que lab a cessé d’attendre, pour finir à temps. Ce point n’a plus été examiné.
unknown-limited = Votre serveur limite la fréquence des requêtes (429, trop de requêtes), et ce point demande plus de requêtes à la fois, ou plus de temps à ce rythme, qu’il n’y en avait. Il n’a donc pas été examiné.
unknown-nothing = Trop peu de choses ont été observées pour conclure.
unknown-noise = Les durées mesurées ne permettent pas de conclure avec certitude : la machine elle-même avait jusqu’à { $noise } de retard.
unknown-unmeasured = Le retard de la machine elle-même n’a pas pu être mesuré à ce moment : le programme de lab qui le mesure s’était arrêté. Rien de sûr ne peut donc être dit des durées. Rien sur la machine ne devrait l’arrêter ; merci de relancer la vérification.
unknown-early = Une connexion a été refusée, ou une requête s’est terminée avant la fin de son délai : on ne peut donc rien dire du temps que sa réponse aurait pris.
unknown-foreign = La version a changé à un moment où ce scénario n’avait pas envoyé de mise à jour. Un autre client était peut-être à l’œuvre, ou votre serveur change sa version de lui-même.
unknown-restarted = Les versions de votre serveur sont reparties du début pendant ce scénario : il semble s’être arrêté puis avoir été relancé. Ce qui a été vu entre-temps ne dit rien de sûr.
