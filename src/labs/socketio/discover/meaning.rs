//! What a page means by a name: a pseudo, a room, a text. In French and in English.

use super::script::{Definitions, Expression, Place};

/// What stands in a place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    User,
    Room,
    Text,
    Token,
    /// Something that is another one each time.
    Id,
    Time,
}

impl Meaning {
    pub const fn placeholder(self) -> Option<&'static str> {
        match self {
            Self::User => Some("$user"),
            Self::Room => Some("$room"),
            Self::Text => Some("$text"),
            Self::Token => Some("$token"),
            Self::Id => Some("$id"),
            Self::Time => None,
        }
    }
}

/// The words of a name, in lower case and without accents: `nomDuSalon`, `nom_du_salon` and `Nom du salon` have the same.
pub fn words(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let is_next = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        before = c;
        if is_next && all.last().is_some_and(|last| !last.is_empty()) {
            all.push(String::new());
        }
        if c.is_alphanumeric() {
            all.last_mut().expect("there is one").extend(c.to_lowercase().map(plain));
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

/// A letter without its accent.
fn plain(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    }
}

/// Whether a word is one of these: `=` before one means that word alone, else it may be a part of a longer one.
pub fn is_any(word: &str, of: &[&str]) -> bool {
    of.iter().any(|one| one.strip_prefix('=').map_or_else(|| word.contains(one), |whole| word == whole))
}

const TOKEN: &[&str] =
    &["token", "jeton", "secret", "password", "passwd", "motdepasse", "=mdp", "jwt", "apikey", "=cle"];
const ROOM: &[&str] = &[
    "room",
    "salon",
    "salle",
    "channel",
    "canal",
    "=group",
    "=groupe",
    "workspace",
    "=board",
    "=lobby",
    "=session",
    "projet",
    "=project",
    "=space",
    "=espace",
    "=chatid",
    "=conversation",
];
const ID: &[&str] = &["=id", "uuid", "nonce", "offset", "=ids", "=uid", "=clientid", "=messageid", "=msgid", "=seq"];
const TIME: &[&str] = &[
    "=time",
    "timestamp",
    "=date",
    "=ts",
    "=heure",
    "horodat",
    "=at",
    "createdat",
    "sentat",
    "=sent",
    "=now",
    "=datetime",
];
const TEXT: &[&str] = &[
    "message", "=msg", "=msgs", "=txt", "text", "content", "contenu", "=body", "=corps", "=data", "=input", "=chat",
    "=m", "saisie", "update", "=payload", "=sms", "phrase", "=value", "=valeur",
];
const USER: &[&str] = &[
    "user",
    "pseudo",
    "=nick",
    "nickname",
    "=name",
    "=nom",
    "author",
    "auteur",
    "=login",
    "sender",
    "=from",
    "=de",
    "utilisateur",
    "=alias",
    "=handle",
    "=prenom",
    "expediteur",
    "emetteur",
    "=player",
    "=joueur",
    "=membre",
    "=member",
    "=login",
    "identifiant",
    "=who",
    "=qui",
    "username",
];

/// What a key of an object or a name means, if it says so.
pub fn of_name(name: &str) -> Option<Meaning> {
    let words = words(name);
    let has = |list: &[&str]| words.iter().any(|word| is_any(word, list));
    // A room's id names the room, as a user's names the user, and a message's is another one each time.
    if has(TOKEN) {
        Some(Meaning::Token)
    } else if has(ROOM) {
        Some(Meaning::Room)
    } else if has(ID) && !has(USER) {
        Some(Meaning::Id)
    } else if has(TIME) {
        Some(Meaning::Time)
    } else if has(USER) && !words.iter().any(|word| is_any(word, &["message", "=msg", "text"])) {
        Some(Meaning::User)
    } else if has(TEXT) {
        Some(Meaning::Text)
    } else {
        has(USER).then_some(Meaning::User)
    }
}

/// Whether a key is that of a content, and can be nothing else.
pub fn is_content(key: &str) -> bool {
    words(key).iter().any(|word| is_any(word, &["content", "contenu"]))
}

/// What shows a content: what is read of one of these is a text, whatever it is called.
const SHOWN: &[&str] = &["board", "editor", "editeur", "tableau", "notes", "textarea", "zone", "pad"];
const READ: &[&str] = &["value", "innerText", "innerHTML", "textContent"];

/// What any page has, whatever stands in it.
const NOISE: &[&str] = &[
    "document",
    "window",
    "getelementbyid",
    "queryselector",
    "value",
    "val",
    "trim",
    "target",
    "currenttarget",
    "e",
    "evt",
    "event",
    "this",
    "state",
    "current",
    "props",
    "localstorage",
    "sessionstorage",
    "getitem",
    "prompt",
    "string",
    "form",
    "elements",
    "elem",
    "element",
    "get",
    "innertext",
    "innerhtml",
    "textcontent",
    "tostring",
    "tolowercase",
    "input",
    "el",
    "ref",
    "field",
    "box",
    "data",
    "const",
    "let",
    "var",
    "new",
    "await",
    "url",
    "urlsearchparams",
    "location",
    "search",
    "params",
    "form",
    "formdata",
];

/// What a value means, by the last of its names that says anything; of a variable, by what it was given too.
pub fn of_value(value: &Expression, definitions: &Definitions, place: Place) -> Option<Meaning> {
    within(value, definitions, place, 3)
}

fn within(value: &Expression, definitions: &Definitions, place: Place, deep: usize) -> Option<Meaning> {
    match value {
        Expression::Words { words, is_name } => {
            if is_unique(words) {
                return Some(Meaning::Id);
            }
            if words.iter().any(|word| word == "Date") {
                return Some(Meaning::Time);
            }
            let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            if has(SHOWN) && has(READ) {
                return Some(Meaning::Text);
            }
            let telling = words.iter().rev().filter(|word| !NOISE.contains(&word.to_lowercase().as_str()));
            let by_name = telling.into_iter().find_map(|word| of_name(word));
            // A name of one letter, and what it was given.
            let by_definition = || {
                let found = definitions.find(&value.name()?, place).filter(|_| *is_name && deep > 0)?;
                within(&found.value, definitions, found.place, deep - 1)
            };
            // `data`, `input.value`: whatever is typed.
            let by_noise = || words.iter().rev().find_map(|word| of_name(word)).filter(|one| *one == Meaning::Text);
            by_name.or_else(by_definition).or_else(by_noise)
        }
        Expression::Joined(parts) if deep > 0 => {
            let is_text = |part: &&Expression| matches!(part, Expression::Text(_));
            let mut all =
                parts.iter().filter(|part| !is_text(part)).map(|part| within(part, definitions, place, deep - 1));
            let first = all.next()??;
            all.all(|other| other == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// `crypto.randomUUID()`, `socket.id + counter++`, `Math.random()`.
fn is_unique(words: &[String]) -> bool {
    words.iter().any(|word| matches!(word.as_str(), "randomUUID" | "random" | "uuidv4" | "nanoid" | "uuid" | "counter"))
}

#[cfg(test)]
mod tests {
    use super::super::script::read;
    use super::*;
    use Meaning::{Id, Room, Text, Time, Token, User};

    #[test]
    fn names_have_words() {
        assert_eq!(words("nomDuSalon"), ["nom", "du", "salon"]);
        assert_eq!(words("nom_du-salon 2"), ["nom", "du", "salon", "2"]);
        assert_eq!(words("Entrée"), ["entree"]);
        assert_eq!(words("ROOM_ID"), ["room", "id"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn keys_mean_what_they_say_in_both_languages() {
        for (meaning, names) in [
            (
                User,
                &[
                    "username",
                    "userName",
                    "user",
                    "pseudo",
                    "nickname",
                    "name",
                    "nom",
                    "author",
                    "auteur",
                    "sender",
                    "from",
                    "nomUtilisateur",
                    "userId",
                    "expéditeur",
                ][..],
            ),
            (
                Room,
                &[
                    "room",
                    "roomName",
                    "roomId",
                    "salon",
                    "nomSalon",
                    "salle",
                    "channel",
                    "canal",
                    "groupe",
                    "room_id",
                    "workspace",
                ],
            ),
            (
                Text,
                &[
                    "message",
                    "msg",
                    "text",
                    "texte",
                    "content",
                    "contenu",
                    "body",
                    "data",
                    "m",
                    "update",
                    "messageText",
                    "userMessage",
                ],
            ),
            (Token, &["token", "authToken", "jeton", "password"]),
            (Id, &["id", "clientOffset", "uuid", "messageId", "msgId"]),
            (Time, &["timestamp", "time", "date", "heure", "sentAt"]),
        ] {
            for name in names {
                assert_eq!(of_name(name), Some(meaning), "{name}");
            }
        }
        for name in ["type", "color", "avatar", "x", "", "isTyping"] {
            assert_eq!(of_name(name), None, "{name}");
        }
    }

    #[test]
    fn values_mean_what_their_names_say() {
        for (script, meaning) in [
            ("roomInput.value", Some(Room)),
            ("document.getElementById('salon').value.trim()", Some(Room)),
            ("$('#m').val()", Some(Text)),
            ("input.value", Some(Text)),
            ("user.room", Some(Room)),
            ("currentUser.name", Some(User)),
            ("localStorage.getItem('username')", Some(User)),
            ("document.getElementById('board').value", Some(Text)),
            ("boardId", Some(Room)),
            ("new Date().toISOString()", Some(Time)),
            ("Date.now()", Some(Time)),
            ("crypto.randomUUID()", Some(Id)),
            ("`${socket.id}-${counter++}`", Some(Id)),
            ("q + ' : ' + msg", None),
            ("msg", Some(Text)),
            ("q", Some(User)),
            ("zzz", None),
            ("42", None),
        ] {
            let script = format!("const q = document.getElementById('pseudo').value; s.emit('x', {script})");
            let reading = read(&[&script]);
            let emit = &reading.emits[0];
            assert_eq!(of_value(&emit.arguments[0], &reading.definitions, emit.place), meaning, "{script}");
        }
    }
}
