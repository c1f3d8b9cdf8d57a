//! With which commands a student sees again what a rule of this lab found.

use crate::labs::again::{ByHand, Shown};

pub fn again(_shown: &Shown) -> ByHand {
    ByHand::default()
}
