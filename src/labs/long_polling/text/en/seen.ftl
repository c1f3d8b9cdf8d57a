### What was observed, in one or two sentences a verdict. An attribute is a variant of what a rule found.
### Counts are numbers; times come with their unit; texts of the target come escaped.

## unknown

unknown-starved = While a poll was waiting, one of our requests had already got no answer in time. Steps with several waiting polls were therefore skipped, and the others are not enough to judge.
unknown-no-version = The current version could not be learned from your server. Steps were therefore skipped, and the others are not enough to judge.
unknown-left-behind = A step asks as a client that is behind, and such clients got no answer before. It was skipped, and the others are not enough to judge.
unknown-updates-fail = Every update so far was refused. Steps that need one were therefore skipped, and the others are not enough to judge.
unknown-not-integer = A step needs whole-number versions of a certain size, which your server did not have. It was skipped, and what remains is not enough to judge.
unknown-processor = While polls were held and nothing else was asked, your server used about { $percent } % of one processor core. It would have used { $wanted } %, but other programs kept the processor busy: whether it rests can’t be told.
unknown-restless = Your server’s version changes by itself, again and again, although no update was sent. Which answer is due to what cannot be told then. Close every page or program that updates it, stop what changes it by itself, and check again.
unknown-too-many = Your server answered { $limited } of { $asked } requests here with 429, too many requests. What it does without that limit cannot be told. The lab asks as many clients would, so turn the limit off while it is checked.

## contract

state-not-json-seen =
    .pass = { $reads ->
        [one] One answer was
       *[other] { $reads } answers were
    } JSON with a status and a version; the first gave “{ $state }” (the status, then the version).
    .limited = { $requests ->
        [one] The one answer of your server was
       *[other] All { $requests } answers of your server were
    } 429 (Too Many Requests), for { $time }, though lab waited as long as it was asked to and sent one request at a time. Nobody can use a server that takes no request at all: look at when its limiter forgets the requests that it has counted.
    .encoded = Asked for the state, your server gave an answer declared as “{ $encoding }” (`Content-Encoding`), and its body could not be decoded as that.
    .length = An answer announced a body of { $said } bytes in its `Content-Length`, and { $sent } bytes came. Cut where it was announced to end, it is not valid JSON.
    .never-whole = Asked for the state, your server never gave a whole answer: { $reads ->
        [one] the one that came
       *[other] all { $reads } that came
    } broke off ({ $why }).
    .too-large = Asked for the state, your server gives more than lab reads: { $why }.
    .not-http = Asked for the state, your server gives what is not HTTP: { $why }.
    .cut = Asked for the state, your server began an answer and did not finish it ({ $why }).
    .twice = Asked for the state, your server gave JSON within JSON: a text that holds the object instead of the object. It begins with “{ $body }”.
    .not-json = Asked for the state, your server gave an answer that is not valid JSON (“{ $why }”). It begins with “{ $body }”.
    .code = Asked for the state, your server answered with code { $code }. The body begins with “{ $body }”.
    .no-fields = Asked for the state, your server gave an answer in which a status with its version could not be found. The body begins with “{ $body }”.

wrong-content-type-seen =
    .pass = The JSON answers were declared as JSON, for example as “{ $type }”.
    .fail = An answer with a JSON body was declared as “{ $type }”.
    .missing = An answer with a JSON body declared no type: its `Content-Type` was missing or empty.

update-not-by-post-seen =
    .pass = Updates were sent as { $method } “{ $path }”.
    .fail = The request that updates your server was a { $method }: “{ $method } { $path }”.

