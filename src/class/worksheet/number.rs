use super::cells::Table;
use super::columns::Columns;

/// Moodle keeps no more decimals of a grade.
const DECIMALS: usize = 5;
/// And shows so many.
const SHOWN: usize = 2;

/// A number with a comma or a point, and nothing else.
pub fn parse(text: &str) -> Option<f64> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
    if whole.is_empty() || part.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}.{part}").parse().ok()
}

/// Whether the numbers of this sheet have a comma, as far as there are any.
pub fn has_comma(table: &Table, columns: &Columns) -> bool {
    let cells = |column| (0..table.rows.len()).map(move |row| table.cell(row, column));
    let numbers = cells(columns.maximum).chain(cells(columns.grade)).filter(|cell| parse(cell).is_some());
    let marks: Vec<bool> = numbers.filter(|n| n.contains([',', '.'])).map(|n| n.contains(',')).collect();
    !marks.is_empty() && marks.iter().all(|comma| *comma)
}

/// A number with two decimals, or with as many as it has.
pub fn show(number: f64, comma: bool) -> String {
    let long = format!("{number:.DECIMALS$}");
    let least = long.len() - (DECIMALS - SHOWN);
    let text = &long[..long.trim_end_matches('0').len().max(least)];
    if comma { text.replace('.', ",") } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_kinds() {
        assert_eq!(["20,00", "20.00", "20"].map(parse), [Some(20.0); 3]);
        for bad in ["", "-", "1 000,00", "1.000,00", "1e3", "NaN", "-1", ",5", "A", "inf"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(show(12.5, true), "12,50");
        assert_eq!(show(20.0 / 3.0, false), "6.66667");
        assert_eq!(show(100.0, false), "100.00");
        assert_eq!(show(0.0, true), "0,00");
    }
}
