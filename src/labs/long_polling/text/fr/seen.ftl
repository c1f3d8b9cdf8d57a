### Ce qui a été observé, en une ou deux phrases par verdict. Un attribut est une variante de ce qu’une règle a constaté.
### Les quantités sont des nombres ; les durées viennent avec leur unité ; les textes du serveur testé sont échappés.

## unknown

unknown-starved = Pendant qu’une requête attendait, une autre était déjà restée sans réponse à temps. Les étapes avec plusieurs requêtes en attente n’ont donc pas été faites, et les autres ne suffisent pas pour conclure.
unknown-no-version = La version actuelle n’a pas pu être obtenue de votre serveur. Des étapes n’ont donc pas été faites, et les autres ne suffisent pas pour conclure.
unknown-left-behind = Une étape demande l’état comme un client en retard, et de tels clients n’avaient pas reçu de réponse. Elle n’a pas été faite, et les autres ne suffisent pas pour conclure.
unknown-updates-fail = Toutes les mises à jour jusque-là ont été refusées. Les étapes qui en demandent une n’ont donc pas été faites, et les autres ne suffisent pas pour conclure.
unknown-not-integer = Une étape a besoin de versions entières d’une certaine grandeur, que votre serveur n’avait pas. Elle n’a pas été faite, et le reste ne suffit pas pour conclure.
unknown-processor = Pendant que des requêtes attendaient et que rien d’autre n’était demandé, votre serveur utilisait environ { $percent } % d’un cœur du processeur. Il en aurait utilisé { $wanted } %, mais d’autres programmes occupaient le processeur : impossible de dire s’il se repose.
unknown-restless = La version de votre serveur change d’elle-même, encore et encore, sans qu’aucune mise à jour ait été envoyée. On ne peut alors pas dire quelle réponse est due à quoi. Fermez toute page ou programme qui la met à jour, arrêtez ce qui la change tout seul, et vérifiez à nouveau.
unknown-too-many = Votre serveur a répondu 429 (trop de requêtes) à { $limited } des { $asked } requêtes d’ici. On ne peut pas dire ce qu’il ferait sans cette limite. Le TP interroge le serveur comme de nombreux clients le feraient : désactivez la limite le temps de la vérification.

## contract

state-not-json-seen =
    .pass = { $reads ->
        [one] { $reads } réponse était du JSON
       *[other] { $reads } réponses étaient du JSON
    } avec un statut et une version ; la première donnait « { $state } » (le statut, puis la version).
    .limited = { $requests ->
        [1] La seule réponse de votre serveur a été
       *[other] Les { $requests } réponses de votre serveur ont toutes été
    } 429 (trop de requêtes), pendant { $time }, alors que lab attendait aussi longtemps que demandé et n’envoyait qu’une requête à la fois. Personne ne peut utiliser un serveur qui n’accepte aucune requête : regardez quand son limiteur oublie les requêtes qu’il a comptées.
    .encoded = Interrogé sur l’état, votre serveur a donné une réponse déclarée « { $encoding } » (`Content-Encoding`), et son corps n’a pas pu être décodé comme tel.
    .length = Une réponse annonçait un corps de { $said } octets dans son `Content-Length`, et { $sent } octets sont arrivés. Coupée là où elle était censée finir, elle n’est pas du JSON valide.
    .never-whole = À la demande de l’état, votre serveur n’a jamais donné de réponse entière : { $reads ->
        [1] la seule qui est venue s’est interrompue
       *[other] les { $reads } qui sont venues se sont toutes interrompues
    } ({ $why }).
    .too-large = À la demande de l’état, votre serveur envoie plus que lab ne lit : { $why }.
    .not-http = À la demande de l’état, votre serveur envoie ce qui n’est pas du HTTP : { $why }.
    .cut = Interrogé sur l’état, votre serveur a commencé une réponse et ne l’a pas finie ({ $why }).
    .twice = Interrogé sur l’état, votre serveur a donné du JSON dans du JSON : un texte qui contient l’objet au lieu de l’objet. Elle commence par « { $body } ».
    .not-json = Interrogé sur l’état, votre serveur a donné une réponse qui n’est pas du JSON valide (« { $why } »). Elle commence par « { $body } ».
    .code = Interrogé sur l’état, votre serveur a répondu par un code { $code }. Le corps commence par « { $body } ».
    .no-fields = Interrogé sur l’état, votre serveur a donné une réponse où un statut avec sa version n’a pas pu être trouvé. Le corps commence par « { $body } ».

wrong-content-type-seen =
    .pass = Les réponses en JSON étaient déclarées comme du JSON, par exemple « { $type } ».
    .fail = Une réponse dont le corps était du JSON était déclarée « { $type } ».
    .missing = Une réponse dont le corps était du JSON n’indiquait pas son type : `Content-Type` était absent ou vide.

update-not-by-post-seen =
    .pass = Les mises à jour ont été envoyées par { $method } « { $path } ».
    .fail = La requête qui met à jour votre serveur était un { $method } : « { $method } { $path } ».

