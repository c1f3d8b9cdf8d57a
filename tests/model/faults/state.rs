//! What the answers say: their form, the status, the version.

use super::*;

pub fn state_is_no_json(run: &mut Faulty) -> Option<()> {
    let place = run.one("contract", reader)?;
    run.say(place, 200, "{'status': 'En cours', 'version': 3}");
    Some(())
}

pub fn one_answer_is_declared_as_html(run: &mut Faulty) -> Option<()> {
    let place = run.one("wake", |o| waiter(o) && o.state().is_some())?;
    run.answer(place).headers = vec![("content-type".into(), "text/html; charset=utf-8".into())];
    Some(())
}

pub fn updates_by_get(run: &mut Faulty) -> Option<()> {
    run.contract.update.method = Method::Get;
    Some(())
}

pub fn another_parameter(run: &mut Faulty) -> Option<()> {
    run.contract.poll.parameter = "version".into();
    Some(())
}

pub fn a_valid_update_breaks(run: &mut Faulty) -> Option<()> {
    let place = run.one("versions", updater)?;
    run.say(place, 500, "<title>KeyError: 'status' // Werkzeug Debugger</title>");
    Some(())
}

pub fn one_that_is_behind_is_not_answered(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && o.round < 6 && sorts_alike(o))?;
    run.lose_read(place)
}

pub fn the_pair_of_before_the_update(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && (3..7).contains(&o.round))?;
    let asked = run.at(place).version()?.to_owned();
    let mut states = run.history.operations.iter().filter_map(|o| read(o).state().cloned());
    let seen = states.find(|state| state.version.token == asked)?;
    if run.at(place).state()?.status == seen.status {
        return None;
    }
    run.alter(place, Some(&seen.status), Some(&asked))
}

pub fn accents_are_lost(run: &mut Faulty) -> Option<()> {
    for place in run.all("behind", |o| reader(o) && (3..7).contains(&o.round)) {
        let status = run.at(place).state()?.status.replace(['É', 'é', ' '], "?");
        run.alter(place, Some(&format!("?{status}")), None)?;
    }
    Some(())
}

pub fn every_other_client_sees_another_version(run: &mut Faulty) -> Option<()> {
    for place in run.all("behind", |o| reader(o) && o.round == 2).into_iter().step_by(2) {
        let asked = run.at(place).version()?.to_owned();
        run.alter(place, None, Some(&asked))?;
    }
    Some(())
}

pub fn nine_is_not_answered(run: &mut Faulty) -> Option<()> {
    let place = run.one("behind", |o| reader(o) && o.round == 7)?;
    run.lose_read(place)
}

pub fn a_version_comes_again(run: &mut Faulty) -> Option<()> {
    let reads = run.all("versions", |o| reader(o) && o.round <= 4);
    let second = 1 + run.pick % 3;
    let first = run.pick % second;
    let seen = run.at(reads[first]).state()?.version.token.clone();
    run.alter(reads[second], None, Some(&seen))
}

pub fn two_statuses_of_one_version(run: &mut Faulty) -> Option<()> {
    let last = run.all("versions", |o| updater(o) && o.round == 5).into_iter().map(|place| run.at(place).done).max()?;
    // Only while the updates are under way: afterwards another rule knows what is due.
    let reads = run.all("versions", |o| reader(o) && o.round == 5 && o.started < last);
    let state = |place: usize| run.at(place).state().cloned();
    let first = state(*reads.first()?)?;
    let other = reads.into_iter().find(|place| state(*place).is_some_and(|s| s.status != first.status))?;
    let counted = first.version.token.len() < 9 && first.version.token.parse::<u64>().is_ok();
    counted.then_some(())?;
    run.alter(other, None, Some(&first.version.token))
}
