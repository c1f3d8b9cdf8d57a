//! A poll that waits leaves the processor alone.

use super::build::{Deed, Story, Told, reader, story, update, waiter};

stories! {
    "busy-wait":
        it_rests, it_spins, it_spins_among_others, it_hardly_gets_a_processor, it_waits_a_little_for_a_processor,
        a_loop_with_pauses, a_compiler_at_work_for_a_while, a_compiler_at_work_almost_to_the_end,
        busy_without_polls_too, other_requests_are_work, workers_come_and_go, too_short_to_tell,
        reads_are_slow_only_while_polls_are_held, slow_in_all_turns_but_one, slow_with_the_machine,
        slower_but_not_felt, slow_all_the_time, nothing_is_known, ten_slices_of_time_are_enough,
        nine_slices_of_time_are_too_few, half_a_core_is_no_loop, half_a_core_while_it_wants_more,
        it_spins_and_was_kept_from_it_for_a_while, a_quarter_of_a_core_for_a_while_is_rest,
        it_found_no_processor_for_a_while, a_fifth_of_a_core_without_polls_too,
        a_fifth_of_a_core_without_polls_and_no_free_processor, twenty_times_as_slow_and_no_more,
        slower_and_still_prompt;
}

/// Polls held from 1 s to 4 s, and nothing else.
fn held() -> Story {
    story((1..=5).map(|n| waiter(n).knows("3").from(1000).code(4000, 204)))
}

/// Four rounds: a read with nobody waiting, then one while five polls are held.
fn turns(mut story: Story, free: u32, held: impl Fn(u32) -> u32) -> Story {
    for round in 2..6 {
        let start = 10_000 * round;
        let waiters = (1..=5).map(|n| waiter(n).knows("3").from(start + 500).answered(start + 2001, "En cours", "4"));
        let after = |from: u32, took: u32| reader(1).from(from).answered(from + took, "En attente", "3");
        let rest: [Deed; 3] =
            [after(start, free), after(start + 600, held(round)), update("En cours").at(start + 2000, start + 2001)];
        story = story.round(round, waiters.chain(rest));
    }
    story.at_least(4)
}

fn it_rests() -> Told {
    held().works(0, 4000, 1).passes("pass")
}

fn it_spins() -> Told {
    held()
        .works(0, 900, 0)
        .works(1000, 4000, 99)
        .fails("fail")
        .count("percent", 99)
        .count("idle", 0)
        .count("waiters", 5)
}

/// It gets half of what it would use.
fn it_spins_among_others() -> Told {
    held().works(0, 900, 0).works(1000, 4000, 60).queues(60).fails("fail")
}

fn it_hardly_gets_a_processor() -> Told {
    held().works(0, 900, 0).works(1000, 4000, 20).queues(80).unknown("processor")
}

fn it_waits_a_little_for_a_processor() -> Told {
    held().works(0, 4000, 1).queues(40).passes("pass")
}

/// A look every few milliseconds is no fault of this kind.
fn a_loop_with_pauses() -> Told {
    held().works(0, 900, 0).works(1000, 4000, 30).passes("pass")
}

fn a_compiler_at_work_for_a_while() -> Told {
    held().works(0, 900, 0).works(1000, 2200, 180).works(2300, 4000, 0).passes("pass")
}

/// There were moments of rest, so it is no loop without a pause.
fn a_compiler_at_work_almost_to_the_end() -> Told {
    turns(held().works(0, 900, 0).works(1000, 3400, 180).works(3500, 4000, 0), 1, |_| 2).passes("unslowed")
}

fn busy_without_polls_too() -> Told {
    turns(held().works(0, 4000, 100), 1, |_| 2).passes("unslowed")
}

fn other_requests_are_work() -> Told {
    turns(held().and([reader(1).from(900).answered(3900, "En cours", "4")]).works(0, 900, 0), 1, |_| 2)
        .works(1000, 4000, 100)
        .passes("unslowed")
}