update-fails-seen =
    .pass = { $updates ->
        [one] One valid update was answered,
       *[other] { $updates } valid updates were answered,
    } and none of them with a server error (5xx).
    .cut = None of the { $updates } valid updates got an answer: each time the connection broke off ({ $why }). That is mostly an exception in the function that takes the update; the console of your server shows it.
    .refused = { $updates ->
        [one] The only valid update was
       *[other] All of { $updates } valid updates were
    } answered as if they were wrong, or changed nothing, the first with code { $code }: “{ $error }”. Sent were, in the field “{ $field }”, the statuses { $statuses }.
    .refused-silent = { $updates ->
        [one] The only valid update was
       *[other] All of { $updates } valid updates were
    } answered as if they were wrong, or changed nothing, the first with code { $code } and an empty body. Sent were, in the field “{ $field }”, the statuses { $statuses }.
    .unanswered = None of the { $updates } valid updates got an answer, though what they change is seen. The first was sent in scenario “{ $scenario }”, while nobody waited, and had no answer after { $waited }.
    .hangs = From some moment on, no valid update got an answer or changed anything: { $updates } were sent in vain, and other requests were answered meanwhile. The first was sent in scenario “{ $scenario }”, while nobody waited, and had no answer after { $waited }.
    .all = { $updates ->
        [one] The only valid update was
       *[other] All of { $updates } valid updates were
    } answered with a server error, the first with code { $code }: “{ $error }”.
    .fail = Of { $updates } valid updates, { $failed ->
        [one] one was answered with a server error. It was sent in scenario “{ $scenario }” and got
       *[other] { $failed } were answered with a server error. The first of them was sent in scenario “{ $scenario }” and got
    } code { $code }: “{ $error }”.
    .all-silent = { $updates ->
        [one] The only valid update was
       *[other] All of { $updates } valid updates were
    } answered with a server error, the first with code { $code } and an empty body.
    .fail-silent = Of { $updates } valid updates, { $failed ->
        [one] one was answered with a server error. It was sent in scenario “{ $scenario }” and got
       *[other] { $failed } were answered with a server error. The first of them was sent in scenario “{ $scenario }” and got
    } code { $code } and an empty body.

## parameter

parameter-renamed-seen =
    .pass = Your server took the client’s version under the name `last_version`.
    .fail = Your server took the client’s version under the name “{ $name }”, not `last_version`.

## behind

behind-kept-waiting-seen =
    .pass = { $reads ->
        [one] One poll by a client that was behind was
       *[other] { $reads } polls by clients that were behind were
    } answered with a status and a version, in { $median } (median), { $longest } at most; up to { $limit } counts as at once.
    .some-late = { $reads ->
        [one] One poll by a client that was behind was
       *[other] { $reads } polls by clients that were behind were
    } answered with a status and a version, at least half of them within { $limit }, not counting delays of the machine itself. The others are no habit.
    .late = Clients that were behind waited { $median } for their answer (median of { $reads ->
        [one] one poll
       *[other] { $reads } polls
    }), { $longest } at most; up to { $limit } counts as at once.
    .fail = Of { $reads ->
        [one] one poll
       *[other] { $reads } polls
    } by clients that were behind, { $lost ->
        [one] one was not answered in time. It
       *[other] { $lost } were not answered in time. The first of them
    } had version { $version } and waited { $waited }.
    .error = A client that was behind, with version { $version }, was answered with code { $code }: “{ $error }”.
    .no-state = A client that was behind, with version { $version }, was answered with code { $code } but without a status and a version.

stale-pair-seen =
    .old-status = { $reads ->
        [one] One read
       *[other] { $reads } reads
    } gave a version not seen before, with another status than the one just sent: after the update to “{ $status }”, the answer was “{ $state }” (the status, then the version).
    .pass = { $reads ->
        [one] One read was made after a successful update; it did not give
       *[other] { $reads } reads were made after successful updates; none gave
    } a version from before.
    .fail = The update to “{ $status }” was answered with success. A read sent { $after } later gave “{ $state }” (the status, then the version): that version had already been seen before the update.

# How a status came back.
status-came = { $who ->
        [waiter] was what a client got that had waited for it
       *[reader] was read back
    }

