//! The bytes of the status are UTF-8 but are read as Latin-1, so each accent becomes two characters:
//! 'Terminée' comes back as 'TerminÃ©e', and 'Échec' is no better off. Decode what arrives as UTF-8.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "mangled-accents",
    row: "D112",
    lab: "long-polling",
    fails: &["status-mangled"],
    may_fail: &[],
    source: include_str!("mangled_accents.rs"),
    serve: |listener, hold| run(listener, hold, app),
};

async fn update(lab: State<LongPolling>, NewStatus(status): NewStatus) -> Json<Snapshot> {
    let mangled = status.bytes().map(char::from).collect();
    long_polling::update(lab, NewStatus(mangled)).await
}

fn app(hold: Duration) -> Router {
    with_update(post(update), lab(hold))
}
