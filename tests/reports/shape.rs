//! Each format by its own rules.

use super::{CHECKED, read, rendered, sample, shown};
use lab::text::Lang;
use serde_json::{Value, json};

fn parsed(name: &str, lang: Lang) -> Value {
    serde_json::from_str(&rendered(&sample(), name, lang)).expect("JSON")
}

/// Every name that is in there is one of these.
fn only(value: &Value, names: &[&str]) {
    for name in value.as_object().expect("an object").keys() {
        assert!(names.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn junit_is_right_by_the_schema_of_surefire() {
    for lang in Lang::ALL {
        let text = rendered(&sample(), "junit", lang);
        read::surefire(&text);
        let count = |what: &str| read::xpath(&text, &format!("count(//{what})"));
        let told = |name: &str| read::xpath(&text, &format!("string(//testsuite/@{name})"));
        assert_eq!((told("tests"), told("failures")), (count("testcase"), count("failure")));
        assert_eq!((told("skipped"), told("errors")), (count("skipped"), count("error")));
        assert_eq!((count("failure"), count("skipped"), count("error")), ("5".into(), "5".into(), "0".into()));
        assert_eq!(count("skipped[string-length(@message) > 9]"), "5", "each says why");
        // What only one dialect knows.
        assert_eq!(count("testcase/properties"), "0");
    }
}

#[test]
fn ctrf_is_right_by_its_schema() {
    for lang in Lang::ALL {
        assert_eq!(read::ctrf(&rendered(&sample(), "ctrf", lang)), json!([]));
        let raw = |test: &&Value| test["status"] == "other" && test["rawStatus"] == "inconclusive";
        let tests = parsed("ctrf", lang)["results"]["tests"].clone();
        assert_eq!(tests.as_array().expect("tests").iter().filter(raw).count(), 2);
    }
    let mut wrong = parsed("ctrf", Lang::En);
    wrong["results"]["mark"] = 1.into();
    assert_ne!(read::ctrf(&wrong.to_string()), json!([]), "the schema refuses what it does not know");
}

#[test]
fn tap_is_read_without_a_complaint() {
    for lang in Lang::ALL {
        let text = rendered(&sample(), "tap", lang);
        let seen = read::tap(&text);
        let tests = seen["asserts"].as_array().expect("tests");
        assert!(text.starts_with("TAP version 14\n1..13\n"), "{text}");
        assert_eq!((tests.len(), &seen["plan"]["end"], &seen["ok"]), (13, &13.into(), &false.into()));
        assert_eq!((&seen["extra"], &seen["bailout"]), (&json!([]), &Value::Null));
        assert!(tests.iter().all(|one| one["skip"] == false && one["todo"] == false && one["tapError"].is_null()));
        assert!(tests.iter().all(|one| one["diag"]["message"].is_string()), "each has its block");
    }
}

#[test]
fn markdown_has_no_element_but_its_own() {
    let own = ["h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "ul", "li"];
    for lang in Lang::ALL {
        let seen = read::markdown(&rendered(&sample(), "markdown", lang));
        for tag in seen["tags"].as_array().expect("tags") {
            assert!(own.contains(&tag.as_str().unwrap_or_default()), "{tag}");
        }
        assert_eq!(seen["attributes"], json!(["align=\"right\"", "lang=\"text\""]));
    }
    let hostile = read::markdown("x <script>y</script> www.example.org ![x](http://x/)");
    assert_eq!(hostile["tags"], json!(["a", "img", "p", "script"]), "the reader finds what there is");
}

#[test]
fn annotations_are_few_and_all_ours() {
    for lang in Lang::ALL {
        let told = read::commands(&rendered(&sample(), "annotations", lang));
        assert!(told.len() <= 9, "{told:#?}");
        assert_eq!(told.iter().filter(|one| one.name == "error").count(), 5);
        assert_eq!(told.iter().filter(|one| one.name == "warning").count(), 2);
        assert!(told.iter().all(|one| !one.title.is_empty() && !one.message.starts_with("pwned")), "{told:#?}");
    }
    let mut report = sample();
    let scenario = report.labs[0].scenarios[1].clone();
    report.labs[0].scenarios.extend(std::iter::repeat_n(scenario, 20));
    let told = read::commands(&shown(&report, "annotations"));
    assert_eq!(told.len(), 10);
    assert_eq!(told.last().map(|one| one.title.as_str()), Some("… and 39 more"));
    assert_eq!(read::commands("##[error]x\n  ::error title=a::x\n").len(), 2, "the reader finds what there is");
}

#[test]
fn gradescope_gets_text_and_numbers() {
    let results = parsed("gradescope", Lang::Fr);
    let top = [
        "score",
        "execution_time",
        "output",
        "output_format",
        "test_output_format",
        "test_name_format",
        "visibility",
        "stdout_visibility",
        "extra_data",
        "tests",
    ];
    only(&results, &top);
    assert!(results["output"].as_str().is_some_and(|text| text.contains("Long polling (serveur) : 1,38–4,88 / 9,75")));
    for test in results["tests"].as_array().expect("tests") {
        let names = [
            "score",
            "max_score",
            "status",
            "name",
            "name_format",
            "number",
            "output",
            "output_format",
            "tags",
            "visibility",
            "extra_data",
        ];
        only(test, &names);
        assert!(test["number"].is_string() && test["output_format"] == "text" && test["visibility"] == "visible");
        assert!(["passed", "failed"].contains(&test["status"].as_str().unwrap_or_default()));
    }
}

#[test]
fn prairielearn_gets_a_share_and_all_points() {
    let results = parsed("prairielearn", Lang::En);
    only(&results, &["gradable", "score", "succeeded", "message", "output", "tests"]);
    assert_eq!(results["gradable"], true, "what is unknown is gradable, with the lower bound");
    assert!((0.0..=1.0).contains(&results["score"].as_f64().expect("a score")));
    assert!(results["message"].as_str().is_some_and(|text| text.contains("3.5 points could not be decided")));
    for test in results["tests"].as_array().expect("tests") {
        only(test, &["name", "description", "points", "max_points", "message", "output"]);
        assert!(test["points"].is_number() && test["max_points"].is_number());
    }
}

#[test]
fn classroom50_gets_whole_numbers_and_its_own_words_back() {
    let result = parsed("classroom50", Lang::En);
    assert_eq!((&result["schema"], &result["owner"]), (&"classroom50/result/v1".into(), &"ada".into()));
    assert_eq!((&result["classroom"], &result["submission"]), (&"rtw".into(), &"submit/1".into()));
    assert_eq!(
        (&result["datetime"], &result["assignment_type"]),
        (&"2026-11-20T10:00:00Z".into(), &"individual".into())
    );
    assert!(result["score"].is_i64() && result["max-score"].is_i64());
    let tests = result["tests"].as_array().expect("tests");
    assert!(!tests.is_empty() && tests.iter().all(|test| test["score"].is_i64() && test["passed"].is_boolean()));
}

#[test]
fn vpl_gets_one_comment_and_one_grade() {
    let text = shown(&sample(), "vpl");
    let (grade, comments) = read::vpl(&text);
    assert_eq!((grade, comments.len()), (Some(2.26563), 1));
    assert_eq!(text.matches(":=>>").count(), 1, "{text}");
    assert!(text.ends_with("--|>\nGrade :=>> 2.26563\n"));
    let env = lab::report::formats::Env::from([("VPL_GRADEMIN", "4"), ("VPL_GRADEMAX", "20")]);
    let format = lab::report::formats::FORMATS.iter().find(|one| one.name() == "vpl").expect("the format");
    let text = (format.render)(&sample(), lab::text::Texts::of(Lang::En), &env);
    assert_eq!(read::vpl(&text).0, Some(7.625));
}

#[test]
fn bonus_and_advice_stand_beside() {
    for name in CHECKED.into_iter().filter(|name| *name != "classroom50") {
        let text = shown(&sample(), name).replace('\\', "");
        assert!(text.contains("eyond the lab text"), "{name}");
        assert!(text.contains("Advice (no points)"), "{name}");
    }
}
