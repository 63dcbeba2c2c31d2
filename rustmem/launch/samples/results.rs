use std::collections::HashMap;
use std::num::ParseIntError;

fn parse(text: &str) -> Result<i32, ParseIntError> {
    let number: i32 = text.trim().parse()?;
    Ok(number + 1)
}

fn word_of(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("")
}

fn main() {
    match parse("41") {
        Ok(number) => println!("{number}"),
        Err(e) => println!("error: {e}"),
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in "a b a".split_whitespace() {
        *counts.entry(word.to_string()).or_insert(0) += 1;
    }
    println!("{} {}", counts.len(), word_of("two words"));
}
