fn main() { let mut s = String::from("a"); s[0..1].make_ascii_uppercase(); let t = "a"; t.make_ascii_uppercase(); }  //~ ERROR E0596
