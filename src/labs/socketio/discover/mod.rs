mod classify;
mod meaning;
mod script;
mod template;
