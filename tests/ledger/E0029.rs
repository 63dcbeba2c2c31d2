fn f(s: &str) {
    match s {
        "a"..="z" => {}
        _ => {}
    }
}

fn main() {}
