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
trouble-no-read = The contract says that a poll sends no version (sends = "nothing" under [poll]), so the state has to be asked for elsewhere, and no path that gives it at once was found. Write it in the contract file: path in [read].
trouble-too-many = { $path } answers that there were too many requests: { $answer }. lab waited for as long as it asked for, but no longer than half a minute. Raise its limit while it is checked, or turn it off: the lab asks as many clients would.
trouble-refuses-all = { $path } refuses every update that was tried, the first with: { $answer }. Sent were, among others, the field “{ $field }” and the statuses { $statuses }. If your server wants another field or other statuses, write them in a contract file: field in [update], values in [statuses] (lab contract show prints one), and give it with --contract. If it wants these, its check is wrong: then the same file, with these, has it graded.

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

graded-on-next = Graded on what it has: by the contract, a poll of this server sends the version that the client read plus one, and every rule was asked of that.
graded-on-nothing = Graded on what it has: by the contract, a poll of this server sends no version, so { $rules } rules about the version that a poll sends are not asked, and the mark is out of fewer points.
