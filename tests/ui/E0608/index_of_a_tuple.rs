fn main() { let x = 5; println!("{}", x[0]); let t = (1, 2); println!("{}", t[0]); let s = Some(1); s[0]; }  //~ ERROR E0608  //~ ERROR E0608  //~ ERROR E0608
