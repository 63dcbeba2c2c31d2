fn chosen(flag: bool) -> u8 {
    let a = if flag else { 1 };
    if let Some(b) = Some(a) else { 2 }
}

fn main() {
    chosen(true);
}