status-mangled-seen =
    .pass = { $reads ->
        [one] One read was made after an update, and its status was not altered.
       *[other] { $reads } reads were made after updates, and no status was altered.
    }
    .fail = “{ $sent }” was sent, and “{ $got }” { status-came }.
    .not-utf8 = “{ $sent }” was sent, and “{ $got }” { status-came }: the body of the answer is not UTF-8, and a browser reads JSON as nothing else, whatever its type declares (here “{ $type }”).
    .read-as-latin1 = “{ $sent }” was sent, and “{ $got }” { status-came }: its bytes are UTF-8, and somewhere they were read as Latin-1.
    .html = “{ $sent }” was sent, and “{ $got }” { status-came }: it was escaped for HTML, and a page that shows the text of a JSON answer shows that.
    .json = “{ $sent }” was sent, and “{ $got }” { status-came }: it was written as JSON twice.
    .percent = “{ $sent }” was sent, and “{ $got }” { status-came }: it is still encoded as in an address.
    .ascii = “{ $sent }” was sent, and “{ $got }” { status-came }: its accents were lost.
    .short = “{ $sent }” was sent, and only “{ $got }” { status-came }.

state-not-shared-seen =
    .pass = After the last successful update, { $reads ->
        [one] one read gave a version
       *[other] { $reads } reads all gave the same version, one
    } not seen before that update.
    .visitor = Each of { $updates } updates, sent without a cookie, was answered with version { $version } again, and no client that asked later was shown it. Your server gives each visitor a cookie: each seems to have a state of its own.
    .split = After the last successful update, { $reads } reads gave { $versions } different versions (version × number of reads): { $seen }.
    .unmoved = After the last successful update, { $reads ->
        [one] one read gave
       *[other] { $reads } reads all gave
    } version { $version }, which had already been seen before that update.

compared-as-text-seen =
    .refused = Your server’s version had reached { $current }, and a poll with version { $sent } was answered { $code } without the new state, though { $sent } is lower. As text, “{ $sent }” comes after “{ $current }”.
    .pass = Your server’s version had reached { $current }, and a poll with version { $sent } was answered in time, although “{ $sent }” comes after “{ $current }” as text.
    .fail = Your server’s version had reached { $current }, and a poll with version { $sent } waited { $waited } instead of being answered at once. As text, “{ $sent }” comes after “{ $current }”.
    .not-integer = There was nothing to compare: your server’s versions were not whole numbers, or no lower number was found that comes after the current one as text.

## held

not-held-seen =
    .pass = A poll with the current version was held for { $time }; about { $min } or more is accepted.
    .fail = A poll with the current version was answered after only { $time }, with code { $code }; a hold of at least { $min } is expected.
    .same = A poll with the current version, { $version }, was answered after only { $time } with a state that was not new; a hold of at least { $min } is expected.
    .cut = A poll with the current version ended after { $time } without a usable answer (cut short or unreadable); a hold of at least { $min } is expected.
    .limit = Your server cut a poll with the current version after { $time }, without an answer, and another one, which had come at another moment, after as long: a time limit of the server or of its framework does that, and it is shorter than the hold. A hold of at least { $min } is expected.

## wake

waiter-not-woken-seen =
    .error = While { $waiters ->
        [one] one poll was
       *[other] { $waiters } polls were
    } waiting, an update was sent. The answer to a waiting poll was then code { $code } instead of the new state.
    .pass = { $rounds ->
        [one] In one round,
       *[other] In each of { $rounds } rounds,
    } one update released every waiting poll in time: { $woken } in all, up to { $most } at once.
    .fail = { $waiters ->
        [one] The only waiting poll got no answer to the update within { $limit }.
       *[other] Out of { $waiters } waiting polls, one update released { $woken } in time; { $lost } got no answer to it within { $limit }.
    }

woken-late-seen =
    .pass = { $wakes ->
        [one] One wake-up
       *[other] { $wakes } wake-ups
    } took { $median } (median), { $longest } at most. Up to { $limit } is prompt, not counting delays of the machine itself (here up to { $noise }).
    .some-late = Half of { $wakes } wake-ups took { $median } or less. Up to { $limit } is prompt, not counting delays of the machine itself (here up to { $noise }); a few took longer, and a few are no habit.
    .late = { $wakes ->
        [one] One wake-up
       *[other] { $wakes } wake-ups
    } took { $median } (median), { $longest } at most: this is late. Up to { $limit } is prompt, not counting delays of the machine itself (here up to { $noise }).
    .fail = { $wakes ->
        [one] The only wake-up came much too late:
       *[other] More than half of { $wakes } wake-ups came much too late:
    } { $median } (median), { $longest } at most. Up to { $limit } is prompt, not counting delays of the machine itself (here up to { $noise }).

