use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::record::What;
use crate::message::Message;

/// What one client says at once arrives in the order in which it was said. Not every library promises that.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("out-of-order-seen.{what}"));
    let scene = case.scene();
    let burst: Vec<&Deed> = scene.says().filter(|say| say.is(What::Burst)).collect();
    let Some(first) = burst.first().filter(|_| burst.len() >= case.at_least) else { return case.nothing() };
    let mut seen = 0;
    for link in scene.room_mates(first) {
        // Where each of them stands among all that this client heard.
        let place = |say: &&&Deed| link.heard.iter().position(|heard| heard.has(say.mark()));
        let places: Vec<usize> = burst.iter().filter_map(|say| place(&say)).collect();
        let turned = places.windows(2).filter(|pair| pair[0] > pair[1]).count();
        if turned > 0 {
            let message = id("fail").count("turned", turned).count("sent", burst.len());
            return Finding::fail(message).showing([link]);
        }
        seen += usize::from(places.len() > 1);
    }
    if seen == 0 { case.nothing() } else { Finding::pass(id("pass").count("sent", burst.len())) }
}
