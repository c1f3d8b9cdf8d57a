//! As much of JSON Schema as a report needs. What it doesn't know it refuses, so that nothing passes unseen.

use serde_json::Value;

/// Panics where the value does not follow the schema.
#[track_caller]
pub fn holds(schema: &Value, value: &Value) {
    if let Err(why) = check(schema, schema, value, "") {
        panic!("{why}");
    }
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Some(words) = schema.as_object() else {
        return if schema == &Value::Bool(true) { Ok(()) } else { Err(format!("{at}: nothing is allowed here")) };
    };
    let bad = |what: &str| Err(format!("{at}: {what}: {value}"));
    let list = |word: &Value| word.as_array().cloned().unwrap_or_default();
    for (word, wanted) in words {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => {}
            "$ref" => {
                let place = wanted.as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
                check(root, place.ok_or(format!("no {wanted}"))?, value, at)?;
            }
            "type" => {
                let names = wanted.as_array().map_or_else(|| vec![wanted.clone()], Clone::clone);
                if !names.iter().filter_map(Value::as_str).any(|name| is(name, value)) {
                    return bad(&format!("not of type {wanted}"));
                }
            }
            "const" if wanted != value => return bad("another value"),
            "enum" if !list(wanted).contains(value) => return bad("not in the list"),
            "const" | "enum" => {}
            "minimum" if value.as_f64() < wanted.as_f64() => return bad("too small"),
            "maximum" if value.as_f64() > wanted.as_f64() => return bad("too large"),
            "minimum" | "maximum" => {}
            "anyOf" | "oneOf" => {
                let fitting = list(wanted).iter().filter(|one| check(root, one, value, at).is_ok()).count();
                if fitting == 0 || (word == "oneOf" && fitting > 1) {
                    return bad(&format!("{fitting} of {word} fit"));
                }
            }
            "allOf" => list(wanted).iter().try_for_each(|one| check(root, one, value, at))?,
            "required" => {
                let absent = list(wanted).into_iter().find(|name| value.get(name.as_str().unwrap_or("")).is_none());
                if let Some(name) = absent {
                    return bad(&format!("no {name}"));
                }
            }
            "items" => {
                for (index, item) in list(value).iter().enumerate() {
                    check(root, wanted, item, &format!("{at}/{index}"))?;
                }
            }
            "properties" => {}
            "additionalProperties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if words.get("properties").and_then(|known| known.get(name)).is_none() {
                        check(root, wanted, inner, &format!("{at}/{name}"))?;
                    }
                }
            }
            other => return Err(format!("{at}: the test does not know {other:?}")),
        }
    }
    for (name, inner) in words.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = value.get(name) {
            check(root, inner, value, &format!("{at}/{name}"))?;
        }
    }
    Ok(())
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
