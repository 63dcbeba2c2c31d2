struct Guard<'g> { log: &'g mut Vec<String>, name: &'static str }
impl<'g> Guard<'g> { fn new(log: &'g mut Vec<String>, name: &'static str) -> Self { log.push(name.into()); Guard { log, name } } }
impl Drop for Guard<'_> { fn drop(&mut self) { self.log.push(format!("/{}", self.name)); } }
fn main() {
    let mut log = vec![];
    let _a = Guard::new(&mut log, "a");
    { let _b = Guard::new(&mut log, "b"); }  //~ ERROR E0499
    println!("{:?}", log);  //~ ERROR E0502
}