woken-with-old-pair-seen =
    .pass = { $wakes ->
        [one] One woken poll was
       *[other] { $wakes } woken polls were
    } looked at; no more than one of them lacked the new status and version, and a single one is tolerated.
    .fail = { $bad } of { $wakes ->
        [one] { $wakes } woken poll
       *[other] { $wakes } woken polls
    } did not get the new status with the new version. The first of them had sent version { $sent } and got “{ $got }” (the status, then the version).
    .empty = { $bad } of { $wakes ->
        [one] { $wakes } woken poll
       *[other] { $wakes } woken polls
    } did not get the new status with the new version. The first of them had sent version { $sent } and got an answer without a status and a version.

## while-held

update-blocked-seen =
    .pass = With { $waiters ->
        [one] one poll
       *[other] up to { $waiters } polls
    } waiting, each update took effect in time: it got a success answer or woke a poll.
    .fail = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update had no visible effect for { $waited }: no success answer, and no poll woken with a new version.
    .beyond = An update took effect with { $fine ->
        [one] one poll
       *[other] { $fine } polls
    } waiting. With { $waiters } it had no visible effect for { $waited }: no success answer, and no poll woken with a new version. The number that your server can bear seems to lie in between.
    .code = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update was answered with code { $code } and woke no poll with a new version.
    .cut = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update got no usable answer (cut short or unreadable) and woke no poll with a new version.

update-answered-late-seen =
    .pass = { $updates ->
        [one] One update, sent while polls were waiting, was answered after { $longest }.
       *[other] { $updates } updates, sent while polls were waiting, were answered, after { $longest } at most.
    }
    .fail = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update was answered only after { $took }; up to { $limit } is accepted.
    .silent = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update got no answer in { $took }; up to { $limit } is accepted.
    .cut = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, an update got no usable answer: your server cut the connection short, or what it sent was unreadable.

read-blocked-seen =
    .error = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, a client that was behind was answered with the error code { $code }.
    .pass = With { $waiters ->
        [one] one poll
       *[other] up to { $waiters } polls
    } waiting, clients that were behind were answered in time.
    .fail = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, a client that was behind was not answered in time: it waited { $waited }.
    .cut = With { $waiters ->
        [one] one poll
       *[other] { $waiters } polls
    } waiting, a client that was behind got no usable answer: your server cut the connection short, or what it sent was unreadable.

busy-wait-seen =
    .pass = While polls were held and nothing else was asked, your server used about { $percent } % of one processor core.
    .fail = While { $waiters ->
        [one] one poll was
       *[other] { $waiters } polls or more were
    } held and nothing else was asked, your server used about { $percent } % of one processor core, nearly all the time. Without polls it used { $idle } %.
    .slow = While { $waiters ->
        [one] one poll was
       *[other] { $waiters } polls were
    } held, a read took { $held }; with none, { $free }. It was more than twenty times slower { $turns ->
        [one] the one time that it was tried.
       *[other] each of the { $turns } times that it was tried.
    }
    .unslowed = The processor time of your server could not be compared here. Reads were not much slower while polls were held: { $held } in the last turn, and { $free } without.

## versions

version-not-growing-seen =
    .pass = { $updates ->
        [one] After one update,
       *[other] After each of { $updates } updates,
    } the version read was greater than the one before (or, for versions that are text, never seen before).
    .never = Version { $before } was the first one seen. { $updates } updates were answered with success, and the new status came with version { $after }: no version was ever greater than the first.
    .same = Version { $before } was read before the update to “{ $status }”, and { $after } again after it.
    .tick = Version { $before } was read; { $apart } later an update to “{ $status }” was sent, and the version read then was { $after } again. It looks like the time of a clock that ticks too slowly: two updates within the same second, for example, get the same version.
    .lower = Version { $before } was read before the update to “{ $status }”, and { $after } after it: this is not greater.
    .again = Version { $before } was read before the update to “{ $status }”, and { $after } after it: this version had already been seen earlier.

