#[derive(Debug)]
enum Msg { Quit, Move { x: i32, y: i32 }, Write(String), Color(u8, u8, u8), Nest(Option<Box<Msg>>) }
fn show(m: &Msg) -> String {
    match m {
        Msg::Quit => "quit".into(),
        Msg::Move { x: 0, y } => format!("vertical {y}"),
        Msg::Move { x, y: 0 } => format!("horizontal {x}"),
        Msg::Move { x, .. } if *x < 0 => format!("left {x}"),
        Msg::Move { x: px @ 1..=9, y: py } => format!("near {px},{py}"),
        Msg::Move { .. } => "far".to_string(),
        Msg::Write(s) if s.is_empty() => "nothing".to_string(),
        Msg::Write(s) => s.to_uppercase(),
        &Msg::Color(r, _, b) if r == b => format!("sym {r}"),
        Msg::Color(0 | 255, ..) => "extreme".into(),
        Msg::Color(.., b) => format!("blue {b}"),
        Msg::Nest(None) => "empty".into(),
        Msg::Nest(Some(inner)) => format!("[{}]", show(inner)),
    }
}
fn slices(v: &[i32]) -> String {
    match v {
        [] => "none".into(),
        [x] => format!("one {x}"),
        [first, .., last] if first == last => format!("same ends {first}"),
        [a, b] => format!("two {a} {b}"),
        [a, rest @ ..] => format!("{a} then {}", rest.len()),
    }
}
fn main() {
    let ms = [Msg::Quit, Msg::Move { x: 0, y: 3 }, Msg::Move { x: 4, y: 0 }, Msg::Move { x: -4, y: 1 }, Msg::Move { x: 4, y: 1 }, Msg::Move { x: 40, y: 1 },
        Msg::Write("".into()), Msg::Write("hey".into()), Msg::Color(1, 2, 1), Msg::Color(255, 2, 1), Msg::Color(7, 8, 9),
        Msg::Nest(None), Msg::Nest(Some(Box::new(Msg::Quit)))];
    for m in &ms { println!("{}", show(m)); }
    for v in [&[][..], &[1], &[1, 2], &[1, 5, 1], &[1, 2, 3]] { println!("{}", slices(v)); }
    let ((a, b), [c, .., d]) = ((1, 2.5), [3, 4, 5, 6]);
    println!("{a} {b} {c} {d}");
    let c = 'k';
    println!("{}", match c { 'a'..='j' => 1, 'k'..='z' => 2, _ => 3 });
    let n = 42u8;
    let s = match n { 0 => "zero", x if x % 2 == 0 => "even", ..=99 => "small odd", 100.. => "big odd" };
    println!("{s}");
    let r = &Some(String::from("x"));
    if let Some(s) = r && s.len() == 1 && let Some(ch) = s.chars().next() { println!("chain {ch}"); }
    let Some(t) = r else { panic!() };
    println!("{t}");
    let ref q = 5; let &z = q;
    println!("{z}");
    let mut pair = (1, String::from("b"));
    let (ref mut x, ref y) = pair;
    *x += 1; println!("{x} {y}");
    println!("{pair:?}");
}
