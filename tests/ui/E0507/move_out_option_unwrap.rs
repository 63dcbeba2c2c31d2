struct User { email: Option<String> }
fn show(u: &User) -> String {
    u.email.unwrap()  //~ ERROR E0507
}
fn main() { show(&User { email: None }); }
