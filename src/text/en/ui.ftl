### What the program itself says: headings, progress, troubles.


verbatim = { $text }
contract-found = What lab found out about this server

bonus-row = Beyond the lab text (shown beside the mark, never part of it)
scenario-word = scenario
penalty-row = Taken off for what leaves nobody served
penalty-said = { $points } beside those of the rule: with this fault nobody can use the page, or nobody can any more after something that happens every day.
field-penalty = Points taken off
run-in = { $label }:
start-with = Start with “{ $symptom }”. { $cost }
failure-cost = This costs { $all }{ $sum ->
    [no] .
   *[yes] {""}: { $own }{ $penalty ->
        [0] {""}
       *[other] {" "}+ { $penalty } taken off
    }{ $blocked ->
        [0] {""}
       *[other] {" "}+ { $blocked } for what cannot be judged without it
    }.
}
failure-cost-all = This costs all that is missing: { $all }.
passed-row = { $count ->
    [one] One scenario has
   *[other] { $count } scenarios have
} all of the points
blocked-row = { $count ->
    [one] One scenario depends
   *[other] { $count } scenarios depend
} on what failed
untouched-row = { $count ->
    [one] One scenario was
   *[other] { $count } scenarios were
} not looked at
not-looked-at = { $count ->
    [one] One rule was not looked at to the end
   *[other] { $count } rules were not looked at to the end
}, worth { $points } in all.
field-text = Where the rule comes from
field-expected = Expected
field-observed = Observed
field-why = Why it matters
field-cause = What usually causes it
field-hint = What to look at next
field-printed = What your server printed then
field-again = See it again
again-first = In one terminal:
again-second = Meanwhile, in a second terminal, while the first one waits:
again-check = Or all of its scenario, with the server just started:
again-posix = For a POSIX shell, such as Git Bash or WSL:
again-powershell = For PowerShell; in cmd, leave out --%:
timeline-row = +{ $sent }  { $asked }  → { $code } after { $took }  { $answer }
timeline-who = { $actor }: { $asked }
timeline-event = +{ $sent }  { $asked }{ $came }
event-acknowledged = , acknowledged after { $took }
event-not-sent = , not sent, since its connection was over
event-link-over = , and then its connection was over
timing-line = Measured { $observed }; the limit is { $limit }; delays of the machine itself at that moment: { $noise }.
timeline-more = … and { $more } more
no-answer = still no answer
we-left = lab stopped waiting
blocked-title = Not judged, because something they rest on is not there yet
blocked-by = Without “{ $rule }” these cannot be judged, worth { $points } in all:
waits-for = It waits for “{ $rule }”, which could not be decided either.
passed-title = What was observed of what is right
advice-title = Advice (no points)
stamps-kernel = How long your server took to answer was timed by the kernel’s receive stamps ({ $kernel ->
    [one] one answer
   *[other] { $kernel } answers
} of { $all }); everything else by the clock of lab.
stamps-ours = All times were taken by the clock of lab itself: the kernel gave no receive stamps.
noise-line = This machine was busy: up to { $max } of delay were its own, not your server’s. Above { $bound } nothing is concluded from a time.
limit-line = Your server limits how often it is asked: it answered { $refused ->
    [one] one
   *[other] { $refused }
} of { $asked } requests with 429 (Too Many Requests){ $requests ->
    [0] {""}
   *[other] , and lab went on with no more than { $requests } in { $window }
}{ $skipped ->
    [yes] {"; what needs more requests at once, or more time at that pace, was not looked at, and costs nothing."}
   *[no] {"; this costs nothing."}
}

summary-pass = { $lab }: { $mark }. Everything asked for is there.
summary-fail = { $lab }: { $mark }.
summary-unknown = { $lab }: { $mark }. Some points could not be decided; above it says why.
summary-partial = { $lab }: { $mark } so far. The run was stopped before its end; this is what was found until then.
summary-more = The same with -v tells the rest: where each rule comes from, why it matters, and how to see it by hand.
summary-end = Checked in { $time }, seed { $seed }, rubric { $rubric }. { $page ->
    [none] The server is judged, not its page.
   *[other] The server is judged; --lab { $page } judges its page.
}
summary-end-page = Checked in { $time }, seed { $seed }, rubric { $rubric }. The page is judged, in a real browser.

judge-not-whole = { $count ->
    [one] One answer is read as before, because it was not kept whole.
   *[other] { $count } answers are read as before, because they were not kept whole.
}

start-line = lab { $version } checks { $url }
address-line = It answers at { $address }.
public-line = { $address } is neither on this machine nor on a private network, and is checked because --i-own-this says that the server is yours: hundreds of requests follow. Ctrl-C ends.
start-estimate = About 40 s for a server that holds its polls for 25 s ({ $most } at most).
start-estimate-streams = About 25 s for a stream with an event every 2 s ({ $most } at most).
start-estimate-acting = Some seconds ({ $most } at most).
estimate-known = From here one hold and about 15 s ({ $most } at most).
estimate-streams = From here about 25 s ({ $most } at most).
estimate-acting = From here some seconds ({ $most } at most).
slower-line = Your server limits how often it is asked (429). From here lab asks more slowly: { $most } at most.
progress-discovery = finding out how the server is spoken to
progress-scenario = { $title }
progress-quiet = waiting until the hold ends by itself ({ $most } at most)
operation-row = { $time }  { $scenario }  { $actor }  { $asked }  → { $came } after { $took }{ $answer ->
        [none] {""}
       *[other] {"  "}{ $answer }
    }
