//! Why there is nothing to grade, in words.

use crate::driver::discover::NotFound;
use crate::driver::wire::{Destination, OutOfReach, TargetError, Whose};
use crate::exit::{Exit, Failure};
use crate::message::Message;
use crate::report::{TroubleKind, TroubleReport};
use crate::text::Texts;

/// Why there is nothing to talk to.
pub fn no_target(url: &str, why: &TargetError) -> TroubleReport {
    let unreachable =
        |id, why| TroubleReport::new(TroubleKind::Unreachable, Message::new(id).text("url", url).text("why", why));
    let address = |message| TroubleReport::new(TroubleKind::Address, message);
    match why {
        TargetError::BadUrl(why) => unreachable("trouble-bad-url", why),
        TargetError::BadPort(number) => address(Message::new("trouble-bad-port").text("number", number)),
        TargetError::UnknownHost(why) => unreachable("trouble-unknown-host", why),
        TargetError::OutOfReach(refused) => address(out_of_reach(url, refused)),
        TargetError::Refused(why) => unreachable("trouble-refused", why),
    }
}

/// What is refused, why, and what to do. A name, or another spelling of the address, is shown beside it.
fn out_of_reach(url: &str, refused: &OutOfReach) -> Message {
    let (address, port) = (refused.address.to_string(), refused.meant_port());
    let id = match refused.whose {
        Whose::Metadata => "trouble-metadata",
        Whose::Nobodys if port.is_some() => "trouble-meant-port",
        Whose::Nobodys => "trouble-nobodys",
        Whose::Ours | Whose::Anybodys => "trouble-foreign",
    };
    let shown = if url.contains(&address) { "address" } else { "url" };
    let port = port.map(|port| port.to_string()).unwrap_or_default();
    Message::new(id).text("shown", shown).text("url", url).text("address", address).text("port", port)
}

/// Refuses what is no address to go to, before anything is done for it. What else may be wrong is told by whoever goes
/// there.
pub async fn in_reach(destination: &Destination, texts: &Texts) -> Result<(), Failure> {
    match destination.is_in_reach().await {
        Err(why @ (TargetError::BadPort(_) | TargetError::OutOfReach(_))) => {
            Err(failure(&no_target(&destination.shown(), &why), texts))
        }
        _ => Ok(()),
    }
}

/// It is asked for https, and speaks plain HTTP.
pub fn plain(url: &str) -> TroubleReport {
    let other = url.replacen("https://", "http://", 1);
    TroubleReport::new(TroubleKind::Unreachable, Message::new("trouble-plain").text("url", url).text("other", other))
}

/// Why no lab was found.
pub fn not_found(url: &str, why: &NotFound) -> TroubleReport {
    let message = |id: &str| Message::new(id).text("url", url);
    let unreachable = |message| TroubleReport::new(TroubleKind::Unreachable, message);
    match why {
        NotFound::Silent => unreachable(message("trouble-silent")),
        NotFound::Cut(why) => unreachable(message("trouble-cut").text("why", why)),
        NotFound::TooLarge(why) => unreachable(message("trouble-too-large").text("why", why)),
        why if why.is_tls() => unreachable(message("trouble-tls")),
        NotFound::NotHttp(why) => unreachable(message("trouble-not-http").text("why", why)),
        NotFound::Airplay => unreachable(message("trouble-airplay")),
        NotFound::Labs(missing) => {
            let is_refusal = missing.iter().any(|lab| lab.is_refusal);
            let kind = if is_refusal { TroubleKind::Refuses } else { TroubleKind::NoLab };
            // Labs that look for the same thing say the same.
            let mut sentences: Vec<Message> = Vec::new();
            for sentence in missing.iter().map(|lab| lab.message.clone().text("url", url)) {
                if !sentences.contains(&sentence) {
                    sentences.push(sentence);
                }
            }
            let mut sentences = sentences.into_iter();
            let first = sentences.next().unwrap_or_else(|| message("trouble-silent"));
            TroubleReport { more: sentences.collect(), ..TroubleReport::new(kind, first) }
        }
    }
}

/// How the program ends because of it.
pub fn exit(kind: TroubleKind) -> Exit {
    match kind {
        TroubleKind::Address => Exit::Usage,
        TroubleKind::Refuses => Exit::BadInput,
        TroubleKind::Unreachable | TroubleKind::NoLab | TroubleKind::NotStarted => Exit::Unreachable,
    }
}

pub fn failure(trouble: &TroubleReport, texts: &Texts) -> Failure {
    Failure::new(exit(trouble.kind), trouble.say(texts))
}
