### Ce qui est dit de ce TP en dehors de ses règles.

hello = Dire bonjour (serveur)
contract-hello = salut

trouble-no-hello = Rien qui salue n’a été trouvé à { $url } : « GET { $path } » n’a pas eu de réponse, ou a reçu un code 404. Si le vôtre a un autre chemin, écrivez-le dans un fichier de contrat : path dans [hello] (lab contract show en affiche un), et donnez-le avec --contract.

bar-greeting = salut

actor-greeter = client
