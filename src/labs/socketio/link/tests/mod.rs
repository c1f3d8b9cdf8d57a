mod scripted;
mod troubles;

use super::*;
use crate::history::{Channel, ChannelEnd, Direction, FrameKind, Outcome};
use crate::labs::socketio::record::{LinkDetail, OddAnswer, Unopened};
use scripted::{OPEN, OPEN_POLLING, OnUpgrade, Script, Server, http};
use serde_json::json;
use std::time::Instant;

/// Far longer than anything here takes.
const SOON: Duration = Duration::from_secs(20);
const CONNECTED: &str = r#"40{"sid":"n1"}"#;

fn caller() -> Caller {
    Caller::new("socketio".into(), "join", 1)
}

fn open(server: &Server, transport: Transport) -> Link {
    Link::open(server.context.clone(), LinkOptions { transport, ..LinkOptions::default() })
}

/// A link that is connected, and will change its transport no more.
async fn connected(server: &Server, transport: Transport) -> Link {
    let link = open(server, transport);
    server.hears_just("40").await;
    server.says(CONNECTED);
    assert!(link.connected(SOON).await && link.settled(SOON).await, "{:?}", link.log());
    link
}

async fn finished(link: Link) -> (Operation, LinkDetail) {
    let operation = link.finish(&caller()).await;
    let detail = LinkDetail::of(&operation).expect("its detail");
    (operation, detail)
}

/// The texts in one direction, in order.
fn texts(channel: &Channel, direction: Direction) -> Vec<String> {
    let frames = channel.frames.iter().filter(|frame| frame.direction == direction && frame.kind == FrameKind::Text);
    frames.map(|frame| String::from_utf8(frame.bytes.clone()).unwrap()).collect()
}

fn channel(operation: &Operation) -> &Channel {
    operation.channel.as_ref().expect("what went over it")
}

async fn waits_for_end(link: &Link) -> ChannelEnd {
    link.until(SOON, |log| log.end().cloned()).await.expect("its end")
}

