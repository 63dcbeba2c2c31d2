struct Config { query: String, file_path: String }
impl Config {
    fn build(args: &[String]) -> Config {
        Config { query: args[1], file_path: args[2].clone() }  //~ ERROR E0508
    }
}
fn main() { let a: Vec<String> = std::env::args().collect(); let c = Config::build(&a); println!("{}{}", c.query, c.file_path); }