operation-event = { $time }  { $scenario }  { $actor }  { $asked }
operation-acknowledged = acknowledged
operation-cut = cut
operation-refused = refused
again-line = Not decided yet: { $scenarios }. Running again ({ $attempt } of 3).
interrupted-line = Stopped.
since-mark = { $lab }, since the last run: { $before } → { $after }.
since-same = { $lab }: { $mark }, as in the last run.
since-one = “{ $symptom }”
since-fixed = Fixed: { $list }.
since-new = New: { $list }.
printed-line = All that your server printed: { $path }
save-hint = With --save a run is kept, with a page to look at; lab open shows it.
certificate-line = The certificate of this server is not one that this machine trusts. It is taken, since the server is on this machine; a browser will warn.
path-line = { $path } is a path of a lab text: the whole server at { $url } is looked at.
watch-line = Waiting for the server to restart; Enter checks again, Ctrl-C ends.
saved-line = Saved in { $dir }; index.html there is the page to look at: lab open { $dir }
open-nothing = no run is kept in { $folder }/
open-missing = { $page } is not there
open-hint = lab check URL --save keeps a run, with its page
open-none = nothing here shows pages: { $why }
open-none-hint = Open the file named above in a browser.

trouble-bad-url = “{ $url }” is not an address that can be checked: { $why }. An address looks like http://localhost:5000.
trouble-bad-port = “{ $number }” is no port: a port is a number from 1 to 65535.
trouble-foreign = { $shown ->
    [address] { $address } is
   *[url] { $url } leads to { $address }, which is
} neither this machine nor a private network, and may be somebody else’s. Nothing was sent. If the server there is yours, say --i-own-this.
trouble-metadata = { $shown ->
    [address] { $address } is
   *[url] { $url } leads to { $address }, which is
} where a cloud tells its machines their secrets, and never where a server of yours is. Nothing was sent.
trouble-meant-port = { $url } means { $address }, an address that no machine has. Nothing was sent. Did you mean http://localhost:{ $port }?
trouble-nobodys = { $shown ->
    [address] { $address } is
   *[url] { $url } leads to { $address }, which is
} an address that no machine has. Nothing was sent.
trouble-unknown-host = The host of { $url } was not found: { $why }.
trouble-no-browser = The page was not judged: no browser was found. It is looked at with Chromium, or with what is made of it. On Debian or Ubuntu: sudo apt install chromium-headless-shell (or chromium). Chrome, Edge and Brave will do; --browser PROGRAM or LAB_BROWSER names one.
trouble-no-pages = The page was not judged: pages are looked at on Linux and macOS only. On Windows, run lab in WSL.
trouble-page-none = { $lab } was not judged: no page of this server asks for { $path }. If there is one: --lab { $lab } --page PATH.
trouble-browser = The page was not judged: { $why }. --browser PROGRAM or LAB_BROWSER names another browser.
trouble-refused = Nothing answers at { $url }: { $why }. Is the server running, and is that its port?
trouble-silent = { $url } accepts connections and answers nothing whole in time. Is it a web server, and is it not blocked by an earlier request?
trouble-cut = { $url } accepts connections, but cuts its answers short: { $why }. Does it crash on a request? What it prints says more.
trouble-too-large = The answers of { $url } are larger than what is read: { $why }.
trouble-plain = What answers at { $url } speaks plain HTTP, not https. Try { $other }.
trouble-tls = What answers at { $url } does not speak HTTP but TLS. Does its address begin with https?
trouble-not-http = What answers at { $url } does not speak HTTP: { $why }
trouble-airplay = What answers at { $url } looks like the AirPlay receiver of macOS, which listens on port 5000. Choose another port for your server, or turn the receiver off in the system settings.

## page

page-start = lab { $version } looks for the page of { $url }, and how its server speaks.
page-mode = { $lab }, { $mode }. Its window opens: close it, or press Ctrl-C, to end. What the page asks is answered in place of your server, as your server does it. Nothing is judged.
page-row = { $time }  { $asked }  → { $came } after { $took }{ $answer ->
    [none] {""}
   *[other] {"  "}{ $answer }
}
page-said = in the console: { $text } { $place ->
    [none] {""}
   *[other] ({ $place })
}
page-lost = That was all: the page was closed, or cannot be looked at any more.
page-no-window = there is no browser here that has windows
page-no-window-hint = install Chromium, Chrome, Edge or Brave, or name one: --browser PROGRAM. Chromium's headless shell, which lab check likes best, shows nothing
page-no-display = there is no display here that a window could be on: neither DISPLAY nor WAYLAND_DISPLAY is set
page-no-display-hint = lab page is for watching. lab check URL looks at the page without a window

