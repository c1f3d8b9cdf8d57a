//! How long others kept the target from the processor.

use lab::checker::Limits;
use lab::history::{CpuSample, Nanos};

use super::build::story;

/// The noise between 1 s and 2 s, in milliseconds, where readings at these times tell these waits.
fn noise(readings: &[(u64, u64)]) -> Nanos {
    let mut history = story([]).history();
    let sample = |&(at, wait): &(u64, u64)| CpuSample {
        at: at * 1_000_000,
        cpu_time: 0,
        run_queue_time: 0,
        longest_wait: wait * 1_000_000,
        processes: 1,
    };
    history.cpu = readings.iter().map(sample).collect();
    Limits::new(&history, 0).noise(1_000_000_000, 2_000_000_000) / 1_000_000
}

#[test]
fn waits_that_follow_each_other_add_up() {
    assert_eq!(noise(&[(1000, 0), (1100, 150)]), 150);
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1200, 150)]), 300);
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1200, 150), (1300, 110)]), 410);
}

#[test]
fn waits_with_work_between_them_do_not() {
    assert_eq!(noise(&[(1000, 0), (1100, 90), (1200, 80)]), 90);
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1500, 0), (1600, 140)]), 150);
}

#[test]
fn a_wait_before_or_after_is_none_of_that_time() {
    assert_eq!(noise(&[(500, 0), (999, 600)]), 0);
    assert_eq!(noise(&[(2100, 0), (2200, 50)]), 0);
    assert_eq!(noise(&[(2100, 0), (2200, 150)]), 150);
}
