//! What an engine runs and has built, for as long as somebody holds it.

use super::engine::Engine;

/// A container that ends with this value.
#[derive(Debug)]
pub struct Container {
    pub engine: Engine,
    pub name: String,
}

impl Drop for Container {
    fn drop(&mut self) {
        self.engine.remove(&self.name);
    }
}

/// An image that ends with this value.
#[derive(Debug)]
pub struct Image {
    pub engine: Engine,
    pub tag: String,
}

impl Drop for Image {
    fn drop(&mut self) {
        self.engine.leave_image(std::mem::take(&mut self.tag));
    }
}