version-ambiguous-seen =
    .pass = No version came with two different statuses (successful updates: { $updates }; reads: { $reads }; versions read: { $versions }).
    .fail = Version { $version } came with “{ $one }” in one read and with “{ $other }” in another.
    .lower = A read gave version { $seen }; the last read of the same round, sent later, gave { $end }, which is lower.
    .clock = A version came with two different statuses (successful updates: { $updates }). No points are lost for it: versions like yours, made of a clock’s time or of text, may repeat when updates come very close together.

## hold-end

hold-never-ends-seen =
    .pass = { $polls ->
        [one] Without any update, one waiting poll was answered after { $longest }.
       *[other] Without any update, { $polls } waiting polls were answered, after { $shortest } at the earliest and { $longest } at the latest.
    }
    .late = A waiting poll was answered only after { $time }; up to { $max } is accepted.
    .fail = A waiting poll still had no answer after { $time }; up to { $max } is accepted.
    .ahead = A poll with version { $version }, which is ahead of the server’s, had no answer after { $time }, although holds of other polls had ended. A page is ahead when your server has been started again and counts from the beginning: it would wait for ever, and show the old status.
    .other = A waiting poll still had no answer after { $time }, although another one had been answered after { $other }, without any update.
    .cut = A waiting poll ended after { $time } without a usable answer (cut short or unreadable); a proper answer is expected within { $max }.
    .limit = Your server cut a waiting poll after { $time }, without an answer, and another one, which had come at another moment, after as long. A time limit of the server or of its framework does that, one that is shorter than the hold: `server.setTimeout` in Node, `WriteTimeout` in Go, `--timeout` of gunicorn, `idleTimeout` in Bun. A proper answer is expected within { $max }.

no-change-unclear-seen =
    .stream = While nothing changed, a waiting poll was answered with code { $code } and the beginning of an event stream (`text/event-stream`): a client of long polling does not read that as “no change”.
    .pass = While nothing changed, a waiting poll was answered with code { $code } and a body that announced no new version; it begins with “{ $body }”.
    .empty-200 = While nothing changed, a waiting poll was answered with code 200 and an empty body. That is accepted; but `response.json()` raises an error for it, and 204 says the same to every client.
    .empty = While nothing changed, a waiting poll was answered with code { $code } and an empty body.
    .fail = While nothing changed, the hold of a poll ended with code { $code }, which is not one of those accepted here for “no change”.

body-after-204-seen =
    .pass = { $answers ->
        [one] One 204 answer to a waiting poll came without a body.
       *[other] { $answers } answers with code 204 to waiting polls came without a body.
    }
    .none = None of the answers to the waiting polls was a 204, so there was no 204 that could have had a body.
    .fail = { $bytes ->
        [one] One byte
       *[other] { $bytes } bytes
    } came after the end of a 204.
    .length = A 204 announced a body of { $bytes ->
        [one] one byte
       *[other] { $bytes } bytes
    } (`Content-Length: { $bytes }`).

hold-end-harms-seen =
    .pass = After a hold that had ended by itself ({ $hold }), updates were answered and woke whoever waited: { $during ->
        [one] one poll
       *[other] { $during } polls
    } that had come before it ended, and { $after } that came after.
    .error = After a hold had ended by itself, a valid update was answered with code { $code }: “{ $error }”.
    .hangs = After a hold had ended by itself, an update got no answer in { $waited }, and nobody was woken.
    .unanswered = After a hold had ended by itself, an update got no answer in { $waited }, though it woke somebody.
    .cut = After a hold had ended by itself, an update got no usable answer: your server cut the connection short, or what it sent was unreadable.
    .forgotten = After a hold had ended by itself, an update was answered with success, but of { $waiters ->
        [one] one poll that was
       *[other] { $waiters } polls that were
    } waiting, { $lost ->
        [one] one was
       *[other] { $lost } were
    } not given the new status and version in time.
    .refused = After a hold had ended by itself, an update was answered with success, but a poll that was waiting got code { $code } instead of the new status and version.
    .silent = After a hold had ended by itself, an update was answered, but a read after it did not get the state: its request ended after { $waited }.

