# What was handed in: archives, files that the lab text asks for, and Moodle's worksheet of grades.

handin-archive-other = This is a { $kind } archive, and those are not unpacked: hand in a zip.
handin-archive-none = This is no archive, whatever its name says: hand in a zip.
handin-archive-empty = There is nothing in it.
handin-archive-encrypted = It is locked with a password: hand in a zip without one.
handin-archive-broken = It is damaged, or was not uploaded whole ({ $why }): hand it in once more.
handin-archive-unsupported = “{ $name }” in it is packed in a way that is not known here: hand in a plain zip.
handin-archive-too-big = It holds more than { $most }: hand in the sources, without what can be installed again.
handin-archive-too-many = It holds more than { $most } files: hand in the sources, without what can be installed again.
handin-archive-unreadable = It could not be read from the disk: { $why }
handin-archive-machine = It could not be written to the disk: { $why }

handin-skip-outside = { $count ->
    [one] One entry that leads out of the archive was
   *[other] { $count } entries that lead out of the archive were
} left out: { $names }
handin-skip-link = { $count ->
    [one] One link was
   *[other] { $count } links were
} left out: { $names }
handin-skip-special = { $count ->
    [one] One entry that is neither file nor folder was
   *[other] { $count } entries that are neither files nor folders were
} left out: { $names }
handin-skip-twice = { $count ->
    [one] One file was left out, whose name
   *[other] { $count } files were left out, whose names
} another one has, or has but for case or accents: { $names }
handin-skip-too-long = { $count ->
    [one] One entry was left out, whose path is too long or too deep:
   *[other] { $count } entries were left out, whose paths are too long or too deep:
} { $names }

handin-sources-found = Sources: { $names }
handin-sources-missing = No sources were found in a language that is known here.
handin-readme-found = The README: { $name }
handin-readme-missing = No README was found, nor a LISEZMOI.
handin-start-found = How to start it is told in { $name }.
handin-start-missing = No command and no word on how to start it was found in a README.
handin-uses-found = What it uses is told in { $name }.
handin-uses-missing = No language, library or framework was found named in a README.
handin-explanation-found = Explained in { $name }.
handin-explanation-missing = No explanation of at least { $least } words was found, neither in a README nor in another document.
handin-unread = Taken as found: { $name } cannot be read here.
handin-unsure = Taken as found: there are more files than were looked at.

sheet-no-text = The worksheet is neither UTF-8 nor UTF-16 nor Windows text: download it once more.
sheet-empty = The worksheet is empty.
sheet-no-column = Line { $line }: there is no column “{ $column }”. Is this the grading worksheet of an assignment, in English or French?
sheet-two-columns = Line { $line }: there are two columns “{ $column }”.
sheet-scale = Line { $line }: the assignment is graded by a scale, and a mark is a number.
sheet-cells = Line { $line }: { $found ->
    [one] one cell
   *[other] { $found } cells
}, where the first line has { $expected }; Moodle refuses such a file as a whole.
sheet-quote = Line { $line }: a quoted cell has no end.
sheet-twice = Lines { $first } and { $line } are both of { $who }.
sheet-given-twice = Two submissions are of { $who }; a row takes one mark.
sheet-no-row = { $who } has a mark, and no row.
sheet-two-rows = { $who } has a mark, and more than one row: { $lines }.
sheet-conflict = Line { $line }: its number is that of { $who }, and its address is { $found }; whose row is it?
sheet-locked = Line { $line }: { $who } has a mark, and Moodle would skip it: the grade cannot be changed.
sheet-changeable = Line { $line }: whether the grade of { $who } can be changed is told as “{ $found }”, which is not understood.
sheet-maximum = Line { $line }: the maximum grade of { $who } is “{ $found }”, and not a number above 0.
sheet-mark = The mark of { $who } is { $mark } of { $out-of }, and cannot be scaled.

sheet-no-feedback = The worksheet has no column of feedback comments: the marks were put in, and no feedback.
sheet-graded-before = { $count ->
    [one] One row had a grade
   *[other] { $count } rows had grades
} before. Moodle skips what was modified since, and where it cannot read its own dates: tick “Allow updating records that have been modified more recently in Moodle than in the spreadsheet”.
sheet-moodle-dates = Line { $line }: Moodle asks for the column “{ $column }”, and refuses a file without it.
sheet-rows-left = { $count ->
    [1] One row of the worksheet has no submission here, and is left as it was: { $names }.
   *[other] { $count } rows of the worksheet have no submission here, and are left as they were: { $names }.
}
