### What is wrong with a command line, and with what it names.

usage-usage = usage: { $usage } (--help says more)
usage-help = --help says more
usage-no-option = there is no option { $arg } here
usage-unexpected = { $arg } is not expected here
usage-no-command = there is no command { $command }
usage-which-command = a command is missing; there are: { $all }
usage-missing = this is missing: { $arg }
usage-twice = { $arg } cannot be given twice
usage-conflict = { $arg } cannot be used with { $other }
usage-needs-value = { $arg } needs a value
usage-needs-one-of = { $arg } needs a value: { $all }
usage-not-one-of = { $arg } cannot be "{ $value }"; it can be: { $all }
usage-bad-value = { $arg } cannot be "{ $value }": { $why }
usage-takes-none = { $arg } takes no value, and has "{ $value }"
usage-not-utf8 = something in the command line is not UTF-8
usage-did-you-mean = { $what }; did you mean { $near }?
usage-wants =
    .time = write a time with its unit, as in 25s
    .interval = 10ms is the shortest
    .redis = write an address with its port, as in localhost:6379
    .whole = a whole number from { $least } to { $most } is wanted
    .number = a number that is not negative is wanted
    .positive = a number above 0 is wanted
    .room = the name of a room is wanted, of 1 to 100 characters that can be seen
    .address = an IP address is wanted, as in 127.0.0.1
usage-offset = --offset { $offset }: write times with their units, of a second at most and the earlier one first, as in -300us or -300us..100us

usage-load-lab = lab "{ $lab }" cannot be loaded
usage-load-option = { $option } means nothing for the lab { $lab }
usage-load-rooms = { $clients } clients in { $rooms } rooms: there must be two of them in each

usage-no-scenario = there is no scenario "{ $scenario }"
usage-scenarios = the scenarios are: { $all }
usage-no-scenario-left = no scenario is left to drive
usage-no-lab = there is no lab "{ $lab }"
usage-labs = the labs are: { $all }
bad-holds = { $file }: the least accepted hold ({ $min }) is not under the longest ({ $max })
usage-holds = the least accepted hold ({ $min }) is not under the longest ({ $max })
usage-no-flaw = there is no flaw "{ $flaw }"
usage-flaws = lab serve --list-flaws lists them
usage-cannot-listen = cannot listen on { $address }: { $why }
usage-port-taken = another program has this port; --port 0 takes any free one
usage-same-file = { $one } and { $other } cannot both go to { $file }
usage-weight = --weight { $weight }: write LAB=WEIGHT, as in { $example }
usage-files = files cannot be worth { $files } of { $best }
usage-packages = --packages { $folder }: { $why }
usage-image = --image says in which image submissions run, and they run in none
usage-image-hint = say --isolation podman or --isolation docker too
usage-as-before = { $option }: the class is graded as it was before
usage-as-before-again = give the class again too, and how it is graded
usage-as-before-resume = leave it out, or grade the class anew
usage-no-submission = there is no submission "{ $id }" in the class
usage-submissions = the first are: { $first }
usage-not-apart = cannot keep submissions apart: { $why }
usage-not-apart-hint = see --isolation for other ways; with none of them, grade only those that you trust

shard-bad = "{ $text }" is no part of a class: write 2/4 for the second of four, or auto
shard-no-number = { $name } is "{ $value }", which is no number
shard-alone = { $index } is set, and { $total } is not: how many are there?
shard-outside = { $index } is { $at }, which is not one of { $of }
shard-not-told = the environment says no part of a class: none of { $names } is set

start-taken = something listens at { $url } already
start-taken-hint = stop it first, or leave --start out to check it
start-cannot = cannot start "{ $command }": { $why }
start-empty = the command of --start is empty
start-ended = "{ $command }" ended before it listened ({ $status })
start-ended-hint = what it printed is above
start-silent = "{ $command }" does not listen at { $url } after { $seconds } s
start-silent-hint = is that the port that it uses?
usage-several = { $labs }: two servers are needed, and one was named
usage-several-hint = lab check URL1 URL2 --lab { $labs }, or lab check --start COMMAND --lab { $labs }
usage-second-unused = a second URL was given, and nothing that is asked for needs two servers
usage-second-unused-hint = leave it out, or leave --lab and --only out
usage-url-path = { $path } is a file or a folder, and no address of a server
usage-url-path-hint = the folder that a run is kept in is written with an equals sign: --save=DIR
usage-page = --page takes a path, as in /client, or an address, as in http://localhost:5173/, and not { $place }
usage-page-lab = --page says where the page of one lab is, and not of which
usage-page-lab-hint = name it with --lab, and the lab of its server with another --lab; those of pages are { $labs }
usage-start-where = --start needs the URL at which the server will listen
usage-start-where-hint = lab check --start COMMAND http://localhost:3000
redis-missing = no redis-server here
redis-broken = redis-server does not start: { $why }
redis-missing-hint = install it (on Debian and Ubuntu: apt install redis-server), or check elsewhere
redis-elsewhere = another program has 127.0.0.1:6379: the Redis of this check is at { $address }, as REDIS_URL says
not-judged = { $labs }: not judged: { $why }

cannot-write = cannot write { $file }: { $why }
bad-table = { $file }: [{ $table }] is of a lab that the run did not find
bad-table-hint = leave that table out
bad-history = { $file }:1: this is a history ({ $format }), and no report
bad-history-hint = lab judge judges a history, and --report-json saves what it finds

grade-there-already = a class was graded there: lab grade --resume { $dir }
grade-nothing-begun = { $file }: nothing was begun there
grade-nothing-begun-hint = grade the class anew, into another folder
grade-busy = { $file }: another lab grade is at work there
grade-other-plan = { $shard } was not graded by the same plan as { $first }
grade-other-plan-hint = the roster and the options have to be the same for each shard, but for --shard and --out
grade-twice = { $id } is in two of them, with different outcomes
grade-unwritten = results could not be written: { $why }
grade-unwritten-hint = make room, then: lab grade --resume { $dir }
sheet-not-filled = { $file } was not filled:
sheet-not-filled-hint = download it again from the assignment in Moodle, or correct the roster; grades.csv has all marks
