### What is said of this lab beside its rules.

sse = Server-Sent Events (serveur)
contract-stream = flux

trouble-no-stream = Aucun flux d’événements n’a été trouvé à { $url }. Essayés : { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Certaines réponses étaient des pages web : peut-être celles d’un serveur qui donne sa page pour chaque chemin.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(« — » veut dire : pas d’en-tête de réponse à temps.)
    } Si le vôtre porte un autre nom, écrivez-le dans un fichier de contrat : path dans [stream] (lab contract show en affiche un), et donnez-le avec --contract.

bar-stream = flux, ses événements

actor-subscriber = abonné
actor-browser = navigateur
actor-returner = client qui revient