#[tokio::test]
async fn it_polls_probes_and_upgrades_as_a_browser_does() {
    let server = Server::start(Script::default()).await;
    let link = connected(&server, Transport::Browser).await;
    let emit = link.emit("/", "chat message", vec![json!({"message": "mot-1"})], true);
    assert!(emit.sent().await.is_some());
    server.hears("mot-1").await;
    server.says(r#"42["chat message",{"message":"mot-2"}]"#);
    server.says(r#"430[{"ok":true}]"#);
    assert!(link.hears("mot-2", 0, SOON).await.is_some());
    let (at, ack) = emit.acknowledged(SOON).await.expect("an acknowledgement");
    assert_eq!(ack, json!([{"ok": true}]));
    let said = emit.record(&server.context, &caller(), ChatKind::Say, json!({"user": "ada"}));
    assert_eq!((&*said.request.method, &*said.request.path), (EMIT, "/"));
    assert_eq!(said.request.body.as_deref(), Some(r#"420["chat message",{"message":"mot-1"}]"#));
    assert!(said.done == at && said.sent.is_some_and(|sent| said.started <= sent && sent <= at), "{said:?}");
    assert_eq!(said.answer().map(|answer| answer.body.bytes.clone()), Some(br#"[{"ok":true}]"#.to_vec()));
    let (operation, detail) = finished(link).await;
    server.hears("closed").await;
    assert!(detail.upgraded.is_some() && detail.why_not_upgraded.is_none() && !detail.is_ours_late(), "{detail:?}");
    assert_eq!(detail.handshake.as_ref().map(|open| &*open.sid), Some("s1"));
    assert!(detail.connected().is_some() && detail.refused().is_none());
    assert!(operation.request.path.starts_with("/socket.io/?EIO=4&transport=polling"), "{:?}", operation.request);
    assert!(operation.succeeded() && operation.kind == ChatKind::Link.name());
    let sent = texts(channel(&operation), Direction::Sent);
    let emitted = r#"420["chat message",{"message":"mot-1"}]"#;
    let mut sorted = sent.clone();
    sorted.sort();
    assert_eq!(sorted, ["2probe", "40", "41", emitted, "5"], "{sent:?}");
    assert!(sent.iter().position(|text| text == "5") < sent.iter().position(|text| text == emitted), "{sent:?}");
    let received = texts(channel(&operation), Direction::Received);
    assert_eq!(received[0], OPEN);
    assert!(received.contains(&"3probe".into()) && received.contains(&CONNECTED.into()), "{received:?}");
    let times: Vec<Nanos> = channel(&operation).frames.iter().map(|frame| frame.at).collect();
    assert!(times.is_sorted() && times[0] >= operation.started, "{times:?}");
    assert_eq!(channel(&operation).end, ChannelEnd::Left);
}

#[tokio::test]
async fn an_upgrade_that_fails_leaves_it_polling() {
    for (websocket, why) in [
        (OnUpgrade::Refuse, "HTTP 400"),
        (OnUpgrade::Garbage, "closing handshake"),
        (OnUpgrade::Deaf, "no answer"),
        (OnUpgrade::Hang, "no answer"),
    ] {
        let server = Server::start(Script { websocket, ..Script::default() }).await;
        let link = open(&server, Transport::Browser);
        server.hears_just("40").await;
        server.says(CONNECTED);
        assert!(link.connected(SOON).await);
        if !matches!(websocket, OnUpgrade::Deaf | OnUpgrade::Hang) {
            assert!(link.settled(SOON).await, "{websocket:?}");
        }
        let emit = link.emit("/", "say", vec![json!("mot-1")], false);
        assert!(emit.sent().await.is_some());
        let posted = server.hears("mot-1").await;
        assert!(posted.starts_with("POST /socket.io/?EIO=4&transport=polling"), "{posted}");
        server.says(r#"42["say","mot-2"]"#);
        assert!(link.hears("mot-2", 0, SOON).await.is_some(), "{websocket:?}");
        let (_, detail) = finished(link).await;
        assert_eq!(detail.upgraded, None);
        assert!(detail.why_not_upgraded.as_ref().is_some_and(|told| told.contains(why)), "{detail:?}");
        server.hears("41").await;
        server.hears_just("1").await;
    }
}

#[tokio::test]
async fn it_says_nothing_of_a_page_and_keeps_its_cookies() {
    let cookie = "Set-Cookie: AWSALB=x1; Path=/; HttpOnly\r\n";
    let server = Server::start(Script::opened_by(http(200, cookie, OPEN))).await;
    finished(connected(&server, Transport::Browser).await).await;
    let heard = server.heard();
    assert!(heard.iter().all(|request| !request.contains("Origin")), "{heard:?}");
    let later: Vec<&String> = heard.iter().filter(|request| request.contains("sid=s1")).collect();
    assert!(
        later.len() >= 3 && later.iter().all(|request| request.to_lowercase().contains("cookie: awsalb=x1\r\n")),
        "{later:?}"
    );
    assert!(later.iter().any(|request| request.contains("Upgrade: websocket")), "{later:?}");
}

#[tokio::test]
async fn a_redirect_on_the_same_server_is_followed() {
    let server = Server::start(Script::opened_by(http(308, "Location: /moved/?EIO=4\r\n", ""))).await;
    let link = connected(&server, Transport::Browser).await;
    let (operation, detail) = finished(link).await;
    assert_eq!(detail.redirects, ["/moved/"]);
    assert!(operation.request.path.starts_with("/socket.io/?") && operation.succeeded());
    assert!(server.hears_just("40").await.starts_with("POST /moved/?EIO=4&transport=polling"));
}

#[tokio::test]
async fn websocket_alone_is_opened_pinged_and_closed() {
    let server = Server::start(Script { open: String::new(), ..Script::default() }).await;
    let link = connected(&server, Transport::Websocket).await;
    server.says("2");
    server.hears("3").await;
    server.says("close");
    assert_eq!(waits_for_end(&link).await, ChannelEnd::Ended);
    let late = link.emit("/", "say", vec![], true);
    assert_eq!(late.sent().await, None);
    let late = late.record(&server.context, &caller(), ChatKind::Say, Value::Null);
    assert!(matches!(late.outcome, Outcome::Refused(_)) && late.sent.is_none(), "{late:?}");
    let (operation, detail) = finished(link).await;
    assert!(operation.request.path.contains("transport=websocket"), "{:?}", operation.request);
    assert_eq!(operation.answer().map(|answer| answer.code), Some(101));
    assert!(detail.slowest_pong.is_some() && detail.unanswered_ping.is_none(), "{detail:?}");
    assert_eq!(texts(channel(&operation), Direction::Received)[0], OPEN_POLLING);
    assert!(channel(&operation).frames.iter().any(|frame| frame.kind == FrameKind::Close));
}

#[tokio::test]
async fn a_reset_is_one_and_leaving_in_good_order_is_not() {
    for (script, transport) in [
        (Script::polling(), Transport::Polling),
        (Script { open: String::new(), ..Script::default() }, Transport::Websocket),
        (Script::default(), Transport::Browser),
    ] {
        let server = Server::start(script).await;
        let mut link = connected(&server, transport).await;
        let left = link.leave(How::Reset).await;
        let ended = server.hears("ended: ").await;
        assert!(ended.contains("ConnectionReset") || ended.contains("reset"), "{transport:?}: {ended}");
        assert!(left.sent.is_some_and(|sent| left.started <= sent && sent <= left.done), "{left:?}");
        let written = left.record(&server.context, &caller(), "/", json!({"how": "reset"}));
        assert!(written.was_open() && written.request.body.is_none(), "{written:?}");
        assert_eq!(channel(&finished(link).await.0).end, ChannelEnd::Left);

        let server = Server::start(Script {
            open: if transport == Transport::Websocket { String::new() } else { http(200, "", OPEN_POLLING) },
            ..Script::default()
        })
        .await;
        let mut link = connected(&server, transport).await;
        let left = link.leave(How::Clean).await;
        assert!(left.sent.is_some(), "{left:?}");
        server.hears_just("41").await;
        let written = left.record(&server.context, &caller(), "/", json!({"how": "clean"}));
        assert_eq!(written.request.body.as_deref(), Some("41"));
        let again = link.leave(How::Clean).await;
        assert_eq!(again.sent, None, "it had left");
    }
}

#[tokio::test]
async fn namespaces_are_asked_for_and_one_that_refuses_says_why() {
    let server = Server::start(Script::polling()).await;
    let link = connected(&server, Transport::Browser).await;
    assert!(link.emit("/admin", "say", vec![], true).sent().await.is_none(), "nothing is sent to it yet");
    link.join_namespace("/admin", Some(json!({"token": "bad"})));
    server.hears(r#"40/admin,{"token":"bad"}"#).await;
    server.says("44/admin,{\"message\":\"no entry\"}\u{1e}42[\"for /\"]");
    link.until(SOON, |log| log.detail().namespaces[1].refused.clone()).await.expect("a refusal");
    link.join_namespace("/chat", None);
    server.hears("40/chat,").await;
    server.says(r#"40/chat,{"sid":"n2"}"#);
    link.until(SOON, |log| log.detail().namespaces[2].connected).await.expect("connected");
    assert!(link.emit("/chat", "say", vec![json!(1)], true).sent().await.is_some());
    server.hears(r#"42/chat,0["say",1]"#).await;
    server.says("41/chat,");
    link.until(SOON, |log| log.detail().namespaces[2].ended).await.expect("its end");
    assert!(link.emit("/chat", "say", vec![], true).sent().await.is_none());
    let (_, detail) = finished(link).await;
    assert_eq!(detail.namespaces[1].refused.as_deref(), Some("no entry"));
    assert!(detail.namespaces[0].connected.is_some() && detail.unopened.is_none());
}

#[tokio::test]
async fn a_burst_is_posted_in_parts_that_the_target_takes() {
    let server = Server::start(Script::polling()).await;
    let link = connected(&server, Transport::Browser).await;
    let texts: Vec<String> = (0..20).map(|number| format!("mot-{number:02}")).collect();
    let emits: Vec<Emit> = texts.iter().map(|text| link.emit("/", "say", vec![json!(text)], false)).collect();
    for emit in &emits {
        assert!(emit.sent().await.is_some());
    }
    server.hears("mot-19").await;
    let posts: Vec<String> = server.heard().into_iter().filter(|heard| heard.contains("mot-")).collect();
    let bodies: Vec<&str> = posts.iter().map(|post| post.split_once("\r\n\r\n").unwrap().1).collect();
    assert!(bodies.iter().all(|body| body.len() <= 100) && bodies.len() > 4, "{bodies:?}");
    let all: Vec<&str> = bodies.iter().flat_map(|body| body.split('\u{1e}')).collect();
    let wanted: Vec<String> = texts.iter().map(|text| format!("42[\"say\",\"{text}\"]")).collect();
    assert_eq!(all, wanted);
}

#[tokio::test]
async fn no_more_packets_go_at_once_than_python_takes() {
    let boundless = OPEN_POLLING.replace(r#","maxPayload":100"#, "");
    let server = Server::start(Script::opened_by(http(200, "", &boundless))).await;
    let link = connected(&server, Transport::Browser).await;
    let emits: Vec<Emit> = (0..40).map(|number| link.emit("/", "say", vec![json!(number)], true)).collect();
    assert!(emits[39].sent().await.is_some());
    server.hears("[\"say\",39]").await;
    let packets = |heard: &String| heard.matches("\"say\"").count();
    let counts: Vec<usize> = server.heard().iter().map(packets).filter(|count| *count > 0).collect();
    assert!(counts.iter().sum::<usize>() == 40 && counts.iter().all(|count| *count <= 16), "{counts:?}");
}

/// The link has this one thread, which is kept from its work while the ping is there.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_pong_that_this_machine_made_late_is_told() {
    use std::io::{Read, Write};
    for held in [Duration::ZERO, Duration::from_millis(150)] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let context = scripted::context(listener.local_addr().unwrap());
        let (found, mut polls) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for socket in listener.incoming() {
                let (mut socket, mut request) = (socket.unwrap(), [0; 4096]);
                let read = socket.read(&mut request).unwrap();
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                if request.starts_with("GET") && request.contains("sid=") {
                    found.send(socket).unwrap();
                } else {
                    let body = if request.starts_with("GET") { OPEN_POLLING } else { "ok" };
                    socket.write_all(http(200, "", &body.replace("20000", "200")).as_bytes()).unwrap();
                }
            }
        });
        let link = Link::open(context, LinkOptions { transport: Transport::Polling, ..LinkOptions::default() });
        let mut poll = polls.recv().await.expect("a poll");
        poll.write_all(http(200, "", "2").as_bytes()).unwrap();
        std::thread::sleep(held);
        link.until(SOON, |log| log.detail().slowest_pong).await.expect("a pong");
        let (_, detail) = finished(link).await;
        assert_eq!((detail.is_ours_late(), detail.unanswered_ping), (!held.is_zero(), None), "{detail:?}");
    }
}

#[tokio::test]
async fn a_ping_behind_a_request_that_the_target_holds_is_its_own_doing() {
    let server = Server::start(Script { posted: None, ..Script::polling() }).await;
    let link = open(&server, Transport::Browser);
    server.hears_just("40").await;
    server.says("2");
    link.hears("2", 1, SOON).await.expect("the ping");
    let (_, detail) = finished(link).await;
    assert_eq!((detail.unanswered_ping, detail.is_ours_late()), (None, false));
}
