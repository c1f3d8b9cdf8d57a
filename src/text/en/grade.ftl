# Grading a class: what is shown while it goes on, and why a submission has no mark.

grade-begin = lab { $version } grades { $class }: { $count ->
    [0] no submission
    [one] one submission
   *[other] { $count } submissions
}. Results: { $dir }
grade-begin-again = lab { $version } goes on with { $class }: { $ended } of { $count } had ended. Results: { $dir }
grade-isolation = { $isolation ->
    [bubblewrap] Each submission runs apart from the others and from you, with a network of its own (bubblewrap).
    [docker] Each submission runs in a container, with a network of its own (Docker).
    [podman] Each submission runs in a container, with a network of its own (Podman).
   *[other] Submissions are NOT kept apart: they run as processes of this machine, one after another, with your files and your network in reach. Grade only those that you trust; install bubblewrap for the others.
}
grade-network = { $network ->
    [apart] What submissions need is installed with a way to the Internet, and none to this machine or to private networks.
    [none] What submissions need is installed without any network.
    [shared] While it installs, a submission reaches this machine and all that this machine reaches.
   *[impossible] What submissions need cannot be installed apart from this machine and its networks. Those that need nothing are graded; the others too with --install-network shared, if you trust them.
}
grade-no-way-out =
    .slirp4netns = slirp4netns cannot be run ({ $why }): install it.
    .ip = ip cannot be run ({ $why }): install iproute2.
    .no-device = /dev/net/tun is not there ({ $why }): load its module (modprobe tun), or give it to the container that lab runs in (--device /dev/net/tun).
    .device-forbidden = /dev/net/tun may not be opened ({ $why }): let your user read and write it, or give it to the container that lab runs in (--device /dev/net/tun).
grade-live = The page of the class, while it fills, for whoever has this address: { $url }
grade-preparing = unpacking, and installing what it needs
grade-ready = ready; it begins when there is room for it
grade-starting = starting
grade-most = found; takes at most { $most }
grade-scenario = { $title }
grade-quiet = waiting quietly, { $most } at most
grade-attempt = some of it again, because of noise (attempt { $attempt })
grade-count-alone = again, { $count }/{ $of }
grade-alone = { $count ->
    [one] One submission had
   *[other] { $count } submissions had
} too much noise among the others: once more, one by one.
grade-again = too much noise among the others; it will be done once more, alone
grade-where = Results: { $dir }/index.html (the class), grades.csv, and a folder for each submission.
grade-resume = Not all have ended. To go on: lab grade --resume { $dir }
grade-resume-trouble = { $count ->
    [one] One submission has
   *[other] { $count } submissions have
} no mark because of trouble here, and not because of what was handed in. When that is mended: lab grade --resume { $dir }
grade-worksheet = { $count ->
    [0] No mark
    [one] One mark
   *[other] { $count } marks
} put into { $file }.
grade-plan = { $class }: { $count ->
    [0] no submission
    [one] one submission
   *[other] { $count } submissions
}. Nothing is installed, started or written.
grade-column-id = id
grade-column-name = name
grade-column-result = mark, or why there is none
grade-column-plan = what would be done

grade-outcome-waiting = waiting
grade-outcome-running = running
grade-outcome-graded = graded
grade-outcome-absent = absent
grade-outcome-not-started = could not be started
grade-outcome-not-judged = could not be judged

grade-why = { $outcome }: { $reason }
grade-said = Its last line: { $line }
grade-started = Started with { $command }, as found in { $file }.
grade-started-told = Started with { $command }, as the roster says.
grade-started-image = Started in a container, from the image that { $file } describes.
grade-installed = What it needs was installed in { $time }.
grade-installed-kept = What it needs was installed in { $time }, from the packages that were fetched for the class.
grade-port = It listens on { $address }.
grade-would-start = start with { $command } (found in { $file })
grade-would-start-told = start with { $command } (from the roster)
grade-would-install = install with { $install }, then start with { $command } (found in { $file })
grade-would-install-told = install with { $install }, then start with { $command } (from the roster)
grade-would-build = build the image that { $file } describes, then run it in a container
grade-cannot =
    .program = Not here: this machine has no { $program }.
    .way-out = Not here: what it needs cannot be installed, as said above.
    .packages = Not without a network: what it asks for has not been fetched before.
