//! Runs that are kept in the folder of all runs, as a student keeps and opens them.

mod common;

use common::{Ended, Folder, Running, json, lab};

/// Runs `lab` in this folder.
fn inside(folder: &Folder, args: &[&str]) -> Ended {
    Running::start(lab(args).current_dir(folder.file(""))).finish()
}

#[test]
fn a_kept_run_has_a_folder_of_its_own_and_the_latest_is_opened() {
    let folder = Folder::new();
    inside(&folder, &["open", "--print"]).expect(4, &["no run is kept in reports/", "lab check URL --save"]);
    inside(&folder, &["open", "--lang", "fr"]).expect(4, &["aucune vérification n’est gardée dans reports/"]);
    inside(&folder, &["open", "elsewhere"]).expect(4, &["elsewhere/index.html is not there"]);

    let save = ["check", "--reference", "--only", "contract", "--save"];
    inside(&folder, &save).expect(0, &["Saved in reports/", "index.html", "lab open reports/"]);
    let first = inside(&folder, &["open", "--print"]).expect(0, &["index.html"]).out;
    inside(&folder, &save).expect(0, &["Saved in reports/"]);
    let second = inside(&folder, &["open", "--print"]).expect(0, &["index.html"]).out;
    assert_ne!(first, second, "the latest is another one now");

    for page in [first, second] {
        let page = std::path::Path::new(page.trim());
        assert!(std::fs::read_to_string(page).expect("a page").trim_end().ends_with("</html>"));
        assert_eq!(json(&page.with_file_name("report.json"))["labs"][0]["mark"]["earned"], 1.5);
        assert!(page.with_file_name("history.jsonl").is_file());
    }
    let runs = std::fs::read_dir(folder.file("reports")).expect("the runs").count();
    assert_eq!(runs, 3, "two runs, and what leads to the latest");
}
