### The page: what stands on it beside what the rules say.

language = English
page-title = lab: { $target }
page-heading = Report on
page-partial = This run has not come to its end. What is here was found until then.
page-trouble = There is nothing to grade
page-marks = Marks
page-bonus = Beyond the lab text:
page-scenarios = Points of each scenario
page-scenario = Scenario
page-verdict = Verdict
page-points = Points
page-all = Everything that was looked at
page-line = Line
page-requests = The requests that show it
page-film = The page as it looked
film-load = Loaded
film-change = After a change
film-failure = While requests fail
film-after = After the failure
page-sample = One of its rounds, as it went
page-streams = What each client heard
page-audience = Who heard whom
page-facts = About this run

said-pass = Everything asked for is there.
said-fail = What is missing is told below, with what was seen.
said-unknown = Some points could not be decided; below it says why.
said-partial = So far.


verdict-pass = passed
verdict-fail = failed
verdict-unknown = not decided
verdict-blocked = not judged

fact-took = Checked in
fact-round-trip = Round trip of an immediate answer
fact-limits = Limits of time
fact-limits-said = { $prompt } for full points, { $late } for half, and the noise of the moment on top
fact-noise = Noise of the machine
fact-noise-said = median { $median }, at most { $max }, measured { $samples ->
    [one] once
   *[other] { $samples } times
}; above { $bound } nothing is concluded from a time
fact-stamps = Timed by the kernel
fact-stamps-said = { $kernel ->
    [one] one answer
   *[other] { $kernel } answers
} of { $all }
fact-again = Scenarios run again for noise
fact-seed = Seed
fact-version = Version of lab
fact-rubric = Rubric (what each rule is worth), version
fact-scenarios = Digest of the scenarios

drawing-about = { $count ->
    [one] One request
   *[other] { $count } requests
} on an axis of time that starts { $start } into the run; the finding rests on { $shown ->
    [one] one of them
   *[other] { $shown } of them
}.
drawing-sample = { $count ->
    [one] One request
   *[other] { $count } requests
} on an axis of time that starts { $start } into the run.
drawing-talk-about = { $count ->
    [one] One client
   *[other] { $count } clients
} on an axis of time that starts { $start } into the run; the finding rests on { $shown ->
    [one] what is outlined in red
   *[other] the { $shown } things that are outlined in red
}.
drawing-talk = { $count ->
    [one] One client
   *[other] { $count } clients
} on an axis of time that starts { $start } into the run. Each small stroke is an event that came.
drawing-room = { $letter }: in the room “{ $room }”
drawing-crowd = { $count ->
    [one] One more client
   *[other] { $count } more clients
}, { $unanswered } without an answer. Above: when they asked; below: when they were answered.
distribution-about = { $count ->
    [one] One time, { $least }
   *[other] { $count } times, from { $least } to { $most }, median { $median }
}; the limit is { $limit }, and { $noise } of noise is allowed on top.
distribution-column = { $count } × { $from } to { $to }
distribution-limit = limit { $limit }, noise { $noise }

bar-about = { $actor }: { $asked }, sent at { $sent }, { $end } after { $took }.
bar-about-event = { $actor }: { $asked }, at { $sent }{ $came }
bar-about-listens = { $actor }: only listens from { $sent } on, for { $lasted }
bar-events = { $count ->
    [one] one event
   *[other] { $count } events
} in { $lasted }
bar-page = page

end-answered = answered { $code }
end-refused = connection refused
end-cut = cut by the server

mark-answered = answered
mark-empty = ended without news
mark-late = answered late
mark-none = no answer
mark-left = we left
mark-refused = refused
mark-cut = cut
mark-listens = only listens
mark-error = answered with an error

actor-lab = lab
actor-reader = reader
actor-patience = patient client
actor-discovery = discovery

stream-events = events
stream-first = first after
stream-gaps = gaps
stream-ids = ids
stream-ended = end
stream-end-left = still open when we left
stream-end-ended = ended by the server
stream-end-cut = cut
stream-end-flood = too much to go on
