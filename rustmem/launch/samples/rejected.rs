struct Pair {
    left: String,
    right: String,
}

fn longest(pair: &Pair) -> &str {
    if pair.left.len() > pair.right.len() { &pair.left } else { &pair.right }
}

fn main() {
    let text = String::from("text");
    let moved = text;
    println!("{text} {moved}");
    let mut numbers = vec![1, 2, 3];
    let first = &numbers[0];
    numbers.push(4);
    println!("{first}");
    let kept;
    {
        let pair = Pair { left: String::from("a"), right: String::new() };
        kept = longest(&pair);
    }
    println!("{kept}");
}
