### Ce que l’on dit de ce TP en dehors de ses règles.

long-polling-page = Long polling (page)

contract-page = page

trouble-page-server = La page n’a pas été jugée : le serveur à côté d’elle ne répond pas assez bien pour que l’on sache comment il parle. Vérifiez d’abord le serveur : lab check URL.
trouble-page-selector = Dans le contrat, { $selector } sous [page] n’est pas un sélecteur CSS que le navigateur comprenne. Cela s’écrit par exemple "#statut" ou ".tache > p".

page-opened = La page est ouverte et a demandé l’état : « { $status } ».
page-opened-silent = La page est ouverte, et n’a pas demandé l’état.
page-changed = Le statut est maintenant « { $status } ».
page-hold-ended = L’attente de la requête se termine : rien n’a changé.
page-failing-error = Désormais, chaque requête d’attente reçoit le statut 500.
page-failing-reset = Désormais, la connexion de chaque requête d’attente est réinitialisée.
page-failing-closed = Désormais, la connexion de chaque requête d’attente est fermée sans un octet, comme par un serveur arrêté.
page-failing-cut = Désormais, la moitié seulement de chaque réponse arrive.
page-failing-malformed = Désormais, chaque réponse est du JSON coupé en deux.
page-mended = Les requêtes reçoivent de nouveau une réponse. { $failed ->
    [0] Aucune n’avait échoué.
    [1] Une avait échoué.
   *[other] { $failed } avaient échoué.
}
page-restarted = Le serveur est redémarré : ses versions recommencent, et le statut est « { $status } ».
