//! Which clients are woken, when, and with what.

use super::*;

pub fn one_sleeps_on(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    run.lose_poll(place)
}

pub fn one_is_cut(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    // The close of a connection has no stamp.
    run.at_mut(place).arrived = None;
    run.end(place, Outcome::Indeterminate(Reason::Cut("connection reset".into())));
    Some(())
}

pub fn all_are_woken_late(run: &mut Faulty) -> Option<()> {
    for round in 1..=13 {
        let waiters = run.all("wake", |o| waiter(o) && o.round == round);
        run.room(run.end_of_round(*waiters.first()?));
        for place in waiters {
            let at = run.due(place)? + run.prompt + BOUND + 10 * MS;
            run.come(place, at);
        }
    }
    Some(())
}

pub fn two_are_woken_with_what_they_had(run: &mut Faulty) -> Option<()> {
    let waiters = run.all("wake", waiter);
    for turn in [0, 1] {
        let place = waiters[(run.pick + turn) % waiters.len()];
        let asked = run.at(place).version()?.to_owned();
        run.alter(place, None, Some(&asked))?;
    }
    Some(())
}

pub fn one_racer_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("lost", |o| o.role == Some(PollRole::Racer))?;
    run.lose_poll(place)
}

pub fn a_later_reader_does_not_see_the_update(run: &mut Faulty) -> Option<()> {
    let place = run.one("lost", |o| reader(o) && sorts_alike(o))?;
    run.lose_read(place)
}

pub fn a_loop_never_arrives(run: &mut Faulty) -> Option<()> {
    let last =
        run.all("lost", |o| updater(o) && o.round == 3).into_iter().max_by_key(|place| run.at(*place).started)?;
    let (sent, done) = (run.at(last).sent?, run.at(last).done);
    let looks = run.all("lost", |o| o.kind == PollKind::Read && o.round == 3 && o.started > done);
    let end = run.at(*looks.first()?).state()?.clone();
    // Not when it is told once more at the end of a hold: it has arrived then.
    let arrives = |o: &PollOperation| o.role == Some(PollRole::Looper) && o.news() == Some(&end);
    let place = run.one("lost", arrives)?;
    let Operation { client, started, done: arrived, .. } = (*run.history.operations[place]).clone();
    run.room(arrived.max(done));
    run.lose(place, started.max(sent));
    run.history.operations.retain(|o| o.scenario != "lost" || o.client != client || o.started <= started);
    Some(())
}
