//! The end of a hold, odd requests, clients that leave, and advice.

use super::*;

pub fn a_hold_ends_too_late(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let at = run.at(place).sent? + 65_000 * MS + run.prompt + BOUND + 10 * MS;
    run.come(place, at);
    Some(())
}

pub fn a_hold_never_ends(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let due = run.at(place).sent? + 65_000 * MS;
    run.lose(place, due);
    Some(())
}

pub fn an_update_breaks_after_a_hold(run: &mut Faulty) -> Option<()> {
    let place = run.one("after-hold", updater)?;
    run.say(place, 500, "Internal Server Error");
    Some(())
}

/// It had come before the hold of the first one ended, or after.
pub fn one_is_forgotten_after_a_hold(run: &mut Faulty) -> Option<()> {
    let place = run.one("after-hold", |o| waiter(o) && o.news().is_some())?;
    run.lose_poll(place)
}

pub fn the_hold_ends_with_an_error(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", waiter)?;
    let code = [304, 408, 500, 504][run.pick % 4];
    run.say(place, code, "");
    Some(())
}

pub fn bytes_after_a_204(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", |o| waiter(o) && o.answer().is_some_and(|answer| answer.code == 204))?;
    if run.pick.is_multiple_of(2) {
        run.answer(place).extra_bytes = 2;
    } else {
        run.answer(place).headers.push(("content-length".into(), "2".into()));
    }
    Some(())
}

pub fn a_bad_update_is_accepted_or_breaks(run: &mut Faulty) -> Option<()> {
    let place = run.one("robust", |o| o.kind == PollKind::Raw && o.knows().is_none())?;
    run.say(place, [200, 500][run.pick % 2], "{}");
    Some(())
}

pub fn an_odd_version_breaks(run: &mut Faulty) -> Option<()> {
    let place = run.one("robust", |o| o.kind == PollKind::Raw && o.knows() == Some(ClientVersion::Odd))?;
    run.say(place, 500, "");
    Some(())
}

pub fn one_that_stayed_is_forgotten(run: &mut Faulty) -> Option<()> {
    // In the round before it nobody leaves.
    let place = run.one("robust", |o| waiter(o) && o.round == 2 && o.answer().is_some())?;
    run.lose_poll(place)
}

fn last_look(run: &Faulty) -> Option<usize> {
    run.all("robust", |o| o.role == Some(PollRole::Liveness)).last().copied()
}

pub fn nothing_listens_any_more(run: &mut Faulty) -> Option<()> {
    let place = last_look(run)?;
    let at = run.at(place).started;
    run.history.operations.retain(|o| o.started <= at);
    let last = last_look(run)?;
    run.at_mut(last).head = None;
    run.end(last, Outcome::Refused("connection refused".into()));
    let at = run.at(last).done;
    run.history.notes.push(Note { at, scenario: "robust".into(), attempt: 1, event: Event::Dead });
    Some(())
}

pub fn nothing_answers_any_more(run: &mut Faulty) -> Option<()> {
    let place = last_look(run)?;
    // Nothing that is answered later says that it lived on.
    let at = run.at(place).started;
    run.history.operations.retain(|o| o.done <= at || o.started == at);
    run.lose_read(last_look(run)?)
}

pub fn one_of_a_crowd_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("crowd", waiter)?;
    run.lose_poll(place)
}

pub fn one_waits_for_the_client_that_reads_nothing(run: &mut Faulty) -> Option<()> {
    let stuck = *run.all("stuck", |o| o.role == Some(PollRole::Stuck)).first()?;
    let round = run.at(stuck).round;
    let place = run.one("stuck", |o| reader(o) && o.round == round)?;
    run.lose_read(place)
}

pub fn those_that_left_are_answered_first(run: &mut Faulty) -> Option<()> {
    let place = run.one("left", reader)?;
    run.lose_read(place)
}

pub fn bytes_after_an_answer(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", |o| waiter(o) && o.answer().is_some())?;
    run.answer(place).extra_bytes = 2;
    Some(())
}