grade-would-ask = ask the server at { $url }

grade-absent = Nothing was handed in.
grade-link = What was handed in is a link to { $target }. Links are not followed, and nothing of it was read: the folder or the archive itself has to be there.
grade-nothing-to-start = Nothing in it is known to start a server. It holds: { $files }. A lab.toml with a line start = "…", or a start command in the roster, says how.
grade-dockerfile = Its only way to start is a Dockerfile, and neither Podman nor Docker can be used here (--isolation podman says why). Install one, or say how it starts without: a start command in the roster, or a lab.toml. It holds: { $files }.
grade-no-image = No image is known in which { $command } could run: --image names one, or a Dockerfile beside it describes one.
grade-bad-lab-toml = { $file } cannot be read: { $why }
grade-install-failed = What it needs could not be installed: { $command } ended with { $status }.
grade-install-long = What it needs was not installed within { $most }: { $command } was ended.
grade-led-elsewhere = Its image cannot be built: on the way to { $file } there is a link, or no such file any more. What an image is built from must be files of the submission itself.
grade-ended = Its server ended before it listened on any port ({ $status }).
grade-silent = Its server ran, and had not listened on any port after { $most }.
grade-memory = It was ended: it used more memory than the { $most } that each submission may.
grade-processes = It was ended: it had more processes and threads than the { $most } that each submission may.
grade-cpu = It was ended: it used more processor time than the { $most } that each submission may.
grade-disk = It was ended: it took more of the disk than the { $most } that each submission may. A file takes whole blocks, of 4 KiB on most disks.
grade-entries = It was ended: it had more files and folders than the { $most } that each submission may.
grade-depth = It was ended: it had folders within folders, more than the { $most } levels that each submission may.
grade-hidden = It was ended: it had a folder that lab may not look into, so that what it took of the disk could not be counted.
grade-left = { $count ->
    [one] One of its files or folders
   *[other] { $count } of its files and folders
} could not be removed: { $path } ({ $why }).
grade-too-large = It is larger than a submission may be, or has too many files or folders within folders.
grade-redis = It uses a Redis: one of its own was there, at 127.0.0.1:6379 of its network.
grade-no-redis = It uses a Redis, and none was started for it: that takes bubblewrap and the program redis-server (Debian: apt-get install redis-server).
grade-without-redis = It uses a Redis, and none could be started for it here, so that what it lacks may not be its fault. lab grade starts one for each submission if bubblewrap and the program redis-server are there (Debian: apt-get install redis-server).
grade-no-second = Not looked at: { $labs }. That takes further instances of the server, and none listened on { $ports }, which it was told in { $variable }. Of a server that is given by its URL there is no second one.
grade-lab-missing = Not found: { $labs }. What was found is graded. If it is there, under names that are not guessed, a contract file says where.
grade-ours = Trouble of lab or of this machine, not of the submission: { $why }

class-labs-differ = No lab was asked for, and not all submissions have the same ones, so that their marks would not be of the same thing: they are left empty. Say which labs the class is graded on: --lab.
class-packages-full = { $folder } has no room left for packages: all that is kept there may take { $most }. What was asked for after that was fetched by each submission for itself. Another folder (--packages), or what is removed from this one, makes room.
class-left = Not all that submissions have made could be removed: { $path } ({ $why }). The next lab grade --resume in this folder tries again.
class-not-apart = Submissions were not kept apart from each other, nor from the files and the network of this machine.
grade-feedback = { $count ->
    [1] Feedback for one student: { $file }; in Moodle: “Upload multiple feedback files in a zip”.
   *[other] Feedback for { $count } students: { $file }; in Moodle: “Upload multiple feedback files in a zip”.
}
