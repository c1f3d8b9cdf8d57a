//! Updates.

use super::{Told, canary, connected, content, rooms, text};

stories! {
    "update-not-delivered": everybody_gets_it, its_author_too, a_bare_string, nobody_gets_it, the_author_alone, only_some,
        strangers_get_it, ended_before, too_few, on_a_busy_machine, refused_for_its_size;
    "update-leaves-room": it_stays, told_to_everybody, in_another_room_instead, the_content_of_another_room,
        without_a_canary, nothing_arrives;
    "update-mangled": as_it_was_sent, escaped_once, read_as_latin_1, escaped_twice, never_there, plain_text_only;
    "update-late": at_once, later, far_too_late, not_at_all;
}

fn everybody_gets_it() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]).passes("pass").count("messages", 1).time("took", 10)
}

fn its_author_too() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 1", "member 2"]).passes("pass")
}

fn a_bare_string() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).hear(&["member 2"], 1010, "content_update", "mot-1-q").passes("pass")
}

fn nobody_gets_it() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).fails("fail").time("waited", 8000)
}

fn the_author_alone() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 1"]).fails("sender")
}

fn only_some() -> Told {
    let first = rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]);
    first.says("member 1", "mot-2-q", 2000).fails("some").count("missed", 1).count("due", 2)
}

/// The other rule says it.
fn strangers_get_it() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["neighbour 1"]).fails_unless("astray", "update-leaves-room")
}

fn ended_before() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).ended("member 2", 1500).fails("ended").time("waited", 500)
}

fn too_few() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]).at_least(2).unknown("nothing")
}

fn on_a_busy_machine() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).noise(3000, 900).unknown("noise")
}

fn refused_for_its_size() -> Told {
    let said = rooms().says("member 1", "mot-1-q", 1000).hear(&["member 1"], 1005, "erreur", "contenu refusé");
    said.fails("refused").text("said", "contenu refusé")
}

fn it_stays() -> Told {
    canary(rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]), 2000).passes("pass").count("messages", 2)
}

fn told_to_everybody() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 2", "neighbour 1", "neighbour 2"]).fails("fail")
}

fn in_another_room_instead() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["neighbour 1"]).fails("instead")
}

/// Not as it was written, but when somebody came there.
fn the_content_of_another_room() -> Told {
    let written = rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]);
    written.hear(&["neighbour 1"], 4000, "content", content("mot-1-q")).fails("fail").time("took", 3000)
}

fn without_a_canary() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]).waits_for("update-not-delivered")
}

fn nothing_arrives() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).waits_for("update-not-delivered")
}

const ACCENTS: &str = "mot-1-q « l’été » 1 < 2 & 3";

fn accents(arrived: &str) -> super::Cast {
    rooms().accents("member 1", ACCENTS, 1000).hear(&["member 2"], 1010, "update", content(arrived))
}

fn as_it_was_sent() -> Told {
    accents(ACCENTS).passes("pass").text("text", ACCENTS)
}

fn escaped_once() -> Told {
    accents("mot-1-q « l’été » 1 &lt; 2 &amp; 3").passes("pass")
}

fn read_as_latin_1() -> Told {
    let twice: String = ACCENTS.bytes().map(char::from).collect();
    accents(&twice).fails("latin-1")
}

fn escaped_twice() -> Told {
    accents("mot-1-q « l’été » 1 &amp;lt; 2 &amp;amp; 3").fails("twice")
}

fn never_there() -> Told {
    rooms().accents("member 1", ACCENTS, 1000).fails("lost")
}

fn plain_text_only() -> Told {
    rooms().writes("member 1", "mot-1-q", 1000, &["member 2"]).unknown("nothing")
}

fn after(took: u32) -> super::Cast {
    (0..3).fold(rooms(), |cast, number| {
        let (text, at) = (text(number), 600 + 2500 * number);
        cast.says("member 1", &text, at).hear(&["member 2"], at + took, "update", content(&text))
    })
}

fn at_once() -> Told {
    after(40).at_least(3).passes("pass").time("took", 40)
}

fn later() -> Told {
    after(700).at_least(3).earns_half("late").time("took", 700)
}

fn far_too_late() -> Told {
    after(2100).at_least(3).fails("fail").time("took", 2100)
}

fn not_at_all() -> Told {
    rooms().says("member 1", "mot-1-q", 1000).waits_for("update-not-delivered")
}

#[test]
fn two_who_are_alone_are_no_room() {
    let alone = connected(&["member 1"]).joins("member 1", "first", 100).says("member 1", "mot-1-q", 1000);
    assert_eq!(alone.story().finding("update-not-delivered").verdict, lab::checker::Verdict::Unknown);
}
