//! Versions grow, and each stands for one status.

use super::build::{Deed, Told, liveness, lookout, reader, story, update};

stories! {
    "version-not-growing":
        each_is_greater, growth_by_more_than_one, floats_grow, texts_never_seen_before, numbers_beyond_a_double,
        a_failed_update_need_not_grow, no_update_between_two_reads, the_same_version, two_updates_within_a_second,
        a_day_and_a_time_to_the_second, a_lower_version, a_text_seen_before, milliseconds_that_count_down,
        only_one_read, an_update_without_an_answer, the_update_left_as_the_version_was_seen;
    "version-ambiguous":
        each_version_has_one_status, skipped_versions, composed_and_decomposed, clocks_repeat_in_a_burst,
        seconds_as_a_fraction_repeat, replies_to_updates_are_not_asked, one_version_two_statuses,
        two_statuses_in_two_rounds, the_end_is_lower, a_read_that_overtakes_is_no_step_back, too_few_updates,
        only_the_liveness_looked, a_read_that_began_as_a_higher_version_came;
    "version-repeats":
        milliseconds_that_never_repeat, counted_versions, two_reads_of_one_millisecond,
        two_replies_of_one_millisecond, the_same_status_twice_in_one_tick, too_few_of_a_clock;
}

/// Updates one after another, a read after each that finds this version.
fn growth(versions: &[&str]) -> Vec<Deed> {
    let statuses = ["En attente", "En cours", "Terminée", "Échec"];
    let turn = |(n, version): (u32, &&str)| {
        let status = statuses[n as usize % 4];
        let read = reader(n).from(100 * n + 60).answered(100 * n + 61, status, version);
        [update(status).at(100 * n, 100 * n + 1), read]
    };
    (1..).zip(versions).flat_map(turn).collect()
}

fn each_is_greater() -> Told {
    story(growth(&["1", "2", "3", "4"])).at_least(3).passes("pass")
}

fn growth_by_more_than_one() -> Told {
    story(growth(&["9", "10", "17", "1000"])).at_least(3).passes("pass")
}

fn floats_grow() -> Told {
    story(growth(&["1795219622.5", "1795219622.60", "1795219623"])).passes("pass")
}

fn texts_never_seen_before() -> Told {
    story(growth(&["f3a9", "0b77", "c41d"])).at_least(2).passes("pass")
}

fn numbers_beyond_a_double() -> Told {
    story(growth(&["9007199254740992", "9007199254740993"])).passes("pass")
}

fn a_failed_update_need_not_grow() -> Told {
    story(growth(&["1", "2"]))
        .and([update("Terminée").from(400).code(401, 400), reader(9).from(460).answered(461, "Terminée", "2")])
        .passes("pass")
}

fn no_update_between_two_reads() -> Told {
    story(growth(&["1", "2"])).and([reader(9).from(270).answered(271, "Terminée", "2")]).at_least(1).passes("pass")
}

fn the_same_version() -> Told {
    story(growth(&["3", "3"])).fails("same")
}

/// The updates were 100 ms apart, and the clock ticks once a second.
fn two_updates_within_a_second() -> Told {
    story(growth(&["1795219622", "1795219622"])).fails("tick")
}

fn a_day_and_a_time_to_the_second() -> Told {
    story(growth(&["2026-11-21T05:28:09", "2026-11-21T05:28:09"])).fails("tick")
}

fn a_lower_version() -> Told {
    story(growth(&["3", "4", "1"])).fails("lower")
}

fn a_text_seen_before() -> Told {
    story(growth(&["abc", "def", "abc"])).fails("again")
}

fn milliseconds_that_count_down() -> Told {
    story(growth(&["0.5", "0.25"])).fails("lower")
}

fn only_one_read() -> Told {
    story(growth(&["3"])).unknown("nothing")
}

fn an_update_without_an_answer() -> Told {
    story(growth(&["3"]))
        .and([update("Échec").from(200).no_answer(3200), reader(2).from(3260).answered(3261, "En cours", "3")])
        .unknown("nothing")
}

/// Twenty updates at once.
fn burst() -> impl Iterator<Item = Deed> {
    (1..=20).map(|n| update("En cours").by(&format!("updater {n}")).at(0, 9 + n))
}

