//! Who is woken, when, and with what.

use super::*;

pub fn one_sleeps_on(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    run.lose_poll(place)
}

pub fn one_is_cut(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", waiter)?;
    // The close of a connection has no stamp.
    run.at(place).arrived = None;
    run.at(place).outcome = Outcome::Unclear(Lost::Cut("connection reset".into()));
    Some(())
}

pub fn everybody_is_woken_late(run: &mut Faulty) -> Option<()> {
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
        let asked = run.at(place).ask.version.clone()?;
        run.alter(place, None, Some(&asked))?;
    }
    Some(())
}

pub fn one_racer_is_forgotten(run: &mut Faulty) -> Option<()> {
    let place = run.one("lost", |o| o.actor.starts_with("racer"))?;
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
    let looks = run.all("lost", |o| o.kind == Kind::Read && o.round == 3 && o.started > done);
    let end = run.at(*looks.first()?).state()?.clone();
    // Not when it is told once more at the end of a hold: it has arrived then.
    let arrives = |o: &Operation| o.actor.starts_with("loop") && o.news() == Some(&end);
    let place = run.one("lost", arrives)?;
    let Operation { actor, started, done: arrived, .. } = run.at(place).clone();
    run.room(arrived.max(done));
    run.lose(place, started.max(sent));
    run.history.operations.retain(|o| o.scenario != "lost" || o.actor != actor || o.started <= started);
    Some(())
}
