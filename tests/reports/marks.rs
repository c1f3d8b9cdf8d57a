//! The same mark in every format, and nothing undecided that reads as passed.

use super::{CHECKED, begun, partial, read, sample, shown, unreachable};
use serde_json::Value;

/// Of the sample: long polling 1.375 to 4.875 of 9.75, streams 2.25 of 6.25.
const EARNED: f64 = 3.625;
const OUT_OF: f64 = 16.0;

fn json(name: &str) -> Value {
    serde_json::from_str(&shown(&sample(), name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn sum(list: &Value, key: &str) -> f64 {
    list.as_array().expect("a list").iter().map(|one| one[key].as_f64().expect("a number")).sum()
}

/// The points earned and possible, of all labs together, as they are read from a format.
fn marks(name: &str) -> Vec<(f64, f64)> {
    match name {
        "markdown" => {
            let headings = read::markdown(&shown(&sample(), name))["headings"].clone();
            let text = headings.as_array().expect("a list").iter().map(|one| one.as_str().unwrap_or_default());
            vec![added(text.filter(|text| text.contains('/')))]
        }
        "junit" => {
            let text = shown(&sample(), name);
            let value = |name: &str| {
                let path = format!("string(//property[@name='{name}']/@value)");
                read::xpath(&text, &path).parse::<f64>().expect("a number")
            };
            let labs =
                ["earned", "out-of"].map(|what| ["long-polling", "sse"].map(|lab| value(&format!("{lab}.{what}"))));
            vec![(value("earned"), value("out-of")), (labs[0].iter().sum(), labs[1].iter().sum())]
        }
        "annotations" => {
            let told = read::commands(&shown(&sample(), name));
            let notice = told.iter().find(|one| one.name == "notice").expect("a notice");
            vec![added(notice.message.lines().filter(|line| line.contains("(server)")))]
        }
        "tap" => {
            let seen = read::tap(&shown(&sample(), name));
            let tests: Vec<Value> =
                seen["asserts"].as_array().expect("tests").iter().map(|one| one["diag"].clone()).collect();
            let comments = seen["comments"].as_array().expect("comments").iter().filter_map(Value::as_str);
            let tests = Value::from(tests);
            vec![
                (sum(&tests, "earned"), sum(&tests, "points")),
                added(comments.filter(|line| {
                    line.contains("(server): ")
                        && line.contains('/')
                        && !line.contains("Advice")
                        && !line.contains("Beyond")
                })),
            ]
        }
        "ctrf" => {
            let summary = &json(name)["results"]["summary"]["extra"];
            let tests: Vec<Value> = json(name)["results"]["tests"]
                .as_array()
                .expect("tests")
                .iter()
                .map(|one| one["extra"].clone())
                .collect();
            let of = |what: &str| {
                ["long-polling", "sse"].iter().map(|lab| summary["marks"][lab][what].as_f64().expect("a mark")).sum()
            };
            let tests = Value::from(tests);
            vec![(of("earned"), of("out_of")), (sum(&tests, "earned"), sum(&tests, "points"))]
        }
        "gradescope" => {
            let results = json(name);
            let tests = (sum(&results["tests"], "score"), sum(&results["tests"], "max_score"));
            vec![tests, (results["score"].as_f64().expect("a score"), tests.1)]
        }
        "prairielearn" => {
            let results = json(name);
            let tests = (sum(&results["tests"], "points"), sum(&results["tests"], "max_points"));
            vec![tests, (results["score"].as_f64().expect("a score") * OUT_OF, OUT_OF)]
        }
        "classroom50" => {
            let result = json(name);
            let whole = |value: &Value| value.as_i64().expect("a whole number") as f64 / 1000.0;
            let tests = (sum(&result["tests"], "score") / 1000.0, sum(&result["tests"], "max-score") / 1000.0);
            vec![tests, (whole(&result["score"]), whole(&result["max-score"]))]
        }
        "vpl" => vec![(read::vpl(&shown(&sample(), name)).0.expect("a grade") / 10.0 * OUT_OF, OUT_OF)],
        "json" => {
            let marks: Vec<Value> =
                json(name)["labs"].as_array().expect("labs").iter().map(|lab| lab["mark"].clone()).collect();
            vec![(sum(&Value::from(marks.clone()), "earned"), sum(&Value::from(marks), "out_of"))]
        }
        "html" => {
            let text = shown(&sample(), name);
            let english = text.split("<div class=\"page\" lang=\"en\"").nth(1).expect("a page");
            let english = english.split("<div class=\"page\"").next().expect("a page");
            let marks =
                english.split("<p class=\"number\">").skip(1).map(|after| after.split('<').next().expect("text"));
            let marks: Vec<String> = marks.map(|mark| format!(": {mark}")).collect();
            vec![added(marks.iter().map(String::as_str))]
        }
        other => panic!("no mark is read from {other}"),
    }
}

/// Lines as "Long polling (server): 1.38–4.88 / 9.75", added: of a range, the lower bound.
fn added<'a>(lines: impl Iterator<Item = &'a str>) -> (f64, f64) {
    let number = |text: &str| text.trim().parse::<f64>().unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let one = |line: &str| {
        let (earned, out_of) = line.rsplit_once(':').and_then(|(_, mark)| mark.split_once('/')).expect("a mark");
        (number(earned.split('–').next().expect("a bound")), number(out_of))
    };
    lines.map(one).fold((0.0, 0.0), |sum, (earned, out_of)| (sum.0 + earned, sum.1 + out_of))
}

#[test]
fn the_same_mark_is_read_from_every_format() {
    for name in CHECKED.into_iter().chain(["json", "html"]) {
        for (earned, out_of) in marks(name) {
            // People are shown hundredths of a point.
            assert!((earned - EARNED).abs() < 0.011 && (out_of - OUT_OF).abs() < 0.011, "{name}: {earned} of {out_of}");
        }
    }
}

/// Of each rule, by its format, whether it reads as passed.
fn passed(name: &str, rule: &str) -> bool {
    let begins = format!("{rule}: ");
    let of = |tests: &Value, key: &str| {
        let tests = tests.as_array().expect("tests").clone();
        tests.into_iter().find(|one| one[key].as_str().is_some_and(|text| text.starts_with(&begins))).expect("the rule")
    };
    let text = shown(&sample(), name);
    match name {
        "junit" => {
            let path = format!("count(//testcase[starts-with(@name, '{begins}')][not(failure or error or skipped)])");
            read::xpath(&text, &path) != "0"
        }
        "tap" => of(&read::tap(&text)["asserts"], "name")["ok"] == true,
        "ctrf" => of(&json(name)["results"]["tests"], "name")["status"] == "passed",
        "gradescope" => {
            let test = of(&json(name)["tests"], "name");
            test["status"] == "passed" || test["score"] == test["max_score"]
        }
        "prairielearn" => {
            let test = of(&json(name)["tests"], "name");
            test["points"] == test["max_points"]
        }
        "classroom50" => {
            let test = of(&json(name)["tests"], "test-name");
            test["passed"] == true || test["score"] == test["max-score"]
        }
        // These name what is not passed, and nothing else.
        "vpl" => !text.lines().any(|line| line.starts_with(&format!("-{begins}"))),
        "annotations" => !text.contains(&lab::text::Texts::of(lab::text::Lang::En).get(rule)),
        "markdown" => {
            let title = lab::text::Texts::of(lab::text::Lang::En).get(rule);
            let text = text.replace('\\', "");
            !text.contains(&format!("? {title}"))
                && !text.contains(&format!("✘ {title}"))
                && !text.contains(&format!("- {title}"))
        }
        other => panic!("nothing is read from {other}"),
    }
}

#[test]
fn only_what_has_passed_reads_as_passed() {
    let report = sample();
    for rule in report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.rules) {
        for name in CHECKED {
            let is = rule.verdict == lab::checker::Verdict::Pass;
            assert_eq!(passed(name, &rule.id), is, "{name}: {}", rule.id);
        }
    }
}

#[test]
fn nothing_to_grade_is_no_mark_and_no_fault_of_a_student() {
    for report in [unreachable(), begun(), partial()] {
        let text = |name: &str| shown(&report, name);
        let json = |name: &str| serde_json::from_str::<Value>(&text(name)).expect("JSON");
        assert_eq!(json("prairielearn")["gradable"], false);
        assert!(!json("prairielearn")["format_errors"][0].as_str().unwrap_or_default().is_empty());
        assert_eq!(read::vpl(&text("vpl")).0, None);
        assert_eq!(json("classroom50")["tests"][0]["passed"], false);
        assert_eq!(json("gradescope")["tests"][0]["status"], "failed");
        assert_eq!(json("ctrf")["results"]["tests"][0]["status"], "other");
        assert_eq!(read::ctrf(&text("ctrf")), serde_json::json!([]));
        assert_eq!(read::xpath(&text("junit"), "count(//testcase[1]/error)"), "1");
        read::surefire(&text("junit"));
        assert_ne!(read::tap(&text("tap"))["bailout"], Value::Null);
        assert!(read::commands(&text("annotations")).iter().any(|one| one.name == "error"));
    }
}