update-fails-seen =
    .pass = { $updates ->
        [one] { $updates } mise à jour valide a reçu une réponse, et ce n’était pas
       *[other] { $updates } mises à jour valides ont reçu une réponse, et aucune n’était
    } une erreur du serveur (5xx).
    .cut = Aucune des { $updates } mises à jour valides n’a reçu de réponse : chaque fois la connexion s’est interrompue ({ $why }). C’est le plus souvent une exception dans la fonction qui reçoit la mise à jour ; la console de votre serveur la montre.
    .refused = { $updates ->
        [1] La seule mise à jour valide a reçu une réponse qui la dit fausse ou sans effet, avec
       *[other] Les { $updates } mises à jour valides ont toutes reçu une réponse qui les dit fausses ou sans effet, la première avec
    } le code { $code } : « { $error } ». Ont été envoyés, dans le champ « { $field } », les statuts { $statuses }.
    .refused-silent = { $updates ->
        [1] La seule mise à jour valide a reçu une réponse qui la dit fausse ou sans effet, avec
       *[other] Les { $updates } mises à jour valides ont toutes reçu une réponse qui les dit fausses ou sans effet, la première avec
    } le code { $code } et un corps vide. Ont été envoyés, dans le champ « { $field } », les statuts { $statuses }.
    .unanswered = Aucune des { $updates } mises à jour valides n’a reçu de réponse, alors que l’on voit ce qu’elles changent. La première, envoyée dans le scénario « { $scenario } » alors que personne n’attendait, n’avait pas de réponse après { $waited }.
    .hangs = À partir d’un certain moment, plus aucune mise à jour valide n’a reçu de réponse ni changé quoi que ce soit : { $updates } ont été envoyées en vain, alors que d’autres requêtes recevaient leur réponse. La première, envoyée dans le scénario « { $scenario } » alors que personne n’attendait, n’avait pas de réponse après { $waited }.
    .all = { $updates ->
        [1] La seule mise à jour valide a reçu
       *[other] Les { $updates } mises à jour valides ont toutes reçu
    } une erreur du serveur, la première avec le code { $code } : « { $error } ».
    .fail = Sur { $updates } mises à jour valides, { $failed ->
        [one] { $failed } a reçu une erreur du serveur. Envoyée dans le scénario « { $scenario } », elle a reçu
       *[other] { $failed } ont reçu une erreur du serveur. La première, envoyée dans le scénario « { $scenario } », a reçu
    } le code { $code } : « { $error } ».
    .all-silent = { $updates ->
        [1] La seule mise à jour valide a reçu
       *[other] Les { $updates } mises à jour valides ont toutes reçu
    } une erreur du serveur, la première avec le code { $code } et un corps vide.
    .fail-silent = Sur { $updates } mises à jour valides, { $failed ->
        [one] { $failed } a reçu une erreur du serveur. Envoyée dans le scénario « { $scenario } », elle a reçu
       *[other] { $failed } ont reçu une erreur du serveur. La première, envoyée dans le scénario « { $scenario } », a reçu
    } le code { $code } et un corps vide.

## parameter

parameter-renamed-seen =
    .pass = Votre serveur recevait la version du client sous le nom `last_version`.
    .fail = Votre serveur recevait la version du client sous le nom « { $name } », et non `last_version`.

## behind

behind-kept-waiting-seen =
    .pass = { $reads ->
        [one] { $reads } requête d’un client en retard a reçu
       *[other] { $reads } requêtes de clients en retard ont reçu
    } un statut et une version, en { $median } (médiane) et { $longest } au plus ; jusqu’à { $limit }, la réponse est considérée comme immédiate.
    .some-late = { $reads ->
        [one] { $reads } requête d’un client en retard a reçu
       *[other] { $reads } requêtes de clients en retard ont reçu
    } un statut et une version, dont la moitié au moins en { $limit }, sans compter les retards de la machine elle-même. Les autres ne sont pas une habitude.
    .late = Les clients en retard ont attendu leur réponse { $median } (médiane sur { $reads ->
        [one] { $reads } requête
       *[other] { $reads } requêtes
    }) et { $longest } au plus ; jusqu’à { $limit }, la réponse est considérée comme immédiate.
    .fail = Sur { $reads ->
        [one] { $reads } requête
       *[other] { $reads } requêtes
    } de clients en retard, { $lost ->
        [one] { $lost } n’a pas reçu de réponse à temps. Elle
       *[other] { $lost } n’ont pas reçu de réponse à temps. La première de celles-ci
    } avait la version { $version } et a attendu { $waited }.
    .error = Un client en retard, avec la version { $version }, a reçu un code { $code } : « { $error } ».
    .no-state = Un client en retard, avec la version { $version }, a reçu un code { $code }, mais pas de statut avec sa version.

stale-pair-seen =
    .old-status = { $reads ->
        [1] Une lecture a donné
       *[other] { $reads } lectures ont donné
    } une version jamais vue, avec un autre statut que celui qui venait d’être envoyé : après la mise à jour vers « { $status } », la réponse était « { $state } » (le statut, puis la version).
    .pass = { $reads ->
        [one] { $reads } lecture a été faite après une mise à jour réussie ; elle n’a pas donné de
       *[other] { $reads } lectures ont été faites après des mises à jour réussies ; aucune n’a donné de
    } version antérieure.
    .fail = La mise à jour vers « { $status } » a reçu une réponse de succès. Une lecture envoyée { $after } plus tard a donné « { $state } » (le statut, puis la version) : cette version avait déjà été vue avant la mise à jour.

# Comment un statut est revenu.
status-came = { $who ->
        [waiter] a été reçu par un client qui l’attendait
       *[reader] a été relu
    }

