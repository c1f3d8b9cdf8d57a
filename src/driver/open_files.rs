//! How many connections this process may have at once.

/// Files that are open for other reasons.
const OTHER_FILES: u64 = 100;

/// Raises the number of open files as far as the system allows without asking. An error is how many connections
/// fit.
#[cfg(unix)]
pub fn make_room(connections: usize) -> Result<(), u64> {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return Ok(()) };
    let wanted = connections as u64 + OTHER_FILES;
    if wanted <= soft {
        return Ok(());
    }
    let raised = if setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() { hard } else { soft };
    if wanted <= raised { Ok(()) } else { Err(raised.saturating_sub(OTHER_FILES)) }
}

#[cfg(not(unix))]
pub fn make_room(_: usize) -> Result<(), u64> {
    Ok(())
}
