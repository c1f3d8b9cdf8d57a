//! Whether there is a server of this lab at all, though nothing of it works.

use super::Clues;
use super::hints::Hints;
use crate::driver::tried::{ProbeResult, Tried};
use crate::labs::long_polling::contract::{POLL_PATH, UPDATE_PATH};

/// Something is there, and fails: at a path of the lab text, or at one that the file or the page names. What is not there
/// is answered with 404 or 405; whoever asks for permission or patience, or does not know the method, says that.
pub fn is_at_a_path_of_the_lab(tried: &Tried, clues: &Clues) -> bool {
    let fails = match &tried.came {
        ProbeResult::Code(401 | 403 | 404 | 405 | 407 | 410 | 429 | 501) => false,
        ProbeResult::Code(code) => *code >= 400,
        ProbeResult::Unreadable(_) | ProbeResult::Nothing => true,
        ProbeResult::Page(_) | ProbeResult::Moved(..) | ProbeResult::Events(_) => false,
    };
    let Some((_, path)) = tried.asked.split_once(' ').filter(|_| fails) else { return false };
    let path = path.trim_end_matches('/');
    let Hints { poll_paths, update_paths, .. } = &clues.hints;
    let given = ["poll", "update"].into_iter().filter_map(|table| clues.given(table, "path"));
    let named = given.chain(poll_paths.iter().chain(update_paths).cloned());
    [POLL_PATH, UPDATE_PATH].contains(&path) || named.into_iter().any(|name| name.trim_end_matches('/') == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    #[test]
    fn what_fails_at_a_path_of_the_lab_is_there() {
        let (file, hints) = (Contract::default(), Hints { poll_paths: vec!["/wait".into()], ..Hints::default() });
        let clues = Clues { file: &file, hints };
        let is_there = |asked: &str, came| is_at_a_path_of_the_lab(&Tried { asked: asked.into(), came }, &clues);
        for asked in ["GET /poll-status", "POST /update-status/", "GET /wait"] {
            assert!(is_there(asked, ProbeResult::Code(500)), "{asked}");
            assert!(is_there(asked, ProbeResult::Unreadable("closed".into())), "{asked}");
            assert!(is_there(asked, ProbeResult::Nothing), "{asked}");
            for code in [401, 404, 405, 429, 501] {
                assert!(!is_there(asked, ProbeResult::Code(code)), "{asked} {code}");
            }
            assert!(!is_there(asked, ProbeResult::Page(200)), "{asked}");
        }
        assert!(!is_there("GET /tasks", ProbeResult::Code(500)));
    }
}