status-mangled-seen =
    .pass = { $reads ->
        [one] { $reads } lecture a été faite après une mise à jour, et son statut n’était pas altéré.
       *[other] { $reads } lectures ont été faites après des mises à jour, et aucun statut n’était altéré.
    }
    .fail = « { $sent } » a été envoyé, et « { $got } » { status-came }.
    .not-utf8 = « { $sent } » a été envoyé, et « { $got } » { status-came } : le corps de la réponse n’est pas en UTF-8, et un navigateur ne lit le JSON qu’ainsi, quoi que déclare son type (ici « { $type } »).
    .read-as-latin1 = « { $sent } » a été envoyé, et « { $got } » { status-came } : ses octets sont de l’UTF-8, et quelque part ils ont été lus comme du Latin-1.
    .html = « { $sent } » a été envoyé, et « { $got } » { status-came } : il a été échappé pour le HTML, et une page qui montre le texte d’une réponse JSON montre cela.
    .json = « { $sent } » a été envoyé, et « { $got } » { status-came } : il a été écrit deux fois en JSON.
    .percent = « { $sent } » a été envoyé, et « { $got } » { status-came } : il est resté encodé comme dans une adresse.
    .ascii = « { $sent } » a été envoyé, et « { $got } » { status-came } : ses accents ont été perdus.
    .short = « { $sent } » a été envoyé, et seul « { $got } » { status-came }.

state-not-shared-seen =
    .pass = Après la dernière mise à jour réussie, { $reads ->
        [one] { $reads } lecture a donné une version
       *[other] { $reads } lectures ont toutes donné la même version,
    } jamais vue avant cette mise à jour.
    .visitor = Chacune des { $updates } mises à jour, envoyées sans cookie, a reçu pour réponse la même version { $version }, et aucun client venu ensuite ne l’a vue. Votre serveur donne un cookie à chaque visiteur : chacun semble avoir son propre état.
    .split = Après la dernière mise à jour réussie, { $reads } lectures ont donné { $versions } versions différentes (version × nombre de lectures) : { $seen }.
    .unmoved = Après la dernière mise à jour réussie, { $reads ->
        [one] { $reads } lecture a donné
       *[other] { $reads } lectures ont toutes donné
    } la version { $version }, déjà vue avant cette mise à jour.

compared-as-text-seen =
    .refused = La version de votre serveur avait atteint { $current }, et une requête avec la version { $sent } a reçu { $code } sans le nouvel état, alors que { $sent } est plus petit. Comme texte, « { $sent } » vient après « { $current } ».
    .pass = La version de votre serveur avait atteint { $current }, et une requête avec la version { $sent } a reçu sa réponse à temps, bien que « { $sent } », comme texte, vienne après « { $current } ».
    .fail = La version de votre serveur avait atteint { $current }, et une requête avec la version { $sent } a attendu { $waited } au lieu de recevoir sa réponse tout de suite. Comme texte, « { $sent } » vient après « { $current } ».
    .not-integer = Il n’y avait rien à comparer : les versions de votre serveur n’étaient pas des nombres entiers, ou aucun nombre inférieur n’a été trouvé qui vienne, comme texte, après la version actuelle.

## held

not-held-seen =
    .pass = Une requête avec la version actuelle a été gardée en attente { $time } ; à partir de { $min } environ, l’attente est acceptée.
    .fail = Une requête avec la version actuelle a reçu une réponse après { $time } seulement, avec un code { $code } ; une attente d’au moins { $min } est demandée.
    .same = Une requête avec la version actuelle, { $version }, a reçu après { $time } seulement un état qui n’était pas nouveau ; une attente d’au moins { $min } est demandée.
    .cut = Une requête avec la version actuelle s’est terminée après { $time } sans réponse utilisable (coupée ou illisible) ; une attente d’au moins { $min } est demandée.
    .limit = Votre serveur a coupé une requête qui portait la version actuelle après { $time }, sans réponse, et une autre, venue à un autre moment, au bout du même temps : c’est ce que fait une limite de temps du serveur ou de son framework, plus courte que l’attente. Une attente d’au moins { $min } est demandée.

## wake

waiter-not-woken-seen =
    .error = Pendant { $waiters ->
        [1] qu’une requête attendait
       *[other] que { $waiters } requêtes attendaient
    }, une mise à jour a été envoyée. Une requête en attente a alors reçu un code { $code } au lieu du nouvel état.
    .pass = { $rounds ->
        [one] Lors de { $rounds } essai, une mise à jour
       *[other] Lors de chacun des { $rounds } essais, une mise à jour
    } a libéré à temps toutes les requêtes en attente : { $woken } en tout, jusqu’à { $most } à la fois.
    .fail = { $waiters ->
        [1] La seule requête en attente n’a pas reçu de réponse à la mise à jour dans le délai de { $limit }.
       *[other] Sur { $waiters } requêtes en attente, une mise à jour en a libéré { $woken } à temps ; { $lost ->
            [one] { $lost } n’a pas reçu
           *[other] { $lost } n’ont pas reçu
        } de réponse à cette mise à jour dans le délai de { $limit }.
    }

woken-late-seen =
    .pass = { $wakes ->
        [one] { $wakes } réveil a pris
       *[other] { $wakes } réveils ont pris
    } { $median } (médiane) et { $longest } au plus. Jusqu’à { $limit }, un réveil est rapide, sans compter les retards de la machine elle-même (ici { $noise } au plus).
    .some-late = La moitié des { $wakes } réveils ont pris { $median } ou moins. Jusqu’à { $limit }, un réveil est rapide, sans compter les retards de la machine elle-même (ici { $noise } au plus) ; quelques-uns ont pris plus longtemps, et quelques-uns ne sont pas une habitude.
    .late = { $wakes ->
        [one] { $wakes } réveil a pris
       *[other] { $wakes } réveils ont pris
    } { $median } (médiane) et { $longest } au plus : c’est tardif. Jusqu’à { $limit }, un réveil est rapide, sans compter les retards de la machine elle-même (ici { $noise } au plus).
    .fail = { $wakes ->
        [1] Le seul réveil est venu beaucoup trop tard :
       *[other] Plus de la moitié des { $wakes } réveils sont venus beaucoup trop tard :
    } { $median } (médiane) et { $longest } au plus. Jusqu’à { $limit }, un réveil est rapide, sans compter les retards de la machine elle-même (ici { $noise } au plus).

