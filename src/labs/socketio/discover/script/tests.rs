use super::*;

fn events(script: &str) -> Vec<String> {
    read(&[script]).emits.into_iter().map(|emit| emit.event).collect()
}

#[test]
fn every_way_to_emit_is_found() {
    for script in [
        "socket.emit('join room', { a })",
        "this.socket.emit(\"join room\")",
        "socket?.emit(`join room`)",
        "socketRef.current.emit('join room', x)",
        "socket!.emit('join room')",
        "socket.timeout(5000).emit('join room', x, (err) => {})",
        "const r = await socket.timeout(3_000).emitWithAck('join room', { a })",
        "socket.volatile.emit('join room')",
        "getSocket().emit('join room')",
        "socket.emit<Join>('join room', x)",
        "const J = 'join room'; socket.emit(J)",
        "const E = { JOIN: 'join room' }; socket.emit(E.JOIN, 1)",
        "socket\n  .emit(\n    'join room', // here\n    x)",
        "socket.on('x', () => { socket.emit('join room') })",
    ] {
        assert_eq!(events(script), ["join room"], "{script}");
    }
}

#[test]
fn what_is_no_event_of_a_client_is_not_found() {
    for script in [
        "// socket.emit('join room')",
        "/* socket.emit('join room') */",
        "\"socket.emit('join room')\"",
        "io.to(room).emit('x')",
        "socket.broadcast.emit('x')",
        "socket.to(room).emit('x')",
        "emitter.emit('disconnect')",
        "emit('x')",
        "socket.emit",
        "socket.emit(",
        "socket.emit(unknown)",
        "socket.on('x', f)",
    ] {
        assert_eq!(events(script), [""; 0], "{script}");
    }
}

#[test]
fn functions_among_the_arguments_are_not_sent() {
    let emits = read(&["s.emit('a', { b }, 'c', (answer) => {})"]).emits;
    assert_eq!((emits[0].arguments.len(), emits[0].socket.as_deref()), (2, Some("s")));
}

#[test]
fn a_constant_of_another_script_is_known() {
    let reading = read(&["socket.emit(JOIN, x)", "const JOIN = 'join room'"]);
    assert_eq!(reading.emits[0].event, "join room");
}

#[test]
fn a_function_that_emits_what_it_is_given_is_seen_through() {
    for script in [
        "function send(name, data) { socket.emit(name, data) } send('join', { a: 1 }); send('say', t)",
        "const send = (name, data) => socket.emit(name, data); send('join', { a: 1 }); send('say', t)",
        "class S { send(name: string, data: any): void { this.socket.emit(name, data); } }
         svc.send('join', { a: 1 }); this.svc.send('say', t)",
        "const api = { send: function (name, data, then) { socket.emit(name, data, then) } };
         api.send('join', { a: 1 }); api.send('say', t, () => {})",
    ] {
        let emits = read(&[script]).emits;
        assert_eq!(emits.iter().map(|emit| emit.event.as_str()).collect::<Vec<_>>(), ["join", "say"], "{script}");
        assert!(emits[0].arguments[0].get("a").is_some() && emits[1].arguments.len() == 1, "{script}: {emits:?}");
    }
}

#[test]
fn every_way_to_connect_is_found() {
    for (script, socket, given) in [
        ("const socket = io()", Some("socket"), 0),
        ("const socket = io('/chat', { auth: { t } });", Some("socket"), 2),
        ("this.socket = io.connect(url)", Some("socket"), 1),
        ("socketRef.current = io(URL, {})", Some("socketRef"), 2),
        ("var s = window.io()", Some("s"), 0),
        ("import connect from 'socket.io-client'; let s = connect(u)", Some("s"), 1),
        (
            "import { io as open } from 'https://cdn.socket.io/4.7.5/socket.io.esm.min.js'\nconst s = open()",
            Some("s"),
            0,
        ),
        ("const socketIo = require('socket.io-client'); const s = socketIo(u)", Some("s"), 1),
        ("return io({ query: 1 })", None, 1),
    ] {
        let opens = read(&[script]).opens;
        assert_eq!(opens.len(), 1, "{script}: {opens:?}");
        assert_eq!((opens[0].socket.as_deref(), opens[0].arguments.len()), (socket, given), "{script}");
    }
    for script in ["function io(a) { }", "x.io('y')", "audio()", "const io = require('socket.io')(server)"] {
        assert!(read(&[script]).opens.is_empty(), "{script}");
    }
}
