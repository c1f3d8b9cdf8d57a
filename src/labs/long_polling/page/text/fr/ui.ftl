### Ce que l’on dit de ce TP en dehors de ses règles.

long-polling-page = Long polling (page)

contract-page = page

trouble-page-server = La page n’a pas été jugée : le serveur à côté d’elle ne répond pas assez bien pour que l’on sache comment il parle. Vérifiez d’abord le serveur : lab check URL.
