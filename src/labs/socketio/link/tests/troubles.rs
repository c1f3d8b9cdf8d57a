//! What a server of students may do instead.

use super::*;

#[tokio::test]
async fn what_is_no_engine_io_is_told_by_its_kind() {
    let with = |body: &str| http(200, "", body);
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n0{".to_owned();
    let transport = r#"{"code":0,"message":"Transport unknown"}"#;
    let cases = [
        (with("<html>"), Unopened::Status(200, "<html>".into())),
        (with(r#"97:0{"sid":"a"}2:40"#), Unopened::Protocol3),
        (http(400, "", transport), Unopened::TransportUnknown),
        (http(404, "", "no"), Unopened::Status(404, "no".into())),
        (http(302, "Location: http://elsewhere/\r\n", ""), Unopened::Status(302, "Location: http://elsewhere/".into())),
        (with("0{}"), Unopened::Bad(r#"the open packet has no sid: "{}""#.into())),
        (cut, Unopened::Nothing("Content-Length 999, body 2 bytes, and the connection was closed".into())),
    ];
    for (answer, wanted) in cases {
        let server = Server::start(Script::opened_by(answer.clone())).await;
        let link = open(&server, Transport::Browser);
        assert!(!link.connected(SOON).await);
        let (_, detail) = finished(link).await;
        assert_eq!(detail.unopened, Some(wanted), "{answer}");
    }
}

#[tokio::test]
async fn what_never_answers_is_left_at_once() {
    let server = Server::start(Script { posted: None, websocket: OnUpgrade::Hang, ..Script::default() }).await;
    for transport in [Transport::Browser, Transport::Websocket] {
        let begun = Instant::now();
        let link = open(&server, transport);
        assert!(!link.connected(Duration::from_millis(50)).await);
        let (operation, detail) = finished(link).await;
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        assert_eq!(detail.handshake.is_some(), transport == Transport::Browser);
        assert_eq!(operation.was_open(), transport == Transport::Websocket, "{operation:?}");
    }
}

#[tokio::test]
async fn a_flood_ends_the_link_and_8_mib_of_it_are_kept() {
    let server = Server::start(Script { open: String::new(), websocket: OnUpgrade::Flood, ..Script::default() }).await;
    let link = open(&server, Transport::Websocket);
    assert_eq!(waits_for_end(&link).await, ChannelEnd::Flood);
    let (operation, _) = finished(link).await;
    let size: usize = channel(&operation).frames.iter().map(|frame| frame.bytes.len()).sum();
    assert!(size > (8 << 20) - 200_000 && size <= 8 << 20, "{size}");
    server.hears("the flood ended").await;
}

#[tokio::test]
async fn version_2_of_the_library_is_told_by_websocket_too() {
    let server = Server::start(Script { open: String::new(), ..Script::default() }).await;
    let link = open(&server, Transport::Websocket);
    server.says("40");
    waits_for_end(&link).await;
    assert_eq!(finished(link).await.1.unopened, Some(Unopened::Protocol3));
}

#[tokio::test]
async fn what_a_browser_would_give_up_it_gives_up() {
    let ends = [
        ("7", "no packet of Engine.IO"),
        ("42[", "EOF"),
        ("bAQID", "bytes that belong"),
        ("1", "Ended"),
        ("", "no packet"),
    ];
    for (packets, why) in ends {
        let server = Server::start(Script::polling()).await;
        let link = connected(&server, Transport::Browser).await;
        server.says(packets);
        let end = waits_for_end(&link).await;
        assert!(format!("{end:?}").contains(why), "{packets}: {end:?}");
    }
    let server = Server::start(Script { posted: Some(http(400, "", r#"{"code":1}"#)), ..Script::polling() }).await;
    let link = open(&server, Transport::Browser);
    assert_eq!(waits_for_end(&link).await, ChannelEnd::Cut(r#"POST was answered 400 {"code":1}"#.into()));
    let (_, detail) = finished(link).await;
    assert!(matches!(&detail.odd[..], [OddAnswer { code: Some(400), .. }]), "{detail:?}");
}

#[tokio::test]
async fn a_target_that_never_pings_is_given_up() {
    let quick = OPEN_POLLING.replace("25000", "100").replace("20000", "50");
    let server = Server::start(Script::opened_by(http(200, "", &quick))).await;
    let link = open(&server, Transport::Browser);
    assert_eq!(waits_for_end(&link).await, ChannelEnd::Cut("no ping within 150 ms".into()));
}
