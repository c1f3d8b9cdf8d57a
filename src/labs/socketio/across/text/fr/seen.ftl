### What was observed, of each rule of the lab of two instances.

second-instance-missing-seen =
    .pass = Des clients se sont connectés aux deux instances ({ $links } connexions).
    .nobody = Rien n’écoute là où l’instance { $instance } devrait être : la connexion est refusée.
    .status = L’instance { $instance } a répondu { $code } au lieu d’ouvrir une connexion : { $said }
    .refused = L’instance { $instance } a refusé le client : { $said }
    .bad = L’instance { $instance } répond, mais pas comme Socket.IO 4 : { $why }
    .silent = L’instance { $instance } a accepté la connexion et n’a rien répondu pendant { $waited }.
    .died = La première instance s’est arrêtée à { $at } de la vérification : depuis, les connexions sont refusées.

local-delivery-lost-seen =
    .pass = Ce qui a été dit sur une instance y a été entendu par les autres du salon, chaque fois ({ $messages } réceptions).
    .fail = Rien de ce qui a été dit sur une instance n’y a été entendu par quelqu’un d’autre : sur l’instance { $instance }, « { $text } » de { $user } n’était pas arrivé après { $waited }.
    .some = Sur la même instance, { $missed } réceptions sur { $due } manquent : sur l’instance { $instance }, « { $text } » de { $user } n’était pas arrivé après { $waited }.
    .ended = Le serveur a fermé la connexion d’un client sur l’instance { $instance } avant que « { $text } » de { $user } y arrive.

not-across-seen =
    .pass = Ce qui a été dit sur une instance a été entendu sur l’autre, dans les deux sens ({ $heard } réceptions).
    .fail = Rien de ce qui a été dit sur une instance n’a été entendu sur l’autre, dans aucun sens : « { $text } », dit par { $user } sur l’instance { $from }, n’était pas arrivé sur l’instance { $to } après { $waited }.
    .one-way = Les messages ne passent que dans un sens : « { $text } », dit par { $user } sur l’instance { $from }, n’était pas arrivé sur l’instance { $to } après { $waited }, et rien d’autre dans ce sens.
    .some = Vers l’autre instance, { $missed } réceptions sur { $due } manquent : « { $text } », dit par { $user } sur l’instance { $from }, n’était pas arrivé sur l’instance { $to } après { $waited }.
    .leak = Les messages atteignent l’autre instance, mais aussi d’autres salons là-bas : « { $text } » de { $user } a été entendu sur l’instance { $to } par quelqu’un d’un autre salon. Sur la même instance, il est resté dans son salon.

twice-across-seen =
    .pass = Chaque message est arrivé une fois chez chaque client, sur les deux instances ({ $heard } réceptions).
    .own = Sur l’instance de l’auteur, des messages arrivent plusieurs fois : sur { $heard } réceptions, { $doubled } étaient répétées, jusqu’à { $copies } fois (événement { $event }, dit par { $user }).
    .other = Sur l’autre instance, des messages arrivent plusieurs fois : sur { $heard } réceptions, { $doubled } étaient répétées, jusqu’à { $copies } fois (événement { $event }, dit par { $user }).
    .both = Sur les deux instances, des messages arrivent plusieurs fois : sur { $heard } réceptions, { $doubled } étaient répétées, jusqu’à { $copies } fois (événement { $event }, dit par { $user }).

mangled-across-seen =
    .pass = Ce qui est arrivé sur l’autre instance est ce qui est arrivé sur la même ({ $messages } réceptions comparées).
    .text = « { $sent } » est arrivé sur l’instance { $to } sous la forme { $there }
    .place = Sur la même instance, la page reçoit { $here } ; sur l’instance { $to }, le même événement apporte { $there }

late-across-seen =
    .pass = Sur { $messages } réceptions sur l’autre instance, celle du milieu a pris { $took } (limite { $limit }, retards de cette machine { $noise }).
    .late = Sur { $messages } réceptions sur l’autre instance, celle du milieu a pris { $took }, ce qui est tard (limite { $limit }, retards de cette machine { $noise }).
    .fail = Sur { $messages } réceptions sur l’autre instance, celle du milieu a pris jusqu’à { $took } (limite { $limit }, retards de cette machine { $noise }).

notices-one-instance-seen =
    .pass = Qui est entré sur une instance a aussi été annoncé sur l’autre ({ $told } annonces).
    .fail = { $user } a été annoncé à ceux de la même instance, et personne ne l’a appris sur l’instance { $to }.
