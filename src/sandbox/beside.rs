//! What runs beside a submission, in the same name spaces and ended with it: a Redis of its own, where it uses one, and
//! further instances of itself. Each is started by the shell that becomes the submission.

use super::find::{PORT, Start};
use super::isolation::{Isolation, IsolationKind};

/// Where clients look for a Redis if nobody says otherwise.
pub const REDIS_PORT: u16 = 6379;
const REDIS: &str = "redis-server";

/// Starts it, and waits until it listens (0A is that state in Linux, 18EB its port): some servers give up where they find
/// none at once. What is more than ten seconds late is not waited for.
const START_REDIS: &str = r#"redis-server --bind 127.0.0.1 --port 6379 --save '' --appendonly no --dir /tmp </dev/null >/dev/null 2>&1 &
waited=0
until grep -q ':18EB [0-9A-F:]* 0A ' /proc/net/tcp || [ $waited = 200 ]; do waited=$((waited + 1)); sleep 0.05; done
export REDIS_URL=redis://127.0.0.1:6379 REDIS_HOST=127.0.0.1 REDIS_PORT=6379
"#;

/// Waits until the first instance listens: one that does not look for its port would take that of the first.
const WAIT_FOR_FIRST: &str =
    "until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep ' 0A ' | grep -qv ':18EB '; do sleep 0.1; done";

/// The further instances of a submission that are to be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoreInstances {
    pub count: u16,
    /// The variable of the environment in which each is told its port.
    pub port_variable: String,
}

impl MoreInstances {
    /// The ports that they are told to use: none that somebody writes into a source.
    pub fn ports(&self) -> impl Iterator<Item = u16> {
        const FIRST: u16 = 45_001;
        FIRST..FIRST + self.count
    }
}

impl Isolation {
    /// Whether a Redis can be started beside a submission: it takes a network of its own, in which the port is free, and
    /// the program.
    pub fn has_redis(&self) -> bool {
        self.kind == IsolationKind::Bubblewrap && self.tools.program(REDIS).is_some()
    }

    /// The same, if what is started in this way uses one.
    pub fn starts_redis(&self, start: &Start) -> bool {
        start.uses_redis && start.run.is_some() && self.has_redis()
    }
}

/// The lines of a shell that start a submission, and first what it has beside it.
pub fn lines(command: &str, has_redis: bool, more: Option<&MoreInstances>) -> String {
    let redis = if has_redis { START_REDIS } else { "" };
    // Whatever a contract calls it, some look for the usual name.
    let variable = more.map_or("PORT", |more| &more.port_variable);
    let export = |port| format!("export PORT={port} {variable}={port}\n");
    let mut lines = format!("{redis}{}", export(PORT));
    for port in more.into_iter().flat_map(MoreInstances::ports) {
        lines += &format!("({WAIT_FOR_FIRST}; {}{command}\n) </dev/null &\n", export(port));
    }
    lines + command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_the_last_line_whatever_is_beside_it() {
        assert_eq!(lines("npm start", false, None), "export PORT=5000 PORT=5000\nnpm start");
        let more = MoreInstances { count: 2, port_variable: "APP_PORT".into() };
        let all = lines("node x.js # mine", true, Some(&more));
        assert!(all.starts_with(REDIS) && all.ends_with("\nnode x.js # mine"), "{all}");
        for port in [5000, 45_001, 45_002] {
            assert_eq!(all.matches(&format!("export PORT={port} APP_PORT={port}\n")).count(), 1, "{all}");
        }
        assert_eq!(all.matches("\nnode x.js # mine\n) </dev/null &\n").count(), 2, "{all}");
    }
}
