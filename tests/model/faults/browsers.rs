//! What a browser sees.

use super::*;

fn tab(o: &PollOperation) -> bool {
    o.role == Some(PollRole::Tab) && o.kind != PollKind::Page
}

/// Its answer came at this moment, and the end of it was waited for in vain.
fn unend(run: &mut Faulty, place: usize, from: Nanos) -> Option<()> {
    run.lose(place, from);
    let detail = PollDetail { unended: Some(from), ..run.at(place).detail().clone() };
    let operation = run.at_mut(place);
    (operation.head, operation.detail) = (Some(from), detail.to_value());
    Some(())
}

pub fn an_answer_to_a_browser_does_not_end(run: &mut Faulty) -> Option<()> {
    let place = run.one("browsers", |o| tab(o) && o.kind == PollKind::Read)?;
    let head = run.at(place).head?;
    run.room(head);
    unend(run, place, head)
}

pub fn the_end_of_a_hold_does_not_end_for_a_browser(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", |o| tab(o) && o.answer().is_some())?;
    let head = run.at(place).head?;
    unend(run, place, head)
}

pub fn one_tab_waits_for_the_other(run: &mut Faulty) -> Option<()> {
    let held = run.one("browsers", |o| tab(o) && o.kind == PollKind::Poll)?;
    let (sent, done) = (run.at(held).sent?, run.at(held).done);
    let place = run.one("browsers", |o| tab(o) && o.kind == PollKind::Read && o.started > sent && o.started < done)?;
    run.lose_read(place)
}

pub fn nothing_new_may_be_kept(run: &mut Faulty) -> Option<()> {
    let place = run.one("hold-end", |o| o.kind == PollKind::Poll && o.answer().is_some())?;
    let (name, value) =
        [("cache-control", "private, max-age=60"), ("expires", "Sat, 21 Nov 2099 05:00:00 GMT")][run.pick % 2];
    run.answer(place).headers.push((name.into(), value.into()));
    Some(())
}

pub fn a_newcomers_answer_may_be_kept(run: &mut Faulty) -> Option<()> {
    let place = run.one("browsers", |o| o.is(PollKind::Read, PollRole::Repeater) && o.state().is_some())?;
    run.answer(place).headers.push(("cache-control".into(), "max-age=5".into()));
    Some(())
}

pub fn answers_are_repeated_by_their_address(run: &mut Faulty) -> Option<()> {
    let repeater = |o: &PollOperation| o.role == Some(PollRole::Repeater);
    let mut before = None;
    // In the order in which they were asked, round by round: what follows an update is what came before it.
    for place in run.all("browsers", |o| repeater(o) && !o.request.path.contains("&_=")) {
        match run.at(place).kind {
            PollKind::Update => {}
            _ if before.as_ref().is_none_or(|(round, _)| *round != run.at(place).round) => {
                before = Some((run.at(place).round, run.at(place).state()?.clone()));
            }
            _ => {
                let (_, old) = before.clone()?;
                if run.at(place).state()?.status == old.status {
                    return None;
                }
                run.alter(place, Some(&old.status), Some(&old.version.token))?;
            }
        }
    }
    before.map(|_| ())
}
