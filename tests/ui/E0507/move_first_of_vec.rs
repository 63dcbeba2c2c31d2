fn main() {
    let v: Vec<String> = vec![String::from("Hello world")];
    let mut s: String = v[0];  //~ ERROR E0507
    s.push('!');
    println!("{s}");
}
