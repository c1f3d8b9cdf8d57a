use crate::contract::is_address;
use crate::driver::Context;

/// The address of a page: its contract may say a path alone.
pub fn address(context: &Context, place: &str) -> String {
    if is_address(place) {
        return place.to_owned();
    }
    format!("{}{}{place}", context.connector.origin(), context.base)
}
