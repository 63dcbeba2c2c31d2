fn main() {
    let mut x = Some(0);
    match x {
        None => {}
        Some(_)
            if {
                x = None;
                false
            } => {}
        Some(_) => {}
    }
}
