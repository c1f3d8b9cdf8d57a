//! The mouse and the keys: what they do is what a user does, and not what a script does.

use super::BrowserError;
use super::page::Page;
use serde_json::json;

impl Page {
    /// Clicks at a place of its window.
    pub async fn click(&self, x: f64, y: f64) -> Result<(), BrowserError> {
        for (kind, button, pressed) in
            [("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 0)]
        {
            let params = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": pressed, "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", params).await?;
        }
        Ok(())
    }

    /// Presses Enter, in whatever has the focus.
    pub async fn press_enter(&self) -> Result<(), BrowserError> {
        let key = json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r" });
        for kind in ["keyDown", "keyUp"] {
            let mut params = key.clone();
            params["type"] = kind.into();
            self.call("Input.dispatchKeyEvent", params).await?;
        }
        Ok(())
    }
}
