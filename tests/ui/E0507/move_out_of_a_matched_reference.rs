#[derive(Debug)]
enum Cmd { Push(String), Pop }
fn run(c: &Cmd) -> String {
    match c {
        Cmd::Push(s) => *s,  //~ ERROR E0507
        Cmd::Pop => "pop".to_string(),
    }
}
fn main() { println!("{}", run(&Cmd::Pop)); }
