//! Rosters, what is said before anything is done, and what a class leaves behind.

use crate::class::{grade_some, graded, make, submissions};
use crate::common::{Folder, Server, json, run};
use std::io::{Read, Write};
use std::net::TcpStream;

#[test]
fn a_roster_names_folders_and_servers_that_run_and_absent_students() {
    let folder = Folder::new();
    let server = Server::start(&["--hold", "2s", "--interval", "300ms"]);
    folder.write("none/readme.md", "nothing");
    let roster = format!(
        "class = \"TP 3\"\nlabs = [\"long-polling\"]\n[marks]\nout-of = 10\nround = 0.5\n\
         [[submission]]\nid = \"1\"\nname = \"Ada\"\nurl = \"{}\"\n\
         [[submission]]\nid = \"2\"\nname = \"Bob\"\n\
         [[submission]]\nid = \"3\"\nname = \"=cmd\"\nfolder = \"none\"\n\
         [[submission]]\nid = \"4\"\nname = \"Dan\"\nurl = \"http://127.0.0.1:9\"\n",
        server.url
    );
    let roster = folder.write("class.toml", &roster);
    let worksheet = "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,\
         Dernière modification (travail remis),Dernière modification (note),Feedback par commentaires\r\n\
         Participant 1,Ada,a@x.fr,Remis,,\"40,00\",Oui,-,-,\r\nParticipant 2,Bob,b@x.fr,,,\"40,00\",Oui,-,-,\r\n\
         Participant 3,Cyd,c@x.fr,,,\"40,00\",Oui,-,-,\r\nParticipant 4,Dan,d@x.fr,,,\"40,00\",Oui,-,-,\r\n";
    let sheet = folder.write("sheet.csv", worksheet);
    let planned = graded(&folder, &[&roster, "--dry-run"]);
    planned.expect(3, &["TP 3: 4 submissions", "ask the server at", "Nothing was handed in", "Nothing in it is known"]);
    assert!(!folder.file("reports").exists(), "nothing is written");

    let ended = graded(&folder, &[&roster, "--moodle-worksheet", &sheet, "--out", "out"]);
    ended.expect(3, &["10", "absent", "could not be started", "could not be judged"]);
    let found = submissions(&folder.file("out"));
    let outcome = |id: &str| found[id]["outcome"].as_str().unwrap_or_default().to_owned();
    assert_eq!(["1", "2", "3", "4"].map(outcome), ["graded", "absent", "not-started", "not-judged"]);
    let read =
        |name: &str| std::fs::read_to_string(folder.file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let grades = read("out/grades.csv");
    let rows: Vec<_> = grades.lines().collect();
    assert!(rows[1].starts_with("1,Ada,") && rows[1].contains(",10,"), "{grades}");
    assert!(rows[3].contains("'=cmd"), "what a spreadsheet would run is none: {grades}");
    // One mark is put in, and a comment for who has none; of who handed nothing in, every byte is as it was.
    let filled = read("out/sheet.csv");
    let (first, rest) = (filled.lines().nth(1).expect("Ada"), filled.split_once("Participant 2").expect("Bob").1);
    assert!(first.starts_with("Participant 1,Ada,a@x.fr,Remis,\"40,00\",\"40,00\","), "{first}");
    let absent = worksheet.lines().nth(2).expect("Bob");
    assert!(filled.contains(&format!("{absent}\r\n")), "{filled}");
    assert!(rest.contains("Nothing in it is known to start") && rest.contains("Nothing answers at"), "{filled}");
    let french = read("out/grades-fr.csv");
    assert!(french.starts_with("\u{feff}id;name;") && french.contains("\n1;Ada;"), "{french}");
    // And what Moodle takes back: a report and a text for each who handed something in.
    let zip =
        zip::ZipArchive::new(std::fs::File::open(folder.file("out/feedback.zip")).expect("feedback")).expect("a zip");
    let mut names: Vec<_> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names.sort();
    assert!(names.contains(&"Ada_1_assignfeedback_file_report.html".to_owned()), "{names:?}");
    assert!(names.contains(&"Dan_4_assignfeedback_file_feedback.txt".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("Bob")), "{names:?}");
    assert!(read("out/junit.xml").contains("<testsuite "));
    assert_eq!(json(&folder.file("out/1/results.json"))["score"], 10.0);
    assert!(read("out/index.html").contains("TP 3"));

    // Graded again, the former mark stands beside the new one.
    graded(&folder, &["--regrade", "out", "--student", "1", "--out", "again"]).expect(0, &["One mark put into"]);
    assert_eq!(submissions(&folder.file("again"))["1"]["former"]["mark"], 10.0);
    assert!(std::fs::read_to_string(folder.file("again/grades.csv")).expect("grades").contains("former_mark"));
}

/// As Moodle gives them if it puts them into no folders.
#[test]
fn files_that_lie_among_those_of_others_are_a_submission_too() {
    let folder = Folder::new();
    let peer = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/http10.py");
    let peer = std::fs::read_to_string(peer).expect("a peer");
    folder.write("class/Ada Lee_11_assignsubmission_file_http10.py", &peer);
    // What is made while it is installed was not handed in.
    let told = "install = 'echo how to start it > README.md'\nstart = 'HOLD=2.5 python3 http10.py'\n";
    folder.write("class/Ada Lee_11_assignsubmission_file_lab.toml", told);
    folder.write("class/Bo Li_12_assignsubmission_file_rapport.pdf", "not a server");
    grade_some(&folder, &["class", "--out", "out"]).finish().expect(3, &["could not be started"]);
    let found = submissions(&folder.file("out"));
    assert_eq!((&found["11"]["mark"], &found["11"]["name"]), (&20.0.into(), &"Ada Lee".into()), "{found:#?}");
    let files = found["11"]["files"].as_array().expect("a list");
    let is_found = |id: &str| files.iter().find(|file| file["id"] == id).expect("it is there")["found"].clone();
    assert_eq!((is_found("sources"), is_found("readme")), (true.into(), false.into()), "{files:#?}");
    assert_eq!(found["12"]["outcome"], "not-started");
    assert!(!folder.file("class/http10.py").exists(), "what was handed in is left as it is");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_done() {
    let folder = Folder::new();
    run(&["grade"]).expect(2, &["CLASS"]);
    run(&["grade", "nowhere"]).expect(4, &["nowhere"]);
    run(&["grade", "--resume", "nowhere"]).expect(4, &["nothing was begun"]);
    let roster = folder.write("bad.toml", "[[submission]]\nid = \"1\"\nnmae = \"x\"\n");
    run(&["grade", &roster]).expect(4, &["bad.toml:3"]);
    folder.write("class/a/readme.md", "x");
    let class = folder.arg("class");
    run(&["grade", &class, "--shard", "3/2"]).expect(2, &["2/4"]);
    run(&["grade", &class, "--weight", "polling=2"]).expect(2, &["long-polling, sse"]);
    run(&["grade", &class, "--student", "b"]).expect(2, &["there is no submission \"b\"", "a"]);
    run(&["grade", &class, "--files", "30"]).expect(2, &["cannot be worth 30 of 20"]);
    run(&["grade", &class, "--round", "0"]).expect(2, &["above 0"]);
    run(&["grade", &class, "--image", "python"]).expect(2, &["--isolation podman"]);
    run(&["grade", "--resume", &class, "--lab", "sse"]).expect(2, &["--lab: the class is graded as it was before"]);
    run(&["grade", "--regrade", &class, "--out-of", "10"]).expect(2, &["--out-of", "give the class again too"]);
    let sheet = folder.write("sheet.csv", "a,b\n1,2\n");
    run(&["grade", &class, "--moodle-worksheet", &sheet, "--out", &folder.arg("o")]).expect(4, &["was not filled"]);
}

#[test]
fn a_class_as_moodle_gives_it_is_read_as_it_is() {
    let folder = Folder::new();
    make(&folder, &["--only", "odd"]);
    let planned = graded(&folder, &["class", "--dry-run"]);
    let words = ["1009", "Zip-bomb Étudiant", "It is damaged", "lab.toml", "rapport.md"];
    planned.expect(3, &words);
}

/// The page of the class while it fills, as a browser asks for it.
#[test]
fn the_page_of_a_class_is_served_while_it_fills() {
    let folder = Folder::new();
    let server = Server::start(&["--hold", "2s", "--interval", "300ms"]);
    let roster = folder.write("class.csv", &format!("id;name;url\n1;Ada;{}\n2;Bob;\n", server.url));
    let mut running = grade_some(&folder, &[&roster, "--live", "0", "--out", "out"]);
    running.says("http://localhost:");
    let said = running.said("err");
    let mut parts = said.split("http://localhost:").nth(1).expect("an address").split('/');
    let (port, word) = (parts.next().expect("a port"), parts.next().expect("a word"));
    let ask = |path: &str, host: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port.parse().expect("a port"))).expect("it listens");
        write!(stream, "GET /{word}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let page = ask("/", "localhost:1");
    assert!(page.contains("class") && page.contains("Ada") && page.contains("</html>"), "{page}");
    assert!(ask("/", "evil.example").starts_with("HTTP/1.1 404"), "a page of somebody else cannot read it");
    assert!(ask("/1/..%2fclass.json", "localhost").starts_with("HTTP/1.1 404"));
    assert!(ask("/1/class.json", "localhost").starts_with("HTTP/1.1 404"));
    // It is told of changes until the end.
    let events = ask("/events", "localhost");
    assert!(events.contains("text/event-stream") && events.contains("event: class"), "{events}");
    assert!(events.contains("event: end"), "{events}");
    running.finish().expect(0, &["Ada", "absent"]);
}

/// As many as there are, in words that agree, and all that a submission said last.
#[test]
fn the_end_of_a_class_is_told_whole_and_agrees() {
    let folder = Folder::new();
    let last: String = (1..30).map(|number| format!("word{number} ")).collect();
    folder.write("class/a/lab.toml", &format!("start = \"echo {last}; exit 3\"\n"));
    let rows = "a,Ada,class/a\nb,Bob,\nc,Cyd,\n";
    let roster = folder.write("class.csv", &format!("id,name,folder\n{rows}"));
    let ended = graded(&folder, &[&roster, "--out", "out", "--lang", "fr"]);
    let words = ["Sa dernière ligne", last.trim(), "2 absents", "1 n’a pas pu démarrer"];
    let ended = ended.expect(3, &words);
    assert!(ended.out.contains(" word29"), "the table itself has it: {}", ended.out);
}
