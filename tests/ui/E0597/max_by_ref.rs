fn main() {
    let longest;
    {
        let v = vec![String::from("a")];
        longest = v.iter().max_by_key(|s| s.len()).unwrap();  //~ ERROR E0597
    }
    println!("{}", longest);
}
