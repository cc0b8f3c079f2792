//! What a user does: click, type, press keys, drag. Everything by accessible name or by place.

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::time::Duration;

use super::{Outcome, Window, words};

/// Keys without a letter, as WebDriver writes them.
pub mod key {
    pub const CONTROL: char = '\u{e009}';
    pub const SHIFT: char = '\u{e008}';
    pub const ALT: char = '\u{e00a}';
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const TAB: char = '\u{e004}';
    pub const SPACE: char = ' ';
    pub const LEFT: char = '\u{e012}';
    pub const UP: char = '\u{e013}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
    pub const HOME: char = '\u{e011}';
    pub const PAGE_DOWN: char = '\u{e00f}';
    pub const F8: char = '\u{e038}';
}

const FIND: &str = include_str!("find.js");

impl Window {
    /// The element of this role whose accessible name is, or begins with, `name`; waits for it.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn find(&self, role: &str, name: &str) -> Outcome<Element> {
        self.until(&format!("{role} “{name}”"), async || self.look(role, name).await).await
    }

    /// The same without waiting; none when it is not there.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn look(&self, role: &str, name: &str) -> Outcome<Option<Element>> {
        let found = self.run(FIND, vec![json!(role), json!(name), json!(false)]).await?;
        element(self, found)
    }

    /// Clicks what has this role and name, when it can be clicked.
    ///
    /// # Errors
    /// When it does not appear or stays disabled.
    pub async fn click(&self, role: &str, name: &str) -> Outcome<()> {
        // Covered (by a dialog that is closing) or disabled: as a person would, wait a moment.
        self.until(&format!("{role} “{name}” to take a click"), async || {
            let Some(found) = self.look(role, name).await? else { return Ok(None) };
            let enabled = found.is_enabled().await.unwrap_or(false);
            let aria = found.attr("aria-disabled").await.ok().flatten();
            if !enabled || aria.as_deref() == Some("true") {
                return Ok(None);
            }
            Ok(found.click().await.ok())
        })
        .await
    }

    /// Gives the focus to what has this name, as tabbing to it would.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn focus(&self, name: &str) -> Outcome<()> {
        let found = self.find("", name).await?;
        let found = serde_json::to_value(&found).map_err(words)?;
        self.run("arguments[0].focus()", vec![found]).await.map(|_| ())
    }

    /// Writes into a field, replacing what is there, as typing would.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, name: &str, text: &str) -> Outcome<()> {
        let field = self.find("textbox", name).await?;
        field.click().await.map_err(words)?;
        self.chord(&[key::CONTROL], 'a').await?;
        self.write(text).await
    }

    /// Chooses an option of a list by its words. A select's own menu is no part of the page, so the choice is
    /// made as the menu would make it.
    ///
    /// # Errors
    /// When there is no such list or option.
    pub async fn choose(&self, name: &str, option: &str) -> Outcome<()> {
        let list = serde_json::to_value(self.find("combobox", name).await?).map_err(words)?;
        let script = "const [list, words] = arguments;
            const option = [...list.options].find((each) => each.text.trim() === words);
            if (!option) return false;
            list.value = option.value;
            list.dispatchEvent(new Event('input', { bubbles: true }));
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true";
        let chosen = self.run(script, vec![list, json!(option)]).await?;
        if chosen == json!(true) { Ok(()) } else { Err(format!("{name} has no option “{option}”")) }
    }

    /// Types text where the focus is. Line breaks are Enter.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn write(&self, text: &str) -> Outcome<()> {
        let mut keys = KeyActions::new("keyboard".into());
        for letter in text.chars() {
            let letter = if letter == '\n' { key::ENTER } else { letter };
            keys = keys.then(KeyAction::Down { value: letter }).then(KeyAction::Up { value: letter });
        }
        self.client().perform_actions(keys).await.map_err(words)
    }

    /// Presses a key while others are held.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn chord(&self, held: &[char], pressed: char) -> Outcome<()> {
        let mut keys = KeyActions::new("keyboard".into());
        for value in held {
            keys = keys.then(KeyAction::Down { value: *value });
        }
        keys = keys.then(KeyAction::Down { value: pressed }).then(KeyAction::Up { value: pressed });
        for value in held.iter().rev() {
            keys = keys.then(KeyAction::Up { value: *value });
        }
        self.client().perform_actions(keys).await.map_err(words)
    }

    /// Presses one key.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn press(&self, pressed: char) -> Outcome<()> {
        self.chord(&[], pressed).await
    }

    /// Clicks twice at a place of the window. WebKit's driver never counts two clicks as a double click, so
    /// the page is told of it; a real mouse does both.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn double_click(&self, x: f64, y: f64) -> Outcome<()> {
        let mouse = MouseActions::new("mouse".into())
            .then(to(x, y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client().perform_actions(mouse).await.map_err(words)?;
        let script = "const [x, y] = arguments; document.elementFromPoint(x, y).dispatchEvent(\
                      new MouseEvent('dblclick', { bubbles: true, clientX: x, clientY: y, detail: 2 }))";
        self.run(script, vec![json!(x), json!(y)]).await.map(|_| ())
    }

    /// Drags from one place to another.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn drag(&self, from: (f64, f64), to_place: (f64, f64)) -> Outcome<()> {
        let half = ((from.0 + to_place.0) / 2.0, (from.1 + to_place.1) / 2.0);
        let mouse = MouseActions::new("mouse".into())
            .then(to(from.0, from.1))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(to(half.0, half.1))
            .then(to(to_place.0, to_place.1))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client().perform_actions(mouse).await.map_err(words)
    }

    /// The middle of an element on the page.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn middle(&self, element: &Element) -> Outcome<(f64, f64)> {
        let (x, y, width, height) = element.rectangle().await.map_err(words)?;
        Ok((x + width / 2.0, y + height / 2.0))
    }

    /// What a field holds.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value(&self, name: &str) -> Outcome<String> {
        let field = self.find("textbox", name).await?;
        Ok(field.prop("value").await.map_err(words)?.unwrap_or_default())
    }

    /// Waits until the page shows a text.
    ///
    /// # Errors
    /// When it does not.
    pub async fn sees(&self, text: &str) -> Outcome<()> {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.until(&format!("the text “{text}”"), async || {
            let seen = self.run(script, vec![json!(text)]).await?;
            Ok(seen.as_bool().filter(|seen| *seen))
        })
        .await
        .map(|_| ())
    }
}

fn to(x: f64, y: f64) -> PointerAction {
    #[allow(clippy::cast_possible_truncation)]
    PointerAction::MoveTo { duration: Some(Duration::from_millis(40)), x: x.round(), y: y.round() }
}

fn element(window: &Window, found: Value) -> Outcome<Option<Element>> {
    if found.is_null() {
        return Ok(None);
    }
    let id: fantoccini::elements::ElementRef =
        serde_json::from_value::<Found>(found).map_err(words)?.id.into();
    Ok(Some(Element::from_element_id(window.client().clone(), id)))
}

#[derive(serde::Deserialize)]
struct Found {
    #[serde(rename = "element-6066-11e4-a52e-4f735466cecf")]
    id: String,
}
