//! With which commands a student sees again, by hand, what a rule found. A rule that is not named here is shown by the
//! requests that it rests on.

mod death;
mod many;
mod terminal;

use self::terminal::Terminal;
use crate::labs::again::{ByHand, Shown, at_once, curl, distinct, requests};
use crate::labs::long_polling::contract::LongPolling;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::labs::long_polling::report;
use crate::labs::long_polling::small_race::SmallRace;
use std::borrow::Cow;

pub fn again(shown: &Shown) -> ByHand {
    let Some(contract) = LongPolling::of(shown.contract) else { return requests(shown) };
    let terminal = Terminal::new(shown, &contract);
    let waiters = waiters(shown, PollRole::Waiter);
    let (news, read) = (terminal.update(1), terminal.read());
    let wait = |count| vec![terminal.version(), at_once(count, &terminal.wait())];
    match shown.rule {
        "loop-stuck" => terminal.loops(),
        "version-ambiguous" => ByHand::alone([terminal.burst()]),
        "version-repeats" => ByHand::alone([terminal.answers_to_a_burst()]),
        "compared-as-text" => ByHand::alone(terminal.behind_in_another_order()),
        "stuck-client-blocks" => terminal.beside_a_stopped_client().map(ByHand::alone).unwrap_or_default(),
        "leavers-kept" => ByHand::alone(terminal.after_a_crowd()),
        // It says how much processor time the server took.
        "busy-wait" => ByHand::alone([format!("lab load {} --waiters 5 --updates 3", target(shown))]),
        "lost-wakeup" => ByHand::alone([race(shown)]),
        // It is whole to who reads it, and not to who waited for it.
        "status-mangled" if shown.evidence.iter().any(|o| o.kind == PollKind::Poll.name()) => {
            ByHand { commands: wait(1), meanwhile: vec![terminal.accents()] }
        }
        "state-not-json" | "status-mangled" | "wrong-content-type" => ByHand::alone([terminal.accents(), read]),
        "stale-pair" => ByHand::alone([0, 1].map(|nth| format!("{}; {read}", terminal.update(nth)))),
        "state-not-shared" => {
            ByHand::alone([news, format!("for i in $(seq 12); do {}; done", terminal.read_quietly())])
        }
        // A client that knows a version asks again after an update, and another one that knows as little.
        "behind-kept-waiting" | "unseen-update-lost" => {
            ByHand::alone([terminal.version(), news, terminal.poll(), terminal.poll()])
        }
        "answer-cached" => ByHand::alone([read.clone(), terminal.update(1), read, terminal.update(0), terminal.read()]),
        "version-not-growing" => {
            ByHand::alone((0..3).map(|nth| format!("{}; {}", terminal.update(nth), terminal.read_quietly())))
        }
        "not-held" | "body-after-204" => terminal.watched().unwrap_or_else(|| ByHand::alone(wait(1))),
        "hold-never-ends" | "no-change-unclear" => ByHand::alone([terminal.version(), terminal.poll()]),
        "parameter-renamed" => ByHand::alone([terminal.version(), terminal.poll_by_the_text()]),
        "woken-late" => {
            let late = format!("({} & sleep 1; {}; wait)", terminal.wait(), terminal.update_quietly(1));
            ByHand::alone([terminal.version(), late])
        }
        "update-blocked" | "update-answered-late" | "waiter-not-woken" | "woken-with-old-pair" | "waiters-limited" => {
            ByHand { commands: wait(waiters.max(2)), meanwhile: vec![news] }
        }
        "read-blocked" => ByHand { commands: wait(waiters.max(2)), meanwhile: vec![read] },
        "session-locked" => {
            let jar = "-b cookies.txt -c cookies.txt";
            let [first, poll, update] = [terminal.read(), terminal.poll(), news].map(|one| with(&one, jar));
            ByHand { commands: vec![first, terminal.version(), poll], meanwhile: vec![update] }
        }
        "leaver-harms" => ByHand::alone([terminal.version(), terminal.beside_leavers(waiters.max(2) - 1), read]),
        "hold-end-harms" => ByHand::alone(terminal.after_a_hold().into_iter().chain([terminal.update(0), read])),
        "unread-by-browsers" => ByHand::alone([terminal.update(0), read]),
        "server-died" => death::again(shown, &terminal).unwrap_or_else(|| asked(shown, &terminal)),
        "half-done-update" | "odd-status-stored" => {
            let mut shown = asked(shown, &terminal);
            shown.commands.push(read);
            shown
        }
        // What comes after the end of an answer is what curl only tells when it is asked to tell all.
        "extra-bytes" => ByHand::alone([with(&read, "-v")]),
        _ => asked(shown, &terminal),
    }
}

/// The server, as a command of `lab` is given it.
fn target<'a>(shown: &'a Shown) -> Cow<'a, str> {
    shell_words::quote(&shown.history.header.target)
}

/// The smallest race that lost a poll again in this run, or one that looks for its moment itself.
fn race(shown: &Shown) -> String {
    let mut command = format!("lab race {}", target(shown));
    if let Some(race) = SmallRace::of_run(shown.history) {
        let offset = race.offset.map_or_else(String::new, |offset| format!(" --offset {offset}"));
        command += &format!(" --pollers {}{offset} --rounds {}", race.pollers, race.rounds);
    }
    command + &report::options(shown.contract)
}

/// The requests that the finding rests on, one after another, each with the version of its moment.
fn asked(shown: &Shown, terminal: &Terminal) -> ByHand {
    let mut commands = Vec::new();
    for operation in distinct(shown) {
        let read = PollOperation::of(Cow::Borrowed(operation));
        commands
            .extend(read.map_or_else(|| vec![curl(shown.origin, &operation.request, "-i")], |o| terminal.asked(&o)));
    }
    ByHand::alone(commands)
}

/// How many clients of this role there were in the round in which it was seen.
fn waiters(shown: &Shown, role: PollRole) -> usize {
    let Some(first) = shown.evidence.first() else { return 1 };
    let beside = shown.history.operations.iter().filter(|o| {
        (&o.scenario, o.attempt, o.round, &o.kind)
            == (&first.scenario, first.attempt, first.round, &PollKind::Poll.name())
    });
    beside.filter(|o| o.client.role == role.name()).count().max(1)
}

/// The same command with further options.
fn with(command: &str, options: &str) -> String {
    command.replacen("curl", &format!("curl {options}"), 1)
}
