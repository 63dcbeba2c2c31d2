fn f(v: &mut Vec<u8>) {
    let first = &v[0];
    let mut g = || v.push(1);
    println!("{first}");
    g();
}

fn main() {}
