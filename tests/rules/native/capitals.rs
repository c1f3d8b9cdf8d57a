//! What the server of capitals answers.

use super::{Company, Exercise, How, NotOpened, Told, What, capitals};

stories! {
    "capitals-wrong":
        answered, answered_in_an_envelope, answered_beside_the_text, answered_otherwise, came_back_unchanged,
        answered_by_bytes, answered_by_bytes_that_the_page_reads, never_answered, answered_elsewhere,
        ended_by_the_server, answered_on_a_busy_machine, it_refuses, both_refuse, nobody_asked, not_since_one_left;
    "capitals-ascii-only": all_letters, letters_from_a_to_z, accents_unanswered, no_accents_sent, accents_too_early;
}

fn two() -> Company {
    capitals(&["asker 1", "asker 2"])
}

fn asked(text: &str, answer: &str) -> Company {
    two().says("asker 1", text, 100).hear(&["asker 1"], 110, answer)
}

fn answered() -> Told {
    asked("mot-1 abc", "MOT-1 ABC").passes("pass").count("messages", 1)
}

fn answered_in_an_envelope() -> Told {
    asked("mot-1 abc", r#"{"result":"MOT-1 ABC","of":"mot-1 abc"}"#).passes("pass")
}

fn answered_beside_the_text() -> Told {
    asked("mot-1 abc", "mot-1 abc").hear(&["asker 1"], 120, "Réponse : MOT-1 ABC").passes("pass")
}

fn answered_otherwise() -> Told {
    asked("mot-1 abc", "Mot-1 abc").fails("fail").text("came", "Mot-1 abc").text("wanted", "MOT-1 ABC")
}

fn came_back_unchanged() -> Told {
    asked("mot-1 abc", "mot-1 abc").fails("same")
}

fn bytes() -> Company {
    two().says("asker 1", "mot-1", 100).hear_bytes(&["asker 1"], 110, "MOT-1")
}

fn answered_by_bytes() -> Told {
    bytes().fails("binary")
}

fn answered_by_bytes_that_the_page_reads() -> Told {
    bytes().spoken(|all| all.capitals.as_mut().expect("capitals").reads_bytes = true).passes("pass")
}

fn never_answered() -> Told {
    two().says("asker 1", "mot-1", 100).fails("nothing").time("waited", 8900)
}

fn answered_elsewhere() -> Told {
    two().says("asker 1", "mot-1", 100).hear(&["asker 2"], 110, "MOT-1").fails("astray")
}

fn ended_by_the_server() -> Told {
    two().says("asker 1", "mot-1", 100).ended("asker 1", 150, 1011).fails("ended").text("why", "1011")
}

fn answered_on_a_busy_machine() -> Told {
    two().says("asker 1", "mot-1", 100).until("asker 1", 5200).noise(3000, 900).unknown("noise")
}

fn it_refuses() -> Told {
    let refuses = capitals(&["asker 1"]).unopened("asker 1", NotOpened::Status(404, String::new()), 10);
    refuses.joined_by(Exercise::Relay, &["talker 1"]).fails("status").count("code", 404)
}

fn both_refuse() -> Told {
    capitals(&["asker 1"]).unopened("asker 1", NotOpened::Silent, 6000).waits_for("websocket-unreachable")
}

fn nobody_asked() -> Told {
    two().unknown("nothing")
}

fn not_since_one_left() -> Told {
    let left = asked("mot-1", "MOT-1").leaves("asker 2", How::Clean, 500);
    left.says("asker 1", "mot-2", 1000).fails_unless("nothing", "closed-tab-harms")
}

fn accents(answer: &str) -> Company {
    two().says_what("asker 1", "mot-1 déjà cœur", What::Accents, 100).hear(&["asker 1"], 110, answer)
}

fn all_letters() -> Told {
    accents("MOT-1 DÉJÀ CŒUR").passes("pass").count("messages", 1)
}

fn letters_from_a_to_z() -> Told {
    accents("MOT-1 DéJà CœUR").fails("fail").text("wanted", "MOT-1 DÉJÀ CŒUR")
}

fn accents_unanswered() -> Told {
    let told = two().says_what("asker 1", "mot-1 déjà", What::Accents, 100);
    told.fails_unless("nothing", "capitals-wrong")
}

fn no_accents_sent() -> Told {
    asked("mot-1", "MOT-1").unknown("nothing")
}

fn accents_too_early() -> Told {
    two().says_what("asker 1", "mot-1 déjà", What::Accents, 6000).unknown("early")
}