## lost

lost-wakeup-seen =
    .pass = { $chances ->
        [one] One poll, sent around the moment of an update, was answered in time
       *[other] { $chances } polls, sent around the moment of an update, were all answered in time
    } ({ $rounds ->
        [one] one round
       *[other] { $rounds } rounds
    }).
    .fail = Out of { $chances ->
        [one] one poll
       *[other] { $chances } polls
    } sent around the moment of an update, in { $rounds ->
        [one] one round,
       *[other] { $rounds } rounds,
    } { $lost ->
        [one] one was not answered in time. It was sent
       *[other] { $lost } were not answered in time. The first of them was sent
    } { $offset } { $side ->
        [before] before
       *[after] after
    } the update and waited { $waited }.
    .fail-again = { lost-wakeup-seen.fail } The race was then made smaller: with { $pollers ->
        [one] one poll a round,
       *[other] { $pollers } polls a round,
    } sent { $when } from the update, polls were left waiting again in { $again } of { $played ->
        [one] one round.
       *[other] { $played } rounds.
    }

unseen-update-lost-seen =
    .pass = After updates that no poll was waiting for, { $reads ->
        [one] one poll with an earlier version got
       *[other] { $reads } polls with an earlier version got
    } a new status and version in time.
    .fail = After the update to “{ $status }”, which no poll was waiting for, a poll with version { $version } did not get a new status and version in time: it waited { $waited }.
    .no-news = After an update that no poll was waiting for, a poll with an earlier version was answered with code { $code } but without a new status and version.

loop-stuck-seen =
    .pass = { $loops ->
        [one] One client in a loop
       *[other] { $loops } clients in a loop
    } reached version { $version }, the last one, after a burst of { $updates ->
        [one] one update
       *[other] { $updates } updates
    }; the answer that brought it took { $longest } at most.
    .fail = Out of { $loops ->
        [one] one client
       *[other] { $loops } clients
    } in a loop, { $stuck ->
        [one] one
       *[other] { $stuck }
    } did not reach version { $version }, the last one, in time after a burst of { $updates ->
        [one] one update.
       *[other] { $updates } updates.
    }

## robust

bad-update-accepted-seen =
    .pass = { $refused ->
        [one] One invalid update was
       *[other] { $refused } invalid updates were
    } refused with a 4xx.
    .fail = The invalid update with the body “{ $body }” was answered with code { $code } instead of a 4xx.
    .error = The invalid update with the body “{ $body }” was answered with code { $code }: a 5xx says that the server is at fault, not the request.
    .silent = The invalid update with the body “{ $body }” got no usable answer: none came in time, or it was cut short or unreadable.

odd-version-5xx-seen =
    .pass = { $versions ->
        [one] One poll with an odd version was sent, and it caused neither a 5xx nor a cut connection.
       *[other] { $versions } polls with an odd version were sent, and none of them caused a 5xx or a cut connection.
    }
    .pass-missing = { $versions ->
        [one] One poll without a version was sent, and it caused neither a 5xx nor a cut connection.
       *[other] { $versions } polls with an odd version or without one were sent, and none of them caused a 5xx or a cut connection.
    }
    .fail = The request “{ $query }” was answered with code { $code }.
    .missing = The request “{ $query }”, without `last_version`, was answered with code { $code }. A page that has just been loaded knows no version yet.
    .cut = The request “{ $query }” got no usable answer: the connection was cut or the answer was not HTTP (“{ $why }”).