fn each_version_has_one_status() -> Told {
    story(burst())
        .and([
            reader(1).from(1).answered(4, "En cours", "5"),
            reader(2).from(1).answered(4, "En cours", "5"),
            reader(1).from(5).answered(8, "Échec", "6"),
            lookout().from(40).answered(41, "Terminée", "24"),
        ])
        .at_least(20)
        .passes("pass")
}

fn skipped_versions() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(4, "En cours", "5"), lookout().from(40).answered(41, "En cours", "11")])
        .at_least(20)
        .passes("pass")
}

fn composed_and_decomposed() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(4, "Échec", "5"), reader(2).from(1).answered(4, "E\u{301}chec", "5")])
        .passes("pass")
}

fn clocks_repeat_in_a_burst() -> Told {
    story(burst())
        .and([
            reader(1).from(1).answered(4, "En cours", "1795219622222"),
            reader(2).from(1).answered(5, "Échec", "1795219622222"),
        ])
        .passes("clock")
}

fn seconds_as_a_fraction_repeat() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(4, "En cours", "22.5"), reader(2).from(1).answered(5, "Échec", "22.5")])
        .passes("clock")
}

/// A reply may carry the version of an update that came between.
fn replies_to_updates_are_not_asked() -> Told {
    let reply = |n: u32, status: &str| update("En cours").by(&format!("updater {n}")).from(0).answered(9, status, "7");
    story(burst())
        .and([reply(21, "En cours"), reply(22, "Échec"), reader(1).from(10).answered(11, "Échec", "7")])
        .passes("pass")
}

fn one_version_two_statuses() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(4, "En cours", "5"), reader(2).from(1).answered(5, "Échec", "5")])
        .at_least(20)
        .fails("fail")
}

fn two_statuses_in_two_rounds() -> Told {
    story(burst())
        .and([lookout().from(40).answered(41, "En cours", "5")])
        .round(2, [lookout().from(90).answered(91, "Échec", "5")])
        .fails("fail")
}

fn the_end_is_lower() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(4, "En cours", "9"), lookout().from(40).answered(41, "Échec", "8")])
        .fails("lower")
}

/// Both were under way at once: which of them was first is no fault of the server.
fn a_read_that_overtakes_is_no_step_back() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(6, "En cours", "9"), reader(2).from(2).answered(4, "Échec", "8")])
        .passes("pass")
}

fn too_few_updates() -> Told {
    story(burst().take(12)).and([lookout().from(40).answered(41, "En cours", "8")]).at_least(20).unknown("nothing")
}

fn only_the_liveness_looked() -> Told {
    story(burst()).and([liveness().from(40).code(41, 200)]).unknown("nothing")
}

/// It began as the other was answered: they were under way at once.
fn a_read_that_began_as_a_higher_version_came() -> Told {
    story(burst())
        .and([reader(1).from(1).answered(40, "En cours", "9"), lookout().from(40).answered(41, "Échec", "8")])
        .passes("pass")
        .count("updates", 20)
        .count("reads", 2)
        .count("versions", 2)
}

/// It left as the state before it was seen: the next look is due to show another version.
fn the_update_left_as_the_version_was_seen() -> Told {
    story(growth(&["3"]))
        .and([update("Échec").at(161, 162), reader(2).from(170).answered(171, "Échec", "3")])
        .fails("same")
        .time("apart", 0)
}

fn milliseconds_that_never_repeat() -> Told {
    story(growth(&["1795219622001", "1795219622101", "1795219622201"])).at_least(3).passes("pass").count("states", 3)
}

fn counted_versions() -> Told {
    story(growth(&["1", "2", "3"])).passes("counted")
}

fn two_reads_of_one_millisecond() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "1795219622001"),
        reader(2).from(1).answered(2, "Échec", "1795219622001"),
    ])
    .fails("fail")
    .text("one", "En cours (1795219622001)")
    .text("other", "Échec (1795219622001)")
    .shows([1, 2])
}

fn two_replies_of_one_millisecond() -> Told {
    story([
        update("En cours").from(0).answered(1, "En cours", "1795219622001"),
        update("Échec").from(0).answered(2, "Échec", "1795219622001"),
    ])
    .fails("fail")
}

fn the_same_status_twice_in_one_tick() -> Told {
    story([
        update("Échec").from(0).answered(1, "Échec", "1795219622001"),
        update("Échec").from(0).answered(2, "Échec", "1795219622001"),
    ])
    .passes("pass")
}

fn too_few_of_a_clock() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "1795219622001")]).at_least(20).unknown("nothing")
}
