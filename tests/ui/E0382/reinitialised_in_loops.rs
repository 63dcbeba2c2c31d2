fn main() {
    let mut s = String::from("a");
    for i in 0..3 { if i > 5 { s = String::new(); } drop(s); if i == 1 { s = String::from("b"); } }  //~ ERROR E0382
    let mut t = String::new();
    loop { drop(t); if std::env::args().count() > 3 { t = String::new(); continue; } if std::env::args().count() > 4 { t = "q".into(); } }  //~ ERROR E0382
}
