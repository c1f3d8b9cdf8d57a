//! What there is to say of a submission that is not graded, and of how it was started.

use crate::class::journal::OUR_TROUBLE;
use crate::message::Message;
use crate::report::class::Outcome;
use crate::sandbox::find::Start;
use crate::sandbox::{NoWayOut, Obstacle, PackageCache, PassedLimit, StartFailure};
use std::path::Path;
use std::time::Duration;

/// How it was started.
pub fn started(start: &Start) -> Message {
    let id = if start.because.is_empty() { "grade-started-told" } else { "grade-started" };
    match &start.run {
        Some(command) => Message::new(id).text("command", command).text("file", &start.because),
        None => Message::new("grade-started-image").text("file", &start.because),
    }
}

/// Why it cannot be started: what was found, if anything was, needs an engine or an image that is not there.
pub fn no_start(found: Option<&Start>, files: String) -> Message {
    match found.map(|start| &start.run) {
        Some(Some(command)) => Message::new("grade-no-image").text("command", command),
        Some(None) => Message::new("grade-dockerfile").text("files", files),
        None => Message::new("grade-nothing-to-start").text("files", files),
    }
}

/// Why what is only a link is not read.
pub fn link(target: &Path) -> Message {
    Message::new("grade-link").text("target", target.display().to_string())
}

/// The reason, the outcome that it means, and what was printed.
pub fn start_failure(failure: StartFailure) -> (Outcome, Message, String) {
    let message = Message::new;
    let not_started = |reason, said| (Outcome::NotStarted, reason, said);
    match failure {
        StartFailure::Install { command, status, said } => {
            not_started(message("grade-install-failed").text("command", command).text("status", status), said)
        }
        StartFailure::InstallTooLong { command, most } => {
            let reason = message("grade-install-long").text("command", command).time("most", nanos(most));
            not_started(reason, String::new())
        }
        StartFailure::LedElsewhere { file } => {
            not_started(message("grade-led-elsewhere").text("file", file), String::new())
        }
        StartFailure::Ended { status, said } => not_started(message("grade-ended").text("status", status), said),
        StartFailure::Silent { most, said } => not_started(message("grade-silent").time("most", nanos(most)), said),
        StartFailure::TooMuch(limit) => not_started(too_much(limit), String::new()),
        StartFailure::Ours(why) => (Outcome::NotJudged, message(OUR_TROUBLE).text("why", why), String::new()),
    }
}

pub fn too_much(limit: PassedLimit) -> Message {
    let size = |bytes: u64| format!("{} MiB", bytes >> 20);
    match limit {
        PassedLimit::Memory(most) => Message::new("grade-memory").text("most", size(most)),
        PassedLimit::Processes(most) => Message::new("grade-processes").count("most", most as usize),
        PassedLimit::Cpu(most) => Message::new("grade-cpu").time("most", nanos(most)),
        PassedLimit::Disk(most) => Message::new("grade-disk").text("most", size(most)),
        PassedLimit::Entries(most) => Message::new("grade-entries").count("most", most as usize),
        PassedLimit::Depth(most) => Message::new("grade-depth").count("most", most),
        PassedLimit::Hidden => Message::new("grade-hidden"),
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The first few names in a folder.
pub fn names(folder: &Path) -> String {
    const FEW: usize = 8;
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let more = if names.len() > FEW { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(FEW)].join(", "))
}

/// How it would be started, and what would be installed before, if anything is.
pub fn would(start: &Start, installs: bool) -> Message {
    let Some(command) = &start.run else {
        return Message::new("grade-would-build").text("file", &start.because);
    };
    let id = match (start.install.is_empty() || !installs, start.because.is_empty()) {
        (true, false) => "grade-would-start",
        (true, true) => "grade-would-start-told",
        (false, false) => "grade-would-install",
        (false, true) => "grade-would-install-told",
    };
    Message::new(id).text("command", command).text("file", &start.because).text("install", start.install.join("; "))
}

/// Why it could not be.
pub fn cannot(obstacle: &Obstacle) -> Message {
    match obstacle {
        Obstacle::NoProgram(program) => Message::new("grade-cannot.program").text("program", program),
        Obstacle::NoWayOut => Message::new("grade-cannot.way-out"),
        Obstacle::NotFetched => Message::new("grade-cannot.packages"),
    }
}

/// Why nothing can be installed here, and what helps.
pub fn no_way_out(why: &NoWayOut) -> Message {
    let (id, error) = match why {
        NoWayOut::Program("ip", error) => ("grade-no-way-out.ip", error),
        NoWayOut::Program(_, error) => ("grade-no-way-out.slirp4netns", error),
        NoWayOut::NoDevice(error) => ("grade-no-way-out.no-device", error),
        NoWayOut::DeviceForbidden(error) => ("grade-no-way-out.device-forbidden", error),
    };
    Message::new(id).text("why", error.to_string())
}

/// No more packages are kept for the class.
pub fn full(packages: &PackageCache) -> Message {
    let most = format!("{} MiB", packages.most().bytes >> 20);
    Message::new("class-packages-full").text("folder", short(packages.folder())).text("most", most)
}

/// A path may be as long as a submission likes: its end tells most.
pub fn short(path: &Path) -> String {
    const MOST: usize = 200;
    let whole = path.display().to_string();
    let over = whole.chars().count().saturating_sub(MOST);
    if over == 0 { whole } else { format!("…{}", whole.chars().skip(over).collect::<String>()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, Texts};
    use std::io::{Error, ErrorKind};

    #[test]
    fn what_cannot_be_done_here_is_said_in_every_language() {
        let error = || Error::from(ErrorKind::PermissionDenied);
        let ways = [
            no_way_out(&NoWayOut::Program("ip", error())),
            no_way_out(&NoWayOut::Program("slirp4netns", error())),
            no_way_out(&NoWayOut::NoDevice(error())),
            no_way_out(&NoWayOut::DeviceForbidden(error())),
        ];
        let obstacles = [Obstacle::NoProgram("npm".into()), Obstacle::NoWayOut, Obstacle::NotFetched];
        for lang in Lang::ALL {
            let said: Vec<String> = ways.iter().map(|message| Texts::of(lang).say(message)).collect();
            assert!(said.iter().all(|way| way.contains("(permission denied)")), "{said:#?}");
            let install = |program: &str| said.iter().filter(|way| way.contains(program)).count();
            assert_eq!((install("iproute2"), install("slirp4netns"), install("/dev/net/tun")), (1, 1, 2), "{said:#?}");
            let cannot = obstacles.each_ref().map(|obstacle| Texts::of(lang).say(&cannot(obstacle)));
            assert!(cannot.iter().all(|said| !said.contains('⟨')) && cannot[0].contains("npm"), "{cannot:#?}");
        }
    }
}
