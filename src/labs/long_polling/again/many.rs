//! What takes many requests at once: a burst of updates, a crowd that leaves, a client that reads nothing. curl sends one
//! request many times where a range stands behind the `#` of its address, which is not sent.

use super::terminal::{TIMED, Terminal};
use crate::labs::again::{ByHand, at_once};

/// Updates of each of two clients that send them one after another, and reads meanwhile: what curl has to say of so many
/// answers fits into one write, so that two of them do not mix.
const BURST: usize = 30;
const READS: usize = 300;
/// So many reads lie between two quick updates.
const PAUSE: usize = 10;
/// Clients that leave, as many as `curl` has at once.
const LEAVERS: usize = 100;
/// Clients beside one that reads nothing.
const OTHERS: usize = 5;
/// A status so long that no buffer holds an answer with it.
const LONG: usize = 5_000_000;
/// Stands for such a status where a request is made.
const MARK: &str = "LONG";

/// Commands that begin together, and what is made of what they write.
fn together(commands: &[String], then: &str) -> String {
    format!("({}; wait){then}", commands.join(" & "))
}

/// What curl writes of each answer: its body, on a line of its own.
const BODIES: &str = r"-s -w '\n'";

impl Terminal<'_> {
    /// Many updates at once, and the different answers that a reader had meanwhile.
    pub fn burst(&self) -> String {
        let updates = [0, 1].map(|nth| self.update_often(nth, "-s -o /dev/null", BURST));
        together(&[updates.as_slice(), &[self.read_often(BODIES, READS)]].concat(), " | sort -u")
    }

    /// The different answers to many updates at once.
    pub fn answers_to_a_burst(&self) -> String {
        together(&[0, 1].map(|nth| self.update_often(nth, BODIES, BURST)), " | sort -u")
    }

    /// A client that polls in a loop, and quick updates meanwhile; what a new client reads then is the last of them.
    pub fn loops(&self) -> ByHand {
        let looping = || {
            let polls = format!("for i in $(seq 9); do {}; echo \"$v\"; done", self.version_from_poll());
            ByHand::alone([self.version(), polls])
        };
        // By one curl, on one connection: the reads take the time in which the client comes back.
        let quietly = "-s -o /dev/null";
        let asks = [0, 1, 2, 3].map(|nth| [self.update_often(nth, quietly, 1), self.read_often(quietly, PAUSE)]);
        let asks: Vec<&str> = asks.as_flattened().iter().map(|ask| ask.trim_start_matches("curl ")).collect();
        let flurry = format!("curl {}", asks.join(" --next "));
        ByHand { meanwhile: vec![flurry, self.read()], ..self.watched().unwrap_or_else(looping) }
    }

    /// Updates until the version has two digits or more and begins with no 9; a version of one digit less then is lower as
    /// a number, and higher as a text.
    pub fn behind_in_another_order(&self) -> Vec<String> {
        let [one, other] = [0, 1].map(|nth| self.update_quietly(nth));
        let grow =
            format!(r"while case $v in ?|9*) true;; *) false;; esac; do {one}; {other}; {}; done", self.version());
        vec![self.version(), grow, "v=$(echo \"${v#?}\" | sed 's/./9/g')".into(), self.poll()]
    }

    /// A crowd that waits and leaves, and what an update and a read take then.
    pub fn after_a_crowd(&self) -> Vec<String> {
        let leave = self.wait_often(
            &format!("-sZ --no-progress-meter --parallel-immediate --parallel-max {LEAVERS} -m 1 -o /dev/null"),
            LEAVERS,
        );
        vec![self.version(), leave, self.update(1), self.read()]
    }

    /// A client that waits and is stopped, so that it reads nothing, others that wait, and an update with a very long
    /// status. Nothing where an update has no body.
    pub fn beside_a_stopped_client(&self) -> Option<Vec<String>> {
        let quiet = format!("-s -o /dev/null -m {} {TIMED}", self.patience());
        let update = self.update_from_input(MARK, &quiet)?;
        let long = format!(r"head -c {LONG} /dev/zero | tr '\0' x | {update}");
        let stopped = format!("{} & stopped=$!", self.waits("-s -o /dev/null"));
        let others = format!("( {} & sleep 1; {long}; wait)", at_once(OTHERS, &self.waits(&quiet)));
        let commands = [self.version(), stopped, "sleep 1; kill -STOP $stopped".into(), others];
        Some(commands.into_iter().chain(["kill -KILL $stopped".into(), self.update_quietly(0)]).collect())
    }
}
