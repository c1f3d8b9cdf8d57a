//! Polls that fail, and what comes of it.

use super::{RoundRunner, next, waits};
use crate::browser::BrowserError;
use crate::history::Moment;
use crate::labs::long_polling::page::fault::Fault;
use crate::labs::long_polling::page::record::Deed;
use crate::labs::long_polling::page::steps::FaultChoice;
use crate::labs::long_polling::page::waits::{A_MINUTE, GIVES_UP, POLLS_WITHIN, STORM, STORMS_FOR, until};
use tokio::time::Instant;

impl RoundRunner {
    /// A change is answered, and then polls fail; that a page gives up after the end of a hold is another fault.
    pub(super) async fn fail(&mut self, with: FaultChoice) -> Result<(), BrowserError> {
        let fault = match with {
            FaultChoice::Error => Fault::Error,
            FaultChoice::Reset => Fault::Reset,
            FaultChoice::Closed => Fault::Closed,
            FaultChoice::Cut => Fault::Cut,
            FaultChoice::Malformed => Fault::Malformed,
            FaultChoice::Silent => Fault::Silent,
        };
        let name = serde_json::to_value(with).expect("it is plain data");
        let (server, _) = self.parts()?;
        waits(&server, POLLS_WITHIN).await;
        let before = server.failed();
        self.note(&Deed::Failing { with: name.as_str().unwrap_or_default().to_owned() });
        server.set(&next(&server));
        server.fail(Some(fault));
        let started = Instant::now();
        let failed = || server.failed() - before;
        until(GIVES_UP, || failed() > 0).await;
        let first = Instant::now();
        if fault == Fault::Silent {
            return self.silent().await;
        }
        // Long enough to see a storm, and to see that it comes back.
        until(GIVES_UP, || {
            let seen = failed();
            seen > STORM as u32 + 2 || seen >= 2 && first.elapsed() >= STORMS_FOR || started.elapsed() > GIVES_UP
        })
        .await;
        self.picture(Moment::Failure).await;
        server.fail(None);
        let (failed, polls) = (failed(), server.polls());
        self.note(&Deed::Mended { failed, polls });
        // One that has given up was waited for; one that comes back is, as long as its pauses have grown.
        if failed >= 2 {
            waits(&server, GIVES_UP).await;
        }
        self.parts()?.1.look().await?;
        self.picture(Moment::After).await;
        Ok(())
    }

    /// A minute passes for the page, and no time for us: whether it polls again is seen soon after.
    async fn silent(&mut self) -> Result<(), BrowserError> {
        let (server, tab) = self.parts()?;
        let polls = server.polls();
        tab.page.pass(A_MINUTE).await?;
        until(POLLS_WITHIN, || server.polls() > polls).await;
        self.note(&Deed::Mended { failed: server.failed(), polls: server.polls() });
        Ok(())
    }
}
