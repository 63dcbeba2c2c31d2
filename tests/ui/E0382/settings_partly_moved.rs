#[derive(Clone, Debug)]
struct Settings { name: String, tags: Vec<String> }
fn rename(s: Settings, name: &str) -> Settings { Settings { name: name.to_string(), ..s } }
fn main() {
    let a = Settings { name: "a".into(), tags: vec![] };
    let b = rename(a, "b");
    println!("{:?} {:?}", a.tags, b);  //~ ERROR E0382
}
