//! Why there is nothing to grade, in words.

use crate::driver::discover::NotFound;
use crate::driver::wire::TargetError;
use crate::exit::{Exit, Failure};
use crate::message::Message;
use crate::report::{TroubleKind, TroubleReport};
use crate::text::Texts;

/// Why there is nothing to talk to.
pub fn no_target(url: &str, why: &TargetError) -> TroubleReport {
    let (id, why) = match why {
        TargetError::BadUrl(why) => ("trouble-bad-url", why),
        TargetError::UnknownHost(why) => ("trouble-unknown-host", why),
        TargetError::Refused(why) => ("trouble-refused", why),
    };
    TroubleReport::new(TroubleKind::Unreachable, Message::new(id).text("url", url).text("why", why))
}

/// Why no lab was found.
pub fn not_found(url: &str, why: &NotFound) -> TroubleReport {
    let message = |id: &str| Message::new(id).text("url", url);
    let unreachable = |message| TroubleReport::new(TroubleKind::Unreachable, message);
    match why {
        NotFound::Silent => unreachable(message("trouble-silent")),
        NotFound::Cut(why) => unreachable(message("trouble-cut").text("why", why)),
        NotFound::TooLarge(why) => unreachable(message("trouble-too-large").text("why", why)),
        // The first bytes of an alert of TLS, as they are quoted.
        NotFound::NotHttp(why) if why.contains("\"\\u{15}\\u{3}") => unreachable(message("trouble-tls")),
        NotFound::NotHttp(why) => unreachable(message("trouble-not-http").text("why", why)),
        NotFound::Airplay => unreachable(message("trouble-airplay")),
        NotFound::Labs(missing) => {
            let is_refusal = missing.iter().any(|lab| lab.is_refusal);
            let kind = if is_refusal { TroubleKind::Refuses } else { TroubleKind::NoLab };
            let mut sentences = missing.iter().map(|lab| lab.message.clone().text("url", url));
            let first = sentences.next().unwrap_or_else(|| message("trouble-silent"));
            TroubleReport { more: sentences.collect(), ..TroubleReport::new(kind, first) }
        }
    }
}

/// How the program ends because of it.
pub fn exit(kind: TroubleKind) -> Exit {
    match kind {
        TroubleKind::Refuses => Exit::BadInput,
        TroubleKind::Unreachable | TroubleKind::NoLab | TroubleKind::NotStarted => Exit::Unreachable,
    }
}

pub fn failure(trouble: &TroubleReport, texts: &Texts) -> Failure {
    Failure::new(exit(trouble.kind), trouble.say(texts))
}
