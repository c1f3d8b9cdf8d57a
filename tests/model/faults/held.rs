//! Polls that wait, and what happens beside them.

use super::*;

pub fn nothing_new_is_said_too_early(run: &mut Faulty) -> Option<()> {
    let place = run.one("held", waiter)?;
    let at = run.at(place).started + 4_900 * MS;
    run.come(place, at);
    Some(())
}

pub fn an_update_does_nothing_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    let update = run.one("while-held", updater)?;
    run.room(run.end_of_round(update));
    let round = run.at(update).round;
    let due = run.at(update).sent?;
    run.lose(update, due);
    for waiting in run.all("while-held", |o| waiter(o) && o.round == round) {
        run.lose(waiting, due + MS);
    }
    Some(())
}

pub fn an_update_is_answered_too_late(run: &mut Faulty) -> Option<()> {
    let update = run.one("while-held", updater)?;
    run.room(run.end_of_round(update));
    let at = run.at(update).sent? + run.wait();
    run.come(update, at);
    Some(())
}

pub fn one_that_is_behind_waits_with_the_others(run: &mut Faulty) -> Option<()> {
    let polls = run.all("while-held", waiter);
    let held = |o: &PollOperation| {
        let open = |p: &Operation| p.sent.is_some_and(|sent| sent < o.started) && p.done > o.started;
        polls.iter().any(|place| open(&run.history.operations[*place]))
    };
    let place = run.one("while-held", |o| reader(o) && held(o))?;
    run.lose_read(place)
}

/// Nothing but this server's looking round and round is on its clock, at rest it does nothing.
pub fn a_core_is_busy_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    let percent = [60, 100, 400][run.pick % 3];
    let polls = run.history.operations.iter().filter(|o| o.kind == PollKind::Poll.name());
    let mut held: Vec<_> = polls.map(|o| (o.started, o.done)).collect();
    held.sort_unstable();
    let mut spun = Vec::new();
    let mut end = 0;
    for (from, to) in held {
        spun.push((from.max(end), to.max(end)));
        end = to.max(end);
    }
    let used = |at: Nanos| {
        let spun = spun.iter().map(|(from, to)| at.clamp(*from, *to) - from).sum::<Nanos>();
        spun * percent / 100 / (10 * MS) * (10 * MS)
    };
    let read = (100 * MS..run.history.end?).step_by((100 * MS) as usize);
    let sample = |at| CpuSample { at, cpu_time: used(at), run_queue_time: 0, longest_wait: 0, own: 0, processes: 1 };
    run.history.cpu = read.map(sample).collect();
    Some(())
}

/// Of a server whose processes cannot be looked at: each read is many times slower, and late, though not lost.
pub fn reads_are_slow_while_polls_are_held(run: &mut Faulty) -> Option<()> {
    run.history.cpu.clear();
    for place in run.all("while-held", |o| reader(o) && o.round > 5).chunks(2) {
        let [free, held] = *place else { return None };
        let (free, started, done) = (run.at(free).done - run.at(free).started, run.at(held).started, run.at(held).done);
        let takes = (free * 20).max(run.prompt + BOUND) + 10 * MS;
        if takes > run.late {
            return None;
        }
        run.room(done);
        run.come(held, started + takes);
    }
    Some(())
}
