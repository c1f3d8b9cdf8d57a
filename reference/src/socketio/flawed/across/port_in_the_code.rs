//! The port is written in the code: the second instance finds it taken, and ends with 'EADDRINUSE' before it has served
//! anybody. Read it from the environment: 'process.env.PORT || 3000'.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "port-in-the-code",
    row: "",
    lab: "socketio-redis",
    fails: &["second-instance-missing"],
    may_fail: &[],
    source: include_str!("port_in_the_code.rs"),
    serve: |listener, time| Box::pin(serve(listener, time)),
};

/// The first instance has the port.
async fn serve(listener: TcpListener, time: Duration) -> std::io::Result<()> {
    if instance().number > 1 {
        drop(listener);
        return Ok(());
    }
    run(listener, time, app).await
}

fn app(_: Duration) -> Router {
    with_relay(chat::connect, tell_those_of_others)
}
