### The report of a class: its page, and what its other formats say.

class-title = Class: { $class }
class-heading = Class
class-when = Graded on { $started }, in { $took }.
class-when-so-far = Begun on { $started }; { $took } of grading so far.
class-minutes = { $minutes } min
class-hours = { $hours } h { $minutes } min
class-and = { $first } and { $last }
class-partial = Not every submission has its outcome yet. What is here is what is known so far.
class-totals = Submissions by outcome
class-empty = There is nobody in this class.

class-outcome-waiting = waiting
class-outcome-running = being graded
class-outcome-graded = graded
class-outcome-absent = absent
class-outcome-not-started = could not start
class-outcome-not-judged = could not be judged

class-total-waiting = { $count } waiting
class-total-running = { $count } being graded
class-total-graded = { $count } graded
class-total-absent = { $count } absent
class-total-not-started = { $count } could not start
class-total-not-judged = { $count } could not be judged

class-isolation = Submissions kept apart by
class-isolation-bubblewrap = bubblewrap: each in a sandbox of its own
class-isolation-docker = Docker: each in a container of its own
class-isolation-podman = Podman: each in a container of its own
class-isolation-none = nothing: each could reach this machine, its network and the other submissions

class-marks = Distribution of the marks
class-marks-none = There is no mark yet.
class-marks-about = { $count ->
    [one] One mark, { $least } of { $out }.
   *[other] { $count } marks out of { $out }, from { $least } to { $most }; the mean is { $mean } and the median { $median }.
}
class-marks-column = { $count } × at least { $from } and less than { $to }
class-marks-last = { $count } × from { $from } to { $to }
class-without = { $count ->
    [one] One submission has no mark and is not drawn: { $why }.
   *[other] { $count } submissions have no mark and are not drawn: { $why }.
}
class-without-undecided = { $count } with a range, for something could not be decided

class-missed = Rules that most of the class miss
class-missed-none = Nobody has failed a required rule.
class-missed-of = { $failed } of { $graded }
class-missed-blocked = { $blocked } more not judged
class-missed-more = { $count ->
    [one] One more rule
   *[other] { $count } more rules
}
class-missed-met = { $count ->
    [0] Each rule was failed by somebody.
    [one] One rule was failed by nobody.
   *[other] { $count } rules were failed by nobody.
}
class-missed-about = Of those whose submission was judged by the rule. A rule that rests on a failed one is not judged, and not counted as failed.

class-everyone = Everyone
class-matrix = Submissions and rules
class-name = Name
class-id = Id
class-group = Group
class-outcome = Outcome
class-mark = Mark / { $out }
class-former = Before
class-reason = Reason
class-rules-of = { $lab }: required rules
class-between = not decided, between { $low } and { $high }
class-details-of = Details of { $name }
class-sort-hint = The names of the columns sort. At a rule, those who fail it come first.

class-search = Search a name, an id or a group
class-any-outcome = all outcomes
class-fails = Fails the rule
class-any-rule = any or none
class-reset = Show everyone, in the order of the list
class-shown = { $shown } of { $all } shown
class-nobody = Nobody fits.
class-readout = Point at a sign to read here what it stands for.
class-legend = Signs
class-cell-pass = passed
class-cell-fail = failed
class-cell-unknown = not decided
class-cell-blocked = not judged, for it rests on a failed rule
class-cell-none = not there: the lab was not graded

class-detail-email = E-mail
class-detail-folder = Folder
class-detail-labs = Labs
class-detail-lab = { $lab }: { $mark }, beyond the lab text +{ $bonus }
class-detail-missed = Failed rules
class-detail-unknown = Not decided
class-detail-said = What it printed last
class-detail-notes = How it was started
class-detail-files = Handed in
class-detail-former = Before
class-detail-former-said = { $outcome }, { $mark }, on { $started } by lab { $version }
class-detail-no-mark = no mark
class-detail-took = Took
class-detail-took-said = { $time }; noise of the machine at most { $noise }
class-detail-alone = done once more, with nothing beside it, because of the noise among the others
class-file-found = there
class-file-missing = not there
class-file-sources = source code
class-file-readme = README
class-file-readme-start = how to start it
class-file-readme-uses = what it uses
class-file-explanation = explanation

class-made = How the marks are made
class-made-labs = A mark is the mean of { $labs }, out of { $out }.
class-made-one = A mark is that of { $labs }, out of { $out }.
class-made-found = A mark is the mean of the labs that were found in the submission, out of { $out }.
class-made-weight = { $lab } (weight { $weight })
class-made-nearest = It is rounded to the nearest multiple of { $step }, halves up.
class-made-up = It is rounded up to a multiple of { $step }.
class-made-down = It is rounded down to a multiple of { $step }.
class-made-exact = It is not rounded.
class-made-files = The files that were handed in make { $points } of the { $out } points.
class-made-advice = What is said of the files that were handed in is advice, worth no points.
class-made-bonus = What goes beyond the lab text is shown beside the marks and is no part of them.
class-made-undecided = Where something required could not be decided there is no mark, but the least and the most that it can be.
class-made-late = Nothing is taken off for lateness: the column late_penalty of grades.csv is left to the instructor.

class-live-open = This page fills by itself while the class is graded.
class-live-lost = The connection to lab is lost. What is shown may be out of date; trying again …
class-live-end = Done: nothing more will change.

class-case = { $rule } ({ $points } pt)
class-said-unknown = Could not be decided.
class-said-blocked = Not judged: a rule that it rests on has failed.
class-said-mark = Mark: { $mark }
class-said-range = { $range }, not decided yet where between

class-comment-failed = Not met: { $rule } ({ $points } pt)
class-comment-more = … and { $count } more, in the report.
class-comment-unknown = Something could not be decided: the machine was too busy. Ask for it to be graded again.
class-letter-subject = { $class }: what your server does
class-letter-hello = Hello { $name },
