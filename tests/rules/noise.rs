//! What a time is judged by: the limits, and the noise around it; and how long others kept the target from the processor.

use lab::checker::{Limits, Promptness};
use lab::history::{CpuSample, Event, Nanos, Operation};

use super::build::{Story, reader, story};

/// The noise between 1 s and 2 s, in milliseconds, where readings at these times tell these waits.
fn noise(readings: &[(u64, u64)]) -> Nanos {
    let mut history = story([]).history();
    let sample = |&(at, wait): &(u64, u64)| CpuSample {
        at: at * 1_000_000,
        cpu_time: 0,
        run_queue_time: 0,
        longest_wait: wait * 1_000_000,
        own: 0,
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

/// The default limits are 250 ms and 1500 ms, and no more than 250 ms of noise are allowed for. These are those of a
/// target whose immediate answers take so long, and whose connections took so long to be made.
fn limits(round_trip: Nanos, network: &[Nanos]) -> (Nanos, Nanos) {
    let mut history = story([]).history();
    let over = |network| Operation { network, ..reader(1).at(0, 20).operation }.into();
    history.operations.push(over(None));
    history.operations.extend(network.iter().map(|network| over(Some(network * MS))));
    let limits = Limits::new(&history, round_trip * MS).at_most(6000 * MS);
    (limits.prompt / MS, limits.late / MS)
}

#[test]
fn the_way_to_the_target_is_allowed_for_many_times_and_none_is_beyond_the_longest() {
    assert_eq!(limits(0, &[0]), (250, 1500));
    assert_eq!(limits(2, &[1]), (262, 1520));
    assert_eq!(limits(60, &[30, 1000, 20]), (610, 2100));
    assert_eq!(limits(400, &[200]), (2650, 5500));
    assert_eq!(limits(1000, &[600]), (6000, 6000));
}

/// A server that is slow at everything is not therefore excused for being slow here.
#[test]
fn the_slowness_of_the_target_itself_makes_an_answer_prompt_once_and_not_beyond_half_a_second() {
    assert_eq!(limits(30, &[]), (280, 1500));
    assert_eq!(limits(200, &[0]), (450, 1500));
    assert_eq!(limits(500, &[0]), (750, 1500));
    assert_eq!(limits(2000, &[0]), (750, 1500));
}

/// Histories of before say how long answers took, and not what the network took of that.
#[test]
fn an_older_run_is_judged_by_the_limits_of_its_time() {
    let older = |round_trip: Nanos| {
        let mut history = story([]).history();
        history.header.tolerance.own_ms = None;
        let limits = Limits::new(&history, round_trip * MS).at_most(6000 * MS);
        (limits.prompt / MS, limits.late / MS)
    };
    assert_eq!(older(25), (250, 1500));
    assert_eq!(older(30), (300, 1500));
    assert_eq!(older(100), (1000, 2000));
    assert_eq!(older(400), (4000, 6000));
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

/// The control was 300 ms late at 1.1 s, and of each tenth of a second so much (in milliseconds) could be the target's own
/// doing.
fn by_others(own: u64, readings: std::ops::RangeInclusive<u64>) -> Nanos {
    let mut history = story([]).noise(1100, 300).history();
    let sample = |tenth: u64| CpuSample {
        at: tenth * 100 * MS,
        cpu_time: 0,
        run_queue_time: 0,
        longest_wait: 0,
        own: own * MS,
        processes: 1,
    };
    history.cpu = readings.map(sample).collect();
    Limits::new(&history, 0).noise(1200 * MS, 1250 * MS) / MS
}

#[test]
fn what_the_target_does_to_the_machine_is_its_own() {
    assert_eq!(by_others(0, 0..=20), 300);
    assert_eq!(by_others(30, 0..=20), 210);
    assert_eq!(by_others(100, 0..=20), 0);
    assert_eq!(by_others(400, 0..=20), 0, "it cannot be more than all");
    // Only what it did meanwhile.
    assert_eq!([by_others(100, 0..=11), by_others(100, 14..=20), by_others(100, 11..=12)], [300, 300, 200]);
    assert_eq!(by_others(100, 3..=3), 300, "one reading says nothing");
}

#[test]
fn it_is_taken_to_work_evenly_from_one_reading_to_the_next() {
    let mut history = story([]).noise(1130, 40).history();
    let sample = |at, own| CpuSample {
        at: at * MS,
        cpu_time: 0,
        run_queue_time: 0,
        longest_wait: 0,
        own: own * MS,
        processes: 1,
    };
    history.cpu = vec![sample(1000, 0), sample(1150, 75), sample(1250, 20)];
    assert_eq!(Limits::new(&history, 0).noise(1130 * MS, 1140 * MS) / MS, 40 - 10 - 4);
}

/// Nobody measured from 1 s to `until`.
fn gap(until: u32) -> Story {
    story([]).note(until, Event::Unmeasured { since: 1000 * MS })
}

#[test]
fn a_moment_that_was_not_measured_may_have_been_as_noisy_as_it_was_long() {
    let judged = |until: u32, took: Nanos, came| {
        let history = gap(until).history();
        Limits::new(&history, 0).judge(900 * MS, (900 + took) * MS, came)
    };
    assert_eq!([judged(1200, 450, true), judged(1200, 451, true)], [Promptness::Prompt, Promptness::Late]);
    assert_eq!([judged(1200, 1700, false), judged(1200, 1699, false)], [Promptness::Lost, Promptness::Unsure]);
    assert_eq!([judged(1251, 250, true), judged(1251, 251, true)], [Promptness::Prompt, Promptness::Unsure]);
    assert_eq!(judged(1251, 9000, false), Promptness::Unsure);
    assert_eq!(judged(1251, 99, false), Promptness::Unsure, "too early to tell, in any case");
}

#[test]
fn that_nothing_was_measured_is_told_and_is_no_noise() {
    let unmeasured = |story: Story, from: Nanos, to: Nanos| {
        let history = story.history();
        Limits::new(&history, 0).unmeasured(from * MS, to * MS)
    };
    assert!(unmeasured(gap(1251), 1200, 1300));
    assert!(!unmeasured(gap(1250), 1200, 1300), "so much noise is allowed for");
    assert!(!unmeasured(gap(5000), 5001, 5300) && !unmeasured(gap(5000), 0, 999));
    assert!(!unmeasured(gap(5000).noise(4900, 251), 4000, 5000), "there was too much noise, and it was seen");
}
