//! Builds of images and removals of images, which take turns: an engine that removes an image while it builds another one
//! with the same steps takes a step away from the builder, and says that the build has failed. Builds beside each other do
//! no harm.

use std::sync::{Arc, Mutex, MutexGuard};

/// Those of one engine.
#[derive(Debug, Default)]
pub struct Builds(Mutex<Turns>);

#[derive(Debug, Default)]
struct Turns {
    building: usize,
    /// The images to be removed when nothing is built any more.
    leaving: Vec<String>,
}

impl Builds {
    /// The turn of a build, for as long as what is returned. It waits for a removal. `remove` removes an image.
    pub fn begin<R: Fn(&str)>(self: &Arc<Self>, remove: R) -> Build<R> {
        self.turns().building += 1;
        Build { builds: self.clone(), remove }
    }

    /// Removes an image, now or after the last build.
    pub fn remove(&self, image: String, remove: impl Fn(&str)) {
        let mut turns = self.turns();
        turns.leaving.push(image);
        turns.go_on(remove);
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        // A panic while images are removed leaves nothing half done.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Turns {
    fn go_on(&mut self, remove: impl Fn(&str)) {
        if self.building == 0 {
            self.leaving.drain(..).for_each(|image| remove(&image));
        }
    }
}

/// The turn of a build, which ends with this value.
pub struct Build<R: Fn(&str)> {
    builds: Arc<Builds>,
    remove: R,
}

impl<R: Fn(&str)> Drop for Build<R> {
    fn drop(&mut self) {
        let mut turns = self.builds.turns();
        turns.building -= 1;
        turns.go_on(&self.remove);
    }
}

/// What engines, and the registries that they ask, say when a build fails for want of what only the machine has.
const OF_THE_MACHINE: [&str; 10] = [
    "no space left on device",
    "cannot connect to the docker daemon",
    "error during connect",
    "dial tcp",
    "i/o timeout",
    "tls handshake timeout",
    "connection reset by peer",
    "server misbehaving",
    "toomanyrequests",
    "error processing tar file",
];
/// What they say when a command of the Dockerfile failed, which may have said anything before.
const OF_A_COMMAND: [&str; 3] =
    ["returned a non-zero code", "while running runtime: exit status", "did not complete successfully"];

/// Whether a build failed for want of what only the machine has, by the last lines that the engine said.
pub fn is_of_the_machine(said: &str) -> bool {
    let said = said.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    says(&OF_THE_MACHINE) && !says(&OF_A_COMMAND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_image_is_removed_while_one_is_built() {
        let removed = Mutex::new(Vec::new());
        let remove = |image: &str| removed.lock().unwrap().push(image.to_owned());
        let now = || removed.lock().unwrap().clone();
        let builds = Arc::new(Builds::default());
        builds.remove("a".into(), remove);
        assert_eq!(now(), ["a"], "nothing is built");
        let (one, two) = (builds.begin(remove), builds.begin(remove));
        builds.remove("b".into(), remove);
        builds.remove("c".into(), remove);
        drop(one);
        assert_eq!(now(), ["a"], "one is still built");
        drop(two);
        assert_eq!(now(), ["a", "b", "c"]);
        drop(builds.begin(remove));
        assert_eq!(now().len(), 3, "each is removed once");
    }

    /// Lines of Docker 28 with its own builder, of BuildKit, and of Podman 4.3.
    #[test]
    fn a_machine_that_lacks_something_is_not_the_dockerfiles_fault() {
        for said in [
            "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on 192.0.2.53:53: no such host",
            "Error processing tar file(exit status 1): open /srv/server: no such file or directory",
            "Error processing tar file(exit status 1): write /srv/server: no space left on device",
            "ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
            "toomanyrequests: You have reached your pull rate limit.",
            "ERROR: failed to solve: python:3.13: failed to do request: dial tcp 192.0.2.1:443: i/o timeout",
        ] {
            assert!(is_of_the_machine(said), "{said}");
        }
        for said in [
            "COPY failed: file not found in build context or excluded by .dockerignore: stat missing: file does not exist",
            "Error response from daemon: dockerfile parse error line 3: unknown instruction: FOO",
            "dial tcp: lookup proxy.golang.org: no such host\nThe command '/bin/sh -c go build' returned a non-zero code: 1",
            "OSError: no space left on device\nERROR: failed to solve: process \"/bin/sh -c pip\" did not complete successfully: exit code: 1",
            "Error: building at STEP \"RUN echo dial tcp\": while running runtime: exit status 1",
            "Error: building at STEP \"COPY missing .\": checking on sources under \"/srv\": copier: stat: \"/missing\": no such file or directory",
        ] {
            assert!(!is_of_the_machine(said), "{said}");
        }
    }
}
