### Ce que dit `lab explain` d’une règle, et la référence du livre avec lui.

explain-line = Tout sur cette règle : lab explain { $rule }
explain-title = { $rule } : { $title }
explain-place = { $lab }, scénario { $scenario } ({ $about }).
explain-worth = Points : { $points } sur { $all }.
explain-bonus = Un bonus de { $points }, montré à côté de la note, dont il ne fait jamais partie.
explain-advice = Un conseil : ne vaut aucun point.
explain-penalty = Si elle n’est pas respectée, { $points } de plus sont retirés de la note : avec ce défaut, personne ne peut se servir de la page, ou plus personne après un événement de tous les jours.
explain-needs = Elle est jugée une fois ceci respecté : { $rules }.
explain-symptom = Si elle n’est pas respectée, les rapports disent : « { $symptom } ».
explain-wire = Ce que cela donne sur le réseau
explain-wire-from = Vu pendant la vérification de `{ $flaw }`, un serveur qui a ce défaut :
explain-request = +{ $sent }  { $asked }
explain-answer = → { $code } après { $took }
explain-no-answer = → pas de réponse
explain-more = … et { $count } de plus
explain-try = Pour le voir vous-même
explain-own = Sur votre serveur, ce scénario seul :
explain-museum = Un serveur qui a ce défaut, à regarder et à comparer :
explain-museum-check = et, pendant qu’il tourne, dans un second terminal :
explain-by-hand = À la main :
explain-by-hand-second = et pendant ce temps, dans un second terminal :
explain-others = D’autres serveurs qui ont ce défaut : { $flaws }.
explain-about = `lab serve --list-flaws` en dit plus sur chacun (en anglais).
explain-unknown = la règle « { $rule } » n’existe pas
explain-near = règles aux noms proches : { $near }
explain-list = lab scenario list montre toutes les règles