leaver-harms-seen =
    .pass = After { $gone ->
        [one] one waiting client
       *[other] { $gone } waiting clients
    } had left, { $stayed ->
        [one] the one that stayed was
       *[other] the { $stayed } that stayed were
    } woken in time by an update, and no read was left without an answer.
    .fail = After { $gone ->
        [one] one waiting client
       *[other] { $gone } waiting clients
    } had left, { $stayed ->
        [one] the one that stayed
       *[other] { $lost } of the { $stayed } that stayed
    } did not get the new status and version in time after an update.
    .silent = After { $gone ->
        [one] one waiting client
       *[other] { $gone } waiting clients
    } had left, an update did wake { $stayed ->
        [one] the one that stayed,
       *[other] the { $stayed } that stayed,
    } but a read got no usable answer.

server-died-seen =
    .restarted = Your server’s versions began again from the start during the check: it seems that it ended and was started anew. If you did not restart it yourself (saving a file is enough for some), what it printed says why.
    .pass = { $looks ->
        [one] A check was made, and your server still answered it.
       *[other] { $looks } checks were made, and your server still answered the last one.
    }
    .fail = From { $at } after the start of the check (scenario “{ $scenario }”), your server refused every connection and answered nothing any more.
    .never = Your server took connections and never sent a byte: in { $waited }, not one of { $requests } requests was answered.
    .silent = At the last look your server gave no usable answer; the request ended after { $waited }.

## browsers

unread-by-browsers-seen =
    .pass = { $answers ->
        [one] One answer to a browser, which keeps its connection, was
       *[other] { $answers } answers to a browser, which keeps its connection, were
    } whole.
    .endless = A browser, which keeps its connection, got the beginning of an answer that did not end: { $waited } later there was no telling whether more of it would come.
    .second = A browser asked again on the connection that your server had kept open after an answer, and waited { $waited } in vain.
    .silent = A browser, which keeps its connection, waited { $waited } for an answer that did not come. Requests that ask for the end of the connection had been answered.
    .cut = A browser, which keeps its connection, got no answer that can be used ({ $why }).

session-locked-seen =
    .pass = While a poll was held, { $requests ->
        [one] another request with the same cookie (“{ $cookie }”) was
       *[other] { $requests } other requests with the same cookie (“{ $cookie }”) were
    } answered at once.
    .no-cookie = Your server sets no cookies: { $answers ->
        [one] the answer to a browser had
       *[other] the { $answers } answers to a browser had
    } none.
    .none = While another request with the same cookie (“{ $cookie }”) came, no poll was held any more.
    .update = While a poll was held, an update with the same cookie (“{ $cookie }”) waited { $waited } for its answer. Without a cookie, updates were answered at once.
    .read = While a poll was held, a client that was behind and had the same cookie (“{ $cookie }”) waited { $waited } for its answer. Without a cookie, such clients were answered at once.

answer-cacheable-seen =
    .pass = { $answers ->
        [one] One answer to a question that is asked again was
       *[other] { $answers } answers to questions that are asked again were
    } looked at; a browser asks the server for each.
    .no-change = An answer ‘no change’ said “{ $says }”: for { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    } a browser gives it to the page without asking your server.
    .first = The answer to a client that knows nothing said “{ $says }”: for { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    } a page that is loaded again in that browser shows this state, whatever it is by then.

answer-cached-seen =
    .pass = { $questions ->
        [one] One question was asked before an update and again after it, and the new state was not
       *[other] { $questions } questions were asked before an update and again after it, and the new state was never
    } shown only to those who asked in other words.
    .fail = After an update, { $times ->
        [one] a client that asked the same as before got the answer
       *[other] { $times } clients that asked the same as before got the answer
    } of before it, “{ $old }” (the status, then the version). With one more parameter in the address, which means nothing, the answer was “{ $new }”.

## bonus

ahead-at-once-seen =
    .pass = A poll with a version ahead of your server’s was answered after { $time } with a status and a version.
    .refused = A poll with a version ahead of your server’s was answered with code { $code }, without a status and a version.
    .fail = A poll with a version ahead of your server’s did not get a status and a version at once; it ended after { $time }.

no-store-seen =
    .pass = { $answers ->
        [one] One successful answer to a poll carried
       *[other] { $answers } successful answers to polls all carried
    } `Cache-Control` with `no-store` or `no-cache`.
    .fail = At least one successful answer to a poll carried neither `no-store` nor `no-cache` in `Cache-Control`.

