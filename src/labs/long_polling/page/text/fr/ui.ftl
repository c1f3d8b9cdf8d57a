### Ce que l’on dit de ce TP en dehors de ses règles.

long-polling-page = Long polling (page)

contract-page = page

trouble-no-browser = La page n’a pas été jugée : aucun navigateur n’a été trouvé. Elle s’examine avec Chromium ou un navigateur qui en dérive. Sous Debian ou Ubuntu : sudo apt install chromium-headless-shell (ou chromium). Chrome, Edge et Brave conviennent ; --browser PROGRAMME ou LAB_BROWSER en désigne un.
trouble-browser = La page n’a pas été jugée : { $why }. --browser PROGRAMME ou LAB_BROWSER désigne un autre navigateur.
trouble-page-server = La page n’a pas été jugée : le serveur à côté d’elle ne répond pas assez bien pour que l’on sache comment il parle. Vérifiez d’abord le serveur : lab check URL.