woken-with-old-pair-seen =
    .pass = { $wakes ->
        [one] { $wakes } requête réveillée a été examinée ;
       *[other] { $wakes } requêtes réveillées ont été examinées ;
    } le nouveau statut et la nouvelle version n’ont manqué qu’une fois au plus, ce qui est toléré.
    .fail = Sur { $wakes ->
        [one] { $wakes } requête réveillée
       *[other] { $wakes } requêtes réveillées
    }, { $bad ->
        [one] { $bad } n’a pas reçu
       *[other] { $bad } n’ont pas reçu
    } le nouveau statut avec la nouvelle version. La première avait envoyé la version { $sent } et a reçu « { $got } » (le statut, puis la version).
    .empty = Sur { $wakes ->
        [one] { $wakes } requête réveillée
       *[other] { $wakes } requêtes réveillées
    }, { $bad ->
        [one] { $bad } n’a pas reçu
       *[other] { $bad } n’ont pas reçu
    } le nouveau statut avec la nouvelle version. La première avait envoyé la version { $sent } et a reçu une réponse sans statut ni version.

## while-held

update-blocked-seen =
    .pass = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] jusqu’à { $waiters } requêtes
    } en attente, chaque mise à jour a été prise en compte à temps : elle a reçu une réponse de succès ou réveillé une requête.
    .fail = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour est restée { $waited } sans effet visible : ni réponse de succès, ni requête réveillée avec une nouvelle version.
    .beyond = Une mise à jour a été prise en compte avec { $fine ->
        [one] { $fine } requête
       *[other] { $fine } requêtes
    } en attente. Avec { $waiters }, elle est restée { $waited } sans effet visible : ni réponse de succès, ni requête réveillée avec une nouvelle version. Le nombre que supporte votre serveur semble se trouver entre les deux.
    .code = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour a reçu un code { $code } et n’a réveillé aucune requête avec une nouvelle version.
    .cut = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour n’a pas reçu de réponse utilisable (coupée ou illisible) et n’a réveillé aucune requête avec une nouvelle version.

update-answered-late-seen =
    .pass = { $updates ->
        [one] { $updates } mise à jour, envoyée pendant que des requêtes attendaient, a reçu sa réponse après { $longest }.
       *[other] { $updates } mises à jour, envoyées pendant que des requêtes attendaient, ont reçu leur réponse, après { $longest } au plus.
    }
    .fail = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour n’a reçu sa réponse qu’après { $took } ; jusqu’à { $limit } est accepté.
    .silent = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour n’a reçu aucune réponse en { $took } ; jusqu’à { $limit } est accepté.
    .cut = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une mise à jour n’a pas reçu de réponse utilisable : votre serveur a coupé la connexion, ou ce qu’il a envoyé était illisible.

read-blocked-seen =
    .error = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, un client en retard a reçu le code d’erreur { $code }.
    .pass = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] jusqu’à { $waiters } requêtes
    } en attente, des clients en retard ont reçu leur réponse à temps.
    .fail = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, un client en retard n’a pas reçu sa réponse à temps : il a attendu { $waited }.
    .cut = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, un client en retard n’a pas reçu de réponse utilisable : votre serveur a coupé la connexion, ou ce qu’il a envoyé était illisible.

