### What is said of this lab beside its rules.

long-polling = Long polling (server)

contract-poll = poll
contract-update = update
contract-answer = answer
contract-statuses = statuses
contract-held = hold
contract-hold = accepted from { $min } to { $max }
contract-update-value = { $method } { $path }  { $encoding ->
        [json] JSON {"{"}"{ $field }": …{"}"}
        [form] { $field }=… (form)
        [query-more] &{ $field }=…
       *[query] ?{ $field }=…
    }
contract-answer-value = { $status }, { $version }{ $kind ->
        [integer] {" "}(integer)
        [float] {" "}(number with decimals)
        [text] {" "}(text)
       *[none] {""}
    }

trouble-no-update = No path at { $url } takes an update. Tried: { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Some answers were web pages: perhaps of a server that gives its page for every path.)
    }{ $moved ->
        [0] {""}
       *[other] {" "}(Some answers were redirects, which are not followed.)
    }{ $events ->
        [0] {""}
       *[other] {" "}(Some answers were event streams, which are another lab.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no whole answer in time.)
    } If yours has another name, write it in a contract file: path in [update] (lab contract show prints one), and give it with --contract.
trouble-no-poll = The update was found, but no path at { $url } answers a poll. Tried: { $tried }.{ $pages ->
        [0] {""}
       *[other] {" "}(Some answers were web pages: perhaps of a server that gives its page for every path.)
    }{ $moved ->
        [0] {""}
       *[other] {" "}(Some answers were redirects, which are not followed.)
    }{ $events ->
        [0] {""}
       *[other] {" "}(Some answers were event streams, which are another lab.)
    }{ $silent ->
        [0] {""}
       *[other] {" "}(“—” stands for no whole answer in time.)
    } If yours has another name, write it in a contract file: path in [poll] (lab contract show prints one), and give it with --contract.
trouble-forbidden = { $path } refuses updates without permission: { $answer }. If your server asks for a token, write it in a contract file: under [update.headers], Authorization = "Bearer …", and give it with --contract.
trouble-refuses-all = { $path } refuses every update that was tried, the first with: { $answer }. Sent were, among others, the field “{ $field }” and the statuses { $statuses }. If your server wants another field or other statuses, write them in a contract file: field in [update], values in [statuses] (lab contract show prints one), and give it with --contract. If it wants these, its check is wrong: then the same file, with these, has it graded.
trouble-too-many = { $path } answers that there were too many requests: { $answer }. The time that it asked for was waited once. Turn its limit off while it is checked: the lab asks many times in a second, as many clients would.

bar-poll = long poll
bar-read = read
bar-update = update
bar-raw = odd request

actor-waiter = waiter
actor-updater = updater
actor-racer = racer
actor-tab = browser tab
actor-repeater = repeating client
actor-loop = client in a loop
actor-stuck = stuck client
actor-raw = odd client
actor-release = release
actor-liveness = sign of life
actor-put-back = putting back
