fn main() {
    let o = Some(String::from("x")); match o { Some(s) if { drop(s); true } => {} _ => {} }  //~ ERROR E0507
    let mut p = Some(1); match p { Some(ref mut n) if { *n += 1; *n > 1 } => {} _ => {} }  //~ ERROR E0594
    match p { Some(n) if { p = None; n > 1 } => {} _ => {} } match p { Some(mut n) if { n += 1; n > 1 } => {} _ => {} }   //~ ERROR E0506 //~ ERROR E0594
    let mut q = (1, 2); match q { (a, _) if { q.0 = 2; a > 1 } => {} (_, b) if { let r = &mut q; r.0 == b } => {} _ => {} }  //~ ERROR E0506 //~ ERROR E0502
    match o { Some(ref t) if (|| o.is_some())() => println!("{t}"), _ => {} }  //~ ERROR E0382
    let mut b = true; match b { true if { b = false; true } => {} _ => {} } let mut c = Some(2); match c { Some(x) if (|| { c = None; x > 1 })() => {} _ => {} }  //~ ERROR E0510 //~ ERROR E0502
}
