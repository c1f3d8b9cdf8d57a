//! Asks a target for a room or a token, where it gives them itself.

use super::client::Identity;
use super::contract::Ticket;
use super::record::{ChatKind, ChatRole};
use crate::driver::wire::{ExchangeEnd, Request};
use crate::driver::{Caller, Context, Extra, kept};
use serde_json::Value;

/// The room and the token of the answer, as far as it gives them.
pub async fn ask(
    context: &Context,
    caller: &Caller,
    ticket: &Ticket,
    who: &Identity,
) -> (Option<String>, Option<String>) {
    let body = Value::Object(who.filling(String::new(), String::new()).fill_keys(&ticket.body));
    let sends = ticket.method != "GET";
    let request = Request {
        method: ticket.method.clone(),
        content_type: sends.then(|| "application/json".into()),
        body: sends.then(|| body.to_string().into_bytes()),
        ..context.get(&ticket.path)
    };
    let caller = caller.with(ChatRole::Patience.name(), 0);
    let exchange = context.exchange_within(&caller, &request, context.late()).await;
    let answer = match &exchange.end {
        ExchangeEnd::Answered(response) => serde_json::from_slice(&response.body).unwrap_or_default(),
        _ => Value::Null,
    };
    context.record(&caller, ChatKind::Page.name(), kept::request(&request), exchange, Extra::default());
    (field(&answer, ticket.room.as_deref()), field(&answer, ticket.token.as_deref()))
}

/// What stands at a field; dots lead into objects.
fn field(answer: &Value, name: Option<&str>) -> Option<String> {
    let found = name?.split('.').try_fold(answer, |value, key| value.get(key))?;
    match found {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_found_at_any_depth() {
        let answer = json!({ "roomId": "r7", "auth": { "token": "t", "n": 7 } });
        assert_eq!(field(&answer, Some("roomId")).as_deref(), Some("r7"));
        assert_eq!(field(&answer, Some("auth.token")).as_deref(), Some("t"));
        assert_eq!(field(&answer, Some("auth.n")).as_deref(), Some("7"));
        assert_eq!(field(&answer, Some("auth")), None);
        assert_eq!(field(&answer, None), None);
    }
}