busy-wait-seen =
    .pass = Pendant que des requêtes attendaient et que rien d’autre n’était demandé, votre serveur utilisait environ { $percent } % d’un cœur du processeur.
    .fail = Pendant { $waiters ->
        [1] qu’une requête attendait
       *[other] que { $waiters } requêtes ou plus attendaient
    } et que rien d’autre n’était demandé, votre serveur utilisait environ { $percent } % d’un cœur du processeur, presque tout le temps. Sans requête en attente, il en utilisait { $idle } %.
    .slow = Avec { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, une lecture a pris { $held } ; sans aucune, { $free }. C’était plus de vingt fois plus lent { $turns ->
        [1] lors du seul essai.
       *[other] lors de chacun des { $turns } essais.
    }
    .unslowed = Le temps de processeur de votre serveur n’a pas pu être comparé ici. Les lectures n’étaient pas beaucoup plus lentes avec des requêtes en attente : { $held } au dernier essai, et { $free } sans.

## versions

version-not-growing-seen =
    .pass = { $updates ->
        [one] Après { $updates } mise à jour,
       *[other] Après chacune des { $updates } mises à jour observées,
    } la version lue était plus grande que la précédente (ou, si c’est un texte, jamais vue auparavant).
    .never = La version { $before } est la première qui a été vue. { $updates } mises à jour ont été acceptées, et le nouveau statut est venu avec la version { $after } : aucune version n’a jamais été plus grande que la première.
    .same = La version { $before } a été lue avant la mise à jour vers « { $status } », et de nouveau { $after } après.
    .tick = La version { $before } a été lue ; { $apart } plus tard, une mise à jour vers « { $status } » a été envoyée, et la version lue ensuite était encore { $after }. On dirait l’heure d’une horloge trop grossière : deux mises à jour dans la même seconde, par exemple, reçoivent la même version.
    .lower = La version { $before } a été lue avant la mise à jour vers « { $status } », et { $after } après : ce n’est pas plus grand.
    .again = La version { $before } a été lue avant la mise à jour vers « { $status } », et { $after } après : cette version avait déjà été vue auparavant.

version-ambiguous-seen =
    .pass = Aucune version n’est apparue avec deux statuts différents (mises à jour réussies : { $updates } ; lectures : { $reads } ; versions lues : { $versions }).
    .fail = La version { $version } est apparue avec « { $one } » dans une lecture et avec « { $other } » dans une autre.
    .lower = Une lecture a donné la version { $seen } ; la dernière lecture du même essai, envoyée plus tard, a donné { $end }, qui est plus petite.
    .clock = Une version est apparue avec deux statuts différents (mises à jour réussies : { $updates }). Cela ne coûte aucun point : des versions comme les vôtres, tirées d’une horloge ou faites de texte, peuvent se répéter quand des mises à jour se suivent de très près.

## hold-end

hold-never-ends-seen =
    .pass = { $polls ->
        [one] Sans aucune mise à jour, { $polls } requête en attente a reçu une réponse après { $longest }.
       *[other] Sans aucune mise à jour, { $polls } requêtes en attente ont reçu une réponse, au plus tôt après { $shortest } et au plus tard après { $longest }.
    }
    .late = Une requête en attente n’a reçu de réponse qu’après { $time } ; jusqu’à { $max } est accepté.
    .fail = Une requête en attente n’avait toujours pas de réponse après { $time } ; jusqu’à { $max } est accepté.
    .ahead = Une requête avec la version { $version }, en avance sur celle du serveur, n’avait pas de réponse après { $time }, alors que d’autres attentes s’étaient terminées. Une page est en avance quand votre serveur a redémarré et recommence à compter : elle attendrait pour toujours, en montrant l’ancien statut.
    .other = Une requête en attente n’avait toujours pas de réponse après { $time }, alors qu’une autre en avait reçu une après { $other }, sans aucune mise à jour.
    .cut = Une requête en attente s’est terminée après { $time } sans réponse utilisable (coupée ou illisible) ; une vraie réponse est demandée avant { $max }.
    .limit = Votre serveur a coupé une requête en attente après { $time }, sans réponse, et une autre, venue à un autre moment, au bout du même temps. C’est ce que fait une limite de temps du serveur ou de son framework, plus courte que l’attente : `server.setTimeout` dans Node, `WriteTimeout` en Go, `--timeout` de gunicorn, `idleTimeout` dans Bun. Une vraie réponse est demandée avant { $max }.

no-change-unclear-seen =
    .stream = Alors que rien ne changeait, une requête en attente a reçu un code { $code } et le début d’un flux d’événements (`text/event-stream`) : un client de long polling n’y lit pas « pas de changement ».
    .pass = Alors que rien ne changeait, une requête en attente a reçu un code { $code } et un corps qui n’annonçait pas de nouvelle version ; il commence par « { $body } ».
    .empty-200 = Alors que rien ne changeait, une requête en attente a reçu un code 200 et un corps vide. C’est accepté ; mais `response.json()` lève alors une erreur, et 204 dit la même chose à tous les clients.
    .empty = Alors que rien ne changeait, une requête en attente a reçu un code { $code } et un corps vide.
    .fail = Alors que rien ne changeait, l’attente d’une requête s’est terminée par un code { $code }, qui n’est pas de ceux acceptés ici pour « pas de changement ».

body-after-204-seen =
    .pass = { $answers ->
        [one] { $answers } réponse 204 à une requête en attente est venue sans corps.
       *[other] { $answers } réponses 204 à des requêtes en attente sont venues sans corps.
    }
    .none = Aucune des réponses aux requêtes en attente n’était un code 204 : il n’y avait donc pas de 204 qui aurait pu avoir un corps.
    .fail = { $bytes ->
        [one] { $bytes } octet est venu
       *[other] { $bytes } octets sont venus
    } après la fin d’une réponse 204.
    .length = Une réponse 204 annonçait un corps de { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    } (`Content-Length: { $bytes }`).

hold-end-harms-seen =
    .pass = Après une attente qui s’était terminée d’elle-même ({ $hold }), les mises à jour ont reçu leur réponse et réveillé tous ceux qui attendaient : { $during ->
        [one] { $during } requête venue
       *[other] { $during } requêtes venues
    } avant cette fin, et { $after } après.
    .error = Après qu’une attente s’était terminée d’elle-même, une mise à jour valide a reçu le code { $code } : « { $error } ».
    .hangs = Après qu’une attente s’était terminée d’elle-même, une mise à jour est restée sans réponse pendant { $waited }, et personne n’a été réveillé.
    .unanswered = Après qu’une attente s’était terminée d’elle-même, une mise à jour est restée sans réponse pendant { $waited }, bien qu’elle ait réveillé quelqu’un.
    .cut = Après qu’une attente s’était terminée d’elle-même, une mise à jour n’a pas reçu de réponse utilisable : votre serveur a coupé la connexion, ou ce qu’il a envoyé était illisible.
    .forgotten = Après qu’une attente s’était terminée d’elle-même, une mise à jour a été acceptée, mais sur { $waiters ->
        [one] { $waiters } requête
       *[other] { $waiters } requêtes
    } en attente, { $lost ->
        [one] { $lost } n’a pas reçu
       *[other] { $lost } n’ont pas reçu
    } à temps le nouveau statut et sa version.
    .refused = Après qu’une attente s’était terminée d’elle-même, une mise à jour a été acceptée, mais une requête en attente a reçu le code { $code } au lieu du nouveau statut et de sa version.
    .silent = Après qu’une attente s’était terminée d’elle-même, une mise à jour a reçu sa réponse, mais une lecture faite ensuite n’a pas obtenu l’état : sa requête s’est terminée après { $waited }.

## lost

lost-wakeup-seen =
    .pass = { $chances ->
        [one] { $chances } requête, envoyée autour de l’instant d’une mise à jour, a reçu une réponse à temps
       *[other] { $chances } requêtes, envoyées autour de l’instant d’une mise à jour, ont toutes reçu une réponse à temps
    } ({ $rounds ->
        [one] { $rounds } essai
       *[other] { $rounds } essais
    }).
    .fail = Sur { $chances ->
        [one] { $chances } requête envoyée
       *[other] { $chances } requêtes envoyées
    } autour de l’instant d’une mise à jour, en { $rounds ->
        [one] { $rounds } essai,
       *[other] { $rounds } essais,
    } { $lost ->
        [one] { $lost } n’a pas reçu de réponse à temps. Elle est partie
       *[other] { $lost } n’ont pas reçu de réponse à temps. La première de celles-ci est partie
    } { $offset } { $side ->
        [before] avant
       *[after] après
    } la mise à jour et a attendu { $waited }.
    .fail-again = { lost-wakeup-seen.fail } Le test a ensuite été réduit : avec { $pollers ->
        [1] une seule requête par essai, envoyée
       *[other] { $pollers } requêtes par essai, envoyées
    } à { $when } de la mise à jour, des requêtes sont de nouveau restées en attente dans { $again } { $again ->
        [one] essai
       *[other] essais
    } sur { $played }.

unseen-update-lost-seen =
    .pass = Après des mises à jour qu’aucune requête n’attendait, { $reads ->
        [one] { $reads } requête avec une version antérieure a reçu
       *[other] { $reads } requêtes avec une version antérieure ont reçu
    } à temps un nouveau statut et sa version.
    .fail = Après la mise à jour vers « { $status } », qu’aucune requête n’attendait, une requête avec la version { $version } n’a pas reçu à temps un nouveau statut et sa version : elle a attendu { $waited }.
    .no-news = Après une mise à jour qu’aucune requête n’attendait, une requête avec une version antérieure a reçu un code { $code }, mais pas de nouveau statut avec sa version.

loop-stuck-seen =
    .pass = { $loops ->
        [one] { $loops } client en boucle est arrivé
       *[other] { $loops } clients en boucle sont arrivés
    } à la version { $version }, la dernière, après une rafale de { $updates ->
        [one] { $updates } mise à jour
       *[other] { $updates } mises à jour
    } ; la réponse qui l’apportait a pris { $longest } au plus.
    .fail = Sur { $loops ->
        [one] { $loops } client
       *[other] { $loops } clients
    } en boucle, { $stuck ->
        [one] { $stuck } n’est pas arrivé
       *[other] { $stuck } ne sont pas arrivés
    } à temps à la version { $version }, la dernière, après une rafale de { $updates ->
        [one] { $updates } mise à jour.
       *[other] { $updates } mises à jour.
    }

## robust

bad-update-accepted-seen =
    .pass = { $refused ->
        [one] { $refused } mise à jour invalide a été refusée
       *[other] { $refused } mises à jour invalides ont été refusées
    } par un code 4xx.
    .fail = La mise à jour invalide dont le corps était « { $body } » a reçu un code { $code } au lieu d’un code 4xx.
    .error = La mise à jour invalide dont le corps était « { $body } » a reçu un code { $code } : un code 5xx dit que l’erreur vient du serveur, et non de la requête.
    .silent = La mise à jour invalide dont le corps était « { $body } » n’a pas reçu de réponse utilisable : aucune n’est venue à temps, ou elle était coupée ou illisible.

odd-version-5xx-seen =
    .pass = { $versions ->
        [one] { $versions } requête avec une version étrange a été envoyée, et elle n’a provoqué
       *[other] { $versions } requêtes avec une version étrange ont été envoyées, et elles n’ont provoqué
    } ni code 5xx ni connexion coupée.
    .pass-missing = { $versions ->
        [one] { $versions } requête sans version a été envoyée, et elle n’a provoqué
       *[other] { $versions } requêtes avec une version étrange ou sans version ont été envoyées, et elles n’ont provoqué
    } ni code 5xx ni connexion coupée.
    .fail = La requête « { $query } » a reçu un code { $code }.
    .missing = La requête « { $query } », sans `last_version`, a reçu un code { $code }. Une page qui vient d’être chargée ne connaît encore aucune version.
    .cut = La requête « { $query } » n’a pas reçu de réponse utilisable : la connexion a été coupée ou la réponse n’était pas du HTTP (« { $why } »).

leaver-harms-seen =
    .pass = Après le départ de { $gone ->
        [one] { $gone } client
       *[other] { $gone } clients
    } en attente, { $stayed ->
        [1] celui qui restait a été réveillé
       *[other] les { $stayed } qui restaient ont été réveillés
    } à temps par une mise à jour, et aucune lecture n’est restée sans réponse.
    .fail = Après le départ de { $gone ->
        [one] { $gone } client
       *[other] { $gone } clients
    } en attente, { $lost ->
        [one] { $lost } client sur les { $stayed } qui restaient n’a pas reçu
       *[other] { $lost } clients sur les { $stayed } qui restaient n’ont pas reçu
    } à temps le nouveau statut et sa version après une mise à jour.
    .silent = Après le départ de { $gone ->
        [one] { $gone } client
       *[other] { $gone } clients
    } en attente, une mise à jour a bien réveillé { $stayed ->
        [1] celui qui restait,
       *[other] les { $stayed } qui restaient,
    } mais une lecture n’a pas reçu de réponse utilisable.

server-died-seen =
    .restarted = Les versions de votre serveur sont reparties du début pendant la vérification : il semble s’être arrêté puis avoir été relancé. Si vous ne l’avez pas relancé vous-même (enregistrer un fichier suffit parfois), ce qu’il a affiché dit pourquoi.
    .pass = { $looks ->
        [one] { $looks } contrôle a été fait, et votre serveur y a encore répondu.
       *[other] { $looks } contrôles ont été faits, et votre serveur répondait encore au dernier.
    }
    .fail = À partir de { $at } après le début de la vérification (scénario « { $scenario } »), votre serveur a refusé toute connexion et n’a plus répondu à rien.
    .never = Votre serveur a accepté les connexions et n’a jamais envoyé un octet : en { $waited }, aucune des { $requests } requêtes n’a reçu de réponse.
    .silent = Au dernier contrôle, votre serveur n’a pas donné de réponse utilisable ; la requête s’est terminée après { $waited }.

## browsers

unread-by-browsers-seen =
    .pass = { $answers ->
        [one] { $answers } réponse faite à un navigateur, qui garde sa connexion, était entière.
       *[other] { $answers } réponses faites à un navigateur, qui garde sa connexion, étaient entières.
    }
    .endless = Un navigateur, qui garde sa connexion, a reçu le début d’une réponse qui n’a pas fini : { $waited } plus tard, rien ne disait si la suite viendrait.
    .second = Un navigateur a redemandé sur la connexion que votre serveur avait gardée ouverte après une réponse, et a attendu { $waited } en vain.
    .silent = Un navigateur, qui garde sa connexion, a attendu { $waited } une réponse qui n’est pas venue. Les requêtes qui demandent la fin de la connexion avaient reçu la leur.
    .cut = Un navigateur, qui garde sa connexion, n’a pas reçu de réponse utilisable ({ $why }).

session-locked-seen =
    .pass = Pendant qu’une requête attendait, { $requests ->
        [one] { $requests } autre requête avec le même cookie (« { $cookie } ») a reçu aussitôt sa réponse.
       *[other] { $requests } autres requêtes avec le même cookie (« { $cookie } ») ont reçu aussitôt leur réponse.
    }
    .no-cookie = Votre serveur ne donne pas de cookies : { $answers ->
        [1] la réponse faite à un navigateur n’en avait
       *[other] les { $answers } réponses faites à un navigateur n’en avaient
    } aucun.
    .none = Quand une autre requête avec le même cookie (« { $cookie } ») est venue, aucune requête n’attendait plus.
    .update = Pendant qu’une requête attendait, une mise à jour avec le même cookie (« { $cookie } ») a attendu sa réponse { $waited }. Sans cookie, les mises à jour recevaient aussitôt la leur.
    .read = Pendant qu’une requête attendait, un client en retard avec le même cookie (« { $cookie } ») a attendu sa réponse { $waited }. Sans cookie, de tels clients recevaient aussitôt la leur.

answer-cacheable-seen =
    .pass = { $answers ->
        [one] { $answers } réponse à une question qui se repose a été examinée ;
       *[other] { $answers } réponses à des questions qui se reposent ont été examinées ;
    } un navigateur s’adresse chaque fois au serveur.
    .no-change = Une réponse « pas de changement » disait « { $says } » : pendant { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }, un navigateur la donne à la page sans rien demander à votre serveur.
    .first = La réponse faite à un client qui ne sait rien disait « { $says } » : pendant { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }, une page rechargée dans ce navigateur montre cet état, quel qu’il soit devenu.

answer-cached-seen =
    .pass = { $questions ->
        [one] { $questions } question a été posée avant une mise à jour et à nouveau après elle ; le nouvel état n’a pas été
       *[other] { $questions } questions ont été posées avant une mise à jour et à nouveau après elle ; le nouvel état n’a jamais été
    } montré à ceux-là seuls qui demandaient sous une autre forme.
    .fail = Après une mise à jour, { $times ->
        [one] { $times } client qui demandait la même chose qu’avant a reçu la réponse
       *[other] { $times } clients qui demandaient la même chose qu’avant ont reçu la réponse
    } d’avant elle, « { $old } » (le statut, puis la version). Avec un paramètre de plus dans l’adresse, qui ne veut rien dire, la réponse était « { $new } ».

## bonus

ahead-at-once-seen =
    .pass = Une requête dont la version était en avance sur celle de votre serveur a reçu après { $time } un statut et sa version.
    .refused = Une requête dont la version était en avance sur celle de votre serveur a reçu un code { $code }, sans statut ni version.
    .fail = Une requête dont la version était en avance sur celle de votre serveur n’a pas reçu tout de suite un statut et sa version ; elle s’est terminée après { $time }.

no-store-seen =
    .pass = { $answers ->
        [one] { $answers } réponse de succès à une requête de long polling portait
       *[other] { $answers } réponses de succès à des requêtes de long polling portaient toutes
    } `Cache-Control` avec `no-store` ou `no-cache`.
    .fail = Au moins une réponse de succès à une requête de long polling ne portait ni `no-store` ni `no-cache` dans `Cache-Control`.

json-errors-seen =
    .pass = { $errors ->
        [one] { $errors } réponse 4xx à des données incorrectes avait
       *[other] { $errors } réponses 4xx à des données incorrectes avaient toutes
    } un corps JSON.
    .fail = Au moins une réponse 4xx à des données incorrectes avait un corps vide, ou qui n’est pas du JSON.

allow-header-seen =
    .pass = Un DELETE sur l’endpoint de mise à jour a reçu un code 405 avec l’en-tête « Allow: { $allow } ».
    .fail = Un DELETE sur l’endpoint de mise à jour a reçu { $code ->
        [405] un code 405, mais sans en-tête `Allow`.
       *[other] un code { $code } au lieu d’un code 405 avec un en-tête `Allow`.
    }

## advice

version-repeats-seen =
    .pass = Les versions de votre serveur ressemblent à l’heure d’une horloge ; parmi { $states } états vus, aucune version n’accompagnait deux statuts.
    .counted = Les versions de votre serveur ne sont pas l’heure d’une horloge.
    .fail = Deux mises à jour ont partagé la version { $version } : elle accompagnait « { $one } » et « { $other } » (le statut, puis la version). Une page qui a vu le premier le garde jusqu’à une mise à jour suivante.

waiters-limited-seen =
    .pass = Avec jusqu’à { $waiters } requêtes en attente, une mise à jour les a toutes réveillées ; elle et une lecture faite ensuite ont reçu leur réponse à temps.
    .beyond = Avec { $fine } requêtes en attente, tout allait bien. Avec { $waiters }, une mise à jour, une requête en attente ou une lecture faite ensuite n’a pas reçu de bonne réponse à temps : le nombre que supporte votre serveur semble se trouver entre les deux.
    .fail = Avec { $waiters } requêtes en attente, une mise à jour, une requête en attente ou une lecture faite ensuite n’a pas reçu de bonne réponse à temps. L’énoncé est vérifié avec dix requêtes, et là les mises à jour passaient.

hold-unusual-seen =
    .pass = La plus longue attente à laquelle votre serveur a mis fin de lui-même a duré { $hold } ; l’usage est de { $min } à { $max }.
    .short = La plus longue attente à laquelle votre serveur a mis fin de lui-même n’a duré que { $hold } ; l’usage est de { $min } à { $max }.
    .long = La plus longue attente à laquelle votre serveur a mis fin de lui-même a duré { $hold }, ce qui est long ; l’usage est de { $min } à { $max }.

odd-body-5xx-seen =
    .pass = { $sent ->
        [one] { $sent } mise à jour avec un corps inattendu a été envoyée, et elle n’a pas reçu de code 5xx.
       *[other] { $sent } mises à jour avec un corps inattendu ont été envoyées, et aucune n’a reçu de code 5xx.
    }
    .fail = Sur { $sent ->
        [one] { $sent } mise à jour
       *[other] { $sent } mises à jour
    } avec un corps inattendu, { $bad ->
        [one] { $bad } a reçu un code 5xx. Elle
       *[other] { $bad } ont reçu un code 5xx. La première de celles-ci
    } avait pour corps « { $body } » et a reçu un code { $code }.

odd-status-stored-seen =
    .pass = { $sent ->
        [one] { $sent } mise à jour avec un statut étrange a été envoyée, et elle n’a pas reçu de réponse de succès.
       *[other] { $sent } mises à jour avec un statut étrange ont été envoyées, et aucune n’a reçu de réponse de succès.
    }
    .fail = La mise à jour dont le corps était « { $body } » a reçu une réponse de succès.

stuck-client-blocks-seen =
    .pass = Pendant qu’un client ne lisait rien de sa réponse, la mise à jour, les autres clients et une lecture ont reçu la leur à temps ({ $others } en tout).
    .fail = Pendant qu’un client ne lisait rien de sa réponse, { $late ->
        [one] { $late } des { $others } autres (la mise à jour, les clients en attente, une lecture) n’a pas reçu la sienne
       *[other] { $late } des { $others } autres (la mise à jour, les clients en attente, une lecture) n’ont pas reçu la leur
    } à temps. Sans ce client, tous l’avaient reçue.
    .refused = Votre serveur a refusé un statut très long par un code { $code }, comme il en a le droit. Ce qu’un client qui ne lit rien fait aux autres ne se voit qu’avec un tel statut : il n’y avait donc rien à voir.

leavers-kept-seen =
    .pass = Après le départ de { $gone } clients en attente, une mise à jour et une lecture ont reçu leur réponse à temps.
    .fail = Après le départ de { $gone } clients en attente, une mise à jour ou une lecture n’a pas reçu de réponse à temps ; elle a attendu { $waited }.

debug-mode-seen =
    .pass = Aucune trace du débogueur de Werkzeug n’a été vue dans les réponses de votre serveur.
    .fail = Une réponse de votre serveur à « { $path } » contenait des traces du débogueur de Werkzeug.

half-done-update-seen =
    .pass = Une mise à jour dont le statut est un demi-caractère (`\ud800`) a reçu un code { $code }, qui n’est pas une erreur du serveur.
    .unchanged = Une mise à jour dont le statut est un demi-caractère (`\ud800`) a reçu un code { $code }, et l’état est resté le même ou la requête en attente a été prévenue.
    .fail = Une mise à jour dont le statut est un demi-caractère (`\ud800`) a reçu un code { $code } ; pourtant la version est passée de { $before } à { $after }, sans qu’une requête en attente soit prévenue.

extra-bytes-seen =
    .pass = Aucun octet n’est venu après la fin d’une réponse de votre serveur.
    .fail = Dans sa réponse à « { $path } », votre serveur a envoyé { $bytes ->
        [one] { $bytes } octet
       *[other] { $bytes } octets
    } de plus que ses en-têtes n’en annonçaient.
