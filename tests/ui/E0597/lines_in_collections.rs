struct Buf<'a> { lines: Vec<&'a str> }
fn main() {
    let mut all: Vec<&str> = Vec::new(); let mut set = std::collections::HashSet::new();
    for i in 0..3 { let line = i.to_string(); all.push(&line); set.insert(line.as_str()); }  //~ ERROR E0597
    let mut b = Buf { lines: vec![] }; loop { let mut line = String::new(); std::io::stdin().read_line(&mut line).unwrap(); b.lines.push(&line); if line.is_empty() { break; } }  //~ ERROR E0597
    println!("{all:?} {} {}", set.len(), b.lines.len());
}
