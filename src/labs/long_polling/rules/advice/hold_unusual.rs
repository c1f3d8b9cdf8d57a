use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// A hold that is accepted, though not what the text gives as an example.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("hold-unusual-seen.{what}"));
    let Some(hold) = case.run.hold else { return case.nothing() };
    let usual = &case.contract().hold;
    let nanos = |time: std::time::Duration| Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX);
    let (min, max) = (nanos(usual.usual_min), nanos(usual.usual_max));
    let message = |what: &str| id(what).time("hold", hold).time("min", min).time("max", max);
    // The measured hold is a little more than the real one, never less.
    if hold < min {
        Finding::fail(message("short"))
    } else if hold > max + 500_000_000 {
        Finding::fail(message("long"))
    } else {
        Finding::pass(message("pass"))
    }
}