json-errors-seen =
    .pass = { $errors ->
        [one] One 4xx answer to bad input had
       *[other] { $errors } answers with a 4xx code to bad input all had
    } a JSON body.
    .fail = At least one 4xx answer to bad input had an empty body, or one that is not JSON.

allow-header-seen =
    .pass = A DELETE on the update endpoint got a 405 with the header “Allow: { $allow }”.
    .fail = A DELETE on the update endpoint got { $code ->
        [405] a 405, but without an `Allow` header.
       *[other] code { $code } instead of a 405 with an `Allow` header.
    }

## advice

version-repeats-seen =
    .pass = Your server’s versions look like the time of a clock; among { $states } states that were seen, no version came with two statuses.
    .counted = Your server’s versions are not the time of a clock.
    .fail = Two updates shared version { $version }: it came with “{ $one }” and with “{ $other }” (the status, then the version). A page that saw the first keeps it until a later update.

waiters-limited-seen =
    .pass = With up to { $waiters } polls waiting, one update woke all of them, and it and a read after it were answered in time.
    .beyond = With { $fine } polls waiting all was well. With { $waiters }, an update, a waiting poll or a read after them got no good answer in time: the number that your server can bear seems to lie in between.
    .fail = With { $waiters } polls waiting, an update, a waiting poll or a read after them got no good answer in time. The lab itself is checked with ten, and there updates came through.

hold-unusual-seen =
    .pass = The longest hold that your server ended by itself lasted { $hold }; { $min } to { $max } is usual.
    .short = The longest hold that your server ended by itself lasted only { $hold }; { $min } to { $max } is usual.
    .long = The longest hold that your server ended by itself lasted { $hold }, which is long; { $min } to { $max } is usual.

odd-body-5xx-seen =
    .pass = { $sent ->
        [one] One update with an unexpected body was sent, and it got no 5xx.
       *[other] { $sent } updates with an unexpected body were sent, and none of them got a 5xx.
    }
    .fail = Out of { $sent ->
        [one] one update
       *[other] { $sent } updates
    } with an unexpected body, { $bad ->
        [one] one got a 5xx. It
       *[other] { $bad } got a 5xx. The first of them
    } had the body “{ $body }” and got code { $code }.

odd-status-stored-seen =
    .pass = { $sent ->
        [one] One update with an odd status was sent, and it got no success answer.
       *[other] { $sent } updates with an odd status were sent, and none of them got a success answer.
    }
    .fail = The update with the body “{ $body }” got a success answer.

stuck-client-blocks-seen =
    .pass = While one client read nothing of its answer, the update, the other clients and a read were answered in time ({ $others } in all).
    .fail = While one client read nothing of its answer, { $late } of { $others } others (the update, the waiting clients, a read) got no answer in time. Without that client all were answered.
    .refused = Your server refused a very long status with code { $code }, as it may. What a client that reads nothing does to the others shows only with such a status, so there was nothing to see.

leavers-kept-seen =
    .pass = After { $gone } waiting clients had left, an update and a read were answered in time.
    .fail = After { $gone } waiting clients had left, an update or a read got no answer in time; it waited { $waited }.

debug-mode-seen =
    .pass = No trace of Werkzeug’s debugger was seen in the answers of your server.
    .fail = An answer of your server at “{ $path }” contained traces of Werkzeug’s debugger.

half-done-update-seen =
    .pass = An update whose status is half a character (`\ud800`) was answered with code { $code }, which is no server error.
    .unchanged = An update whose status is half a character (`\ud800`) was answered with code { $code }, and the state stayed as it was or the waiting poll was told.
    .fail = An update whose status is half a character (`\ud800`) was answered with code { $code }; yet the version went from { $before } to { $after }, and no waiting poll was told.

extra-bytes-seen =
    .pass = No bytes came after the end of any answer of your server.
    .fail = In its answer to “{ $path }” your server sent { $bytes ->
        [one] one more byte
       *[other] { $bytes } more bytes
    } than the headers had announced.
