mod classify;
mod meaning;
mod script;
mod site;
mod template;
