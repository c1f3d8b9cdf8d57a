//! Java, Go and PHP.

use super::files::{Folder, word};
use super::start::Start;

pub fn find(folder: &Folder) -> impl Iterator<Item = Start> {
    [java(folder), go(folder), php(folder)].into_iter().flatten()
}

fn java(folder: &Folder) -> Option<Start> {
    if folder.has("pom.xml") {
        let spring = folder.text("pom.xml").contains("spring-boot-maven-plugin");
        let goal = if spring { "spring-boot:run" } else { "exec:java" };
        let mvn = if folder.has("mvnw") { "sh ./mvnw" } else { "mvn" };
        let install =
            vec![format!("{mvn} -q -B -Dmaven.repo.local=\"$HOME/m2\" -DskipTests package dependency:go-offline")];
        let run = format!("{mvn} -q -B -o -Dmaven.repo.local=\"$HOME/m2\" {goal}");
        return Some(folder.start("pom.xml", install, run));
    }
    if let Some(jar) = folder.ending(".jar").next() {
        return Some(folder.start(jar, vec![], format!("java -jar {}", word(jar))));
    }
    let main = folder.ending(".java").find(|file| folder.text(file).contains("void main("))?;
    // One file is run as it is; several are compiled together.
    if folder.ending(".java").count() == 1 {
        return Some(folder.start(main, vec![], format!("java {}", word(main))));
    }
    let package = regex::Regex::new(r"(?m)^\s*package\s+([\w.]+)\s*;").expect("a pattern");
    let class = main.trim_end_matches(".java");
    let class = match package.captures(&folder.text(main)) {
        Some(found) => format!("{}.{class}", &found[1]),
        None => class.to_owned(),
    };
    let install = vec!["javac -d \"$HOME/classes\" *.java".into()];
    Some(folder.start(main, install, format!("java -cp \"$HOME/classes\" {class}")))
}

fn go(folder: &Folder) -> Option<Start> {
    let main = folder.ending(".go").find(|file| folder.text(file).contains("func main("))?;
    let build = if folder.has("go.mod") {
        "go build -o \"$HOME/server\" .".into()
    } else {
        format!("go build -o \"$HOME/server\" {}", word(main))
    };
    Some(folder.start(main, vec![build], "\"$HOME/server\""))
}

/// The server of PHP answers one request at a time unless it is told otherwise, and a held poll is a request.
fn php(folder: &Folder) -> Option<Start> {
    let main = folder.first(&["index.php", "server.php", "router.php", "app.php"])?;
    let install = if folder.has("composer.json") { vec!["composer install --no-interaction".into()] } else { vec![] };
    let text = folder.text(main);
    let run =
        if ["socket_listen", "stream_socket_server", "Swoole", "React\\", "Amp\\"].iter().any(|s| text.contains(s)) {
            format!("php {}", word(main))
        } else {
            format!("PHP_CLI_SERVER_WORKERS=16 php -S 127.0.0.1:$PORT {}", word(main))
        };
    Some(folder.start(main, install, run))
}