## race

race-start = lab { $version } races { $url }: { $pollers ->
    [one] one poll
   *[other] { $pollers } polls
} around each update, { $offset }; { $rounds ->
    [one] one round.
   *[other] { $rounds } rounds at most.
}
race-learned = with the moment learned from round to round

## load

load-start = lab { $version } loads { $url } with { $waiters ->
    [one] one waiter
   *[other] { $waiters } waiters
}.
load-most = At most { $most } from here, and { $connections ->
    [one] one connection
   *[other] { $connections } connections
}. Ctrl-C ends it; what is known by then is shown, and the state put back.
load-step = waiters: { $waiters }
load-again = waiters: { $waiters }; not everybody was answered promptly, so looking again ({ $turn } of 3)
load-column-waiters = waiters
load-column-woken = woken
load-column-lost = lost
load-column-errors = errors
load-column-clock = by
load-column-first = first
load-column-p50 = p50
load-column-p99 = p99
load-column-last = last
load-column-noise = noise
load-kernel = kernel
load-ours = lab
load-all = all
load-legend = How long after an update its waiters had their answer: by the kernel’s receive stamps (where it gives some), and by the clock of lab. Noise is the longest delay that the machine and lab itself added meanwhile; it is not subtracted from anything.
load-setup = Setup: { $waiters ->
    [one] one waiter was connected and had sent its poll
   *[other] { $waiters } waiters were connected and had sent their poll
} after { $setup }.
load-update = The update, while { $waiters } waited: { $came }.
load-read = A read by a client that is behind, while { $waiters } waited: { $came }.
load-trip = { $code } after { $took }
load-no-answer = no answer within 10 s
load-used-us = lab itself: { $memory } KiB of memory and { $cpu } µs of processor time a waiter.
load-used-target = Your server: { $memory } KiB of memory and { $cpu } µs of processor time a waiter.
load-error = { $count } × { $kind }
load-error-refused = no connection
load-error-cut = connection cut
load-error-not-http = an answer that is not HTTP
load-error-code = code { $code }
load-fault-refused = connections were refused, or not made in time
load-fault-update = the update was blocked, failed, or was answered late
load-fault-read = a client that is behind was kept waiting, or got an error
load-fault-not-woken = some waiters were not woken
load-fault-late = some waiters were woken late
load-prompt = Every waiter was woken promptly, within { $limit } and the noise of the moment.
load-slow = Not everybody was answered promptly, within { $limit } and the noise of the moment:
load-stops = It stops answering promptly at { $at ->
    [one] one waiter
   *[other] { $at } waiters
} (the last good number is { $bears }). Looked at three times, within { $limit } and the noise of the moment:
load-bears = It answers promptly with { $most ->
    [one] one waiter
   *[other] { $most } waiters
}, the most that were asked for.
load-unsure = At { $at ->
    [one] one waiter
   *[other] { $at } waiters
} this machine was too busy to tell whether it is the server that is slow.
load-nothing = Nothing was measured: no current version could be learned.
load-partial = Stopped before its end; this is what was found until then.
load-files = { $waiters } waiters need as many open files, and this system allows about { $fit }.
load-files-hint = Take fewer waiters, or raise the hard limit (ulimit -Hn).
load-chat-start = lab { $version } loads { $url } with { $clients } clients in { $rooms ->
    [one] one room
   *[other] { $rooms } rooms
}.
load-chat-most = At most { $most } from here.
load-chat-step = somebody in each room says something ({ $turn })
load-chat-messages = said
load-chat-due = due
load-chat-heard = heard
load-chat-lost = lost
load-chat-twice = twice
load-chat-elsewhere = leaked
load-chat-legend = How long after it was sent a message was there, by the kernel’s receive stamps where it gives some. Due: so many times a message was for another client of its room. Leaked: a client of another room heard it. Noise is the longest delay that the machine and lab itself added meanwhile; it is not subtracted from anything.
load-chat-entry = Setup: { $connected } of { $clients } clients were in their rooms after { $setup }, { $websocket } of them by WebSocket.
load-chat-used-us = lab itself: { $memory } KiB of memory a client.
load-chat-used-target = Your server: { $memory } KiB of memory a client.
load-chat-prompt = Every message came once, in its room only, within { $limit } and the noise of the moment.
load-chat-slow = Not everything was as it should be:
load-chat-unsure = The machine was too busy to tell whether messages came within { $limit }: try again when it is calm.
load-chat-nothing = Nothing was measured.
load-chat-fault-not-connected = some clients did not get in
load-chat-fault-gone = some connections ended meanwhile
load-chat-fault-lost = some messages never came, or not within 10 s
load-chat-fault-twice = some messages came more than once
load-chat-fault-elsewhere = some messages came to another room
load-chat-fault-late = some messages came late
load-chat-files = { $clients } clients need as many connections, and this system allows about { $fit }