fn workers_come_and_go() -> Told {
    turns(held().works(0, 900, 0), 1, |_| 2).works(1000, 4000, 100).restarted_each_time().passes("unslowed")
}

fn too_short_to_tell() -> Told {
    turns(held().works(0, 900, 0).works(1000, 1800, 100), 1, |_| 2).passes("unslowed")
}

fn reads_are_slow_only_while_polls_are_held() -> Told {
    turns(story([]), 1, |_| 400).fails("slow").count("turns", 4).count("waiters", 5).time("held", 400).time("free", 1)
}

/// A neighbour that is busy now and then is not in step with us four times.
fn slow_in_all_turns_but_one() -> Told {
    turns(story([]), 1, |round| if round == 4 { 5 } else { 400 }).passes("unslowed")
}

/// The machine stood still for 200 ms each time: that is in step with us, and not the server's doing.
fn slow_with_the_machine() -> Told {
    let noisy = (2..6).fold(story([]), |story, round| story.noise(10_000 * round + 700, 200));
    turns(noisy, 1, |_| 400).passes("unslowed")
}

/// Each waiting request looks every 50 ms, and holds a lock meanwhile.
fn slower_but_not_felt() -> Told {
    turns(story([]), 1, |_| 45).passes("unslowed")
}

fn slow_all_the_time() -> Told {
    turns(story([]), 200, |_| 400).passes("unslowed")
}

fn nothing_is_known() -> Told {
    held().at_least(4).unknown("nothing")
}

/// What begins or ends on the edge of a slice of time is not in it.
fn ten_slices_of_time_are_enough() -> Told {
    story((1..=5).map(|n| waiter(n).knows("3").from(200).code(1400, 204)))
        .and([(50, 100), (250, 300), (1300, 1310)].map(|(from, done)| reader(1).from(from).answered(done, "?", "3")))
        .works(0, 200, 0)
        .works(200, 1300, 99)
        .fails("fail")
        .count("idle", 0)
}

/// A poll that begins or ends on the edge of a tenth slice was not held all through it.
fn nine_slices_of_time_are_too_few() -> Told {
    story((1..=5).map(|n| waiter(n).knows("3").from(200).code(1300, 204)))
        .works(0, 200, 0)
        .works(200, 1400, 99)
        .unknown("nothing")
}

fn half_a_core_is_no_loop() -> Told {
    held().works(0, 900, 0).works(1000, 4000, 50).passes("pass").count("percent", 50)
}

fn half_a_core_while_it_wants_more() -> Told {
    held()
        .works(0, 900, 0)
        .works(1000, 4000, 50)
        .queues(10)
        .unknown("processor")
        .count("percent", 50)
        .count("wanted", 60)
}

/// Never less than a quarter of a core: nothing but a loop does that.
fn it_spins_and_was_kept_from_it_for_a_while() -> Told {
    held().works(0, 900, 0).works(1000, 1500, 30).works(1500, 4000, 99).fails("fail").count("percent", 99)
}

fn a_quarter_of_a_core_for_a_while_is_rest() -> Told {
    held().works(0, 900, 0).works(1000, 1500, 25).works(1500, 4000, 99).unknown("nothing")
}

/// It used a tenth only, and would have used more.
fn it_found_no_processor_for_a_while() -> Told {
    held()
        .works(0, 900, 0)
        .works(1000, 1500, 10)
        .works(1500, 4000, 60)
        .queues(20)
        .unknown("processor")
        .count("percent", 60)
        .count("wanted", 80)
}

fn a_fifth_of_a_core_without_polls_too() -> Told {
    held().works(0, 900, 20).works(1000, 4000, 99).unknown("nothing")
}

fn a_fifth_of_a_core_without_polls_and_no_free_processor() -> Told {
    held().works(0, 900, 20).works(1000, 4000, 20).queues(80).unknown("nothing")
}

fn twenty_times_as_slow_and_no_more() -> Told {
    turns(story([]), 20, |_| 400).passes("unslowed")
}

fn slower_and_still_prompt() -> Told {
    turns(story([]), 1, |_| 250).passes("unslowed")
}
