### What the program itself says: headings, progress, troubles.

long-polling = Long polling (server)
version-integer = integer
version-float = number with decimals
version-text = text

contract-found = How this server is spoken to
contract-poll = poll
contract-update = update
contract-answer = answer
contract-statuses = statuses
contract-held = hold
contract-form = form
contract-hold = accepted from { $min } to { $max }

bonus-row = Beyond the lab text (shown beside the mark, never part of it)
scenario-word = scenario
field-text = The lab text says
field-expected = Expected
field-observed = Observed
field-why = Why it matters
field-cause = What usually causes it
field-hint = What to look at
field-again = See it again
timeline-row = +{ $sent }  { $asked }  → { $code } after { $took }  { $answer }
timing-line = Measured { $observed }; the limit is { $limit }; delays of the machine itself at that moment: { $noise }.
timeline-more = … and { $more } more
no-answer = no answer by then
we-left = we left
blocked-title = Not judged, because something they rest on is not there yet
blocked-by = Without “{ $rule }” these mean nothing ({ $points } points):
waits-for = It waits for “{ $rule }”, which could not be decided either.
advice-title = Advice (no points)
stamps-kernel = How long your server kept a poll or an update waiting was timed by the kernel’s receive stamps ({ $kernel } answers of { $all }); everything else by the clock of lab.
stamps-ours = All times were taken by the clock of lab itself: the kernel gave no receive stamps.
noise-line = This machine was busy: up to { $max } of delay were its own, not your server’s. Above { $bound } nothing is concluded from a time.

summary-pass = { $lab }: { $mark }. Everything asked for is there.
summary-fail = { $lab }: { $mark }.
summary-unknown = { $lab }: { $mark }. Some points could not be decided: run it again when the machine is calmer.
summary-partial = { $lab }: { $mark } so far. The run was stopped before its end; this is what was found until then.
summary-end = Checked in { $time }, seed { $seed }. The server is judged; pages are not judged yet.

start-line = lab { $version } checks { $url }
start-estimate = This takes about one hold plus 10 s: 35 to 40 s for a hold of 25 to 30 s, { $most } at most.
estimate-known = From here: one hold and some seconds, { $most } at most.
progress-discovery = finding out how the server is spoken to
progress-scenario = { $title }
progress-quiet = waiting until the hold ends by itself ({ $most } at most)
again-line = The machine was too busy to decide { $scenarios }. Running again ({ $attempt } of 3).
interrupted-line = Stopped.
watch-line = Waiting for the server to restart; Enter checks again, Ctrl-C ends.
saved-line = Saved in { $dir }

trouble-bad-url = “{ $url }” is not an address that can be checked: { $why }. An address looks like http://localhost:5000.
trouble-unknown-host = The host of { $url } was not found: { $why }.
trouble-refused = Nothing answers at { $url }: { $why }. Is the server running, and is that its port?
trouble-silent = { $url } accepts connections and answers nothing. Is it a web server, and is it not blocked by an earlier request?
trouble-not-http = What answers at { $url } does not speak HTTP: { $why }
trouble-no-update = No path at { $url } takes an update. Tried: { $tried }. If yours has another name, write it in a contract file: path in [update] (lab contract show prints one), and give it with --contract.
trouble-airplay = What answers at { $url } looks like the AirPlay receiver of macOS, which listens on port 5000. Choose another port for your server, or turn the receiver off in the system settings.
trouble-no-poll = The update was found, but no path at { $url } answers a poll. Tried: { $tried }. If yours has another name, write it in a contract file: path in [poll] (lab contract show prints one), and give it with --contract.
trouble-statuses = { $path } refuses every status that was sent; its last answer: { $answer }. Write the statuses that it accepts in a contract file: values in [statuses], and give it with --contract.
