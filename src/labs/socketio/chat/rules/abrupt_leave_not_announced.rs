use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::departures;
use crate::labs::socketio::record::How;
use crate::message::Message;

/// Those who stay are told who leaves by a broken connection. Where there is none to break, nobody can tell at once.
pub fn judge(case: &ChatCase) -> Finding {
    let scene = case.scene();
    let gone = || scene.leaves(How::Reset).filter_map(|leave| scene.link(leave.client(), leave.operation.started));
    if gone().next().is_some() && gone().all(|link| !link.is_by_websocket()) {
        return Finding::pass(Message::new("abrupt-leave-not-announced-seen.polling"));
    }
    departures::judge(case, How::Reset, "abrupt-leave-not-announced")
}
