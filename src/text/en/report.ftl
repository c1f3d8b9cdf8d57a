### What reports for other tools say, and the comparison of two reports.

report-mark = { $lab }: { $mark }
report-penalty = { penalty-row }: −{ $points }
report-total = All labs together: { $mark } points
report-partial = Not finished: the check was still going on, or was stopped, when this was written. What stands here was earned by then.
report-undecided = { $points ->
    [one] One point
   *[other] { $points } points
} could not be decided and { $points ->
    [one] is
   *[other] are
} not counted as earned; what was seen of each says why.
report-bonus = Beyond the lab text, beside the mark: { $points }
report-advice = Advice (no points): { $title }. { $said }
report-run = The check came to its end
report-nothing-yet = Nothing has been judged yet.
report-rests-on = Not judged: it rests on “{ $rule }”, which has failed.
report-waits-for = Not judged: it waits for “{ $rule }”, which could not be decided.
report-blocked-count = Not judged because of the failures above: { $count }
report-more = … and { $more } more
report-more-hint = The whole report follows in the log.
report-cut = The report was cut here: it would be too long for this place. Left out: { $more }
report-column-scenario = Scenario
report-column-points = Points

diff-nothing = Nothing changed.
diff-mark = { $lab }: { $before } → { $after }
diff-same-mark = { $lab }: { $mark }, as before
diff-new-lab = { $lab }: { $mark }; it was not checked before
diff-gone-lab = { $lab }: no longer checked (it was { $mark })
diff-rule = { $title }: { $before } → { $after }
diff-new-rule = { $title }: { $after }; it was not judged by the first run
diff-gone-rule = { $title }: no longer asked for (it was: { $before })
diff-name = { $rule }, scenario { $scenario }
diff-bonus = bonus
diff-advice = advice
diff-contract = What lab found out about the server:
diff-value = { $name }: { $before } → { $after }
diff-none = nothing
diff-partial-before = The first run was stopped before its end: what it had not judged counts as not decided.
diff-partial-after = The second run was stopped before its end: what it had not judged counts as not decided.
diff-trouble = Nothing could be graded: { $before } → { $after }

## who heard whom

audience-said = said by
audience-count = messages
audience-short = { $short }: { $role }
audience-legend = 3/3: three messages were due to this client, and came. (3): its own came back. !3: three came that were not for it. ×3: three came more than once. A dot: none was due, and none came.
