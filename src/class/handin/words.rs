use regex::Regex;
use std::sync::LazyLock;

/// Commands, and words with which people speak of commands.
static START: LazyLock<Regex> = LazyLock::new(|| {
    let commands = "npm|npx|yarn|pnpm|bun|deno|node|nodemon|python[0-9.]*|py|pip[0-9]?|uv|flask|uvicorn|gunicorn|hypercorn|\
        fastapi|django-admin|manage\\.py|java|javac|mvn|mvnw|gradle|gradlew|spring-boot|go run|go build|php|composer|\
        artisan|symfony|docker|docker-compose|podman|cargo|dotnet|ruby|rails|rackup|bundle|mix|elixir|swift run|make|\
        localhost|127\\.0\\.0\\.1";
    let words = "lanc|relanc|d[ée]marr|ex[ée]cut|start|run|launch|install|usage|utilisation|ouvr|open|how to|setup|\
        mise en route|mettre en route";
    // A word may be the beginning of a longer one; a command may not.
    Regex::new(&format!(r"(?i)\b(?:(?:{commands})\b|(?:{words}))|https?://|(?m)^\s*\$ ")).expect("the pattern is right")
});

/// Languages, libraries and frameworks, words for such, and anything that looks like a version.
static USES: LazyLock<Regex> = LazyLock::new(|| {
    let names = "node(?:\\.?js)?|express|fastify|koa|hapi|nest(?:js)?|next|nuxt|deno|bun|java|javascript|js|typescript|ts|\
        python[0-9.]*|flask|django|fastapi|tornado|aiohttp|sanic|quart|starlette|bottle|gevent|asyncio|spring|jakarta|\
        servlet|tomcat|jetty|vert\\.?x|quarkus|micronaut|javalin|kotlin|ktor|scala|play|go|golang|gin|echo|fiber|rust|\
        axum|actix|php|laravel|symfony|slim|ruby|rails|sinatra|c#|\\.net|asp|dotnet|c\\+\\+|elixir|phoenix|swift|vapor|\
        haskell|html[0-9]?|css[0-9]?|react|vue|svelte|angular|jquery|bootstrap|redis|sqlite|docker|socket\\.?io|sse|\
        eventsource|websockets?|fetch|ajax|npm|pip";
    let words = "technolog|biblioth|librair|librar|framework|d[ée]pendanc|dependenc|stack|langage|language|version|utilis|\
        uses|using|built with|requires|pr[ée]requis|prerequis|outils";
    Regex::new(&format!(r"(?i)(?:^|[^\w])(?:(?:{names})(?:[^\w]|$)|(?:{words}))|\d+\.\d+"))
        .expect("the pattern is right")
});

pub fn tells_start(text: &str) -> bool {
    START.is_match(text)
}

pub fn tells_uses(text: &str) -> bool {
    USES.is_match(text)
}

/// Words of two letters and more.
pub fn count(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starting_is_told_in_many_ways() {
        for text in [
            "npm start",
            "`node server.js`",
            "python3 app.py",
            "Pour lancer :",
            "DÉMARRAGE",
            "Exécuter le fichier",
            "$ ./go.sh",
            "go run .",
            "docker compose up",
            "Running the app",
            "Voir http://localhost:5000",
            "mvn spring-boot:run",
        ] {
            assert!(tells_start(text), "{text}");
        }
        assert!(!tells_start("Bonjour, voici mon projet."));
        assert!(!tells_start(""));
    }

    #[test]
    fn what_is_used_is_told_in_many_ways() {
        for text in [
            "Flask",
            "écrit en Python 3",
            "Node.js et Express",
            "Technologies :",
            "(C#)",
            "ASP .NET",
            "v1.2",
            "en Go,",
            "C++",
        ] {
            assert!(tells_uses(text), "{text}");
        }
        assert!(!tells_uses("Bonjour, voici mon projet."));
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(count("L'été, à Paris — 12 c'est_bien !"), 5);
        assert_eq!(count("#### --- ```"), 0);
    }
}
