### Ce que les étudiants lisent sur chaque règle du TP qui dit bonjour, et ce qui a été observé.

not-greeting = Chaque client qui demande est salué
    .symptom = Tous les clients ne sont pas salués
    .text = Énoncé : `GET /hello` reçoit un texte qui contient « hello ».
    .expected = Chaque client qui demande reçoit le code 200, et un texte où se trouve « hello », en minuscules.
    .why = Une page qui tantôt salue et tantôt ne salue pas laisse ses visiteurs perplexes.
    .cause = En général, un autre texte est renvoyé, ou la route a un autre chemin (404) ou lève une exception (500).
    .hint = `curl -i` sur ce chemin montre le code et le texte qui arrivent réellement.

## ce qui a été observé

not-greeting-seen =
    .pass = { $asked ->
        [one] Un client a demandé, et a été salué.
       *[other] { $asked } clients ont demandé, et chacun a été salué.
    }
    .text = « { $path } » a donné « { $answer } », qui ne contient pas « hello ».
    .code = « { $path } » a reçu un code { $code } au lieu de 200.
    .none = « { $path } » n’a pas reçu de réponse utilisable à temps.
