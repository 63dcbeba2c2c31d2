use std::fmt;

#[derive(Debug)]
enum ParseError {
    Empty,
    Bad(String),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Empty => write!(f, "nothing to read"),
            ParseError::Bad(text) => write!(f, "cannot read {text}"),
        }
    }
}

fn sum(text: &str) -> Result<i32, ParseError> {
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    text.split(',').map(|part| part.parse::<i32>().map_err(|_| ParseError::Bad(part.into()))).sum()
}

fn main() {
    match sum("1,2,x") {
        Ok(total) => println!("{total}"),
        Err(e) => println!("error: {e}"),
    }
}
