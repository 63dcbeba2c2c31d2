fn bytes(x: &[u8]) -> u8 {
    match x {
        [0.., _] => 1,  //~ ERROR E0658
        [(1..), _, _] => 2,
        [a @ 3.., _, _, _] => *a,  //~ ERROR E0658
        [1..=4, ..] => 3,
        _ => 4,
    }
}

fn main() {
    println!("{}", bytes(b"ab"));
}
