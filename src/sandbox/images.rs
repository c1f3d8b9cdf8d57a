//! The official images of the languages that students use.

/// The images of what students usually start, each with the words of commands that need it.
const IMAGES: [(&str, &[&str]); 6] = [
    ("docker.io/library/node:22", &["node", "npm", "npx", "yarn", "pnpm", "tsx"]),
    ("docker.io/library/python:3.13", &["python", "python3", "flask", "uvicorn", "gunicorn", "hypercorn"]),
    ("docker.io/library/maven:3-eclipse-temurin-21", &["mvn", "./mvnw"]),
    ("docker.io/library/eclipse-temurin:21", &["java", "javac"]),
    ("docker.io/library/golang:1", &["go"]),
    ("docker.io/library/php:8", &["php"]),
];

/// The image for a command: the one that was named, or that of the program that it starts.
pub fn image_of(named: Option<&str>, commands: &[&str]) -> Option<String> {
    let words = commands.iter().flat_map(|command| command.split_whitespace());
    let program = |word: &str| IMAGES.iter().find(|(_, programs)| programs.contains(&word));
    let known = || words.map(|word| word.trim_matches('"')).find_map(program).map(|(image, _)| (*image).to_owned());
    named.map(str::to_owned).or_else(known)
}

#[cfg(test)]
mod tests {
    use super::image_of;

    #[test]
    fn the_image_is_that_of_the_program_which_is_started() {
        let of = |commands: &[&str]| image_of(None, commands).unwrap_or_default();
        assert_eq!(of(&["HOLD=3 node 'a server.js'"]), "docker.io/library/node:22");
        assert_eq!(of(&["python app.py"]), "docker.io/library/python:3.13");
        assert_eq!(of(&["go build -o \"$HOME/server\" .", "\"$HOME/server\""]), "docker.io/library/golang:1");
        assert_eq!(of(&["sh ./mvnw -q -B package"]), "docker.io/library/maven:3-eclipse-temurin-21");
        assert_eq!(of(&["./server"]), "");
        assert_eq!(image_of(Some("mine"), &["python app.py"]), Some("mine".into()));
    }
}
