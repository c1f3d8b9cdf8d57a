### What is said of this lab beside its rules.

sse-page = Server-Sent Events (page)

contract-stream-page = page du flux

trouble-page-stream = La page n’a pas été jugée : aucun flux à côté d’elle n’apporte de cotation lisible. Vérifiez d’abord le flux : lab check URL.

page-listens = La page est ouverte et écoute le flux.
page-listens-once-clicked = La page est ouverte, et écoute le flux après un clic sur « { $label } ».
page-listens-not = La page est ouverte, et n’écoute pas le flux.
page-quoted-up = { $symbol } monte à { $price }.
page-quoted-down = { $symbol } baisse à { $price }.
page-quoted-unchanged = { $symbol } est annoncé à { $price }, avec une variation nulle.
page-sent-no-quote = Deux événements arrivent qui ne sont pas des cours : la moitié d’un, et null.
page-stream-cut = Le flux se termine, comme celui d’un serveur qui redémarre.
page-back = La page écoute de nouveau : { $open ->
    [1] un flux est ouvert
   *[other] { $open } flux sont ouverts
}, { $before } avant.
page-not-back = La page n’écoute plus.
