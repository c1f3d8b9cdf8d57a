### What `lab explain` says of a rule, and the reference of the book with it.

explain-line = All about this rule: lab explain { $rule }
explain-title = { $rule }: { $title }
explain-place = { $lab }, scenario { $scenario } ({ $about }).
explain-worth = Points: { $points } of { $all }.
explain-bonus = A bonus of { $points }, shown beside the mark and never part of it.
explain-advice = Advice: worth no points.
explain-penalty = Where it fails, { $points } more are taken off the mark: with this fault nobody can use the page, or nobody can any more after something that happens every day.
explain-needs = It is judged once this is met: { $rules }.
explain-symptom = Where it fails, reports say: “{ $symptom }”.
explain-wire = How it looks on the wire
explain-wire-from = Seen in a check of `{ $flaw }`, a server with this fault:
explain-request = +{ $sent }  { $asked }
explain-answer = → { $code } after { $took }
explain-no-answer = → no answer
explain-more = … and { $count } more
explain-try = See it yourself
explain-own = Your own server, this scenario alone:
explain-museum = A server with this fault, to look at and to compare with:
explain-museum-check = and, while it runs, in a second terminal:
explain-by-hand = By hand:
explain-by-hand-second = and meanwhile, in a second terminal:
explain-others = Other servers with this fault: { $flaws }.
explain-about = There is more of each with `lab serve --list-flaws`.
explain-unknown = there is no rule "{ $rule }"
explain-near = near ones are: { $near }
explain-list = lab scenario list shows all rules
