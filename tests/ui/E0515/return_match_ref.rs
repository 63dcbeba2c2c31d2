fn pick<'a>(n: i32) -> &'a str {
    let s = format!("{}", n);
    match n {  //~ ERROR E0515 //~ ERROR E0515
        0 => "zero",
        1 => &s[1..],
        _ => s.as_ref(),
    }
}
fn main() { pick(1); }
