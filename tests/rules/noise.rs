//! What a time is judged by: the limits, and the noise around it; and how long others kept the target from the processor.

use lab::checker::{Limits, Promptness};
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
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1250, 0), (1390, 150)]), 300);
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1200, 150), (1300, 110)]), 410);
}

#[test]
fn waits_with_work_between_them_do_not() {
    assert_eq!(noise(&[(1000, 0), (1100, 90), (1200, 80)]), 90);
    assert_eq!(noise(&[(1000, 0), (1100, 100), (1200, 100)]), 100);
    assert_eq!(noise(&[(1000, 0), (1100, 150), (1500, 0), (1600, 140)]), 150);
}

#[test]
fn a_wait_before_or_after_is_none_of_that_time() {
    assert_eq!(noise(&[(500, 0), (999, 600)]), 0);
    assert_eq!(noise(&[(2100, 0), (2200, 50)]), 0);
    assert_eq!(noise(&[(2100, 0), (2200, 150)]), 150);
    assert_eq!(noise(&[(2100, 0), (2200, 99)]), 0);
    // One moment in common is enough.
    assert_eq!(noise(&[(2100, 0), (2200, 100)]), 100);
    assert_eq!(noise(&[(900, 0), (1000, 50)]), 50);
}

const MS: Nanos = 1_000_000;

/// The default limits are 250 ms and 1500 ms, and no more than 250 ms of noise are allowed for.
fn limits(round_trip: Nanos) -> (Nanos, Nanos) {
    let history = story([]).history();
    let limits = Limits::new(&history, round_trip * MS).at_most(6000 * MS);
    (limits.prompt / MS, limits.late / MS)
}

#[test]
fn a_slow_target_has_longer_limits_and_none_is_beyond_the_longest() {
    assert_eq!(limits(0), (250, 1500));
    assert_eq!(limits(25), (250, 1500));
    assert_eq!(limits(30), (300, 1500));
    assert_eq!(limits(100), (1000, 2000));
    assert_eq!(limits(400), (4000, 6000));
    assert_eq!(limits(1000), (6000, 6000));
}

/// How an answer is judged that was due at 1000 ms and took so long, or had not come by then, with this noise at 1100 ms.
fn judged(noise: u32, took: Nanos, came: bool) -> Promptness {
    let history = story([]).noise(1100, noise).history();
    Limits::new(&history, 0).judge(1000 * MS, (1000 + took) * MS, came)
}

#[test]
fn an_answer_is_prompt_late_or_lost_by_the_millisecond() {
    for noise in [0, 1, 250] {
        let after = Nanos::from(noise);
        assert_eq!(judged(noise, 250 + after, true), Promptness::Prompt);
        assert_eq!(judged(noise, 251 + after, true), Promptness::Late);
        assert_eq!(judged(noise, 1500 + after, true), Promptness::Late);
        assert_eq!(judged(noise, 1501 + after, true), Promptness::Lost);
        assert_eq!(judged(noise, 1499 + after, false), Promptness::Unsure);
        assert_eq!(judged(noise, 1500 + after, false), Promptness::Lost);
    }
    assert_eq!(judged(251, 250, true), Promptness::Prompt);
    assert_eq!(judged(251, 251, true), Promptness::Unsure);
    assert_eq!(judged(251, 9000, true), Promptness::Unsure);
    assert_eq!(judged(251, 9000, false), Promptness::Unsure);
}

#[test]
fn the_control_was_late_until_it_was_answered() {
    let history = story([]).noise(1100, 300).noise(1500, 200).history();
    let limits = Limits::new(&history, 0);
    let noise = |from: Nanos, to: Nanos| limits.noise(from * MS, to * MS) / MS;
    assert_eq!([noise(0, 1099), noise(0, 1100), noise(1400, 1450), noise(1401, 1450)], [0, 300, 300, 0]);
    assert_eq!([noise(1401, 1500), noise(1700, 9000), noise(1701, 9000)], [200, 200, 0]);
    let timing = limits.timing(1000 * MS, 1200 * MS, 7);
    assert_eq!((timing.observed, timing.limit, timing.noise), (200 * MS, 7, 300 * MS));
}

/// Ten seconds and a tenth of them.
#[test]
fn a_long_limit_that_is_passed_by_far_is_not_explained_by_a_little_noise() {
    let too_noisy = |noise: u32, took: Nanos, limit: Nanos| {
        let history = story([]).noise(1100, noise).history();
        Limits::new(&history, 0).too_noisy_for(1000 * MS, (1000 + took) * MS, limit * MS)
    };
    assert!(!too_noisy(250, 10_500, 10_000));
    assert!(too_noisy(251, 10_999, 10_000));
    assert!(!too_noisy(251, 11_000, 10_000));
    assert!(!too_noisy(1000, 11_000, 10_000));
    assert!(too_noisy(1001, 20_000, 10_000));
    assert!(too_noisy(251, 500, 0) && !too_noisy(250, 500, 0));
}
