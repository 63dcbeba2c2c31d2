mod m {}
fn f() {
    let j = m { v: 1 };
}

fn main() {}
